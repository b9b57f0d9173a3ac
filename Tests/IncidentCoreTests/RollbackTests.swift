import IncidentCore
import RunbookModel
import Testing
import Timekeeping

/// What a rollback, or the end of the run, makes of commands that still run.
struct RollbackTests {
  private func change(_ name: String, _ change: (inout Step) -> Void = { _ in }) -> Step {
    step(name) {
      $0.commands = [command(.run, "do \(name)"), command(.rollback, "undo \(name)")]
      change(&$0)
    }
  }

  /// A rollback that begins because `b` fails while the command of `a`, attempt 2, still runs.
  private func begun(_ failure: FailureAction = .rollback, _ a: Step? = nil) throws -> Story {
    var story = try Story(
      [
        change("first"),
        step("all", [a ?? change("a"), change("b") { $0.onFailure = failure }]) {
          $0.parallelism = Parallelism()
        },
      ],
      mode: .automatic
    )
    try story.run()
    try story.start()
    try story.run(exit: 1)
    return story
  }

  private func end(_ code: Int) -> CommandResult {
    CommandResult(
      end: .exited(code),
      unmet: code == 0 ? [] : [.exit([0])],
      duration: .seconds(1)
    )
  }

  @Test func `what still changes something in a rollback is undone before the run ends`() throws {
    var story = try begun()
    #expect(try story.start() == "undo first")

    try story.send(.ended(attempt: 2, end(0), stdout: ""))
    #expect(story.state.effects(at: story.now).isEmpty)
    try story.end()
    #expect(story.state.outcome == nil)

    #expect(try story.run() == "undo a")
    #expect(story.state.outcome == .aborted)
  }

  @Test func `a rollback ends no sooner than what may have to be undone`() throws {
    var story = try begun()
    #expect(try story.run() == "undo first")
    #expect(story.state.outcome == nil)

    try story.send(.ended(attempt: 2, end(1), stdout: ""))

    #expect(story.state.outcome == .aborted)
    #expect(!story.kinds.contains("retry.scheduled"))
  }

  @Test func `a person says what became of a command that was lost in a rollback`() throws {
    var story = try begun()

    try story.send(.lost(attempt: 2))
    #expect(try story.run() == "undo first")
    #expect(story.state.outcome == nil)
    #expect(story.state.waitingSteps == [2])
    #expect(story.kinds.suffix(8).contains("escalation.requested"))
    try story.send(.settle("a", .done))

    #expect(try story.run() == "undo a")
    #expect(story.state.outcome == .aborted)
  }

  @Test func `a command that only looks and is lost holds no rollback up`() throws {
    var story = try begun(.rollback, step("a") { $0.commands = [command(.check, "look")] })

    try story.send(.lost(attempt: 2))

    #expect(try story.run() == "undo first")
    #expect(story.state.outcome == .aborted)
  }

  @Test func `a rollback that fails is answered with the words for it`() throws {
    var story = try begun()
    try story.send(.ended(attempt: 2, end(1), stdout: ""))
    try story.run(exit: 1)

    #expect(story.state.waitingSteps == [0])
    #expect(Answer.possible(at: 0, of: story.state) == ["retry", "skip"])
    #expect(Answer(text: "retry").inputs(at: 0, of: story.state) == [.retry("first")])
  }

  @Test func `a command that still runs after the run is stopped for its time`() throws {
    var story = try begun(.abort, change("a") { $0.timeout = .minutes(1) })
    #expect(story.state.outcome == .aborted)
    #expect(story.state.effects(at: story.now).isEmpty)

    try story.pass(.minutes(1))

    #expect(story.state.effects(at: story.now) == [.stop(attempt: 2)])
    try story.send(.ended(attempt: 2, end(143), stdout: ""))
    #expect(story.state.effects(at: story.now).isEmpty)
    #expect(story.state.deadlines().isEmpty)
    #expect(story.state.agenda == nil || !story.state.escalationRequests.isEmpty)
  }

  @Test func `that a command of an earlier visit failed says nothing about this one`() throws {
    var story = try Story([
      step(
        "all",
        [
          step("work") {
            $0.commands = [command(.run, "work")]
            $0.onFailure = .abort
          },
          step("ask") {
            $0.next = .step("all")
            $0.atMost = 1
          },
        ]
      ) { $0.parallelism = Parallelism() }
    ])
    try story.send(.release("work"))
    try story.start()
    try story.send(.lost(attempt: 1))
    try story.send(.confirm("ask"))

    try story.send(.settle("work", .failed))

    #expect(story.state.outcome == nil)
    #expect(try story.phase("work") == .ready(command: 0))
  }
}
