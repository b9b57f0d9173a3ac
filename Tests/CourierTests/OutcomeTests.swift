import Courier
import Foundation
import NotifierCards
import Testing
import Timekeeping

private let courier = CurlCourier()

@Test func `an answer comes back with status, headers and body`() async throws {
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    peer.answer(202, "Retry-After: 30\r\nX-Id:  7 \r\n", body: "0: Accepted")
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url))

  let reply = try #require(outcome.reply)
  #expect(reply.status == 202)
  #expect(reply.value("retry-after") == "30")
  #expect(reply.value("X-Id") == "7")
  #expect(reply.text == "0: Accepted")
  #expect(!reply.isCut)
}

@Test(arguments: [204, 301, 400, 404, 429, 500, 503])
func `every status is a reply`(status: Int) async throws {
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    peer.answer(status, "Retry-After: 1\r\nConnection: close\r\n")
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url))

  #expect(outcome.reply?.status == status)
}

@Test(arguments: ["file:///etc/passwd", "http://127.0.0.1:1/other", "/elsewhere"])
func `a redirect is a reply and is not followed`(target: String) async throws {
  let server = try LoopbackServer { peer, _ in
    while peer.request() != nil { peer.answer(307, "Location: \(target)\r\n") }
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url))

  #expect(outcome.reply?.status == 307)
  #expect(outcome.reply?.value("location") == target)
  #expect(server.connections == 1)
}

/// What a server does instead of answering, and what is known then.
struct Misdeed: Sendable, CustomTestStringConvertible {
  var name: String
  var milliseconds: Int64 = 10_000
  var serve: @Sendable (Peer) -> Void

  var testDescription: String { name }

  init(_ name: String, milliseconds: Int64 = 10_000, serve: @escaping @Sendable (Peer) -> Void) {
    self.name = name
    self.milliseconds = milliseconds
    self.serve = serve
  }
}

@Test(arguments: [
  Misdeed("closes after the request") { _ = $0.request() },
  Misdeed("resets after the request") {
    _ = $0.request()
    $0.reset()
  },
  Misdeed("takes the request and never answers", milliseconds: 1000) {
    _ = $0.request()
    $0.waitForHangUp()
  },
  Misdeed("closes half after the request", milliseconds: 2000) {
    _ = $0.request()
    $0.closeHalf()
    $0.waitForHangUp()
  },
  Misdeed("sends its head one byte at a time", milliseconds: 1000) {
    _ = $0.request()
    $0.write("HTTP/1.1 2")
    $0.waitForHangUp()
  },
  Misdeed("answers with garbage") {
    _ = $0.request()
    $0.write("\u{0}\u{1}SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n")
  },
  Misdeed("answers as servers did before there were heads") {
    _ = $0.request()
    $0.write("<html>fine</html>")
  },
  Misdeed("says only that it goes on", milliseconds: 1000) {
    _ = $0.request()
    $0.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
    $0.waitForHangUp()
  },
])
func `nobody knows when a server misbehaves after the request`(misdeed: Misdeed) async throws {
  let requests = Notebook<Int>()
  let server = try LoopbackServer { peer, number in
    requests.add(number)
    misdeed.serve(peer)
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url, milliseconds: misdeed.milliseconds))

  #expect(outcome.unknown != nil, "\(outcome)")
  #expect(requests.entries == [1])
}

@Test(arguments: [true, false])
func `a request is sent once even when a used connection breaks`(isReset: Bool) async throws {
  let own = CurlCourier()
  let bodies = Notebook<[UInt8]>()
  let server = try LoopbackServer { peer, number in
    guard number == 1 else {
      while let request = peer.request() {
        bodies.add(request.body)
        peer.answer()
      }
      return
    }
    guard let first = peer.request() else { return }
    bodies.add(first.body)
    peer.answer()
    guard let second = peer.request() else { return }
    bodies.add(second.body)
    if isReset { peer.reset() }
  }
  defer { server.stop() }

  let first = await own.send(.web(server.url, body: "first"))
  let second = await own.send(.web(server.url, body: "second"))
  let third = await own.send(.web(server.url, body: "third"))

  #expect(first.reply?.status == 200)
  #expect(second.unknown?.contains("broke off") == true, "\(second)")
  #expect(third.reply?.status == 200)
  #expect(
    bodies.entries.map { String(decoding: $0, as: UTF8.self) } == ["first", "second", "third"]
  )
}

@Test func `a connection that the server closed in between is replaced`() async throws {
  let own = CurlCourier()
  let closed = DispatchSemaphore(value: 0)
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    peer.answer()
    peer.close()
    closed.signal()
  }
  defer { server.stop() }

  let first = await own.send(.web(server.url))
  let isClosed = await waited(for: closed)
  let second = await own.send(.web(server.url))

  #expect(isClosed)
  #expect(first.reply?.status == 200)
  #expect(second.reply?.status == 200)
  #expect(server.connections == 2)
}

@Test func `an answer that breaks off after its status is a reply that was cut`() async throws {
  let server = try LoopbackServer { peer, number in
    guard peer.request() != nil else { return }
    peer.write("HTTP/1.1 201 x\r\nContent-Length: 100\r\n\r\n{\"sid\":")
    if number == 1 { peer.waitForHangUp() }
  }
  defer { server.stop() }

  let late = await courier.send(.web(server.url, milliseconds: 1000))
  let broken = await courier.send(.web(server.url))

  for outcome in [late, broken] {
    #expect(outcome.reply?.status == 201, "\(outcome)")
    #expect(outcome.reply?.text == "{\"sid\":")
    #expect(outcome.reply?.isCut == true)
  }
}

@Test func `an early refusal of a long body is a reply`() async throws {
  let server = try LoopbackServer { peer, _ in
    // Reads the head and no more.
    while let line = peer.line(), !line.isEmpty {}
    peer.answer(413, "Connection: close\r\n", body: "too long")
    peer.waitForHangUp()
  }
  defer { server.stop() }

  let body = String(repeating: "x", count: 5_000_000)
  let outcome = await courier.send(.web(server.url, body: body))

  #expect(outcome.reply?.status == 413, "\(outcome)")
}

@Test(arguments: [0, 1, 1000, 100_000])
func `of a long answer as much is kept as was asked for`(limit: Int) async throws {
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    peer.write("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n")
    let chunk = "4000\r\n" + String(repeating: "y", count: 0x4000) + "\r\n"
    for _ in 0..<64 { peer.write(chunk) }
    peer.write("0\r\n\r\n")
    peer.waitForHangUp()
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url, responseLimit: limit))

  let reply = try #require(outcome.reply)
  #expect(reply.status == 200)
  #expect(reply.body.count == limit)
  #expect(reply.isCut)
}

@Test func `an answer of just the limit is whole`() async throws {
  let server = try LoopbackServer { peer, _ in
    while peer.request() != nil { peer.answer(body: "12345") }
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url, responseLimit: 5))

  #expect(outcome.reply?.text == "12345")
  #expect(outcome.reply?.isCut == false)
}

@Test func `headers without end are cut off`() async throws {
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    peer.write("HTTP/1.1 200 x\r\n")
    for number in 0..<10_000 { peer.write("X-\(number): \(String(repeating: "z", count: 90))\r\n") }
    peer.waitForHangUp()
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url))

  let reply = try #require(outcome.reply)
  #expect(reply.isCut)
  #expect(reply.headers.count < 1000)
}

@Test func `trailers and interim heads are no headers`() async throws {
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    peer.write("HTTP/1.1 103 Early Hints\r\nRetry-After: 1\r\n\r\n")
    peer.write("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\nX-Folded: a\r\n  b\r\n\r\n")
    peer.write("2\r\nok\r\n0\r\nRetry-After: 2\r\n\r\n")
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url))

  #expect(outcome.reply?.text == "ok")
  #expect(outcome.reply?.value("retry-after") == nil)
  #expect(outcome.reply?.value("x-folded") == "a b")
}

/// Waits for a signal without holding up the threads that tasks share.
private func waited(for signal: DispatchSemaphore) async -> Bool {
  await withCheckedContinuation { continuation in
    Thread { continuation.resume(returning: signal.wait(timeout: .now() + 20) == .success) }.start()
  }
}
