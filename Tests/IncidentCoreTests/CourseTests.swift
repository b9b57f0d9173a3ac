import IncidentCore
import RunbookModel
import Testing
import Timekeeping

/// The way of a run through its steps.
struct CourseTests {
  @Test func `steps follow one another in the order of the file until the run is completed`() throws
  {
    var story = try Story([step("one"), step("two")])

    try story.send(.confirm("one"))
    let kinds = try story.send(.confirm("two"))

    #expect(kinds == ["step.confirmed", "step.done", "run.finished"])
    #expect(story.state.outcome == .completed)
  }

  @Test func `sub-steps run after the step's commands and before its checklist`() throws {
    var story = try Story([
      step("outer", [step("inner")]) {
        $0.commands = [command(.run, "first")]
        $0.checklist = [item("last")]
      }
    ])

    try story.send(.release("outer"))
    try story.run()
    #expect(story.current == ["inner"])
    try story.send(.confirm("inner"))
    #expect(story.state.personsPart(of: 0) == [.items([0])])
    try story.send(.mark("outer", item: 0, .done))

    #expect(story.state.outcome == .completed)
  }

  @Test func `an answer leads to its step and what is jumped over does not apply`() throws {
    var story = try Story([
      step("ask") { $0.choices = [choice("yes", "late"), choice("no", "early")] },
      step("early"), step("late"),
    ])

    try story.send(.choose("ask", answer: "yes"))

    #expect(story.current == ["late"])
    #expect(try story.phase("early") == .ended(.notApplicable))
  }

  @Test func `next leads over the other branch and end finishes the run`() throws {
    var story = try Story([
      step("ask") { $0.choices = [choice("a", "a"), choice("b", "b")] },
      step("a") { $0.next = .step("both") }, step("b"), step("both") { $0.next = .end },
      step("never"),
    ])

    try story.send(.choose("ask", answer: "a"))
    try story.send(.confirm("a"))
    #expect(story.current == ["both"])
    try story.send(.confirm("both"))

    #expect(story.state.outcome == .completed)
    #expect(try story.phase("never") == .ended(.notApplicable))
  }

  @Test func `a backward link is taken as often as allowed and then refused`() throws {
    var story = try Story([
      step("work"),
      step("again") {
        $0.choices = [choice("yes", "work"), choice("no", "rest")]
        $0.atMost = 2
      },
      step("rest"),
    ])

    for _ in 0..<2 {
      try story.send(.confirm("work"))
      try story.send(.choose("again", answer: "yes"))
    }
    try story.send(.confirm("work"))

    #expect(throws: Refusal.loopExhausted("again", limit: 2)) {
      try story.send(.choose("again", answer: "yes"))
    }
    try story.send(.choose("again", answer: "no"))
    #expect(story.current == ["rest"])
  }

  @Test func `a way back that is no question is taken as often as allowed, too`() throws {
    var story = try Story([
      step("look"),
      step("wait") {
        $0.next = .step("look")
        $0.atMost = 2
      },
      step("rest"),
    ])

    for _ in 0..<2 {
      try story.send(.confirm("look"))
      try story.send(.confirm("wait"))
      #expect(story.current == ["look"])
    }
    try story.send(.confirm("look"))
    try story.send(.confirm("wait"))
    #expect(try story.phase("wait") == .stopped(.noWayOn))

    try story.send(.skip("wait", reason: "enough"))
    #expect(story.current == ["rest"])
  }

  @Test(arguments: [FailureAction.abort, .rollback])
  func `a command that fails after the run is over, or rolled back, is not tried again`(
    _ end: FailureAction
  ) throws {
    var story = try Story([
      step(
        "both",
        [
          step("a") {
            $0.commands = [command(.run, "a")]
            $0.retry = Retry(count: 3, interval: .seconds(5))
          },
          step("b") {
            $0.commands = [command(.run, "b")]
            $0.onFailure = end
          },
        ]
      ) { $0.parallelism = Parallelism() }
    ])
    try story.send(.release("a"))
    try story.start()
    try story.send(.release("b"))
    try story.run(exit: 1)
    #expect(story.state.ending != nil || story.state.rollback != nil)

    let result = CommandResult(end: .exited(1), unmet: [.exit([0])], duration: .seconds(1))
    let facts = try story.send(.ended(attempt: 1, result, stdout: ""))

    #expect(!facts.contains("retry.scheduled"))
    #expect(story.state.outcome == .aborted)
    #expect(story.state.effects(at: story.now) == [])
  }

  @Test(arguments: [(0, "healthy"), (1, "sick")])
  func `a decision on the exit code is taken without asking`(code: Int, expected: String) throws {
    var story = try Story([
      step("look") {
        $0.commands = [command(.check, "probe")]
        $0.choices = [
          choice("up", "healthy", when: whenExit(.equal, 0)),
          choice("down", "sick", when: .otherwise),
        ]
      },
      step("healthy"), step("sick"),
    ])

    try story.send(.release("look"))
    try story.run(exit: code)

    #expect(story.current == [expected])
  }

  @Test func `a captured value decides`() throws {
    let isHigh = Condition.all([
      Condition.Clause(operand: .variable("lag"), comparison: .greater, value: "30")
    ])
    var story = try Story([
      step("measure") {
        $0.commands = [command(.check, "lag")]
        $0.capture = "lag"
      },
      step("judge") {
        $0.choices = [choice("high", "wait", when: isHigh), choice("fine", "go", when: .otherwise)]
      },
      step("go"), step("wait"),
    ])

    try story.send(.release("measure"))
    try story.run(stdout: "120")

    #expect(story.current == ["wait"])
  }

  @Test func `parallel sub-steps are active side by side up to the limit and join at the end`()
    throws
  {
    var story = try Story([
      step("all", [step("a"), step("b"), step("c")]) { $0.parallelism = Parallelism(limit: 2) },
      step("after"),
    ])

    #expect(story.current == ["a", "b"])
    try story.send(.confirm("b"))
    #expect(story.current == ["a", "c"])
    try story.send(.confirm("a"))
    try story.send(.confirm("c"))

    #expect(story.current == ["after"])
  }

  @Test func `a command that ends after the run came to its step anew leads to nothing there`()
    throws
  {
    var story = try Story([
      step(
        "all",
        [
          step("ask") {
            $0.choices = [choice("again", "all"), choice("go on", "rest")]
            $0.atMost = 2
          },
          step("work") { $0.commands = [command(.check, "first"), command(.run, "second")] },
        ]
      ) { $0.parallelism = Parallelism() },
      step("rest"),
    ])
    try story.send(.release("work"))
    #expect(try story.run() == "first")
    #expect(try story.start() == "second")

    try story.send(.choose("ask", answer: "again"))
    try story.end()
    try story.send(.release("work"))

    #expect(try story.run() == "first")
    #expect(try story.run() == "second")
  }

  @Test func `a jump leaves out what lies between and a jump back opens it again`() throws {
    var story = try Story([step("one"), step("two"), step("three")])

    try story.send(.jump(to: "three"))
    #expect(try story.phase("two") == .ended(.notApplicable))
    try story.send(.jump(to: "two"))

    #expect(story.current == ["two"])
    #expect(try story.phase("three") == .pending)
  }

  @Test func `a skipped step keeps its reason, and needs one unless it is optional`() throws {
    var story = try Story([step("one"), step("two") { $0.isOptional = true }])

    #expect(throws: Refusal.reasonMissing) { try story.send(.skip("one", reason: "")) }
    try story.send(.skip("one", reason: "done by hand"))
    try story.send(.skip("two", reason: ""))

    #expect(try story.phase("one") == .ended(.skipped(.words("done by hand"))))
    #expect(story.state.outcome == .completed)
  }

  @Test func `a wait ends at its time and not before`() throws {
    var story = try Story([step("pause") { $0.wait = .minutes(5) }])

    try story.pass(.seconds(299))
    #expect(story.state.outcome == nil)
    try story.pass(.seconds(1))

    #expect(story.state.outcome == .completed)
  }

  @Test func `replaying the events gives the same state at every point`() throws {
    var story = try Story(
      [
        step("look") {
          $0.commands = [command(.check, "probe"), command(.run, "fix")]
          $0.retry = Retry(count: 1, interval: .seconds(5))
        },
        step("end"),
      ],
      inputs: ["host": "db-1"]
    )
    try story.send(.release("look"))
    try story.run(exit: 1)
    try story.pass(.seconds(5))
    try story.run()
    try story.run()

    let again = IncidentState(id: story.state.id, graph: story.state.graph, replaying: story.events)

    #expect(again.steps == story.state.steps)
    #expect(again.variables == story.state.variables)
    #expect(again.currentSteps == story.state.currentSteps)
  }
}
