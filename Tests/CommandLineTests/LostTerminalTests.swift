import Foundation
import Testing

/// Runs whose terminal or process goes away, and runs at several terminals.
struct LostTerminalTests {
  @Test func `a run whose terminal was closed shows in the next one where it stands`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let first = try desk.sit("run", runbook)
    try first.goOn(at: "Run it?")
    try first.wait(for: "│ it has begun")

    first.hangUp()
    _ = try first.waitUntilEnded()
    let second = try desk.sit("resume")
    try second.wait(for: "│ it has begun")
    try second.waitUntilAsked("step 1 of 2", "running for")
    try desk.touch("go")
    try second.wait(for: "│ it goes on")
    try second.goOn(at: "step 2 of 2", "Run it?")
    try second.answer("y", at: "Is the incident resolved?")

    #expect(try second.waitUntilEnded() == .exited(0))
    #expect(desk.read("begun.txt") == "begun\n")
    let report = try desk.tocsin("report").output
    #expect(report.components(separatedBy: "it has begun").count == 3, "\(report)")
    #expect(try desk.tocsin("verify").code == 0)
  }

  @Test func `after kill -9 a command that still runs is followed again and not run twice`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let first = try desk.sit("run", runbook)
    try first.goOn(at: "Run it?")
    try first.wait(for: "│ it has begun")

    kill(first.pid, SIGKILL)
    #expect(try first.waitUntilEnded() == .signalled(SIGKILL))
    let second = try desk.sit("resume")
    try second.waitUntilAsked("step 1 of 2", "running for", "x stop it")
    try desk.touch("go")
    try second.wait(for: "│ it goes on")
    try second.waitUntilAsked("step 2 of 2", "Run it?")

    #expect(desk.read("begun.txt") == "begun\n")
    let lines = second.screen.lines.filter { $0.hasSuffix("│ it goes on") }
    #expect(lines.count == 1, "\(second.screen.text)")
  }

  @Test func `after kill -9 of a run and its command a person says what became of it`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let first = try desk.sit("run", runbook)
    try first.goOn(at: "Run it?")
    try first.wait(for: "│ it has begun")

    kill(first.pid, SIGKILL)
    let child = try #require(Int32(desk.read("process.txt").dropLast()))
    kill(-child, SIGKILL)
    _ = try first.waitUntilEnded()
    let second = try desk.sit("resume")
    try second.goOn(at: "step 1 of 2", "OUTCOME UNKNOWN.")
    try second.wait(for: "Choose with one of the keys below.")
    try second.wait(for: "│ it has begun")
    try second.answer("d", at: "step 1 of 2", "OUTCOME UNKNOWN.")
    try second.goOn(at: "step 2 of 2", "Run it?")
    try second.answer("y", at: "Is the incident resolved?")

    #expect(try second.waitUntilEnded() == .exited(0))
    #expect(desk.read("begun.txt") == "begun\n")
  }

  @Test func `two terminals see one run, and the pen goes from one to the other`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let first = try desk.sit("run", runbook)
    try first.goOn(at: "Run it?")
    try first.wait(for: "│ it has begun")
    let second = try desk.sit("attach", as: "chen")
    try second.wait(for: "│ it has begun")
    try second.waitUntilAsked("running for", "watching; li at")

    try second.type("x")
    try second.wait(for: "holds the pen; h takes it")
    try second.type("h")
    try second.answer("y", at: "Take the pen from li?")
    try first.waitUntilAsked("watching; chen at")
    try desk.touch("go")
    try first.wait(for: "│ it goes on")
    try second.wait(for: "│ it goes on")
    try second.goOn(at: "step 2 of 2", "Run it?")
    try first.wait(for: "│ after")
    try second.wait(for: "│ after")
    try first.answer("y", at: "Is the incident resolved?")

    #expect(try first.waitUntilEnded() == .exited(0))
    try second.answer("y", at: "Is the incident resolved?")
    #expect(try second.waitUntilEnded() == .exited(0))
    #expect(desk.read("begun.txt") == "begun\n")
    for terminal in [first, second] {
      let lines = terminal.screen.lines
      let output = try #require(lines.firstIndex { $0.hasSuffix("│ it goes on") })
      let end = try #require(lines.firstIndex { $0.contains("✓ exit 0") })
      #expect(output < end, "\(terminal.screen.text)")
      #expect(lines.filter { $0.contains("│ it has begun") }.count == 1)
    }
  }

  @Test func `who leaves an attached terminal is told how to join again`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let first = try desk.sit("run", runbook)
    try first.goOn(at: "Run it?")
    try first.wait(for: "│ it has begun")
    let second = try desk.sit("attach", as: "chen")

    try second.answer("q", at: "watching; li at")
    try second.answer("y", at: "Leave? The run goes on")

    #expect(try second.waitUntilEnded() == .exited(0))
    #expect(second.screen.text.contains("tocsin attach"), "\(second.screen.text)")
    #expect(!second.screen.text.contains("tocsin resume"))
  }

  @Test func `who is attached when the run's process is killed is told how to resume`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write("# T\n\n## Steps\n\n1. Look\n2. Tell the team\n", to: "t.md")
    let first = try desk.sit("run", runbook)
    try first.wait(for: "step 1 of 2")
    let second = try desk.sit("attach", as: "chen")
    try second.waitUntilAsked("watching; li at")

    kill(first.pid, SIGKILL)
    _ = try first.waitUntilEnded()
    try second.wait(for: "nobody carries it now. Go on with: tocsin resume")
    try second.answer("q", at: "watching; li at")
    try second.answer("y", at: "Leave now and resume later?")

    #expect(try second.waitUntilEnded() == .exited(0))
    #expect(second.screen.text.contains("The run stays as it is."), "\(second.screen.text)")
    #expect(!second.screen.text.contains("goes on in its own terminal"))
  }
}
