import Foundation
import Glibc
import Testing

/// Answers on their whole way: from the fake gateway and from browsers, over HTTP, into the journal.
struct AnswerTests {
  /// A desk whose engine listens for answers, and a gateway that sends them there.
  private struct AnswerHouse {
    let calls: CallDesk
    let port: UInt16

    init(_ options: [String], keepsPort: Bool = false, roles: String = "") throws {
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
          \(roles)
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
    #expect(!taken.body.contains("name=answer"))
    #expect(forged.status == 404)
    #expect(try house.calls.kinds().filter { $0 == "incident.acknowledged" }.count == 1)
    #expect(try engine.end() == 0)
    try house.calls.remove()
  }

  @Test func `an approval is given from a telephone by who has the role, and by nobody else`()
    throws
  {
    let house = try AnswerHouse([], roles: "roles: { dba: [person:wang] }")
    _ = try house.calls.desk.write(
      """
      ---
      runbook: promote
      title: Promote the replica
      ---

      # Promote the replica

      ## Steps

      ### Promote

      - approve: dba, not the runner
      - auto: yes
      - timeout: 10s

      ```sh run
      echo promoted >> trace.txt
      ```
      """,
      to: "promote.md"
    )
    let run = try house.calls.start("run", "promote.md", "--auto", "--config", "calls.yaml")
    // The first level calls Li, who runs it, and the role, which is Wang.
    try house.calls.gateway.wait(for: "approve or reject the step behind the link")
    try house.calls.gateway.wait(for: "/a/", times: 2)
    try house.calls.gateway.wait(for: "\n", times: 3)
    let links = house.calls.gateway.text.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /\+4477009001(\d\d).*http:\/\/127.0.0.1:\d+(\/a\/[\w-]+)/)
    }
    let li = try #require(links.first { $0.1 == "01" }.map { String($0.2) })
    let wang = try #require(links.first { $0.1 == "02" }.map { String($0.2) })

    let page = try Visitor.visit("GET", wang, at: house.port)
    let id = try #require(page.body.firstMatch(of: /name=question value="([\d.]+)"/)?.1)
    let runner = try Visitor.visit("GET", li, at: house.port)
    let form = "question=\(id)&option=0"
    let byRunner = try Visitor.visit("POST", li, at: house.port, form: form)
    let between = try house.calls.kinds()
    let pressed = try Visitor.visit("POST", wang, at: house.port, form: form)

    #expect(page.body.contains("Wang, do you approve “Promote”?"), "\(page.body)")
    #expect(page.body.contains("<pre>echo promoted &gt;&gt; trace.txt"))
    #expect(!runner.body.contains("name=question"))
    #expect(byRunner.status == 303)
    #expect(!between.contains("approval.given"))
    #expect(pressed.status == 303)
    #expect(try run.waitUntilEnded() == 0, "\(run.text)")
    #expect(house.calls.desk.read("trace.txt") == "promoted\n")
    #expect(try house.calls.kinds().filter { $0 == "approval.given" }.count == 1)
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
