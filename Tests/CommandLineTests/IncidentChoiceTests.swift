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

  @Test(arguments: [
    ["approve"], ["reject", "--reason", "no"], ["skip", "--reason", "no"], ["retry"], ["stop"],
    ["resolve"], ["abort"], ["answer", "yes"], ["note", "seen"], ["severity", "sev2"],
    ["milestone", "detected"], ["correct", "3", "text"], ["evidence", "/etc/hostname"],
  ])
  func `what changes an incident guesses none either, and the command names it first`(
    command: [String]
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try open("Portal", desk)
    let storage = try open("Storage", desk)

    let outcome = try desk.tocsin(command)

    let told = ([command[0], storage] + command.dropFirst()).joined(separator: " ")
    #expect(outcome.code == 2 && outcome.output == "")
    #expect(outcome.errors.contains("2 incidents are open:"), "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix(" tocsin \(told)\n"), "\(outcome.errors)")
  }

  @Test func `the only open incident and the only step that waits need no name`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try open("Portal", desk)

    for command in [
      ["note", "seen"], ["severity", "sev2"], ["milestone", "detected"], ["answer", "done"],
      ["correct", "3", "it was green"], ["evidence", "/etc/hostname"], ["resolve"],
    ] {
      let outcome = try desk.tocsin(command)
      #expect(outcome.code == 0, "\(command): \(outcome.errors)")
    }

    #expect(try desk.tocsin("timeline").output.contains("it was green"))
  }

  @Test func `a run is never aborted that nobody named, and nothing is answered without words`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let portal = try open("Portal", desk)

    let abort = try desk.tocsin("abort", "--reason", "a mistake")
    let answer = try desk.tocsin("answer")
    let severity = try desk.tocsin("severity", "bad")
    let correction = try desk.tocsin("correct", "3")

    #expect(abort.code == 2 && abort.errors.contains("1 incident is open:"))
    #expect(abort.errors.hasSuffix(" tocsin abort \(portal) --reason 'a mistake'\n"))
    #expect(answer.code == 64 && answer.errors.contains("Missing expected argument '<answer>'"))
    #expect(severity.code == 64 && severity.errors.contains("The value 'bad' is invalid"))
    #expect(correction.code == 64 && correction.errors.contains("Missing expected argument"))
  }

  @Test func `of several steps that wait for the same none is guessed`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let file = try desk.write(
      """
      ---
      runbook: two
      ---

      # Two at once

      ## Steps

      ### Ask

      - parallel: yes

      #### Ask the owner

      - id: owner
      - approve: anyone

      #### Ask the users

      - id: users
      - approve: anyone

      #### Tell the team

      - id: team
      """,
      to: "two.md"
    )
    _ = try desk.tocsin("run", file)

    let approve = try desk.tocsin("approve")
    let named = try desk.tocsin("approve", "--step", "users", as: "chen")
    let answer = try desk.tocsin("answer", "approve", as: "chen")

    #expect(approve.code == 2)
    #expect(approve.errors.contains("2 steps of "), "\(approve.errors)")
    #expect(approve.errors.contains("[owner] 1.1 Ask the owner: waiting for approval\n"))
    #expect(!approve.errors.contains("[team]"))
    #expect(approve.errors.hasSuffix(" tocsin approve --step owner\n"), "\(approve.errors)")
    #expect(named.code == 0, "\(named.errors)")
    #expect(answer.code == 0, "\(answer.errors)")
  }

  @Test func `at a terminal the step is chosen by its number`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let steps = "### Both\n\n- parallel: yes\n\n#### Left\n\n#### Right\n"
    let file = try desk.write("---\nrunbook: t\n---\n\n# T\n\n## Steps\n\n\(steps)", to: "t.md")
    _ = try desk.tocsin("run", file)
    let terminal = try desk.sit("answer", "done", "--lang", "zh")

    try terminal.wait(for: "选哪一个？输入 1 到 2")
    try terminal.type("2\n")

    #expect(try terminal.waitUntilEnded() == .exited(0))
    #expect(try desk.tocsin("show", "--lang", "zh").output.contains("✓ 1.2 Right [right] 完成"))
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
