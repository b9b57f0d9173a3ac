import Foundation
import Glibc
import Testing

/// `tocsin engine` as a service: what survives when it is killed, replaced or told to read again.
struct ServiceTests {
  @Test func `an engine that was killed goes on and marks what may be a repeat`() throws {
    let calls = try CallDesk("--accept-then-timeout", "--times", "1")
    try calls.leaveIncident()
    try calls.configure(waits: [CallDesk.long])
    let first = try calls.startEngine()
    try calls.gateway.wait(for: "+447700900101")

    first.kill9()
    let second = try calls.startEngine()
    try calls.gateway.wait(for: "+447700900101", times: 2)

    #expect(try second.end() == 0, "\(second.text)")
    let kinds = try calls.kinds()
    #expect(kinds.filter { $0 == "level.fired" }.count == 1)
    #expect(kinds.filter { $0 == "message.queued" }.count == 1)
    let timeline = try calls.desk.tocsin("timeline").output
    #expect(timeline.contains("possible repeat"), "\(timeline)")
    let last = try #require(calls.gateway.text.split(separator: "\n").last)
    #expect(last.localizedCaseInsensitiveContains("repeat"), "\(last)")
    try calls.remove()
  }

  @Test func `of two engines one works, and the other takes over when it is killed`() throws {
    let calls = try CallDesk()
    try calls.configure(waits: ["5s", CallDesk.long])
    let first = try calls.startEngine()
    try first.wait(for: "calling people")
    let second = try calls.startEngine()
    try second.wait(for: "standing by")

    try calls.leaveIncident()
    try calls.gateway.wait(for: "+447700900101")
    // Killed before it is written down that the message was taken, it would leave once more.
    try calls.wait(until: "message.sent")
    first.kill9()
    try second.wait(for: "calling people")
    try calls.gateway.wait(for: "+447700900102")

    #expect(calls.called == ["1", "2"])
    #expect(try second.end() == 0)
    try calls.remove()
  }

  @Test func `an engine leaves the time limit of a command alone that nobody carries`() throws {
    let calls = try CallDesk()
    try calls.configure(waits: [CallDesk.long])
    let text = """
      ---
      runbook: look
      title: Look
      ---

      # Look

      ## Steps

      ### Look at it

      - timeout: 4s
      - deadline: 5s

      ```sh check
      echo it has begun
      for i in $(seq 1500); do [ -e go ] && exit 1; sleep 0.02; done
      ```
      """
    _ = try calls.desk.write(text, to: "look.md")
    let run = try calls.start("run", "look.md", "--auto")
    try run.wait(for: "│ it has begun")

    run.kill9()
    let engine = try calls.startEngine()
    try calls.desk.touch("go")
    try calls.wait(until: "deadline.passed")
    let resumed = try calls.desk.tocsin("resume", "--no-wait")

    #expect(resumed.code == 3, "\(resumed.output)\(resumed.errors)")
    #expect(resumed.output.contains("exit 1"), "\(resumed.output)")
    let kinds = try calls.kinds()
    #expect(kinds.contains("command.finished"))
    #expect(!kinds.contains("command.stop-requested"))
    let order = try calls.desk.tocsin("show", "--format", "json").output
    #expect(!order.contains("timed-out"), "\(order)")
    #expect(try engine.end() == 0)
    try calls.remove()
  }

  @Test func `a run that calls by itself leaves it to a service that starts`() throws {
    let calls = try CallDesk()
    try calls.configure(waits: ["5s", CallDesk.long])
    let run = try calls.startRun()
    try calls.gateway.wait(for: "+447700900101")

    let service = try calls.startEngine()
    try service.wait(for: "calling people")
    try calls.wait(until: "message.sent")
    run.kill9()
    try calls.gateway.wait(for: "+447700900102")

    #expect(calls.called == ["1", "2"])
    #expect(try service.end() == 0)
    try calls.remove()
  }

  @Test func `SIGHUP makes the engine read the configuration anew, and keep it when it is wrong`()
    throws
  {
    let calls = try CallDesk()
    try calls.configure(waits: [CallDesk.long])
    let engine = try calls.startEngine()
    try engine.wait(for: "calling people")

    _ = try calls.desk.write("people: [\n", to: "calls.yaml")
    engine.signal(SIGHUP)
    try engine.wait(for: "kept the old configuration")
    try calls.configure(waits: [CallDesk.long], first: "zhao")
    engine.signal(SIGHUP)
    try engine.wait(for: "anew")
    try calls.leaveIncident()
    try calls.gateway.wait(for: "  sms  ")

    #expect(calls.called == ["3"])
    #expect(try engine.end() == 0)
    try calls.remove()
  }
}
