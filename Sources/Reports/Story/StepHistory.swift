import IncidentCore
import RunbookModel
import Timekeeping

/// What became of a step.
enum StepState: String, CaseIterable {
  /// The run never came to it.
  case notReached = "not-reached"
  /// The run came to it and it is not finished.
  case underway
  /// It stands still until a person says what to do.
  case stopped
  /// It failed for good.
  case failed
  /// It was left out.
  case skipped
  /// It is done.
  case done
}

/// One attempt of a command.
struct AttemptHistory {
  var number: Int
  var command: Int
  var startedAt: Instant
  var startEvent: Int
  var endedAt: Instant?
  var result: CommandResult?
  var stop: StopReason?
  var isUnknown = false
  var settlement: Settlement?
}

/// One consent that was asked for.
struct ApprovalHistory {
  /// What became of the request.
  enum State: String {
    case open
    case given
    case rejected
    case expired
  }

  /// One person's decision.
  struct Decision {
    var actor: Actor
    var at: Instant
    var isConsent: Bool
    var reason: String?
    var event: Int
  }

  var request: Int
  var approval: Approval
  var requestedAt: Instant
  var expiresAt: Instant?
  var decisions: [Decision] = []
  var hasExpired = false

  var state: State {
    if decisions.contains(where: { !$0.isConsent }) { return .rejected }
    if decisions.count >= approval.count { return .given }
    return hasExpired ? .expired : .open
  }
}

/// A stay of the run at a step.
struct Visit {
  var startedAt: Instant
  var endedAt: Instant?
  var state: StepState
}

/// What happened at one step.
struct StepHistory {
  var visits: [Visit] = []
  var attempts: [AttemptHistory] = []
  var approvals: [ApprovalHistory] = []
  var skipReason: SkipReason?
  var failure: FailureReason?
  var lateAt: Instant?
  var retries = 0
  var isRolledBack = false
  /// Whether the run was at it when it was undone or ended.
  var isLeftOpen = false
  /// Why a person left its rollback out.
  var rollbackLeft: SkipReason?
  var marks: [Int: ItemMark] = [:]

  var state: StepState { visits.last?.state ?? .notReached }
  var startedAt: Instant? { visits.first?.startedAt }
  var endedAt: Instant? { state == .underway ? nil : visits.last?.endedAt }

  /// The time the run spent at it in all visits that ended; `nil` when none did.
  var duration: TimeSpan? {
    let spans = visits.compactMap { visit in visit.endedAt.map { $0 - visit.startedAt } }
    return spans.isEmpty ? nil : spans.reduce(.zero, +)
  }
}

/// What happened at each step of an incident.
struct RunHistory {
  private(set) var steps: [StepHistory]
  private let graph: StepGraph
  private var places: [Int: (step: Int, attempt: Int)] = [:]
  private(set) var isRollingBack = false
  private(set) var outcome: RunOutcome?
  private(set) var endedAt: Instant?
  private(set) var severity: Severity?

  /// The history that `record` tells.
  init(_ record: IncidentRecord) {
    graph = record.graph
    steps = record.graph.nodes.map { _ in StepHistory() }
    severity = record.opening?.severity
    for event in record.events { take(event) }
  }

  private mutating func take(_ event: Event) {
    switch event.fact {
    case .severityChanged(_, let to, _): severity = to
    case .rollbackStarted(let reason):
      isRollingBack = true
      leaveOpen(.words(reason), at: event.occurredAt)
    case .runFinished(let outcome, _):
      self.outcome = outcome
      endedAt = event.occurredAt
      if outcome != .completed { leaveOpen(.runOver(outcome), at: event.occurredAt) }
    default:
      guard let id = event.fact.step, let index = graph.index(of: id) else { return }
      takeStep(event, index)
    }
  }

  /// Leaves out the steps at which the run was; those that stand still keep their reason.
  private mutating func leaveOpen(_ reason: SkipReason, at time: Instant) {
    for index in steps.indices where steps[index].state == .underway {
      steps[index].skipReason = reason
      steps[index].isLeftOpen = true
      end(index, .skipped, at: time)
    }
  }

  private mutating func takeStep(_ event: Event, _ index: Int) {
    switch event.fact {
    // In a rollback these are about the command that takes back what the step did.
    case .stepSkipped(_, let reason) where isRollingBack:
      steps[index].rollbackLeft = SkipReason(text: reason)
    case .stepRetried where isRollingBack: return
    case .stepReached:
      steps[index].visits.append(Visit(startedAt: event.occurredAt, state: .underway))
    case .stepRetried:
      steps[index].retries += 1
      end(index, .underway, at: nil)
    case .stepDone: end(index, .done, at: event.occurredAt)
    case .stepFailed(_, let reason):
      steps[index].failure = reason
      end(index, .failed, at: event.occurredAt)
    case .stepStopped(_, let reason):
      steps[index].failure = reason
      end(index, .stopped, at: nil)
    case .stepSkipped(_, let reason):
      steps[index].skipReason = SkipReason(text: reason)
      if steps[index].visits.isEmpty {
        steps[index].visits.append(Visit(startedAt: event.occurredAt, state: .skipped))
      }
      end(index, .skipped, at: event.occurredAt)
    case .deadlinePassed: steps[index].lateAt = event.occurredAt
    case .itemMarked(_, let item, let mark): steps[index].marks[item] = mark
    case .approvalRequested, .approvalGiven, .approvalRejected, .approvalExpired:
      takeApproval(event, index)
    default: takeCommand(event, index)
    }
  }

  private mutating func end(_ index: Int, _ state: StepState, at time: Instant?) {
    guard let last = steps[index].visits.indices.last else { return }
    steps[index].visits[last].state = state
    steps[index].visits[last].endedAt = time
  }

  private mutating func takeApproval(_ event: Event, _ index: Int) {
    if case .approvalRequested(_, let request, let approval, let expiresAt) = event.fact {
      steps[index].approvals.append(
        ApprovalHistory(
          request: request,
          approval: approval,
          requestedAt: event.occurredAt,
          expiresAt: expiresAt
        )
      )
      return
    }
    guard let last = steps[index].approvals.indices.last else { return }
    switch event.fact {
    case .approvalExpired: steps[index].approvals[last].hasExpired = true
    case .approvalGiven:
      steps[index].approvals[last].decisions.append(
        .init(actor: event.actor, at: event.occurredAt, isConsent: true, event: event.sequence)
      )
    case .approvalRejected(_, _, let reason):
      steps[index].approvals[last].decisions.append(
        .init(
          actor: event.actor,
          at: event.occurredAt,
          isConsent: false,
          reason: reason,
          event: event.sequence
        )
      )
    default: return
    }
  }

  private mutating func takeCommand(_ event: Event, _ index: Int) {
    switch event.fact {
    case .commandStarted(_, let command, let attempt, _):
      places[attempt] = (index, steps[index].attempts.count)
      steps[index].attempts.append(
        AttemptHistory(
          number: attempt,
          command: command,
          startedAt: event.occurredAt,
          startEvent: event.sequence
        )
      )
    case .commandStopRequested(_, let attempt, let reason):
      change(attempt) { $0.stop = reason }
    case .commandFinished(_, let attempt, let result):
      change(attempt) {
        $0.result = result
        $0.endedAt = event.occurredAt
      }
      noteRollback(index, attempt, result)
    case .outcomeUnknown(_, let attempt): change(attempt) { $0.isUnknown = true }
    case .outcomeSettled(_, let attempt, let settlement):
      change(attempt) { $0.settlement = settlement }
    default: return
    }
  }

  private mutating func noteRollback(_ index: Int, _ attempt: Int, _ result: CommandResult) {
    guard let place = places[attempt], result.isAsExpected else { return }
    let command = steps[index].attempts[place.attempt].command
    let commands = graph.nodes[index].step.commands
    if commands.indices.contains(command), commands[command].role == .rollback {
      steps[index].isRolledBack = true
    }
  }

  private mutating func change(_ attempt: Int, _ apply: (inout AttemptHistory) -> Void) {
    guard let place = places[attempt] else { return }
    apply(&steps[place.step].attempts[place.attempt])
  }
}
