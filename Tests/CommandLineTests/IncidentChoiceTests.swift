import Foundation
import Testing

/// Which incident a command means when nobody names one.
struct IncidentChoiceTests {
  /// Begins a run that waits for a person, and gives its id.
  private func open(_ title: String, _ desk: Desk) throws -> String {
    let file = try desk.write(
      "# \(title)\n\n## Steps\n\n1. Look at \(title)\n2. Tell the team\n",
      to: "\(title.lowercased()).md"
    )
    _ = try desk.tocsin("run", file)
    let list = try desk.tocsin("list")
    let line = try #require(list.output.split(separator: "\n").first { $0.hasSuffix(title) })
    return String(line.prefix { $0 != " " })
  }

  @Test func `the only open incident is meant when none is named, though others came later`() throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let portal = try open("Portal", desk)
    let storage = try open("Storage", desk)
    _ = try desk.tocsin("abort", storage, "--reason", "a mistake")
    _ = try desk.tocsin("resume", storage, "--no-wait")

    let shown = try desk.tocsin("show")
    let resumed = try desk.tocsin("resume", "--no-wait")

    #expect(shown.output.contains(portal), "\(shown)")
    #expect(shown.output.hasSuffix("\nGo on with: tocsin resume \(portal)\n"), "\(shown)")
    #expect(resumed.output.contains(portal), "\(resumed)")
  }

  @Test(arguments: [
    ["resume", "--no-wait"], ["attach"], ["show"], ["timeline"], ["report"], ["ack"], ["mitigate"],
    ["escalate"], ["notify", "log"],
  ])
  func `of several open incidents none is guessed: the list and the command are told`(
    command: [String]
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let portal = try open("Portal", desk)
    let storage = try open("Storage", desk)

    let outcome = try desk.tocsin(command)

    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("2 incidents are open:"), "\(outcome.errors)")
    #expect(outcome.errors.contains("\(portal)  ") && outcome.errors.contains("  Portal\n"))
    #expect(outcome.errors.contains("1 Look at Storage: waiting for a person · nobody carries it"))
    #expect(outcome.errors.hasSuffix(" tocsin \(command.joined(separator: " ")) \(storage)\n"))
  }

  @Test func `a command that is told can be pasted as it is`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try open("Portal", desk)
    let storage = try open("Storage", desk)

    let outcome = try desk.tocsin("resume", "--no-wait", "--answer", "x=it's done; all of it")

    #expect(
      outcome.errors.hasSuffix(
        #" tocsin resume --no-wait --answer 'x=it'\''s done; all of it' \#(storage)"# + "\n"
      ),
      "\(outcome.errors)"
    )
  }

  @Test func `at a terminal the incident is chosen by its number`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let portal = try open("Portal", desk)
    _ = try open("Storage", desk)
    let terminal = try desk.sit("resume", "--lang", "zh")

    try terminal.wait(for: "选哪一个？输入 1 到 2")
    try terminal.type("7\n2\n")
    try terminal.answer("\u{3}", at: "Look at Portal")
    try terminal.answer("y", at: "现在离开、稍后继续")
    let end = try terminal.waitUntilEnded()

    #expect(end == .exited(3))
    #expect(terminal.screen.text.contains("1  "), "\(terminal.screen.text)")
    #expect(terminal.screen.text.contains("tocsin resume \(portal)"), "\(terminal.screen.text)")
  }

  @Test func `Enter alone chooses nothing`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try open("Portal", desk)
    _ = try open("Storage", desk)
    let terminal = try desk.sit("ack")

    try terminal.wait(for: "Which one? 1 to 2")
    try terminal.type("\n")
    let end = try terminal.waitUntilEnded()

    #expect(end == .exited(2))
    #expect(terminal.screen.text.contains("Nothing was done."))
    #expect(!(try desk.tocsin("timeline", try open("Third", desk)).output.contains("acknowledged")))
  }

  @Test func `with none open the latest is told of, and nothing is taken`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let portal = try open("Portal", desk)
    _ = try desk.tocsin("abort", portal, "--reason", "a mistake")
    _ = try desk.tocsin("resume", portal, "--no-wait")

    let shown = try desk.tocsin("show")
    let resumed = try desk.tocsin("resume")
    let taken = try desk.tocsin("ack")

    #expect(shown.output.contains(portal))
    #expect(resumed.code == 0 && resumed.output.contains("The run of \(portal) is over: aborted."))
    #expect(taken.code == 2 && taken.errors.contains("No incident is open"))
  }
}
