import IncidentCore
import RunbookModel
import Testing
import Timekeeping

/// Moves of a run among sub-steps that go on side by side.
struct BranchTests {
  private func parallel(_ id: String, _ branches: [Step]) -> Step {
    step(id, branches) { $0.parallelism = Parallelism() }
  }

  /// Something of each kind that can be under way, around a branch that loops.
  private func crowd(_ ask: Step) throws -> Story {
    var story = try Story([
      step("before"),
      parallel(
        "all",
        [
          step("gate") {
            $0.approval = Approval(role: "ic", within: .minutes(10))
            $0.commands = [command(.run, "go")]
          },
          step("fix") {
            $0.commands = [command(.run, "fix")]
            $0.retry = Retry(count: 2, interval: .minutes(1))
            $0.deadline = .minutes(30)
          },
          step("work", [step("first") { $0.deadline = .minutes(20) }, step("second"), ask]),
          step("pause") { $0.wait = .minutes(5) },
          step("list") { $0.checklist = [item("one"), item("two")] },
        ]
      ),
      step("after"),
    ])
    try story.send(.confirm("before"))
    try story.send(.release("fix"))
    try story.run(exit: 1)
    try story.send(.mark("list", item: 0, .done))
    story.now = story.now + .seconds(7)
    return story
  }

  private static let others: [StepID] = ["all", "gate", "fix", "pause", "list"]

  private func runs(_ story: Story) -> [StepRun] {
    Self.others.compactMap { story.state.graph.index(of: $0) }.map { story.state.steps[$0] }
  }

  @Test(arguments: [MoveReason.next, .choice, .failure])
  func `a loop in one branch leaves the other branches alone`(reason: MoveReason) throws {
    var story = try crowd(
      step("ask") {
        $0.atMost = 1
        switch reason {
        case .next: $0.next = .step("first")
        case .choice: $0.choices = [choice("again", "first"), choice("no", "ask")]
        default:
          $0.verification = "Well?"
          $0.onFailure = .go("first")
        }
      }
    )
    try story.send(.confirm("first"))
    try story.send(.confirm("second"))
    let before = runs(story)
    let deadlines = story.state.deadlines()

    switch reason {
    case .next: try story.send(.confirm("ask"))
    case .choice: try story.send(.choose("ask", answer: "again"))
    default: try story.send(.verify("ask", isConfirmed: false))
    }

    #expect(story.kinds.suffix(2) == ["run.moved", "step.reached"])
    #expect(runs(story) == before)
    #expect(story.current == ["gate", "fix", "first", "pause", "list"])
    #expect(try story.phase("second") == .pending)
    // The step that is come to anew has its time anew, and nothing else has.
    let own = Deadline(at: story.now + .minutes(20), purpose: .step("first"))
    #expect(story.state.deadlines() == (deadlines + [own]).sorted())
  }

  @Test func `what a branch waited for goes on after a loop in another one`() throws {
    var story = try crowd(
      step("ask") {
        $0.next = .step("first")
        $0.atMost = 1
      }
    )
    for id: StepID in ["first", "second", "ask"] { try story.send(.confirm(id)) }

    try story.send(.approve("gate"), by: "chen")
    try story.pass(.minutes(1))
    #expect(try story.run() == "fix")
    try story.send(.release("gate"))
    #expect(try story.run() == "go")
    try story.send(.mark("list", item: 1, .done))
    try story.pass(.minutes(4))

    #expect(story.current == ["first"])
    for id: StepID in ["first", "second", "ask"] { try story.send(.confirm(id)) }
    #expect(try story.phase("ask") == .stopped(.noWayOn))
    try story.send(.skip("ask", reason: "enough"))
    #expect(story.current == ["after"])
  }

  @Test func `a way forward within a branch leaves the other branches alone`() throws {
    var story = try Story([
      parallel(
        "all",
        [
          step("gate") { $0.approval = Approval(role: "ic") },
          step("work", [step("a") { $0.next = .step("c") }, step("b"), step("c")]),
          step("list") { $0.checklist = [item("one")] },
        ]
      )
    ])
    let before = [story.state.steps[1], story.state.steps[6]]

    try story.send(.confirm("a"))

    #expect([story.state.steps[1], story.state.steps[6]] == before)
    #expect(story.current == ["gate", "c", "list"])
    #expect(try story.phase("b") == .ended(.notApplicable))
  }

  /// A parallel step within a branch of another one; `target` is where its second branch loops to.
  private func nested(_ target: String) throws -> Story {
    var story = try Story([
      parallel(
        "outer",
        [
          step("left") { $0.checklist = [item("one"), item("two")] },
          step(
            "right",
            [
              step("begin"),
              parallel(
                "inner",
                [
                  step("slow") { $0.checklist = [item("one"), item("two")] },
                  step(
                    "again",
                    [
                      step("try"),
                      step("back") {
                        $0.next = .step(StepID(target))
                        $0.atMost = 1
                      },
                    ]
                  ),
                ]
              ),
            ]
          ),
        ]
      ),
      step("after"),
    ])
    try story.send(.mark("left", item: 0, .done))
    try story.send(.confirm("begin"))
    try story.send(.mark("slow", item: 0, .done))
    try story.send(.confirm("try"))
    return story
  }

  @Test func `a loop in a group within a branch stays in the innermost branch`() throws {
    var story = try nested("try")

    try story.send(.confirm("back"))

    #expect(story.current == ["left", "slow", "try"])
    try story.send(.mark("slow", item: 1, .done))
    try story.send(.mark("left", item: 1, .done))
    #expect(story.current == ["try"])
  }

  @Test func `a loop out of the inner group leaves that one and not the outer one`() throws {
    var story = try nested("begin")

    try story.send(.confirm("back"))

    #expect(story.current == ["left", "begin"])
    #expect(try story.phase("slow") == .pending)
    try story.send(.mark("left", item: 1, .done))
    try story.send(.confirm("begin"))
    #expect(story.current == ["slow", "try"])
    // The inner group begins anew, with everything that is asked in it.
    #expect(story.state.personsPart(of: 5) == [.items([0, 1])])
  }

  @Test func `a branch that leads back to the group itself begins all of it anew`() throws {
    var story = try Story([
      parallel(
        "all",
        [
          step("list") { $0.checklist = [item("one"), item("two")] },
          step("ask") {
            $0.next = .step("all")
            $0.atMost = 1
          },
        ]
      )
    ])
    try story.send(.mark("list", item: 0, .done))

    try story.send(.confirm("ask"))

    #expect(story.current == ["list", "ask"])
    #expect(story.state.steps.map(\.visit) == [2, 2, 2])
    #expect(story.state.personsPart(of: 1) == [.items([0, 1])])
  }

  @Test func `at most counts for each branch by itself`() throws {
    func branch(_ name: String) -> Step {
      step(name) {
        $0.choices = [choice("again", name), choice("on", "rest")]
        $0.atMost = 1
      }
    }
    var story = try Story([parallel("all", [branch("a"), branch("b")]), step("rest")])

    try story.send(.choose("a", answer: "again"))
    #expect(throws: Refusal.loopExhausted("a", limit: 1)) {
      try story.send(.choose("a", answer: "again"))
    }
    try story.send(.choose("b", answer: "again"))

    #expect(story.current == ["a", "b"])
  }

  @Test func `a person who goes back takes no link of the author's`() throws {
    var story = try Story([
      step("work"),
      step("again") {
        $0.choices = [choice("yes", "work"), choice("no", "rest")]
        $0.atMost = 1
      },
      step("rest"),
    ])
    try story.send(.confirm("work"))

    try story.send(.jump(to: "work"))
    try story.send(.confirm("work"))
    try story.send(.choose("again", answer: "yes"))

    #expect(story.current == ["work"])
  }

  // MARK: Out of the group, and from branch to branch

  @Test func `a loop out of the group leaves all of it, and what still runs counts for nothing`()
    throws
  {
    var story = try Story([
      step("begin"),
      parallel(
        "all",
        [
          step("work") {
            $0.commands = [command(.run, "first"), command(.run, "second")]
            $0.timeout = .seconds(30)
            $0.capture = "value"
            $0.retry = Retry(count: 3, interval: .seconds(5))
          },
          step("gate") { $0.approval = Approval(role: "ic", within: .minutes(10)) },
          step("ask") {
            $0.next = .step("begin")
            $0.atMost = 1
          },
        ]
      ),
    ])
    try story.send(.confirm("begin"))
    try story.send(.release("work"))
    try story.start()

    try story.send(.confirm("ask"))

    #expect(story.current == ["begin"])
    #expect(throws: Refusal.notActive("gate")) { try story.send(.approve("gate"), by: "chen") }
    // What nobody waits for any more is stopped for its time all the same.
    #expect(story.state.deadlines().map(\.purpose) == [.timeout("work", attempt: 1)])
    try story.end(stdout: "old")
    #expect(story.state.variables.isEmpty)
    try story.send(.confirm("begin"))
    try story.send(.release("work"))
    #expect(try story.run(stdout: "new") == "first")
    #expect(story.state.variables.values.contains("new"))
  }

  @Test(arguments: [("a", "c"), ("c", "a")])
  func `a link from one branch to another ends its own and begins that one there`(
    from: String,
    to: String
  ) throws {
    func branch(_ name: String, _ next: String?) -> Step {
      step(name, [step("\(name)1"), step("\(name)2") { $0.next = next.map { .step(StepID($0)) } }])
    }
    func next(_ name: String) -> String? { name == from ? "\(to)2" : nil }
    var story = try Story([
      parallel("all", [branch("a", next("a")), branch("b", nil), branch("c", next("c"))]),
      step("after"),
    ])
    try story.send(.confirm(StepID("\(from)1")))

    try story.send(.confirm(StepID("\(from)2")))

    #expect(story.current == (to == "a" ? ["a2", "b1"] : ["b1", "c2"]))
    #expect(try story.phase(from) == .ended(.notApplicable))
    #expect(try story.phase("\(to)1") == .ended(.notApplicable))
    for id: StepID in ["b1", "b2", StepID("\(to)2")] { try story.send(.confirm(id)) }
    if to == "c" { #expect(story.current == ["after"]) }
  }

  @Test func `a link to the branch beside begins all of that one anew`() throws {
    var story = try Story([
      parallel(
        "all",
        [
          step("a") { $0.next = .step("b") }, step("b", [step("b1"), step("b2")]),
        ]
      )
    ])
    try story.send(.confirm("b1"))

    try story.send(.confirm("a"))

    #expect(story.current == ["b1"])
    #expect(try story.phase("b2") == .pending)
  }

  @Test func `a group that leads back into one branch does that one again, as often as allowed`()
    throws
  {
    var story = try Story([
      step("all", [step("a"), step("b"), step("c")]) {
        $0.parallelism = Parallelism()
        $0.choices = [choice("again", "b"), choice("on", "rest")]
        $0.atMost = 1
      },
      step("rest"),
    ])
    for id: StepID in ["a", "b", "c"] { try story.send(.confirm(id)) }

    try story.send(.choose("all", answer: "again"))

    #expect(story.current == ["b"])
    try story.send(.confirm("b"))
    #expect(throws: Refusal.loopExhausted("all", limit: 1)) {
      try story.send(.choose("all", answer: "again"))
    }
  }

  @Test func `a jump in front of a branch begins those behind it as well`() throws {
    var story = try Story([
      step("begin"), parallel("all", [step("a"), step("b"), step("c")]), step("after"),
    ])

    try story.send(.jump(to: "b"))

    #expect(story.current == ["b", "c"])
    #expect(try story.phase("a") == .ended(.notApplicable))
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
