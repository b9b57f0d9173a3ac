package import IncidentCore
import RunbookModel
package import Timekeeping

/// What a terminal shows as the place where the run is, and what it waits for there.
package enum Situation: Hashable, Sendable {
  /// The engine is at work; nothing is asked.
  case idle
  /// The run is over.
  case over(RunOutcome)
  /// A command runs.
  case running(step: Int, attempt: Int)
  /// A command starts at that time, or as soon as the engine gets to it.
  case due(step: Int, command: Int, notBefore: Instant?)
  /// A step waits for a time.
  case waiting(step: Int, until: Instant)
  /// A step waits for consent.
  case approving(step: Int, request: Int)
  /// A command waits for a key.
  case ready(step: Int, command: Int)
  /// Nobody saw how a command ended.
  case unknown(step: Int, attempt: Int)
  /// A step has failed, and a person must say what to do.
  case stopped(step: Int, FailureReason)
  /// A command of the rollback has failed, and a person must say what to do.
  case rollbackStopped(step: Int, command: Int)
  /// A person has to do that part of a step.
  case person(step: Int, PersonsPart)

  /// The index of the step that it is about.
  package var step: Int? {
    switch self {
    case .idle, .over: nil
    case .running(let step, _), .due(let step, _, _), .waiting(let step, _),
      .approving(let step, _), .ready(let step, _), .unknown(let step, _), .stopped(let step, _),
      .rollbackStopped(let step, _), .person(let step, _):
      step
    }
  }

  /// Whether the run stands still until a person does something.
  package var needsPerson: Bool {
    switch self {
    case .idle, .over, .running, .due, .waiting: false
    case .approving, .ready, .unknown, .stopped, .rollbackStopped, .person: true
    }
  }

  /// Whether something changes with time alone.
  package var isTimed: Bool {
    if case .over = self { false } else { true }
  }
}

extension Situation {
  /// The situation of the step that is looked at; of the most urgent one when there is none.
  package init(of state: IncidentState, focus: Int? = nil) {
    if let outcome = state.outcome {
      self = .over(outcome)
      return
    }
    let all = Self.all(of: state)
    self =
      all.first { $0.step == focus && focus != nil } ?? all.first { $0.needsPerson }
      ?? all.first ?? .idle
  }

  /// The situations of all steps that the run is at, in the order of the file.
  package static func all(of state: IncidentState) -> [Situation] {
    if state.ending != nil || state.rollback != nil {
      let running = state.runningSteps.compactMap { Situation(commandOf: $0, in: state) }
      return running.isEmpty ? rollback(of: state) : running
    }
    return state.currentSteps.compactMap { Situation(step: $0, of: state) }
  }

  private static func rollback(of state: IncidentState) -> [Situation] {
    guard let rollback = state.rollback, let item = rollback.remaining.first else { return [] }
    return [
      Situation(commandOf: item.step, in: state)
        ?? (rollback.isStopped
          ? .rollbackStopped(step: item.step, command: item.command)
          : .due(step: item.step, command: item.command, notBefore: nil))
    ]
  }

  /// The command of a step that runs, or whose end nobody saw.
  private init?(commandOf step: Int, in state: IncidentState) {
    guard let attempt = state.steps[step].openAttempt else { return nil }
    self =
      attempt.isUnknown
      ? .unknown(step: step, attempt: attempt.number)
      : .running(step: step, attempt: attempt.number)
  }

  private init?(step index: Int, of state: IncidentState) {
    switch state.phase(of: index) {
    case .pending, .ended, .substeps: return nil
    case .waiting(let until): self = .waiting(step: index, until: until)
    case .approving:
      self = .approving(step: index, request: state.steps[index].consent?.request ?? 0)
    case .ready(let command): self = .ready(step: index, command: command)
    case .due(let command, let notBefore):
      self = .due(step: index, command: command, notBefore: notBefore)
    case .running(let attempt): self = .running(step: index, attempt: attempt)
    case .unknown(let attempt): self = .unknown(step: index, attempt: attempt)
    case .stopped(let reason): self = .stopped(step: index, reason)
    case .attended:
      guard let part = state.personsPart(of: index).first else { return nil }
      self = .person(step: index, part)
    }
  }
}
