import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Speaks HTTP to whoever comes: takes a request within limits, has it answered, and closes.
///
/// It knows nothing of what is asked; ``Routes`` does. There are no files behind it, it tells no
/// version, and what is not understood is answered in one line.
public final class WebServer: Sendable {
  /// How much is taken from a stranger.
  public struct Limits: Hashable, Sendable {
    /// The longest body, in bytes.
    public var bodyBytes: Int
    /// The longest head, in bytes.
    public var headBytes: Int
    /// The most header fields.
    public var headerCount: Int
    /// How long a connection may say nothing, in seconds.
    public var idleSeconds: Int
    /// How long a request may take to come in, in seconds.
    public var requestSeconds: Int
    /// How many connections are open at once; more have to wait.
    public var connections: Int

    /// Limits of those figures.
    public init(
      bodyBytes: Int = 256 * 1024,
      headBytes: Int = 16 * 1024,
      headerCount: Int = 100,
      idleSeconds: Int = 15,
      requestSeconds: Int = 20,
      connections: Int = 256
    ) {
      self.bodyBytes = bodyBytes
      self.headBytes = headBytes
      self.headerCount = headerCount
      self.idleSeconds = idleSeconds
      self.requestSeconds = requestSeconds
      self.connections = connections
    }
  }

  private let host: String
  private let port: Int
  private let limits: Limits
  private let answer: @Sendable (WebRequest) async -> WebAnswer
  private let server = Mutex<Server<HTTP1Channel>?>(nil)

  /// A server at that address, which has requests answered by `answer`.
  public init(
    host: String,
    port: Int,
    limits: Limits = Limits(),
    answer: @escaping @Sendable (WebRequest) async -> WebAnswer
  ) {
    self.host = host
    self.port = port
    self.limits = limits
    self.answer = answer
  }

  /// Serves until ``stop()`` is called or the task is cancelled.
  ///
  /// - Parameter onListening: is told the port once requests are taken.
  /// - Throws: why the address cannot be listened on.
  public func run(
    onListening: @escaping @Sendable (_ port: Int) -> Void
  ) async throws(ListenFault) {
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    // What strangers send must not fill our own output.
    let logger = Logger(label: "tocsin.web") { _ in SwiftLogNoOpLogHandler() }
    let server = Server(
      childChannelSetup: channel,
      configuration: ServerConfiguration(
        address: .hostname(host, port: port),
        serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(
          limits.connections,
          logger: logger
        )
      ),
      onServerRunning: { onListening($0.localAddress?.port ?? 0) },
      eventLoopGroup: threads,
      logger: logger
    )
    self.server.withLock { $0 = server }
    var fault: ListenFault?
    do {
      try await server.run()
    } catch {
      fault = ListenFault(error)
    }
    self.server.withLock { $0 = nil }
    try? await threads.shutdownGracefully()
    if let fault { throw fault }
  }

  /// Takes no more requests, and ends ``run(onListening:)`` when those at hand are answered.
  public func stop() async {
    guard let server = server.withLock({ $0 }) else { return }
    try? await server.shutdownGracefully()
  }

  private var channel: HTTP1Channel {
    let answer = answer
    let limits = limits
    return HTTP1Channel(
      responder: { request, writer, _ in
        try await Self.respond(to: request, writer, limits, answer)
      },
      configuration: HTTP1Channel.Configuration(
        idleTimeout: .seconds(Int64(limits.idleSeconds)),
        httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
          maxHeaderFieldSize: limits.headBytes,
          maxHeaderListSize: limits.headBytes,
          maxHeaderFieldCount: limits.headerCount
        )
      )
    )
  }

  /// That a connection is closed because of what came in.
  private struct Closed: Error {}

  // Where the writer's own methods run, so that it need not cross over.
  @concurrent
  private static func respond(
    to request: Request,
    _ writer: consuming ResponseWriter,
    _ limits: Limits,
    _ answer: @Sendable (WebRequest) async -> WebAnswer
  ) async throws {
    let body: [UInt8]
    let fault: WebAnswer?
    switch await Self.body(of: request, limits) {
    case .whole(let bytes): (body, fault) = (bytes, nil)
    case .tooLong: (body, fault) = ([], .plain(413, "too large\n"))
    case .tooSlow: (body, fault) = ([], .plain(408, "too slow\n"))
    case .broken: throw Closed()
    }
    let reply: WebAnswer
    if let fault { reply = fault } else { reply = await answer(WebRequest(request, body)) }
    let isHead = request.method == .head
    try await writer.write(
      response: reply.head(isLast: fault != nil),
      body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body))
    )
    // Whatever else comes on this connection would be the rest of what was refused.
    if fault != nil { throw Closed() }
  }

  private enum Body {
    case whole([UInt8])
    case tooLong
    case tooSlow
    case broken
  }

  private static func body(of request: Request, _ limits: Limits) async -> Body {
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    // A little too much is read to its end, so that whoever sends it gets to see the answer.
    guard length <= limits.bodyBytes * 4 else { return .tooLong }
    return await withTaskGroup(of: Body.self) { group in
      group.addTask { await collect(request.body, limits.bodyBytes) }
      group.addTask {
        try? await Task.sleep(for: .seconds(limits.requestSeconds))
        return .tooSlow
      }
      let first = await group.next() ?? .broken
      group.cancelAll()
      return first
    }
  }

  private static func collect(_ body: RequestBody, _ limit: Int) async -> Body {
    var bytes: [UInt8] = []
    var count = 0
    do {
      for try await part in body {
        count += part.readableBytes
        if count <= limit { bytes += part.readableBytesView }
        if count > limit * 4 { return .tooLong }
      }
    } catch {
      return .broken
    }
    return count > limit ? .tooLong : .whole(bytes)
  }
}

/// Why an address cannot be listened on.
public enum ListenFault: Error, Hashable, Sendable {
  /// Another program listens there.
  case inUse
  /// It takes more rights.
  case notPermitted
  /// The address is not one of this machine.
  case notOurs
  /// Anything else.
  case other(String)

  init(_ error: any Error) {
    switch (error as? IOError)?.errnoCode {
    case EADDRINUSE: self = .inUse
    case EACCES: self = .notPermitted
    case EADDRNOTAVAIL: self = .notOurs
    default: self = .other("\(error)")
    }
  }
}
