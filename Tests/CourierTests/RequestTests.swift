import Courier
import Foundation
import NotifierCards
import Testing

private let courier = CurlCourier()

/// Sends `request` to a server that answers, and gives what the server got.
private func received(_ make: (String) -> WireRequest) async throws -> Request {
  let requests = Notebook<Request>()
  let server = try LoopbackServer { peer, _ in
    while let request = peer.request() {
      requests.add(request)
      peer.answer()
    }
  }
  defer { server.stop() }
  let outcome = await courier.send(make(server.url))
  #expect(outcome.reply?.status == 200, "\(outcome)")
  return try #require(requests.entries.first)
}

@Test func `nothing is added to a request but host and length`() async throws {
  let request = try await received {
    .web($0 + "/a/../b?q=%7e", headers: [.init("X-Empty", ""), .init("X-Key", "v; w: ü")])
  }

  #expect(request.line == "POST /a/../b?q=%7e HTTP/1.1")
  #expect(request.headers.map(\.name) == ["Host", "X-Empty", "X-Key", "Content-Length"])
  #expect(request.value("x-key") == "v; w: ü")
  #expect(request.value("x-empty") == "")
  #expect(String(decoding: request.body, as: UTF8.self) == "text=hello")
}

@Test(arguments: ["GET", "PUT", "DELETE", "PATCH", "POST", "OPTIONS"])
func `a method comes through with and without a body`(method: String) async throws {
  let bare = try await received { .web($0, method: method, body: "") }
  let full = try await received { .web($0, method: method, body: "b") }

  #expect(bare.line == "\(method) / HTTP/1.1")
  #expect(bare.body == [])
  #expect(full.line == "\(method) / HTTP/1.1")
  #expect(full.body == Array("b".utf8))
}

@Test func `an answer to HEAD has no body to wait for`() async throws {
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    peer.write("HTTP/1.1 200 x\r\nContent-Length: 100\r\n\r\n")
    peer.waitForHangUp()
  }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url, method: "HEAD", body: ""))

  #expect(outcome.reply?.status == 200)
  #expect(outcome.reply?.isCut == false)
}

@Test func `a long body with zero bytes arrives whole and without asking first`() async throws {
  let body = String(repeating: "ab\u{0}c", count: 700_000)

  let request = try await received { .web($0, headers: [.init("Content-Length", "1")], body: body) }

  #expect(request.body == Array(body.utf8))
  #expect(request.value("expect") == nil)
  #expect(request.value("content-length") == "2800000")
}

@Test(arguments: [
  "", "x", "http://", "http:///path", "https://:443/", "ftp://h/", "file:///etc/passwd",
  "gopher://127.0.0.1:1/x", "smtp://h/", "http://user:secret@127.0.0.1/", "http://a b/",
  "http://h/\r\nX-Evil: 1", "http://h/\u{0}", "http://h\\@g/", "http://[::1/", "http://h:99999/",
  "http://127.0.0.1:1/" + String(repeating: "x", count: 70_000),
])
func `what is no URL is not sent`(url: String) async {
  let outcome = await courier.send(.web(url, milliseconds: 3000))

  let reason = outcome.notSent
  #expect(reason != nil, "\(outcome)")
  #expect(reason?.contains("secret") != true)
}

@Test(arguments: [
  WireRequest.Header("X", "a\r\nY: b"), .init("X", "a\nb"), .init("X", "a\rb"),
  .init("X", "a\u{0}"),
  .init("X\r\nY", "b"), .init("X:", "b"), .init("", "b"), .init("X Y", "b"), .init("Ü", "b"),
  .init("Transfer-Encoding", "chunked"),
])
func `a header that would break the request is refused`(header: WireRequest.Header) async throws {
  let server = try LoopbackServer { peer, _ in _ = peer.request() }
  defer { server.stop() }

  let outcome = await courier.send(.web(server.url, headers: [header]))

  #expect(outcome.notSent != nil)
  #expect(server.connections == 0)
}

@Test(arguments: ["", "PO ST", "GET / HTTP/1.1\r\nX: y", "connect", "G\u{0}T"])
func `a method that would break the request is refused`(method: String) async {
  let outcome = await courier.send(.web("http://127.0.0.1:1/", method: method))

  #expect(outcome.notSent != nil)
}

@Test(arguments: [0, -1, Int64.min])
func `a request without time is not sent`(milliseconds: Int64) async {
  let outcome = await courier.send(.web("http://127.0.0.1:1/", milliseconds: milliseconds))

  #expect(outcome.notSent != nil)
}

@Test func `nobody listens, no such host, no such proxy`() async {
  let nobody = await courier.send(.web("http://127.0.0.1:1/t?token=secret1"))
  let noHost = await courier.send(.web("http://nowhere.invalid/secret1", milliseconds: 60_000))
  let noProxy = await courier.send(.web("http://h.invalid/", proxy: "http://u:secret1@127.0.0.1:1"))

  for outcome in [nobody, noHost, noProxy] {
    #expect(outcome.notSent?.contains("secret1") == false, "\(outcome)")
  }
  #expect(nobody.notSent?.hasPrefix("http://127.0.0.1:1: ") == true)
}

@Test func `a proxy that refuses the tunnel means that nothing was sent`() async throws {
  let proxy = try LoopbackServer { peer, _ in
    while peer.request() != nil { peer.answer(407, "Proxy-Authenticate: Basic\r\n") }
  }
  defer { proxy.stop() }

  let outcome = await courier.send(.web("https://gateway.invalid/secret1", proxy: proxy.url))

  #expect(outcome.notSent != nil, "\(outcome)")
}

@Test func `a proxy sees the whole address of a plain request`() async throws {
  let lines = Notebook<String>()
  let proxy = try LoopbackServer { peer, _ in
    while let request = peer.request() {
      lines.add(request.line)
      peer.answer()
    }
  }
  defer { proxy.stop() }

  let outcome = await courier.send(.web("http://gateway.invalid/send", proxy: proxy.url))

  #expect(outcome.reply?.status == 200)
  #expect(lines.entries == ["POST http://gateway.invalid/send HTTP/1.1"])
}

@Test func `an address of version 6 is understood`() async {
  let outcome = await courier.send(.web("http://[::1]:1/"))

  #expect(outcome.notSent?.hasPrefix("http://[::1]:1: ") == true)
}
