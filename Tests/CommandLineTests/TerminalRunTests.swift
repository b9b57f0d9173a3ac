import Foundation
import Testing

/// Runs with the real program at a terminal, driven by keys.
struct TerminalRunTests {
  @Test func `the first run is walked to its end by keys`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = Desk.package.appending(path: "runbooks/first-run.md").path
    let terminal = try desk.sit("run", runbook)

    try terminal.goOn(at: "step 4 of 13", "Run the check?")
    try terminal.goOn(at: "step 5 of 13", "Run the check?")
    try terminal.answer("1", at: "step 5 of 13", "Which answer?")
    try terminal.answer("p", at: "step 7 of 13", "Waiting.")
    try terminal.answer("chen\r", at: "Name of who approves:")
    try terminal.goOn(at: "step 7 of 13", "Run it?")
    try terminal.goOn(at: "step 8 of 13", "Run it?")
    try terminal.goOn(at: "step 9 of 13", "Run the check?")
    try terminal.goOn(at: "step 10 of 13", "Run the check?")
    try terminal.answer("e", at: "step 11 of 13", "Put on file?")
    try terminal.answer("a wrong value\r", at: "For the file:")
    try terminal.goOn(at: "step 12 of 13", "Run it?")
    try terminal.goOn(at: "step 13 of 13", "[ ] Somebody knows")
    try terminal.goOn(at: "step 13 of 13", "[ ] The configuration")
    try terminal.answer("y", at: "Is the incident resolved?")
    let end = try terminal.waitUntilEnded()

    #expect(end == .exited(0))
    #expect(terminal.screen.text.contains("THE RUN IS COMPLETED"))
    #expect(terminal.screen.text.contains("✓ approved by chen"))
    #expect(terminal.screen.footer == [])
    let report = try desk.tocsin("report")
    #expect(report.output.contains("a wrong value"), "\(report.output)")
    #expect(try desk.tocsin("verify").code == 0)
  }

  @Test func `a window that changes its size while a command runs shows nothing torn`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.wide, to: "wide.md")
    let terminal = try desk.sit("run", runbook, "--lang", "zh", columns: 120)
    try terminal.goOn(at: "执行吗？")
    try terminal.wait(for: "│ 主机一 正常 运行")

    for columns in [80, 40, 100] {
      try terminal.resize(columns: columns)
      try terminal.wait(for: "a rule of \(columns) columns and the time below it") { screen in
        screen.footer.count == 4
          && (columns - 2...columns).contains(TerminalScreen.width(of: screen.footer[0]))
          && screen.footer[1].contains("已运行")
      }

      let rules = terminal.screen.lines.filter { $0.hasPrefix("── ") }
      #expect(rules.count == 1, "\(columns):\n\(terminal.screen.text)")
      #expect(terminal.screen.footer.allSatisfy { TerminalScreen.width(of: $0) <= columns })
      let output = terminal.screen.lines.filter { $0.hasPrefix("│ 主机") }
      #expect(output == ["│ 主机一 正常 运行"])
    }
    try desk.touch("go")
    try terminal.wait(for: "│ 存储二 告警 降级")
    try terminal.goOn(at: "完成了吗？")
    try terminal.answer("y", at: "y 已解决")

    #expect(try terminal.waitUntilEnded() == .exited(0))
  }

  @Test func `Ctrl-C asks before it stops a command, and the run goes on`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let terminal = try desk.sit("run", runbook)
    try terminal.goOn(at: "Run it?")
    try terminal.wait(for: "│ it has begun")

    try terminal.type("\u{3}")
    try terminal.answer("\u{1B}", at: "The command goes on. x stop it")
    try terminal.answer("\u{3}", at: "running for", "x stop it · ? more")
    try terminal.answer("x", at: "The command goes on. x stop it")
    try terminal.answer("s", at: "FAILED.")
    try terminal.answer("not needed\r", at: "Why skip it?")
    try terminal.goOn(at: "step 2 of 2", "Run it?")
    try terminal.answer("y", at: "Is the incident resolved?")

    #expect(try terminal.waitUntilEnded() == .exited(0))
    #expect(desk.read("begun.txt") == "begun\n")
    #expect(terminal.screen.text.contains("│ after"))
    #expect(!desk.isAlive(desk.read("process.txt")))
  }

  @Test func `Ctrl-C at a prompt leaves the run for later, and only after a yes`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let terminal = try desk.sit("run", runbook)

    try terminal.answer("\u{3}", at: "Run it?")
    try terminal.answer("\u{1B}", at: "Leave now and resume later?")
    try terminal.answer("\u{3}", at: "Run it?")
    try terminal.answer("y", at: "Leave now and resume later?")

    #expect(try terminal.waitUntilEnded() == .exited(3))
    let words = terminal.screen.lines.filter { $0.contains("tocsin resume") }
    #expect(words.count == 1, "\(terminal.screen.text)")
    #expect(desk.read("begun.txt") == "")
  }

  @Test func `Ctrl-Z gives the shell back, the command goes on, and fg shows the right time`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Runbooks.waiting, to: "waiting.md")
    let terminal = try PseudoTerminal(
      ["bash", "--norc", "--noprofile", "-i"],
      environment: desk.environment(of: "li").merging(["PS1": "$ ", "TERM": "xterm"]) { $1 },
      folder: desk.folder.path
    )
    try terminal.wait(for: "$")
    try terminal.type("\(desk.program.path) run waiting.md\n")
    try terminal.goOn(at: "Run it?")
    try terminal.wait(for: "│ it has begun")

    try terminal.type("\u{1A}")
    try terminal.wait(for: "Stopped")
    // The quotes keep the echo of what is typed from being taken for its output.
    try terminal.type("sleep 2; kill -0 $(cat process.txt) && echo still 'ali''ve'\n")
    try terminal.wait(for: "still alive")
    try terminal.type("fg\n")
    try terminal.wait(for: "a time that went on") { screen in
      screen.footer.contains { line in
        guard let found = line.firstMatch(of: /running for ([0-9]+)s/) else { return false }
        return (Int(found.1) ?? 0) >= 2
      }
    }
    #expect(terminal.screen.lines.count { $0.contains("running for") } == 1)
    try desk.touch("go")
    try terminal.wait(for: "│ it goes on")
    try terminal.waitUntilAsked("step 2 of 2", "Run it?")
    try terminal.insist("q", until: "Leave now and resume later?")
    try terminal.answer("y", at: "Leave now and resume later?")
    // What is typed while Tocsin still has the terminal is lost.
    try terminal.wait(for: "a prompt") { $0.lines.last == "$" }
    try terminal.type("echo the 'e''nd'; exit\n")
    try terminal.wait(for: "the end")

    #expect(desk.read("begun.txt") == "begun\n")
    #expect(try terminal.waitUntilEnded() == .exited(0))
  }

  @Test func `a command that asks a person gets a terminal of its own in a run`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.asking, to: "ask.md")
    let terminal = try desk.sit("run", runbook, columns: 100)
    try terminal.goOn(at: "Run it?")
    try terminal.wait(for: "the word?")

    try terminal.type("blue\r")
    try terminal.wait(for: "got <blue>")
    try terminal.answer("y", at: "Is the incident resolved?")

    #expect(try terminal.waitUntilEnded() == .exited(0))
    #expect(desk.read("size.txt") == "24 100\n")
    #expect(try desk.tocsin("report").output.contains("got <blue>"))
  }

  @Test(arguments: [true, false])
  func `colours go away with NO_COLOR, and nothing else does`(isPlain: Bool) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let terminal = try desk.sit("run", runbook, setting: isPlain ? ["NO_COLOR": "1"] : [:])

    try terminal.answer("q", at: "step 1 of 2", "Run it?  Enter run it · s skip · ? more")
    try terminal.answer("y", at: "Leave now and resume later?")

    #expect(try terminal.waitUntilEnded() == .exited(3))
    // `ESC [ 1` to `9` begins a colour or a weight; `ESC [ 0 m` alone gives the terminal back.
    let text = String(decoding: terminal.written, as: UTF8.self)
    #expect(text.contains(/\u{1B}\[[1-9;]+m/) == !isPlain)
  }

  @Test(arguments: ["</dev/null", "<&-", "<answers"])
  func `without a terminal at its input a run passes no gate`(input: String) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Runbooks.waiting, to: "waiting.md")
    _ = try desk.write("\n\ny\n\n", to: "answers")

    // Standard output is a terminal, so that only the input says that nobody types.
    let terminal = try PseudoTerminal(
      ["sh", "-c", "exec \(desk.program.path) run waiting.md \(input)"],
      environment: desk.environment(of: "li"),
      folder: desk.folder.path
    )

    #expect(try terminal.waitUntilEnded() == .exited(3))
    #expect(terminal.screen.text.contains("tocsin answer"))
    #expect(desk.read("begun.txt") == "")
  }

  /// What a terminal says, in one language.
  struct Words: Sendable {
    var language: String
    var done, noneBefore, note, whichEvidence, path, noFile, jump, resolved: String
  }

  @Test(arguments: [
    Words(
      language: "en",
      done: "Done?",
      noneBefore: "No step was done before.",
      note: "Note:",
      whichEvidence: "t a text · f a file",
      path: "Path of the file:",
      noFile: "there is no such file.",
      jump: "To which step",
      resolved: "y resolved"
    ),
    Words(
      language: "zh",
      done: "完成了吗？",
      noneBefore: "前面没有已执行的步骤。",
      note: "备注：",
      whichEvidence: "t 文字 · f 文件",
      path: "文件路径：",
      noFile: "没有这个文件。",
      jump: "跳到哪一步",
      resolved: "y 已解决"
    ),
  ])
  func `a prose runbook is walked by keys with a note, evidence, a jump and a shell`(
    words: Words
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.prose, to: "prose.md")
    _ = try desk.write("a screenshot", to: "proof.txt")
    let terminal = try desk.sit(
      "run",
      runbook,
      "--lang",
      words.language,
      "--drill",
      setting: ["PS1": "ready> "]
    )

    try terminal.answer("b", at: words.done)
    try terminal.wait(for: words.noneBefore)
    try terminal.goOn(at: words.done)
    try terminal.answer("o", at: "[ ]")
    try terminal.answer("30\r", at: "days =")
    try terminal.wait(for: "days = 30")
    try terminal.wait(for: "│ would remove what is older than 30 days")
    try terminal.answer("!", at: "[ ]")
    try terminal.wait(for: "ready>")
    try terminal.type("echo in the sh''ell: $days; exit\n")
    try terminal.wait(for: "in the shell: 30")
    try terminal.answer("n", at: "[ ]")
    try terminal.answer("值班经理已知悉\r", at: words.note)
    for file in ["missing.txt", "proof.txt"] {
      try terminal.answer("e", at: "[ ]")
      try terminal.answer("f", at: words.whichEvidence)
      try terminal.answer("\(file)\r", at: words.path)
    }
    try terminal.goOn(at: "[ ]")
    try terminal.answer("j", at: words.done)
    try terminal.answer("3\r", at: words.jump)
    try terminal.goOn(at: "Look again", words.done)
    try terminal.answer("y", at: words.resolved)

    #expect(try terminal.waitUntilEnded() == .exited(0))
    #expect(terminal.screen.text.contains(words.noFile))
    let timeline = try desk.tocsin("timeline", "--format", "json").output
    #expect(timeline.contains("值班经理已知悉"))
    #expect(timeline.contains("\"run.moved\""))
    let report = try desk.tocsin("report", "--lang", words.language).output
    #expect(report.contains("proof.txt"))
  }

  @Test func `Ctrl-] comes back from a command that has the terminal, and i goes there again`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.asking, to: "ask.md")
    let terminal = try desk.sit("run", runbook)
    try terminal.goOn(at: "Run it?")
    try terminal.wait(for: "the word?")

    try terminal.type("half \u{1D}")
    try terminal.answer("i", at: "running for", "i type into it")
    try terminal.wait(for: "two words of the terminal's own") { screen in
      screen.text.components(separatedBy: "The command has the terminal").count == 3
    }
    try terminal.type("done\r")
    try terminal.wait(for: "got <half done>")
    try terminal.answer("y", at: "Is the incident resolved?")

    #expect(try terminal.waitUntilEnded() == .exited(0))
  }

  @Test func `all keys are seen at once in a window of 24 rows`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Runbooks.waiting, to: "waiting.md")
    let terminal = try desk.sit("run", runbook)

    try terminal.answer("?", at: "Run it?")
    try terminal.wait(for: "Ctrl-L draws anew")

    let lines = terminal.screen.lines
    let start = try #require(lines.firstIndex(of: "Now"))
    #expect(lines.count - start <= 24, "\(terminal.screen.text)")
    try terminal.answer("q", at: "Run it?")
    try terminal.answer("y", at: "Leave now and resume later?")
    #expect(try terminal.waitUntilEnded() == .exited(3))
  }
}
