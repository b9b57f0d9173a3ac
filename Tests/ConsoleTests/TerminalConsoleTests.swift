import Console
import IncidentCore
import Phrases
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// Whole conversations with a run, key by key.
@Suite(.timeLimit(.minutes(1))) struct TerminalConsoleTests {
  @Test func `a run is walked from its first step to its end`() async {
    let session = FakeRun(
      Sample(Sample.failover),
      [
        StepID("lag"): [.ends(2, output: "lag=900\n"), .ends(0, output: "\u{1B}[2Jlag=0\n")],
        StepID("promote"): [.ends(0, output: "promoted\n")],
      ]
    )
    let terminal = FakeTerminal([
      .on("Run the check?", "\r"), .on("FAILED.", "r"), .on("Which answer?", "1"),
      .on("Waiting.", "p"), .on("Name of who approves:", "wang\r"), .on("Run it?", "\r"),
      .on("Put on file?", "e"), .on("For the file:", "timeline 7\r"),
      .on("[ ] Tell the duty desk", "\r"), .on("- does not apply", "-"),
      .on("Does the portal answer?  y", "y"), .on("Done?", "\r"),
      .on("Is the incident resolved?", "y"),
    ])

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    let state = await session.state()
    #expect(exit == .finished(.completed))
    #expect(terminal.remainingCues.isEmpty)
    #expect(state.isResolved)
    #expect(state.steps.map(\.end) == Array(repeating: .done, count: 5))
    #expect(terminal.written.contains("│ lag=900"))
    #expect(terminal.written.contains("│ lag=0"))
    #expect(terminal.written.contains("the exit code should be 0"))
    #expect(!terminal.written.contains("\u{1B}[2J"))
    #expect(terminal.calls == ["open", "close"])
  }

  @Test func `keys that were typed ahead answer nothing`() async {
    let session = FakeRun(Sample([Sample.manual, Sample.list]))
    let terminal = FakeTerminal([
      .on("Done?", "\r\r\r\r"), .on("[ ] Tell the duty desk", "q"), .on("Leave now", "y"),
    ])

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    let state = await session.state()
    #expect(exit == .left)
    #expect(state.steps[0].end == .done)
    #expect(state.steps[1].marks.isEmpty)
    #expect(terminal.written.contains("tocsin resume 20261123-k7f2"))
  }

  @Test func `an Enter that is held down at the end of a line answers nothing`() async {
    let session = FakeRun(Sample([Sample.manual]))
    let terminal = FakeTerminal([
      .on("Done?", "n"), .on("Note:", "seen\r"), .on("Done?", "\rq"), .on("Leave now", "y"),
    ])

    // Time stands still here, so that every same key comes at once.
    let exit = await TerminalConsole(terminal: terminal, options: Self.options)
      .run(session: session, me: Sample.me)

    #expect(exit == .left)
    #expect(await session.state().steps[0].end == nil)
  }

  @Test func `Ctrl-C stops a command only after it was asked`() async {
    let session = FakeRun(Sample(Sample.failover), [StepID("lag"): [.hangs]])
    let terminal = FakeTerminal([
      .on("Run the check?", "\r"), .on("running for", "\u{3}"),
      .on("The command goes on.", "x"), .on("FAILED.", "q"), .on("Leave now", "y"),
    ])

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    let state = await session.state()
    #expect(exit == .left)
    #expect(state.steps[0].attempts.first?.result?.end == .signalled(15))
    #expect(state.steps[0].stopped != nil)
  }

  @Test func `a refusal is said and the run stays where it is`() async {
    let session = FakeRun(FrameTests.approving())
    let terminal = FakeTerminal([
      .on("Waiting.", "p"), .on("Name of who approves:", "li\r"),
      .on("may not approve it", "q"), .on("Leave now", "y"),
    ])

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    let state = await session.state()
    #expect(exit == .left)
    #expect(!state.steps[2].isApproved)
  }

  @Test func `a terminal that is gone leaves the run as it is`() async {
    let session = FakeRun(Sample(Sample.failover))
    let terminal = FakeTerminal([.on("Run the check?", [.hungUp])])

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    let state = await session.state()
    #expect(exit == .lostTerminal)
    #expect(state.outcome == nil)
    #expect(terminal.calls == ["open", "close"])
  }

  @Test func `a terminal that cannot be written to counts as gone`() async {
    let session = FakeRun(Sample(Sample.failover))
    let terminal = FakeTerminal([])
    terminal.vanish()

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    #expect(exit == .lostTerminal)
  }

  @Test func `Ctrl-Z gives the terminal back and the question stands again`() async {
    let session = FakeRun(Sample([Sample.manual]))
    let terminal = FakeTerminal([
      .on("Done?", "\u{1A}"), .on("Done?", [.resized, .continued, .interrupted]),
      .on("Leave now", "y"),
    ])

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    #expect(exit == .left)
    #expect(terminal.calls == ["open", "suspend", "close"])
  }

  @Test func `a command with a terminal gets all keys until Ctrl-]`() async {
    var shell = Sample.check
    shell.commands[0].needsTerminal = true
    let session = FakeRun(Sample([shell]), [StepID("lag"): [.hangs]])
    let terminal = FakeTerminal([
      .on("Run the check?", "\r"), .on("Ctrl-] comes back", "ls\u{3}\r\u{1D}"),
      .on("i type into it", "i"), .on("Ctrl-] comes back", "q"), .on("resolved?", "\r"),
    ])

    let exit = await Self.console(terminal).run(session: session, me: Sample.me)

    #expect(exit == .finished(.completed))
    #expect(await session.typed == Array("ls\u{3}\rq".utf8))
    #expect(await session.sizes.contains(TerminalSize(columns: 80, rows: 24)))
  }

  @Test func `without redrawing nothing moves the cursor`() async {
    let session = FakeRun(Sample([Sample.manual]))
    let terminal = FakeTerminal([.on("完成了吗？", "\r"), .on("解决了吗？", "m")])
    var options = Self.options
    options.look = ConsoleLook(language: .chinese, canRedraw: false)

    let exit = await TerminalConsole(terminal: terminal, options: options)
      .run(session: session, me: Sample.me)

    #expect(exit == .finished(.completed))
    #expect(!terminal.written.contains("\u{1B}"))
  }

  @Test func `a shell gets the variables and the terminal comes back`() async {
    let session = FakeRun(Sample([Sample.manual]))
    let terminal = FakeTerminal([
      .on("Done?", "!"), .on("Back from the shell.", "q"), .on("Leave", "y"),
    ])
    let opened = Mutex(0)
    var options = Self.options
    options.openShell = { _ in
      #expect(terminal.calls == ["open", "pause"])
      opened.withLock { $0 += 1 }
    }

    _ = await TerminalConsole(terminal: terminal, options: options)
      .run(session: session, me: Sample.me)

    #expect(opened.withLock { $0 } == 1)
    #expect(terminal.calls == ["open", "pause", "resume", "close"])
  }

  @Test func `inputs are asked for until their values can be taken`() async {
    let terminal = FakeTerminal([
      .on("replica = ", "db 2\r"), .on("must match", "db2\r"), .on("zone = ", "\r"),
      .on("mode = ", "fast\r"), .on("Give one of: slow | quick", "slow\r"),
    ])

    let values = await Self.console(terminal).ask(inputs: InputTests.declarations)

    #expect(values == ["replica": "db2", "zone": "cn-1", "mode": "slow"])
    #expect(terminal.calls == ["open", "close"])
  }

  @Test func `a secret is asked for without showing it`() async {
    let terminal = FakeTerminal([.on("PGPASSWORD", "hunter2\r")])

    let value = await Self.console(terminal).askSecret("PGPASSWORD")

    #expect(value == "hunter2")
    #expect(!terminal.written.contains("hunter2"))
  }

  // MARK: Parts

  static let options = ConsoleOptions(
    look: ConsoleLook(language: .english),
    clock: Clock(
      now: { Sample.start },
      sleep: { _ in
        // Time stands still: only what happens moves a conversation on.
        let (forever, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in forever {}
      }
    )
  )

  static func console(_ terminal: FakeTerminal) -> TerminalConsole {
    var options = options
    options.repeatMilliseconds = 0
    return TerminalConsole(terminal: terminal, options: options)
  }
}
