import Findings
import IncidentCore
import Phrases
public import RunbookModel
import Testing
import Timekeeping

/// A runbook and what happens in it, with a clock that only the test moves.
struct Story {
  private(set) var state: IncidentState
  private(set) var events: [Event] = []
  var roles = RoleBook.none
  var now = Instant(milliseconds: 1_760_000_000_000)
  /// How much later than it was decided the journal writes.
  static let writing = TimeSpan(milliseconds: 3)

  init(
    _ steps: [Step],
    roles: [String: [String]] = [:],
    mode: Opening.Mode = .interactive,
    inputs: [String: String] = [:]
  ) throws {
    var runbook = Runbook(mode: .authored, id: "story", title: "Story")
    runbook.roles = roles.keys.sorted().map {
      RoleDeclaration(
        name: $0,
        members: roles[$0] ?? [],
        position: SourcePosition(line: 1, column: 1)
      )
    }
    let frame = StepGraph.Frame(
      id: "",
      path: "story.md",
      sha256: "",
      runbook: runbook,
      bindings: [],
      caller: nil
    )
    try self.init(
      StepGraph(frames: [frame], nodes: Self.flatten(steps)),
      mode: mode,
      inputs: inputs
    )
  }

  init(
    _ graph: StepGraph,
    mode: Opening.Mode = .interactive,
    inputs: [String: String] = [:]
  ) throws {
    state = IncidentState(id: IncidentID("story"), graph: graph)
    try send(
      .open(
        Opening(
          title: "Story",
          runbook: "story",
          graphSHA256: "",
          mode: mode,
          isDrill: false,
          severity: nil,
          inputs: inputs.keys.sorted(),
          language: .english,
          version: "test"
        ),
        inputs: inputs
      )
    )
  }

  private static func flatten(_ steps: [Step]) -> [StepGraph.Node] {
    var nodes: [StepGraph.Node] = []
    func add(_ step: Step, _ parent: Int?, _ number: String) -> Int {
      let index = nodes.count
      var alone = step
      alone.children = []
      nodes.append(
        StepGraph.Node(step: alone, parent: parent, children: [], number: number, frame: 0)
      )
      nodes[index].children = step.children.enumerated().map {
        add($0.element, index, "\(number).\($0.offset + 1)")
      }
      return index
    }
    for (offset, step) in steps.enumerated() {
      _ = add(step, nil, String(offset + 1))
    }
    return nodes
  }

  /// Decides on an input and takes in what follows; gives the kinds of the new facts.
  @discardableResult
  mutating func send(_ input: Input, by name: String = "li") throws -> [String] {
    let decision = try state.decision(
      on: input,
      by: Actor(name: name),
      through: .terminal,
      at: now,
      roles: roles
    )
    let lastProgressAt = state.lastProgressAt
    var written: [Event] = []
    for draft in decision.drafts {
      let event = draft.event(
        in: state.id,
        sequence: state.version + 1,
        recordedAt: now + Self.writing
      )
      written.append(event)
      state.apply(event)
    }
    var decided = decision.state
    decided.confirm(written, lastProgressAt: lastProgressAt)
    expectSame(decided, state)
    events += written
    return decision.drafts.map(\.fact.kind)
  }

  /// The state of a decision is the one that its events lead to.
  private func expectSame(_ decided: IncidentState, _ applied: IncidentState) {
    #expect(decided.version == applied.version)
    #expect(decided.steps == applied.steps)
    #expect(decided.variables == applied.variables)
    #expect(decided.rollback == applied.rollback)
    #expect(decided.milestones == applied.milestones)
    #expect(decided.lastEventAt == applied.lastEventAt)
    #expect(decided.lastProgressAt == applied.lastProgressAt)
    #expect(decided.agenda == applied.agenda)
    #expect(decided.deadlines() == applied.deadlines())
    #expect(decided.escalations == applied.escalations)
    #expect(decided.outbox.entries == applied.outbox.entries)
  }

  /// Lets time pass, stopping at each deadline on the way.
  mutating func pass(_ span: TimeSpan) throws {
    let end = now + span
    while let next = state.deadlines().first, next.at <= end {
      now = max(now, next.at)
      try send(.timePassed(next))
      try #require(!state.deadlines().contains(next), "a time that has come stays due: \(next)")
    }
    now = end
  }

  /// Does what the host would do: starts the command that is due; gives its script.
  @discardableResult
  mutating func start() throws -> String {
    let start = try #require(state.effects(at: now).first)
    guard case .start(let step, let command) = start else {
      Issue.record("nothing is due: \(start)")
      return ""
    }
    try send(
      .prepared(
        step: step,
        command: command,
        ProcessIdentity(pid: 1, startTicks: 1, bootID: "boot", host: "host"),
        variables: [:]
      )
    )
    return state.step(step).commands[command].script
  }

  /// Ends the command that runs.
  @discardableResult
  mutating func end(exit code: Int = 0, stdout: String = "") throws -> [String] {
    try send(
      .ended(
        attempt: state.attemptCount,
        CommandResult(
          end: .exited(code),
          unmet: code == 0 ? [] : [.exit([0])],
          duration: .seconds(1)
        ),
        stdout: stdout
      )
    )
  }

  /// Starts and ends the command that is due; gives its script.
  @discardableResult
  mutating func run(exit code: Int = 0, stdout: String = "") throws -> String {
    let script = try start()
    try end(exit: code, stdout: stdout)
    return script
  }

  func phase(_ id: String) throws -> Phase {
    state.phase(of: try #require(state.graph.index(of: StepID(id))))
  }

  var current: [String] { state.currentSteps.map { state.step($0).id.text } }

  var kinds: [String] { events.map(\.fact.kind) }
}

extension StepID: ExpressibleByStringLiteral {
  /// The id with that text.
  public init(stringLiteral text: String) { self.init(text) }
}

func step(
  _ id: String,
  _ children: [Step] = [],
  _ change: (inout Step) -> Void = { _ in }
) -> Step {
  var step = Step(
    id: StepID(id),
    anchor: id,
    title: id,
    position: SourcePosition(line: 1, column: 1)
  )
  step.children = children
  change(&step)
  return step
}

func command(_ role: Command.Role, _ script: String) -> Command {
  Command(
    role: role,
    language: "sh",
    script: script,
    interpreter: ["sh", "-c"],
    position: SourcePosition(line: 1, column: 1)
  )
}

func choice(_ answer: String, _ target: String, when condition: Condition? = nil) -> Choice {
  Choice(
    answer: answer,
    target: target == "end" ? .end : .step(StepID(target)),
    condition: condition,
    position: SourcePosition(line: 1, column: 1)
  )
}

func item(_ text: String) -> ChecklistItem {
  ChecklistItem(text: text, position: SourcePosition(line: 1, column: 1))
}

func whenExit(_ comparison: Comparison, _ code: Int) -> Condition {
  .all([Condition.Clause(operand: .exit, comparison: comparison, value: String(code))])
}
