import Foundation
import Glibc
import Synchronization

/// A server on this machine that does to each connection what a test says, byte by byte.
final class LoopbackServer: Sendable {
  let port: UInt16
  private let listener: Int32
  private let peers = Mutex<[Peer]>([])

  /// Serves each connection on a thread of its own with `serve`, which gets its number from 1 on.
  init(_ serve: @escaping @Sendable (Peer, Int) -> Void) throws {
    let (listener, port) = try Socket.listen()
    self.listener = listener
    self.port = port
    Thread { [self] in
      while let peer = Socket.accept(listener) {
        let number = peers.withLock { peers in
          peers.append(peer)
          return peers.count
        }
        Thread {
          serve(peer, number)
          peer.close()
        }.start()
      }
    }.start()
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// How many connections there were.
  var connections: Int { peers.withLock { $0.count } }

  /// Takes no more connections and hangs up those that there are, so that nobody who finds another
  /// server at the same port is still connected with this one.
  func stop() {
    Socket.stop(listener)
    for peer in peers.withLock({ $0 }) { peer.hangUp() }
  }
}

/// The other end of a connection.
final class Peer: Sendable {
  private let descriptor: Mutex<Int32>
  /// Only the serving thread reads.
  private let unread = Mutex<[UInt8]>([])

  init(_ number: Int32) { descriptor = Mutex(number) }

  /// A connection to a server on this machine; `nil` when nobody listens.
  convenience init?(connectedTo port: UInt16) {
    guard let number = Socket.connect(port) else { return nil }
    self.init(number)
  }

  private var number: Int32 { descriptor.withLock { $0 } }

  /// The next request, head and body; `nil` when the other side hung up first.
  func request() -> Request? {
    unread.withLock { unread in
      while true {
        if let (request, length) = Request.first(in: unread) {
          unread.removeFirst(length)
          return request
        }
        guard let more = Socket.read(number) else { return nil }
        unread += more
      }
    }
  }

  /// The next line without its end; `nil` when the other side hung up first.
  func line() -> String? {
    unread.withLock { unread in
      while true {
        if let end = unread.firstIndex(of: 10) {
          let line = unread[..<end].filter { $0 != 13 }
          unread.removeFirst(end + 1)
          return String(decoding: line, as: UTF8.self)
        }
        guard let more = Socket.read(number) else { return nil }
        unread += more
      }
    }
  }

  /// Writes `text`; lost when the other side hung up.
  func write(_ text: String) { Socket.write(Array(text.utf8), to: number) }

  /// Answers with a body of a known length.
  func answer(_ status: Int = 200, _ headers: String = "", body: String = "") {
    write("HTTP/1.1 \(status) x\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  /// Waits until the other side hangs up.
  func waitForHangUp() {
    while Socket.read(number) != nil {}
  }

  /// Passes all bytes on to a server at `port`, as soon as that listens, and back.
  func relay(to port: UInt16) {
    let deadline = Date(timeIntervalSinceNow: 20)
    var inner: Peer?
    while inner == nil, Date() < deadline { inner = Peer(connectedTo: port) }
    guard let inner else { return }
    Thread {
      while let bytes = Socket.read(inner.number) { Socket.write(bytes, to: self.number) }
      self.hangUp()
    }.start()
    while let bytes = Socket.read(number) { Socket.write(bytes, to: inner.number) }
    inner.hangUp()
  }

  /// Says that nothing more comes, and goes on reading.
  func closeHalf() { Socket.closeHalf(number) }

  /// Ends both directions from any thread; the serving one closes.
  func hangUp() {
    descriptor.withLock { if $0 >= 0 { Socket.end($0) } }
  }

  /// Hangs up so that the other side sees a reset.
  func reset() {
    Socket.resetOnClose(number)
    close()
  }

  func close() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { Glibc.close(descriptor) }
      descriptor = -1
    }
  }
}

/// A request as it came in.
struct Request: Sendable {
  var line: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  func value(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The first whole request in `bytes`, and how long it is.
  static func first(in bytes: [UInt8]) -> (Request, Int)? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
      return (name: String(parts[0]), value: value)
    }
    let request = Request(line: lines[0], headers: headers, body: [])
    let length = Int(request.value("content-length") ?? "") ?? 0
    guard bytes.count >= end.upperBound + length else { return nil }
    let body = Array(bytes[end.upperBound..<end.upperBound + length])
    return (
      Request(line: lines[0], headers: headers, body: body), end.upperBound + length
    )
  }
}

/// The calls of the system that the server needs.
private enum Socket {
  struct Fault: Error {
    var call: String
    var number: Int32
  }

  /// No test waits longer than this for the other side.
  private static let patienceSeconds = 20

  static func listen() throws -> (Int32, UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The address is a local variable of that length in each of these calls.
    let fault = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, length) != 0 || Glibc.listen(listener, 1024) != 0
          || getsockname(listener, pointer, &length) != 0
      }
    }
    guard !fault else { throw Fault(call: "listen", number: errno) }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  static func connect(_ port: UInt16) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The address is a local variable of that length.
    let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe Glibc.connect(descriptor, pointer, length) == 0
      }
    }
    if isConnected { return descriptor }
    Glibc.close(descriptor)
    return nil
  }

  static func accept(_ listener: Int32) -> Peer? {
    let descriptor = Glibc.accept(listener, nil, nil)
    guard descriptor >= 0 else { return nil }
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    let length = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, length)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, length)
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
    return Peer(descriptor)
  }

  static func stop(_ listener: Int32) {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  static func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    // Reads at most as much as the array holds.
    let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  static func end(_ descriptor: Int32) { shutdown(descriptor, Int32(SHUT_RDWR)) }

  static func closeHalf(_ descriptor: Int32) { shutdown(descriptor, Int32(SHUT_WR)) }

  static func resetOnClose(_ descriptor: Int32) {
    var now = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_LINGER,
      &now,
      socklen_t(MemoryLayout<linger>.size)
    )
  }
}
