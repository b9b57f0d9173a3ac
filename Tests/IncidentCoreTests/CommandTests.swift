import IncidentCore
import RunbookModel
import Testing
import Timekeeping

/// Commands: release, failure, retry, time limits, crashes and rollback.
struct CommandTests {
  @Test func `no command starts before it is released`() throws {
    var story = try Story([step("fix") { $0.commands = [command(.run, "fix")] }])

    #expect(story.state.effects(at: story.now).isEmpty)
    try story.send(.release("fix"))

    #expect(story.state.effects(at: story.now) == [.start(step: 0, command: 0)])
  }

  @Test func `a failing command is tried again after the interval and then stops the step`() throws
  {
    var story = try Story([
      step("fix") {
        $0.commands = [command(.run, "fix")]
        $0.retry = Retry(count: 2, interval: .seconds(5))
      }
    ])
    try story.send(.release("fix"))

    for _ in 0..<2 {
      try story.run(exit: 1)
      #expect(story.state.effects(at: story.now).isEmpty)
      try story.pass(.seconds(5))
    }
    try story.run(exit: 1)

    #expect(try story.phase("fix") == .stopped(.command(attempt: 3)))
    try story.send(.retry("fix"))
    try story.run()
    #expect(story.state.outcome == .completed)
  }

  @Test(arguments: [
    (FailureAction.carryOn, RunOutcome.failed), (.abort, .aborted), (.rollback, .aborted),
  ])
  func `the author says what a failure leads to`(
    action: FailureAction,
    outcome: RunOutcome
  ) throws {
    var story = try Story([
      step("fix") {
        $0.commands = [command(.run, "fix")]
        $0.onFailure = action
      }
    ])
    try story.send(.release("fix"))

    try story.run(exit: 1)

    #expect(story.state.outcome == outcome)
  }

  @Test func `an optional step may fail without failing the run`() throws {
    var story = try Story([
      step("nice") {
        $0.commands = [command(.run, "nice")]
        $0.isOptional = true
      }
    ])
    try story.send(.release("nice"))

    try story.run(exit: 1)

    #expect(story.state.outcome == .completed)
  }

  @Test func `a command past its timeout is stopped and counts as timed out`() throws {
    var story = try Story([
      step("slow") {
        $0.commands = [command(.run, "slow")]
        $0.timeout = .seconds(30)
      }
    ])
    try story.send(.release("slow"))
    try story.start()

    try story.pass(.seconds(30))
    #expect(story.state.effects(at: story.now) == [.stop(attempt: 1)])
    try story.send(
      .ended(
        attempt: 1,
        CommandResult(end: .signalled(15), duration: .seconds(30)),
        stdout: ""
      )
    )

    #expect(try story.phase("slow") == .stopped(.timedOut(attempt: 1)))
  }

  @Test(arguments: [StopReason.timeout, .person])
  func `what ended before somebody asked to stop it ended by itself`(reason: StopReason) throws {
    var story = try Story([
      step("slow") {
        $0.commands = [command(.run, "slow")]
        $0.timeout = .seconds(30)
        $0.retry = Retry(count: 1, interval: .seconds(5))
      }
    ])
    try story.send(.release("slow"))
    try story.start()
    let ended = story.now + .seconds(4)
    try story.pass(.seconds(reason == .timeout ? 30 : 20))
    if reason == .person { try story.send(.stopCommand("slow")) }
    try #require(story.kinds.last == "command.stop-requested")
    // The clock may be set in between.
    let jump = ClockJump(
      host: "host",
      kind: .set,
      by: .seconds(3600),
      bootID: "boot",
      uptime: .seconds(60)
    )
    try story.send(.clockJumped(jump))
    story.now = story.now + .seconds(3660)

    let result = CommandResult(end: .exited(1), unmet: [.exit([0])], duration: .seconds(4))
    try story.send(
      .ended(attempt: 1, result, stdout: "", at: ended + .seconds(3600))
    )

    #expect(story.kinds.suffix(2) == ["command.finished", "retry.scheduled"])
    let finished = try #require(story.events.last { $0.fact.kind == "command.finished" })
    #expect(finished.occurredAt == ended + .seconds(3600))
  }

  @Test func `what ended after somebody asked to stop it was stopped`() throws {
    var story = try Story([
      step("slow") {
        $0.commands = [command(.run, "slow")]
        $0.retry = Retry(count: 1, interval: .seconds(5))
      }
    ])
    try story.send(.release("slow"))
    try story.start()
    try story.send(.stopCommand("slow"))
    story.now = story.now + .seconds(60)

    let result = CommandResult(end: .exited(1), unmet: [.exit([0])], duration: .seconds(4))
    try story.send(
      .ended(attempt: 1, result, stdout: "", at: story.now + TimeSpan(milliseconds: -56_000))
    )

    #expect(try story.phase("slow") == .stopped(.command(attempt: 1)))
  }

  @Test func `nobody but the carrier is woken for a command's time limit`() throws {
    var story = try Story([
      step("slow") {
        $0.commands = [command(.run, "slow")]
        $0.timeout = .seconds(30)
        $0.deadline = .minutes(2)
      }
    ])
    try story.send(.release("slow"))

    try story.start()

    #expect(story.state.deadlines().first?.isForHost == true)
    #expect(story.state.agenda == story.state.deadlines().last?.at)
    #expect(story.state.enginesDeadline?.purpose == .step("slow"))
  }

  @Test func `a poll is repeated at its interval until it succeeds`() throws {
    var story = try Story([
      step("ready") {
        $0.commands = [command(.until, "ready")]
        $0.timeout = .minutes(1)
      }
    ])
    try story.send(.release("ready"))

    for _ in 0..<3 {
      try story.run(exit: 1)
      try story.pass(.seconds(10))
    }
    try story.run()

    #expect(story.state.outcome == .completed)
  }

  @Test func `a poll whose time is over has failed`() throws {
    var story = try Story([
      step("ready") {
        $0.commands = [command(.until, "ready")]
        $0.timeout = .seconds(25)
      }
    ])
    try story.send(.release("ready"))
    for _ in 0..<3 {
      try story.run(exit: 1)
      try story.pass(.seconds(9))
      if !story.state.effects(at: story.now).isEmpty { continue }
      try story.pass(.seconds(1))
    }

    #expect(try story.phase("ready") == .stopped(.timedOut(attempt: 3)))
  }

  @Test func `a changing command that was lost is never run again without a person's word`() throws
  {
    var story = try Story([step("promote") { $0.commands = [command(.run, "promote")] }])
    try story.send(.release("promote"))
    try story.start()

    try story.send(.lost(attempt: 1))

    #expect(try story.phase("promote") == .unknown(attempt: 1))
    #expect(story.state.effects(at: story.now).isEmpty)
    try story.send(.settle("promote", .done))
    #expect(story.state.outcome == .completed)
  }

  @Test func `a lost command runs again when a person says so`() throws {
    var story = try Story([step("promote") { $0.commands = [command(.run, "promote")] }])
    try story.send(.release("promote"))
    try story.start()
    try story.send(.lost(attempt: 1))

    try story.send(.settle("promote", .again))

    #expect(story.state.effects(at: story.now) == [.start(step: 0, command: 0)])
  }

  @Test(arguments: [(Command.Role.check, Bool?.none), (.run, true)])
  func `what does no harm is run again by itself after a crash`(
    role: Command.Role,
    isIdempotent: Bool?
  ) throws {
    var story = try Story([
      step("look") {
        $0.commands = [command(role, "look")]
        $0.isIdempotent = isIdempotent
      }
    ])
    try story.send(.release("look"))
    try story.start()

    try story.send(.lost(attempt: 1))

    #expect(story.state.effects(at: story.now) == [.start(step: 0, command: 0)])
  }

  @Test func `rollback undoes changed steps, the last one first, and aborts the run`() throws {
    func change(_ name: String) -> Step {
      step(name) {
        $0.commands = [command(.run, "do \(name)"), command(.rollback, "undo \(name)")]
      }
    }
    var story = try Story([change("a"), change("b"), step("c")])
    for id in ["a", "b"] {
      try story.send(.release(StepID(id)))
      try story.run()
    }

    try story.send(.abort(reason: "wrong host", rollingBack: true))
    let undone = [try story.run(), try story.run()]

    #expect(undone == ["undo b", "undo a"])
    #expect(story.state.outcome == .aborted)
  }

  /// Two branches side by side: `bad` fails for good while a command of `good` runs.
  private func failingBeside(_ end: FailureAction) throws -> Story {
    var story = try Story([
      step("first") {
        $0.commands = [command(.run, "do first"), command(.rollback, "undo first")]
      },
      step(
        "both",
        [
          step("good") {
            $0.commands = [command(.run, "do good"), command(.rollback, "undo good")]
            $0.timeout = .minutes(1)
          },
          step("bad") {
            $0.commands = [command(.run, "do bad")]
            $0.onFailure = end
          },
        ]
      ) { $0.parallelism = Parallelism() },
    ])
    try story.send(.release("first"))
    try story.run()
    try story.send(.release("good"))
    #expect(try story.start() == "do good")
    try story.send(.release("bad"))
    try story.run(exit: 1)
    return story
  }

  private func endGood(_ story: inout Story, exit code: Int = 0) throws {
    try story.send(
      .ended(
        attempt: 2,
        CommandResult(
          end: .exited(code),
          unmet: code == 0 ? [] : [.exit([0])],
          duration: .seconds(1)
        ),
        stdout: ""
      )
    )
  }

  @Test func `a rollback waits for what still runs, and undoes it as well`() throws {
    var story = try failingBeside(.rollback)

    #expect(story.state.effects(at: story.now).isEmpty)
    #expect(story.state.outcome == nil)
    try endGood(&story)
    let undone = [try story.run(), try story.run()]

    #expect(undone == ["undo good", "undo first"])
    #expect(story.state.outcome == .aborted)
  }

  @Test func `what failed while the rollback waited for it is not undone`() throws {
    var story = try failingBeside(.rollback)

    try endGood(&story, exit: 1)

    #expect(try story.run() == "undo first")
    #expect(story.state.outcome == .aborted)
  }

  @Test func `a run that is aborted is over when what still runs has ended`() throws {
    var story = try failingBeside(.abort)

    #expect(story.state.outcome == nil)
    #expect(story.state.effects(at: story.now).isEmpty)
    #expect(throws: Refusal.runEnding) { try story.send(.jump(to: "first")) }
    try endGood(&story)

    #expect(story.state.outcome == .aborted)
    #expect(story.kinds.suffix(2) == ["command.finished", "run.finished"])
    #expect(story.kinds.filter { $0 == "run.ending" }.count == 1)
  }

  @Test func `what an aborted run waits for keeps its time, and a person may stop it`() throws {
    var timed = try failingBeside(.abort)
    var stopped = timed

    try timed.pass(.minutes(1))
    try stopped.send(.stopCommand("good"))

    for story in [timed, stopped] {
      #expect(story.state.effects(at: story.now) == [.stop(attempt: 2)])
    }
  }

  @Test func `an aborted run is over when nobody knows how its last command ended`() throws {
    var story = try failingBeside(.abort)

    try story.send(.lost(attempt: 2))

    #expect(story.state.outcome == .aborted)
    #expect(story.kinds.contains("outcome.unknown"))
  }

  @Test func `a rollback that fails waits for a person`() throws {
    var story = try Story([
      step("a") { $0.commands = [command(.run, "do"), command(.rollback, "undo")] }, step("b"),
    ])
    try story.send(.release("a"))
    try story.run()
    try story.send(.abort(reason: "stop", rollingBack: true))

    try story.run(exit: 1)
    #expect(story.state.effects(at: story.now).isEmpty)
    try story.send(.retry("a"))
    try story.run()

    #expect(story.state.outcome == .aborted)
  }

  @Test func `an automatic run starts what is safe and waits for a person at what is not`() throws {
    var destructive = command(.run, "rm -rf /srv/x")
    destructive.isDestructive = true
    var story = try Story(
      [
        step("look") { $0.commands = [command(.check, "look")] },
        step("wipe") { $0.commands = [destructive] },
      ],
      mode: .automatic
    )

    try story.run()

    #expect(try story.phase("wipe") == .ready(command: 0))
    #expect(story.kinds.contains("escalation.requested"))
    #expect(story.state.effects(at: story.now).isEmpty)
  }

  @Test func `a step that says no never starts by itself`() throws {
    var story = try Story(
      [
        step("look") {
          $0.commands = [command(.check, "look")]
          $0.isAutomatic = false
        }
      ],
      mode: .automatic
    )

    #expect(story.state.effects(at: story.now).isEmpty)
    try story.send(.release("look"))
    #expect(story.state.effects(at: story.now) == [.start(step: 0, command: 0)])
  }

  @Test func `a late step says so once and calls for people`() throws {
    var story = try Story([step("slow") { $0.deadline = .minutes(5) }])

    try story.pass(.minutes(20))

    #expect(story.kinds.filter { $0 == "deadline.passed" }.count == 1)
    #expect(story.kinds.filter { $0 == "escalation.requested" }.count == 1)
    #expect(story.current == ["slow"])
  }
}
