import Foundation
import Synchronization
import Testing
import Web

/// The server on loopback, answering each request with what it saw.
private struct Loopback {
  let server: WebServer
  let port: Int

  /// Runs `body` beside a server, and stops it afterwards.
  static func run(
    limits: WebServer.Limits = WebServer.Limits(idleSeconds: 1, requestSeconds: 1),
    _ body: @escaping @Sendable (Loopback) async throws -> Void
  ) async throws {
    let server = WebServer(host: "127.0.0.1", port: 0, limits: limits) { request in
      let headers = request.headers.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
      return WebAnswer(
        status: 200,
        contentType: "text/plain",
        body: Array("\(request.method) \(request.target) \(request.body.count) \(headers)".utf8)
      )
    }
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { port.yield($0) } }
      var iterator = ports.makeAsyncIterator()
      let number = try #require(await iterator.next())
      try await body(Loopback(server: server, port: number))
      await server.stop()
      try await group.waitForAll()
    }
  }

  /// What is answered to `text`, until the connection is closed.
  ///
  /// It waits on a thread of its own, because the server needs those that tasks run on.
  func answer(to text: String) async throws -> String {
    let port = port
    let answer = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let client = Client(port: port)
        client?.send(text)
        continuation.resume(returning: client?.rest())
      }
    }
    return try #require(answer)
  }
}

@Suite struct WebServerTests {
  @Test func `a request is answered, with nothing told about the server`() async throws {
    try await Loopback.run { loopback in
      let answer = try await loopback.answer(
        to: "GET /a/b?c=d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      )

      #expect(answer.hasPrefix("HTTP/1.1 200"))
      #expect(answer.contains("GET /a/b?c=d 0"))
      for header in [
        "Cache-Control: no-store", "X-Frame-Options: DENY", "Referrer-Policy: no-referrer",
        "frame-ancestors 'none'", "X-Content-Type-Options: nosniff",
      ] {
        #expect(answer.contains(header), "\(header) in \(answer)")
      }
      #expect(!answer.lowercased().contains("\r\nserver:"))
    }
  }

  @Test func `HEAD gets the same head and no body`() async throws {
    try await Loopback.run { loopback in
      let answer = try await loopback.answer(
        to: "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      )

      #expect(answer.hasPrefix("HTTP/1.1 200"))
      #expect(answer.hasSuffix("\r\n\r\n"))
    }
  }

  @Test(arguments: [300_000, 2_000_000])
  func `a body that is too long is refused`(count: Int) async throws {
    try await Loopback.run { loopback in
      let answer = try await loopback.answer(
        to: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(count)\r\n\r\n"
          + String(repeating: "x", count: 300_000)
      )

      #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer.prefix(100))")
    }
  }

  @Test func `a long body in pieces without a length is refused`() async throws {
    try await Loopback.run { loopback in
      let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"

      let answer = try await loopback.answer(
        to: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
          + String(repeating: chunk, count: 6) + "0\r\n\r\n"
      )

      #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer.prefix(100))")
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "y", count: 20_000) + "\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "A: b\r\n", count: 200) + "\r\n",
    "this is no HTTP\r\n\r\n",
  ])
  func `a head that is too long or none at all is refused`(text: String) async throws {
    try await Loopback.run { loopback in
      let answer = try await loopback.answer(to: text)

      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(100))")
    }
  }

  @Test(arguments: [
    "", "GET / HT", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
  ])
  func `who says nothing more is not waited for`(text: String) async throws {
    try await Loopback.run { loopback in
      let answer = try await loopback.answer(to: text)

      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408"), "\(answer.prefix(100))")
    }
  }

  @Test func `one who takes ages does not keep others from being answered`() async throws {
    try await Loopback.run(limits: WebServer.Limits(idleSeconds: 30, requestSeconds: 30)) {
      loopback in
      let slow = try #require(Client(port: loopback.port))
      slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")

      let quick = try await loopback.answer(
        to: "GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      )
      slow.send("cde")

      #expect(quick.contains("GET /quick"))
    }
  }

  @Test func `a port that is taken is told apart from other faults`() async throws {
    try await Loopback.run { loopback in
      let second = WebServer(host: "127.0.0.1", port: loopback.port) { _ in
        WebAnswer(status: 200, contentType: "text/plain", body: [])
      }
      await #expect(throws: ListenFault.inUse) { try await second.run { _ in } }
    }
    let elsewhere = WebServer(host: "192.0.2.1", port: 0) { _ in
      WebAnswer(status: 200, contentType: "text/plain", body: [])
    }
    await #expect(throws: ListenFault.notOurs) { try await elsewhere.run { _ in } }
  }

  @Test func `what is stopped answers no more`() async throws {
    let port = Mutex(0)
    try await Loopback.run { loopback in port.withLock { $0 = loopback.port } }

    #expect(Client(port: port.withLock { $0 }) == nil)
  }
}
