import Findings
import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

/// Builds the events of an incident by hand, a second at a time.
struct Sample {
  let id: IncidentID
  let graph: StepGraph
  private(set) var events: [Event] = []
  var outputs: [Int: AttemptOutput] = [:]
  private var now: Instant
  private let process = ProcessIdentity(pid: 4242, startTicks: 99, bootID: "b", host: "ops-1")

  init(_ id: String, _ graph: StepGraph, at start: String) {
    self.id = IncidentID(id)
    self.graph = graph
    now = Instant(rfc3339: start) ?? Instant(milliseconds: 0)
  }

  /// The time now.
  var clock: Instant { now }

  /// Lets time pass.
  mutating func pass(_ span: TimeSpan) { now = now + span }

  /// Writes a fact down, `ago` after it happened.
  mutating func add(
    _ fact: Fact,
    by name: String? = nil,
    ago: TimeSpan = .zero,
    visibility: Visibility = .internal,
    sealed: [String: String] = [:]
  ) {
    events.append(
      Event(
        incident: id,
        sequence: events.count + 1,
        occurredAt: Instant(milliseconds: now.milliseconds - ago.milliseconds),
        recordedAt: now,
        actor: name.map { Actor(name: $0, terminal: "pts/3") } ?? .engine,
        source: name == nil ? .engine : .terminal,
        visibility: visibility,
        fact: fact,
        sealed: sealed
      )
    )
  }

  /// An attempt of a command from its start to its end.
  mutating func run(
    _ step: String,
    command: Int = 0,
    attempt: Int,
    took span: TimeSpan,
    _ end: CommandResult.End = .exited(0),
    unmet: [Expectation] = [],
    output: String = "",
    isTruncated: Bool = false
  ) {
    start(step, command: command, attempt: attempt)
    pass(span)
    let result = CommandResult(
      end: end,
      unmet: unmet,
      duration: span,
      stdoutSHA256: String(repeating: "a1", count: 32),
      outputBytes: output.utf8.count,
      isTruncated: isTruncated
    )
    add(.commandFinished(StepID(step), attempt: attempt, result))
    outputs[attempt] = AttemptOutput(text: output, isTruncated: isTruncated)
  }

  /// The start of an attempt.
  mutating func start(_ step: String, command: Int = 0, attempt: Int) {
    add(.commandStarted(StepID(step), command: command, attempt: attempt, process: process))
  }

  /// A process that begins to carry the run.
  mutating func arrive(isResuming: Bool = false) {
    add(.hostArrived(process, isResuming: isResuming))
  }

  var record: IncidentRecord {
    IncidentRecord(
      id: id,
      events: events,
      graph: graph,
      outputs: outputs,
      head: ChainHead(sequence: events.count, hash: String(repeating: "5f", count: 32))
    )
  }
}

/// Parts of runbooks for the samples.
enum Part {
  static let place = SourcePosition(line: 1, column: 1)

  static func step(
    _ id: String,
    _ title: String,
    commands: [Command] = [],
    items: [String] = [],
    _ change: (inout Step) -> Void = { _ in }
  ) -> Step {
    var step = Step(id: StepID(id), anchor: id, title: title, position: place)
    step.commands = commands
    step.checklist = items.map { ChecklistItem(text: $0, position: place) }
    change(&step)
    return step
  }

  static func command(_ role: Command.Role, _ script: String) -> Command {
    Command(role: role, language: "sh", script: script, interpreter: ["sh", "-c"], position: place)
  }

  static func graph(_ runbook: Runbook, _ nodes: [StepGraph.Node]) -> StepGraph {
    StepGraph(
      frames: [
        StepGraph.Frame(
          id: "",
          path: "runbooks/\(runbook.id).md",
          sha256: String(repeating: "c3", count: 32),
          runbook: runbook,
          bindings: [],
          caller: nil
        )
      ],
      nodes: nodes
    )
  }

  static func node(
    _ number: String,
    _ step: Step,
    parent: Int? = nil,
    children: [Int] = []
  ) -> StepGraph.Node {
    StepGraph.Node(step: step, parent: parent, children: children, number: number, frame: 0)
  }

  static func settings(
    _ language: Language,
    at time: String = "2026-11-24T02:00:00.000Z"
  ) -> ReportSettings {
    ReportSettings(
      language: language,
      zone: ReportZone("Asia/Shanghai") ?? .utc,
      generatedAt: Instant(rfc3339: time) ?? Instant(milliseconds: 0),
      version: "1.0.0"
    )
  }
}
