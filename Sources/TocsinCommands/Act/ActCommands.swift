public import ArgumentParser
import Crypto
import Engine
import Foundation
public import IncidentCore
import Phrases
public import RunbookModel
import Timekeeping

/// What every one-shot command has: an incident, and perhaps one of its steps.
struct ActOptions: ParsableArguments {
  @Argument(help: "The incident: its id, or the part behind the dash.")
  var incident: String

  @Option(help: "The step, when several wait.")
  var step: String?

  @Flag(help: "Take the pen first when somebody else drives the run.")
  var takePen = false

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var home: HomeOptions

  /// Sends one input.
  func send(_ input: (StepID) -> Input) throws {
    try sendEach { state, index in [input(state.step(index).id)] }
  }

  /// Sends an input that needs no step.
  ///
  /// With `isRecord` it only records what happened, and is worth keeping beside a journal that takes
  /// nothing; what moves a run must be seen by it, or fail.
  func sendToIncident(_ input: Input, isRecord: Bool = false) throws {
    let home = try self.home.open(goesOn: isRecord)
    var incident = try home.load(home.incident(incident))
    try take([input], &incident, home)
  }

  /// Sends inputs about the step that is meant.
  func sendEach(_ inputs: (IncidentState, Int) throws -> [Input]) throws {
    let home = try self.home.open(goesOn: false)
    var incident = try home.load(home.incident(incident))
    let index = try stepIndex(incident.state, home)
    try take(try inputs(incident.state, index), &incident, home)
  }

  private func take(_ inputs: [Input], _ incident: inout JournaledIncident, _ home: Home) throws {
    incident.roles = .found(option, home.language)
    try incident.note((takePen ? [.takePen] : []) + inputs, home)
  }

  func stepIndex(_ state: IncidentState, _ home: Home) throws(CommandFailure) -> Int {
    if let step {
      if let index = state.graph.index(of: StepID(step)) { return index }
      throw CommandFailure(
        Refusal.unknownStep(StepID(step)).message.text(home.language),
        code: 2
      )
    }
    if let index = state.waitingSteps.first ?? state.currentSteps.first { return index }
    throw CommandFailure(
      CommandPhrases.nothingAsked.text(home.language, ["incident": state.id.text])
    )
  }
}

/// `tocsin ack`.
struct AckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Take the incident: “mine”."
  )
  @OptionGroup var options: OpenActOptions
  func run() throws { try options.send(.acknowledge) }
}

/// `tocsin answer`.
struct AnswerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Answer what the run waits for.",
    discussion: """
      A decision takes one of its answers, a question yes or no, a checklist done or the numbers of \
      its items, a step done, a command continue, evidence any text, an approval approve or reject, \
      a failed step retry or skip, an unknown outcome done, again, skip or failed.
      """
  )
  @OptionGroup var options: ActOptions
  @Argument(help: "The answer.") var answer: String

  func run() throws {
    let language = options.home.language
    try options.sendEach { state, index in
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
    abstract: "Consent to what the run asks for."
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send { .approve($0) } }
}

/// `tocsin reject`.
struct RejectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Refuse what the run asks for."
  )
  @OptionGroup var options: ActOptions
  @Option(help: "Why.") var reason: String?
  func run() throws { try options.send { .reject($0, reason: reason) } }
}

/// `tocsin skip`.
struct SkipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip",
    abstract: "Leave a step out."
  )
  @OptionGroup var options: ActOptions
  @Option(help: "Why; kept in the journal.") var reason: String = ""
  func run() throws { try options.send { .skip($0, reason: reason) } }
}

/// `tocsin retry`.
struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Let a failed step try again."
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send { .retry($0) } }
}

/// `tocsin stop`.
struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop the command that is running."
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send { .stopCommand($0) } }
}

/// `tocsin jump`.
struct JumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jump",
    abstract: "Go on at another step, given with --step."
  )
  @OptionGroup var options: ActOptions
  func run() throws { try options.send { .jump(to: $0) } }
}

/// `tocsin escalate`.
struct EscalateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "escalate",
    abstract: "Ask for more people."
  )
  @OptionGroup var options: OpenActOptions
  @Option(help: "The step that they are needed for.") var step: String?
  func run() throws {
    try options.send(.escalate(step.map { StepID($0) }, seen: nil))
  }
}

/// `tocsin abort`.
struct AbortCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort",
    abstract: "End the run before its end."
  )
  @OptionGroup var options: ActOptions
  @Option(help: "Why; kept in the journal.") var reason: String = ""
  @Flag(help: "Undo first what was changed: run the rollbacks, the last step's first.")
  var rollback = false
  func run() throws {
    try options.sendToIncident(.abort(reason: reason, rollingBack: rollback))
  }
}

/// `tocsin severity`.
struct SeverityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "severity",
    abstract: "Set how bad the incident is: sev1 to sev4."
  )
  @OptionGroup var options: ActOptions
  @Argument(help: "sev1, sev2, sev3 or sev4.") var severity: Severity
  @Option(help: "Why.") var reason: String?
  func run() throws { try options.sendToIncident(.setSeverity(severity, reason: reason)) }
}

/// `tocsin note`.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write something down, also after the run."
  )
  @OptionGroup var options: ActOptions
  @Argument(help: "What to write.") var text: String
  @OptionGroup var time: TimeOption
  func run() throws {
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
    abstract: "Correct an earlier event; the original stays visible."
  )
  @OptionGroup var options: ActOptions
  @Argument(help: "The event's number in the timeline.") var sequence: Int
  @Argument(help: "What is right.") var text: String
  func run() throws { try options.sendToIncident(.correct(sequence: sequence, text: text)) }
}

/// `tocsin milestone`.
struct MilestoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "milestone",
    abstract: "Note when something was reached.",
    discussion: "impact-started, detected, declared, acknowledged, mitigated or resolved."
  )
  @OptionGroup var options: ActOptions
  @Argument(help: "The milestone.") var milestone: Milestone
  @OptionGroup var time: TimeOption
  func run() throws {
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
    abstract: "Say that users no longer feel it."
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
    abstract: "Say that the cause is gone."
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
    abstract: "Put a file on file, by its SHA-256."
  )
  @OptionGroup var options: ActOptions
  @Argument(help: "The file.", completion: .file()) var path: String
  func run() throws {
    let home = try options.home.open()
    let evidence = try EvidenceFolder(home: home).keep(path)
    if options.step != nil {
      try options.send { .attach($0, evidence, text: nil) }
    } else {
      let state = try home.load(home.incident(options.incident)).state
      let asking = state.waitingSteps.first { index in
        if case .evidence? = state.personsPart(of: index).first { true } else { false }
      }
      try options.sendToIncident(
        .attach(asking.map { state.step($0).id }, evidence, text: nil)
      )
    }
  }
}

extension Severity: ExpressibleByArgument {}
extension Milestone: ExpressibleByArgument {}
