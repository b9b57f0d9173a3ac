import Console
import Findings
import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

/// A runbook with one step of each sort, and an incident that is walked through it.
struct Sample {
  static let start = Instant(milliseconds: 1_795_402_800_000)
  static let me = Actor(name: "li", terminal: "pts/1")
  static let process = ProcessIdentity(pid: 42, startTicks: 7, bootID: "boot", host: "duty")

  var state: IncidentState
  var now = Self.start
  var events: [Event] = []

  init(_ steps: [Step], inputs: [InputDeclaration] = [], isDrill: Bool = false) {
    var runbook = Runbook(mode: .authored, id: "pg", title: "PostgreSQL primary failover")
    runbook.inputs = inputs
    runbook.roles = [
      RoleDeclaration(name: "ic", members: ["wang", "li"], position: Sample.position)
    ]
    let frame = StepGraph.Frame(
      id: "",
      path: "pg.md",
      sha256: "",
      runbook: runbook,
      bindings: [],
      caller: nil
    )
    let nodes = steps.enumerated().map { number, step in
      StepGraph.Node(
        step: step,
        parent: nil,
        children: [],
        number: String(number + 1),
        frame: 0
      )
    }
    let graph = StepGraph(frames: [frame], nodes: nodes)
    state = IncidentState(id: IncidentID("20261123-k7f2"), graph: graph)
    let opening = Opening(
      title: "PostgreSQL primary failover",
      runbook: "pg",
      graphSHA256: "",
      mode: .interactive,
      isDrill: isDrill,
      severity: .sev1,
      inputs: [],
      language: .english,
      version: "0.1"
    )
    give(.open(opening, inputs: [:]))
    give(.takePen)
  }

  static let position = SourcePosition(line: 1, column: 1)

  /// Gives the incident an input, and takes in what follows.
  @discardableResult
  mutating func give(_ input: Input, by actor: Actor = Sample.me) -> Refusal? {
    do {
      for draft in try state.decide(input, by: actor, through: .terminal, at: now) {
        let event = draft.event(in: state.id, sequence: state.version + 1, recordedAt: now)
        state.apply(event)
        events.append(event)
      }
      return nil
    } catch {
      return error
    }
  }

  mutating func pass(_ seconds: Int64) {
    now = now + .seconds(seconds)
  }

  /// Starts the command that is due.
  mutating func startCommand(step: Int, command: Int = 0) {
    give(.prepared(step: step, command: command, Self.process, variables: [:]), by: .engine)
  }

  mutating func endCommand(_ code: Int, unmet: [Expectation] = []) {
    let result = CommandResult(
      end: .exited(code),
      unmet: unmet,
      duration: TimeSpan(milliseconds: 1234)
    )
    give(.ended(attempt: state.attemptCount, result, stdout: ""), by: .engine)
  }

  // MARK: Steps

  static func step(_ id: String, _ title: String, _ change: (inout Step) -> Void) -> Step {
    var step = Step(id: StepID(id), anchor: id, title: title, position: position)
    change(&step)
    return step
  }

  static func command(
    _ role: Command.Role,
    _ script: String,
    timeout: TimeSpan? = nil
  ) -> Command {
    var command = Command(
      role: role,
      language: "bash",
      script: script,
      interpreter: ["bash", "-c"],
      position: position
    )
    command.timeout = timeout
    return command
  }

  static let check = step("lag", "Check the replication lag") { step in
    step.role = "dba"
    step.deadline = .minutes(10)
    step.body = [
      .paragraph(
        "The replica must have caught up before it is promoted, or the last transactions are lost."
      ),
      .alert(
        kind: "warning",
        text: "Do not promote while the old primary still writes. 切换前请再次确认旧主库已停止写入，否则数据会分叉。"
      ),
      .bullet("lag in seconds", depth: 0), .bullet("state of the receiver", depth: 1),
      .table([["host", "role"], ["db1", "primary"], ["数据库二", "replica"]]),
      .code(language: "text", text: "lag=0"), .command(0),
    ]
    step.commands = [
      command(.check, "psql -h \"$replica\" -Atc 'select 1'", timeout: .seconds(30))
    ]
    step.links = [Link(text: "Dashboard", url: "https://grafana.example/d/pg")]
  }

  static let decision = step("fenced", "Is the old primary fenced?") { step in
    step.choices = [
      Choice(answer: "Yes", target: .step(StepID("promote")), position: position),
      Choice(answer: "没有，先隔离", target: .end, position: position),
    ]
  }

  static let promotion = step("promote", "Promote the replica") { step in
    step.approval = Approval(
      role: "ic",
      excludesRunner: true,
      within: .minutes(10),
      otherwise: .escalate
    )
    var run = command(.run, "pg_ctl promote -D \"$PGDATA\"", timeout: .minutes(1))
    run.isDestructive = true
    step.commands = [run, command(.rollback, "./rejoin-as-replica.sh \"$replica\"")]
    step.evidence = EvidenceRequest(kind: .text, prompt: "the new timeline")
  }

  static let list = step("tell", "Tell everybody") { step in
    step.checklist = [
      ChecklistItem(text: "Tell the duty desk", position: position),
      ChecklistItem(
        text: "If users noticed, post a status",
        isConditional: true,
        position: position
      ),
    ]
    step.verification = "Does the portal answer?"
  }

  static let manual = step("watch", "Watch the graphs") { step in
    step.body = [.paragraph("Look at the dashboard for five minutes.")]
  }

  static let offered = step("drop", "Drop the slot") { step in
    var destructive = command(.offered, "dropslot \"$SLOT\"")
    destructive.isDestructive = true
    destructive.placeholders = [Placeholder(text: "slot name", variable: "SLOT")]
    step.commands = [destructive]
    step.body = [.command(0)]
  }

  static let failover = [check, decision, promotion, list, manual]
}

/// Looks that goldens are drawn with.
struct SampleLook: Sendable, CustomStringConvertible {
  var language: Language
  var width: Int
  var hasColour = false

  var description: String {
    "\(language.rawValue)-\(width)\(hasColour ? "-colour" : "")"
  }

  var look: ConsoleLook {
    ConsoleLook(language: language, width: width, hasColour: hasColour)
  }

  static let all = [
    SampleLook(language: .english, width: 80), SampleLook(language: .english, width: 40),
    SampleLook(language: .chinese, width: 80), SampleLook(language: .chinese, width: 40),
    SampleLook(language: .english, width: 80, hasColour: true),
  ]
}
