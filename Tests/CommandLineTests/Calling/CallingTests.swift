import Foundation
import Testing

/// Runs that are walked away from, with the real program and the real fake gateway.
struct CallingTests {
  @Test func `who does not answer is followed by the next one, until the lead`() throws {
    let calls = try CallDesk()
    // An engine that comes later than a level is due goes on with the next one.
    try calls.configure(waits: ["4s", "2s"])

    let run = try calls.startRun()
    try calls.gateway.wait(for: "+447700900103")
    try run.wait(for: "Zhao")
    #expect(try calls.desk.tocsin("ack", as: "zhao").code == 0)
    let incident = try #require(
      try calls.desk.tocsin("list").output.split(separator: " ").first.map(String.init)
    )
    _ = try calls.desk.tocsin("answer", incident, "yes", as: "zhao")

    #expect(try run.waitUntilEnded() == 0, "\(run.text)")
    #expect(calls.called == ["1", "2", "3"])
    for name in ["Li", "Wang", "Zhao"] { #expect(run.text.contains(name), "\(run.text)") }
    let timeline = try calls.desk.tocsin("timeline").output
    let report = try calls.desk.tocsin("report").output
    #expect(timeline.contains("calls Zhao"), "\(timeline)")
    #expect(!timeline.contains("attempt 1"), "\(timeline)")
    #expect(report.contains("Taken by zhao"), "\(report)")
    try calls.remove()
  }

  @Test func `an acknowledgement from another process stops the calls`() throws {
    let calls = try CallDesk()
    try calls.configure(waits: ["4s", CallDesk.long])

    let first = try calls.startRun()
    try calls.gateway.wait(for: "+447700900101")
    let acknowledged = try calls.desk.tocsin("ack")
    // Time goes on until the next one would have been called: another incident shows it.
    let second = try calls.startRun()
    try calls.gateway.wait(for: "+447700900102")

    #expect(acknowledged.code == 0, "\(acknowledged.errors)")
    #expect(calls.called.filter { $0 == "2" }.count == 1)
    let several = try calls.desk.tocsin("ack")
    #expect(several.code == 2)
    #expect(several.errors.components(separatedBy: "Portal is down").count == 3)
    first.kill9()
    second.kill9()
    try calls.remove()
  }

  @Test func `a drill goes to the notifiers for drills and says that it is one`() throws {
    let calls = try CallDesk()
    try calls.configure(
      waits: [CallDesk.long],
      notifiers: """
          drills:
            card: sms-gateway
            parameters: { url: "http://127.0.0.1:\(calls.port)/sms" }
            drill-only: true
        """
    )

    let run = try calls.start(
      "run",
      "portal.md",
      "--auto",
      "--drill",
      "--config",
      "calls.yaml"
    )
    try calls.gateway.wait(for: "DRILL")
    try run.wait(for: "through drills")

    #expect(calls.called == ["1"])
    #expect(!run.text.contains("through sms"), "\(run.text)")
    run.kill9()
    try calls.remove()
  }

  @Test func `a gateway that is busy twice takes the message the third time`() throws {
    let calls = try CallDesk("--fail", "503", "--times", "2", "--retry-after", "1")
    try calls.configure(waits: [CallDesk.long])

    let run = try calls.startRun()
    try calls.gateway.wait(for: "  sms  202  ")
    try run.wait(for: "sent")

    #expect(calls.gateway.text.components(separatedBy: "  sms  503").count == 3)
    #expect(try calls.kinds().filter { $0 == "message.deferred" }.count == 2)
    #expect(try calls.kinds().filter { $0 == "message.sent" }.count == 1)
    run.kill9()
    try calls.remove()
  }

  @Test func `a gateway that does not answer leaves the call to the next contact`() throws {
    let calls = try CallDesk()
    try calls.configure(
      waits: ["20s"],
      contacts:
        "{ notifier: dead, address: ADDRESS }, { notifier: sms, address: ADDRESS, after: 1s }",
      notifiers: """
          dead:
            card: sms-gateway
            parameters: { url: "http://127.0.0.1:1/sms" }
        """
    )

    let run = try calls.startRun()
    try calls.gateway.wait(for: "  sms  202  ")

    #expect(calls.called == ["1"])
    run.kill9()
    try calls.remove()
  }

  @Test func `when no contact works the next level still has its turn`() throws {
    let calls = try CallDesk()
    try calls.configure(
      waits: ["1s", "1s", CallDesk.long],
      contacts: "{ notifier: dead, address: ADDRESS }",
      notifiers: """
          dead:
            card: sms-gateway
            parameters: { url: "http://127.0.0.1:1/sms" }
        """
    )

    let run = try calls.startRun()
    try run.wait(for: "Li")
    try run.wait(for: "Wang")
    try run.wait(for: "Zhao")

    #expect(calls.called == [])
    run.kill9()
    try calls.remove()
  }

  @Test func `a configuration that cannot be used is complained of and keeps no run from going on`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(CallDesk.runbook, to: "portal.md")

    let quiet = try desk.tocsin("run", runbook, "--auto", "--no-wait")
    _ = try desk.write("version: 1\npeople: [\n", to: "calls.yaml")
    let loud = try desk.tocsin("run", runbook, "--auto", "--no-wait", "--config", "calls.yaml")

    #expect(quiet.code == 3)
    #expect(quiet.errors == "")
    #expect(loud.code == 3)
    #expect(loud.output.contains("tocsin answer "))
    #expect(loud.errors.contains("nobody is called"), "\(loud.errors)")
  }
}
