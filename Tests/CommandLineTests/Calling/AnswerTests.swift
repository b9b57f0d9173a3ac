import Foundation
import Glibc
import Testing

/// Answers on their whole way: from the fake gateway and from browsers, over HTTP, into the journal.
struct AnswerTests {
  /// A desk whose engine listens for answers, and a gateway that sends them there.
  private struct AnswerHouse {
    let calls: CallDesk
    let port: UInt16

    init(_ options: [String], keepsPort: Bool = false) throws {
      let (descriptor, port) = try Visitor.takePort()
      self.port = port
      if !keepsPort { close(descriptor) }
      calls = try CallDesk(
        options + ["--secret", "sms=s3cret", "--receipts", "http://127.0.0.1:\(port)/receipts/sms"]
      )
      _ = try calls.desk.write("s3cret", to: "secret")
      try calls.configure(
        waits: [CallDesk.long, CallDesk.long],
        settings: "secrets: { receipt_secret: { file: secret } }",
        rest: """
          server: { listen: "127.0.0.1:\(port)", url: "http://127.0.0.1:\(port)" }
          """
      )
    }

    /// The path of the link in the first message.
    func link() throws -> String {
      let text = calls.gateway.text
      let match = try #require(text.firstMatch(of: /http:\/\/127.0.0.1:\d+(\/a\/[\w-]+)/))
      return String(match.1)
    }
  }

  @Test func `a delivery that failed calls the next one at once`() throws {
    let house = try AnswerHouse(["--receipt", "failed", "--receipt-twice", "--receipt-delay", "1s"])

    let run = try house.calls.startRun()
    try house.calls.gateway.wait(for: "+447700900103")

    #expect(house.calls.called == ["1", "2", "3"])
    let kinds = try house.calls.kinds()
    #expect(kinds.filter { $0 == "level.fired" }.count == 3)
    #expect(kinds.filter { $0 == "message.undelivered" }.count >= 2)
    run.kill9()
    try house.calls.remove()
  }

  @Test func `a reply with the code takes the incident, and is thanked for`() throws {
    let house = try AnswerHouse([
      "--reply", "ok {code}", "--receipt-out-of-order", "--receipt-twice",
    ])

    let run = try house.calls.startRun()
    try house.calls.gateway.wait(for: "It is yours now: Portal is down")

    let kinds = try house.calls.kinds()
    #expect(kinds.filter { $0 == "incident.acknowledged" }.count == 1)
    #expect(kinds.filter { $0 == "escalation.stopped" }.count == 1)
    #expect(kinds.filter { $0 == "message.delivered" }.count == 1)
    #expect(house.calls.called == ["1"])
    let timeline = try house.calls.desk.tocsin("timeline").output
    #expect(timeline.contains("li "), "\(timeline)")
    run.kill9()
    try house.calls.remove()
  }

  @Test func `a scanner that opens the link changes nothing, the button takes the incident`()
    throws
  {
    let house = try AnswerHouse([])
    let engine = try house.calls.startEngine()
    try engine.wait(for: "answers are taken at http://127.0.0.1:\(house.port)")
    try house.calls.leaveIncident()
    try house.calls.gateway.wait(for: "/a/")
    try house.calls.gateway.wait(for: "\n")
    let link = try house.link()
    // Whether its messages have arrived says nothing about who has it.
    func steps() throws -> [String] {
      try house.calls.kinds().filter { !$0.hasPrefix("message.") }
    }
    let before = try steps()

    let page = try Visitor.visit("GET", link, at: house.port)
    let head = try Visitor.visit("HEAD", link, at: house.port)
    let put = try Visitor.visit("PUT", link, at: house.port, form: "answer=mine")
    let empty = try Visitor.visit("POST", link, at: house.port, form: "answer=other")
    let afterLooking = try steps()
    let pressed = try Visitor.visit("POST", link, at: house.port, form: "answer=mine")
    let again = try Visitor.visit("POST", link, at: house.port, form: "answer=mine")
    let taken = try Visitor.visit("GET", link, at: house.port)
    let forged = try Visitor.visit("POST", link + "A", at: house.port, form: "answer=mine")

    #expect(page.status == 200)
    #expect(page.body.contains("I take it"), "\(page.body)")
    #expect(page.body.contains("Portal is down"))
    #expect(page.head.contains("Cache-Control: no-store"))
    #expect(head.status == 200)
    #expect(head.body == "")
    #expect(put.status == 405)
    #expect(empty.status == 200)
    #expect(afterLooking == before)
    #expect(pressed.status == 303)
    #expect(again.status == 303)
    #expect(taken.body.contains("You have it, Li"), "\(taken.body)")
    #expect(!taken.body.contains("<button"))
    #expect(forged.status == 404)
    #expect(try house.calls.kinds().filter { $0 == "incident.acknowledged" }.count == 1)
    #expect(try engine.end() == 0)
    try house.calls.remove()
  }

  @Test func `there is nothing else behind the port`() throws {
    let house = try AnswerHouse([])
    let engine = try house.calls.startEngine()
    try engine.wait(for: "answers are taken")

    let statuses = try [
      "/", "/a", "/a/", "/a/x", "/a/x/y", "/../etc/passwd", "/%2e%2e/", "/receipts", "/i/x",
      "/receipts/gone", "/%zz", "/healthz/x",
    ].map { try Visitor.visit("GET", $0, at: house.port).status }
    let health = try Visitor.visit("GET", "/healthz", at: house.port)
    let unsigned = try Visitor.visit("POST", "/receipts/sms", at: house.port, form: "{}")
    engine.signal(SIGTERM)
    let code = try engine.waitUntilEnded()

    #expect(statuses == [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 400, 404])
    #expect(health.status == 200)
    #expect(health.body == "ok\n")
    #expect(unsigned.status == 403)
    #expect(code == 0)
    #expect(engine.text.contains("is not believed"), "\(engine.text)")
    try house.calls.remove()
  }

  @Test func `an engine whose port is taken says what to do and calls all the same`() throws {
    let house = try AnswerHouse([], keepsPort: true)
    let engine = try house.calls.startEngine()

    try engine.wait(for: "another program listens on 127.0.0.1:\(house.port)")
    try house.calls.leaveIncident()
    try house.calls.gateway.wait(for: "+447700900101")

    #expect(try engine.end() == 0)
    try house.calls.remove()
  }
}
