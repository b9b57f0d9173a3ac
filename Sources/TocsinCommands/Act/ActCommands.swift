public import ArgumentParser
import Crypto
import Engine
import Foundation
public import IncidentCore
import Phrases
public import RunbookModel
import Timekeeping

/// What most one-shot commands have: an incident, and perhaps one of its steps.
struct ActOptions: ParsableArguments {
  @Argument(
    help: .said(
      en: "The incident: its id, or the part behind the dash; the open one without it.",
      zh: "事件：编号，或短横线后的部分；不写则为进行中的事件。"
    )
  )
  var incident: String?

  @Option(
    help: .said(en: "The step; without it the one that waits for this.", zh: "步骤；不写则为正在等待此操作的步骤。")
  )
  var step: String?

  @Flag(
    help: .said(en: "Take the pen first when somebody else drives the run.", zh: "若由他人操作，先接管操作权。")
  )
  var takePen = false

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var home: HomeOptions

  /// Takes a word that stands alone for the last argument: the incident may be left out.
  mutating func last<Value: ExpressibleByArgument>(
    _ value: Value?,
    _ name: String
  ) throws -> Value {
    if let value { return value }
    guard let text = incident else {
      throw ValidationError("Missing expected argument '<\(name)>'")
    }
    guard let read = Value(argument: text) else {
      throw ValidationError("The value '\(text)' is invalid for '<\(name)>'")
    }
    incident = nil
    return read
  }

  /// The incident that is meant.
  func chosenIncident(
    _ home: Home,
    isNeverMeant: Bool = false
  ) throws(CommandFailure) -> IncidentID {
    if let incident { return try home.incident(incident) }
    return try IncidentChoice(
      home: home,
      whenNoneIsOpen: .none,
      isFirst: true,
      isNeverMeant: isNeverMeant
    ).incident()
  }

  /// Sends one input about the only step that `isAsked`, or the one that is named.
  func send(
    _ input: (StepID) -> Input,
    where isAsked: (IncidentState, Int) -> Bool
  ) throws {
    try sendEach(where: isAsked) { state, index in [input(state.step(index).id)] }
  }

  /// Sends an input that needs no step.
  ///
  /// With `isRecord` it only records what happened, and is worth keeping beside a journal that takes
  /// nothing; what moves a run must be seen by it, or fail.
  func sendToIncident(
    _ input: Input,
    isRecord: Bool = false,
    isNeverMeant: Bool = false
  ) throws {
    let home = try self.home.open(goesOn: isRecord)
    var incident = try home.load(chosenIncident(home, isNeverMeant: isNeverMeant))
    try take([input], &incident, home)
  }

  /// Sends inputs about the only step that `isAsked`, or the one that is named.
  func sendEach(
    where isAsked: (IncidentState, Int) -> Bool,
    _ inputs: (IncidentState, Int) throws -> [Input]
  ) throws {
    let home = try self.home.open(goesOn: false)
    var incident = try home.load(chosenIncident(home))
    let index = try stepIndex(incident.state, home, where: isAsked)
    try take(try inputs(incident.state, index), &incident, home)
  }

  private func take(_ inputs: [Input], _ incident: inout JournaledIncident, _ home: Home) throws {
    incident.roles = .found(option, home.language)
    try incident.note((takePen ? [.takePen] : []) + inputs, home)
  }

  private func stepIndex(
    _ state: IncidentState,
    _ home: Home,
    where isAsked: (IncidentState, Int) -> Bool
  ) throws(CommandFailure) -> Int {
    if let step {
      if let index = state.graph.index(of: StepID(step)) { return index }
      throw CommandFailure(
        Refusal.unknownStep(StepID(step)).message.text(home.language),
        code: 2
      )
    }
    let asked = state.graph.nodes.indices.filter { isAsked(state, $0) }
    if asked.count > 1 { return try Self.selection(of: asked, state, home.language).chosen() }
    // Where none asks for it, the refusal says what the run waits for instead.
    if let index = asked.first ?? state.waitingSteps.first ?? state.currentSteps.first {
      return index
    }
    throw CommandFailure(
      CommandPhrases.nothingAsked.text(home.language, ["incident": state.id.text])
    )
  }

  private static func selection(
    of steps: [Int],
    _ state: IncidentState,
    _ language: Language
  ) -> Selection<Int> {
    Selection(
      items: steps,
      language: language,
      heading: ChoicePhrases.severalSteps.text(
        language,
        ["n": String(steps.count), "incident": state.id.text]
      ),
      name: { state.step($0).id.text },
      lines: { ["[\(state.step($0).id.text)] \(StatusText.line(of: $0, state, language))"] },
      command: { GivenCommand.text(adding: ["--step", state.step($0).id.text]) }
    )
  }
}

/// Which steps a command without `--step` may mean.
extension IncidentState {
  /// Whether the step waits for consent.
  func isApproving(_ index: Int) -> Bool { phase(of: index) == .approving }

  /// Whether the step has failed, or what undoes it, and a person must say what to do.
  func isStopped(_ index: Int) -> Bool {
    if case .stopped = phase(of: index) { return true }
    return rollback?.isStopped == true && rollback?.remaining.first?.step == index
  }

  /// Whether a command of the step runs.
  func isRunning(_ index: Int) -> Bool {
    if case .running = phase(of: index) { true } else { false }
  }

  /// Whether the step waits for something to be put on file.
  func isAskingForEvidence(_ index: Int) -> Bool {
    guard phase(of: index) == .attended, case .evidence? = personsPart(of: index).first
    else { return false }
    return true
  }
}

/// `tocsin ack`.
struct AckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: .said(en: "Take the incident: “mine”.", zh: "确认接手事件：“由我处理”。")
  )
  @OptionGroup var options: OpenActOptions
  func run() throws { try options.send(.acknowledge) }
}

/// `tocsin answer`.
struct AnswerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: .said(en: "Answer what the run waits for.", zh: "回答执行正在等待的问题。"),
    discussion: .said(
      en: """
        A decision takes one of its answers, a question yes or no, a checklist done or the numbers of \
        its items, a step done, a command continue, evidence any text, an approval approve or reject, \
        a failed step retry or skip, an unknown outcome done, again, skip or failed.
        """,
      zh:
        "判断步骤填其中一个答案；问题填 yes 或 no；清单填 done 或各项编号；步骤填 done；命令填 continue；证据填任意文字；审批填 approve 或 reject；失败的步骤填 retry 或 skip；结果未知的填 done、again、skip 或 failed。"
    )
  )
  @OptionGroup var options: ActOptions
  @Argument(help: .said(en: "The answer.", zh: "答案。")) var answer: String?

  mutating func validate() throws { answer = try options.last(answer, "answer") }

  func run() throws {
    let language = options.home.language
    let answer = answer ?? ""
    let isAsked = { (state: IncidentState, index: Int) in
      state.waitingSteps.contains(index) && Answer(text: answer).inputs(at: index, of: state) != nil
    }
    try options.sendEach(where: isAsked) { state, index in
      if let inputs = Answer(text: answer).inputs(at: index, of: state) { return inputs }
      throw CommandFailure(
        CommandPhrases.wrongAnswer.text(
          language,
          [
            "answer": answer, "step": state.step(index).id.text,
            "allowed": Answer.possible(at: index, of: state).joined(separator: " | "),
          ]
        )
      )
    }
  }
}

/// `tocsin approve`.
struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: .said(en: "Consent to what the run asks for.", zh: "批准执行所请求的操作。")
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send({ .approve($0) }, where: { $0.isApproving($1) }) }
}

/// `tocsin reject`.
struct RejectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: .said(en: "Refuse what the run asks for.", zh: "驳回执行所请求的操作。")
  )
  @OptionGroup var options: ActOptions
  @Option(help: .said(en: "Why.", zh: "原因。")) var reason: String?
  func run() throws {
    try options.send({ .reject($0, reason: reason) }, where: { $0.isApproving($1) })
  }
}

/// `tocsin skip`.
struct SkipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip",
    abstract: .said(en: "Leave a step out.", zh: "跳过一个步骤。")
  )
  @OptionGroup var options: ActOptions
  @Option(help: .said(en: "Why; kept in the journal.", zh: "原因；记入日志。")) var reason: String = ""
  func run() throws {
    try options.send({ .skip($0, reason: reason) }, where: { $0.waitingSteps.contains($1) })
  }
}

/// `tocsin retry`.
struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: .said(en: "Let a failed step try again.", zh: "重试失败的步骤。")
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send({ .retry($0) }, where: { $0.isStopped($1) }) }
}

/// `tocsin stop`.
struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: .said(en: "Stop the command that is running.", zh: "停止正在运行的命令。")
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send({ .stopCommand($0) }, where: { $0.isRunning($1) }) }
}

/// `tocsin jump`.
struct JumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jump",
    abstract: .said(en: "Go on at another step, given with --step.", zh: "跳转到 --step 指定的步骤。")
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send({ .jump(to: $0) }, where: { _, _ in true }) }
}

/// `tocsin escalate`.
struct EscalateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "escalate",
    abstract: .said(en: "Ask for more people.", zh: "升级，呼叫更多人员。")
  )
  @OptionGroup var options: OpenActOptions
  @Option(help: .said(en: "The step that they are needed for.", zh: "需要支援的步骤。")) var step: String?
  func run() throws {
    try options.send(.escalate(step.map { StepID($0) }, seen: nil))
  }
}

/// `tocsin abort`.
struct AbortCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort",
    abstract: .said(en: "End the run before its end.", zh: "提前中止执行。")
  )
  @OptionGroup var options: ActOptions
  @Option(help: .said(en: "Why; kept in the journal.", zh: "原因；记入日志。")) var reason: String = ""
  @Flag(
    help: .said(
      en: "Undo first what was changed: run the rollbacks, the last step's first.",
      zh: "先撤销已做的更改：从最后一步起依次执行回滚。"
    )
  )
  var rollback = false
  func run() throws {
    try options.sendToIncident(
      .abort(reason: reason, rollingBack: rollback),
      isNeverMeant: true
    )
  }
}

/// `tocsin severity`.
struct SeverityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "severity",
    abstract: .said(en: "Set how bad the incident is: sev1 to sev4.", zh: "设定事件级别：sev1 至 sev4。")
  )
  @OptionGroup var options: ActOptions
  @Argument(help: .said(en: "sev1, sev2, sev3 or sev4.", zh: "sev1、sev2、sev3 或 sev4。"))
  var severity: Severity?
  @Option(help: .said(en: "Why.", zh: "原因。")) var reason: String?
  mutating func validate() throws { severity = try options.last(severity, "severity") }
  func run() throws {
    guard let severity else { return }
    try options.sendToIncident(.setSeverity(severity, reason: reason))
  }
}

/// `tocsin note`.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: .said(en: "Write something down, also after the run.", zh: "记一条备注，执行结束后也可以。")
  )
  @OptionGroup var options: ActOptions
  @Argument(help: .said(en: "What to write.", zh: "备注内容。")) var text: String?
  @OptionGroup var time: TimeOption
  mutating func validate() throws { text = try options.last(text, "text") }
  func run() throws {
    let text = text ?? ""
    try options.sendToIncident(
      .note(text, step: options.step.map { StepID($0) }, at: time.instant(options.home.language)),
      isRecord: true
    )
  }
}

/// `tocsin correct`.
struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: .said(
      en: "Correct an earlier event; the original stays visible.",
      zh: "更正较早的记录；原记录保留可见。"
    )
  )
  @OptionGroup var options: ActOptions
  @Argument(help: .said(en: "The event's number in the timeline.", zh: "记录在时间线中的编号。")) var sequence:
    String?
  @Argument(help: .said(en: "What is right.", zh: "正确的内容。")) var text: String?
  mutating func validate() throws {
    let isShort = text == nil
    guard let right = text ?? sequence else {
      throw ValidationError("Missing expected argument '<text>'")
    }
    text = right
    let sequence = try options.last(isShort ? nil : sequence, "sequence")
    self.sequence = sequence
    if Int(sequence) == nil {
      throw ValidationError("The value '\(sequence)' is invalid for '<sequence>'")
    }
  }
  func run() throws {
    guard let sequence = sequence.flatMap({ Int($0) }), let text else { return }
    try options.sendToIncident(.correct(sequence: sequence, text: text))
  }
}

/// `tocsin milestone`.
struct MilestoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "milestone",
    abstract: .said(en: "Note when something was reached.", zh: "登记关键时刻的时间。"),
    discussion: .said(
      en: "impact-started, detected, declared, acknowledged, mitigated or resolved.",
      zh:
        "impact-started（影响开始）、detected（发现）、declared（宣布）、acknowledged（确认）、mitigated（缓解）或 resolved（解决）。"
    )
  )
  @OptionGroup var options: ActOptions
  @Argument(help: .said(en: "The milestone.", zh: "关键时刻。")) var milestone: Milestone?
  @OptionGroup var time: TimeOption
  mutating func validate() throws { milestone = try options.last(milestone, "milestone") }
  func run() throws {
    guard let milestone else { return }
    try options.sendToIncident(
      .reach(milestone, at: time.instant(options.home.language)),
      isRecord: true
    )
  }
}

/// `tocsin mitigate`.
struct MitigateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mitigate",
    abstract: .said(en: "Say that users no longer feel it.", zh: "登记影响已缓解：用户不再受影响。")
  )
  @OptionGroup var options: OpenActOptions
  @OptionGroup var time: TimeOption
  func run() throws {
    try options.send(
      .reach(.mitigated, at: time.instant(options.home.language)),
      isRecord: true
    )
  }
}

/// `tocsin resolve`.
struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: .said(en: "Say that the cause is gone.", zh: "登记事件已解决：原因已消除。")
  )
  @OptionGroup var options: ActOptions
  @OptionGroup var time: TimeOption
  func run() throws {
    try options.sendToIncident(
      .reach(.resolved, at: time.instant(options.home.language)),
      isRecord: true
    )
  }
}

/// `tocsin evidence`.
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: .said(en: "Keep a file as evidence, by its SHA-256.", zh: "将文件存为证据，按 SHA-256 归档。")
  )
  @OptionGroup var options: ActOptions
  @Argument(
    help: .said(en: "The file.", zh: "文件。"),
    completion: .file()
  )
  var path: String?
  mutating func validate() throws { path = try options.last(path, "path") }
  func run() throws {
    let home = try options.home.open()
    var options = options
    options.incident = try options.chosenIncident(home).text
    let evidence = try EvidenceFolder(home: home).keep(path ?? "")
    if options.step != nil {
      try options.send({ .attach($0, evidence, text: nil) }, where: { $0.isAskingForEvidence($1) })
    } else {
      let state = try home.load(home.incident(options.incident)).state
      let asking = state.waitingSteps.first { state.isAskingForEvidence($0) }
      try options.sendToIncident(.attach(asking.map { state.step($0).id }, evidence, text: nil))
    }
  }
}

extension Severity: ExpressibleByArgument {}
extension Milestone: ExpressibleByArgument {}
