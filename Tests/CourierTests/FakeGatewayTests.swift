import Courier
import Foundation
import Glibc
import NotifierCards
import Testing

/// The example's gateway as a user runs it, and what it printed until it was stopped.
final class Gateway {
  let url: String
  private let companion: Companion

  init(_ options: [String]) throws {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "fake-gateway").path
    companion = try Companion(program, ["--port", "0"] + options, readsErrors: true)
    url = String(try #require(companion.line(with: "listening")?.split(separator: " ").last))
  }

  /// Ends it as a user does; gives what it printed and its exit code.
  func end() -> (lines: [String], code: Int32) {
    let code = companion.stop(by: SIGTERM)
    var lines: [String] = []
    while let line = companion.line() { lines.append(line) }
    return (lines, code)
  }
}

/// Posts `body` to the gateway's path.
private func post(
  _ gateway: Gateway,
  _ path: String,
  _ body: String,
  milliseconds: Int64 = 10_000
) async -> WireOutcome {
  await CurlCourier().send(.web(gateway.url + path, body: body, milliseconds: milliseconds))
}

@Test func `the gateway shows each message and answers as its provider does`() async throws {
  let gateway = try Gateway([])

  let sms = await post(gateway, "/sms", #"{"to":"+861","text":"数据库\n下线","id":"m7"}"#)
  let robot = await post(gateway, "/wecom/cgi-bin/webhook/send?key=k", #"{"text":{"content":"a"}}"#)
  let other = await post(gateway, "/webhook", "anything")
  let (lines, code) = gateway.end()

  #expect(sms.reply?.status == 202)
  #expect(sms.reply?.text == #"{"id":"m7","status":"queued"}"#)
  #expect(robot.reply?.text == #"{"errcode":0,"errmsg":"ok"}"#)
  #expect(other.reply?.status == 200)
  #expect(code == 0)
  #expect(lines.first?.hasSuffix("  sms  202  +861  数据库 | 下线") == true)
  #expect(lines.last == "fake-gateway: 3 taken, 0 refused, 0 unexpected")
}

@Test func `the gateway fails loudly on what nobody should have sent`() async throws {
  let gateway = try Gateway(["--expect", "sev1", "--secret", "dingtalk=SECabc", "--at-most", "3"])

  let nowhere = await post(gateway, "/nowhere", "sev1")
  let unsigned = await post(gateway, "/dingtalk/robot/send?timestamp=1&sign=x", #"{"text":{}}"#)
  _ = await post(gateway, "/webhook", "sev2")
  _ = await post(gateway, "/webhook", "sev1, but too many")
  let (lines, code) = gateway.end()

  #expect(nowhere.reply?.status == 404)
  #expect(unsigned.reply?.text.contains("310000") == true)
  #expect(lines.filter { $0.contains("UNEXPECTED") }.count == 4)
  #expect(code == 1)
}

@Test func `the gateway fails as often as it is told`() async throws {
  let gateway = try Gateway(["--fail", "503", "--times", "2", "--retry-after", "7"])

  var outcomes: [WireOutcome] = []
  for _ in 0..<3 { outcomes.append(await post(gateway, "/webhook", "x")) }
  let (_, code) = gateway.end()

  #expect(outcomes.map { $0.reply?.status } == [503, 503, 200])
  #expect(outcomes.first?.reply?.value("retry-after") == "7")
  #expect(code == 0)
}

@Test(arguments: ["--accept-then-timeout", "--reset"])
func `the gateway takes a message and says nothing`(option: String) async throws {
  let gateway = try Gateway([option, "--times", "1"])

  let first = await post(gateway, "/sms", #"{"to":"1","text":"first"}"#, milliseconds: 1500)
  let second = await post(gateway, "/sms", #"{"to":"1","text":"second"}"#)
  let (lines, _) = gateway.end()

  #expect(first.unknown != nil, "\(first)")
  #expect(second.reply?.status == 202)
  #expect(lines.filter { $0.contains("  sms  ") }.count == 2)
}

@Test func `the gateway keeps DingTalk's penalty`() async throws {
  let gateway = try Gateway([])

  var codes: [String] = []
  for _ in 0..<22 {
    let outcome = await post(gateway, "/dingtalk/robot/send", #"{"text":{"content":"x"}}"#)
    codes.append(String(outcome.reply?.text.prefix(12) ?? ""))
  }
  _ = gateway.end()

  #expect(codes.prefix(20).allSatisfy { $0 == #"{"errcode":0"# })
  #expect(codes.suffix(2).allSatisfy { $0 == #"{"status":11"# })
}

@Test func `the gateway posts receipts, signed where the provider signs`() async throws {
  let (received, signal) = AsyncStream<Request>.makeStream()
  let server = try LoopbackServer { peer, _ in
    while let request = peer.request() {
      signal.yield(request)
      peer.answer()
    }
  }
  defer { server.stop() }
  let gateway = try Gateway(["--receipts", server.url, "--secret", "sms=key1"])

  let outcome = await post(gateway, "/sms", #"{"to":"1","text":"x","id":"m1"}"#)
  var iterator = received.makeAsyncIterator()
  let receipt = await iterator.next()
  _ = gateway.end()

  #expect(outcome.reply?.status == 202)
  #expect(receipt.map { String(decoding: $0.body, as: UTF8.self) }?.contains("delivered") == true)
  #expect(receipt?.value("x-signature")?.count == 64)
}

@Test func `the gateway answers requests that come together one after the other`() async throws {
  let gateway = try Gateway(["--delay", "50ms"])
  let port = try #require(UInt16(gateway.url.split(separator: ":").last ?? ""))
  let request = "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"

  let lines = try Programs.talk(
    to: port,
    "\(request)a\(request)bGET /webhook HTTP/1.1\r\nConnection: close\r\n\r\n"
  )
  let malformed = try Programs.talk(to: port, "GARBAGE\r\n\r\n")
  let (_, code) = gateway.end()

  #expect(lines.joined().ranges(of: "HTTP/1.1 200").count == 3)
  #expect(malformed.first?.hasPrefix("HTTP/1.1 400") == true)
  #expect(code == 1)
}
