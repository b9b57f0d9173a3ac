import IncidentCore
import RunbookModel
import Timekeeping

/// Times that a plan names: nothing happens before its time, and nothing is forgotten.
struct TimeModel {
  private enum Promise: Hashable {
    case wait(StepID)
    case approval(StepID)
    case timeout(StepID)
    case deadline(StepID)
    case escalation(StepID)
    case retry(StepID)
    case start(StepID)

    /// Whether a command that runs keeps it, whatever becomes of its step.
    var isOfCommand: Bool { if case .timeout = self { true } else { false } }

    var step: StepID {
      switch self {
      case .wait(let id), .approval(let id), .timeout(let id), .deadline(let id),
        .escalation(let id), .retry(let id), .start(let id):
        id
      }
    }
  }

  private var promises: [Promise: Instant] = [:]
  private var active: Set<StepID> = []
  private var isRollingBack = false
  private var consents: [StepID: Int] = [:]
  private var found = Flaws()
  var flaws: [String] { found.all }

  mutating func take(_ event: Event, _ incident: Case) {
    let now = event.occurredAt
    switch event.fact {
    case .stepReached(let id, _):
      enterAround(id, at: now, incident)
      reach(id, at: now, incident)
    case .waitStarted(let id, let until): promises[.wait(id)] = until
    case .waitEnded(let id): keep(.wait(id), event, incident)
    case .approvalRequested(let id, _, _, let expiresAt):
      promises[.approval(id)] = expiresAt
      consents[id] = 0
    case .approvalExpired(let id, _): keep(.approval(id), event, incident)
    case .approvalRejected(let id, _, _): promises[.approval(id)] = nil
    case .approvalGiven(let id, _):
      found.require(
        promises[.approval(id)].map { now < $0 } ?? true,
        event,
        "consent after its time"
      )
      consents[id, default: 0] += 1
      if consents[id] ?? 0 >= incident.step(id)?.approval?.count ?? 1 {
        promises[.approval(id)] = nil
      }
    case .stepReleased(let id):
      promises[.approval(id)] = nil
      promises[.start(id)] = now
    case .outcomeSettled(let id, _, .again):
      if !isRollingBack { promises[.start(id)] = now }
    case .commandStarted(let id, let command, _, _):
      promises[.start(id)] = nil
      if promises[.retry(id)] != nil { keep(.retry(id), event, incident) }
      let step = incident.step(id)
      let role = step?.commands[command].role
      if role != .until, let limit = step?.commands[command].timeout ?? step?.timeout {
        promises[.timeout(id)] = now + limit
      }
    case .commandStopRequested(let id, _, let reason):
      if reason == .timeout, promises[.timeout(id)] != nil {
        keep(.timeout(id), event, incident)
      }
      promises[.timeout(id)] = nil
    case .commandFinished(let id, _, _), .outcomeUnknown(let id, _): promises[.timeout(id)] = nil
    case .deadlinePassed(let id): keep(.deadline(id), event, incident)
    case .escalationRequested(let id?, let reason):
      if reason == .deadline, promises[.escalation(id)] != nil,
        promises[.escalation(id)].map({ $0 <= now }) ?? false
      {
        keep(.escalation(id), event, incident)
      }
      // Whoever was called for a step once is not called again because it takes long.
      if reason != .personNeeded, reason != .approvalExpired { promises[.escalation(id)] = nil }
    case .retryScheduled(let id, _, let at): promises[.retry(id)] = at
    case .stepDone(let id), .stepSkipped(let id, _), .stepFailed(let id, _):
      drop(id)
      active.remove(id)
    case .stepStopped(let id, _): promises[.retry(id)] = nil
    case .rollbackStarted:
      isRollingBack = true
      promises = promises.filter(\.key.isOfCommand)
    // What takes a length of time takes as long as before, whatever the clock shows.
    case .clockJumped(let jump) where jump.kind == .set:
      promises = promises.mapValues { $0 + jump.by }
    case .runMoved(let from, let id, _):
      active.formIntersection(incident.untouched(from: from, to: id))
      promises = promises.filter { active.contains($0.key.step) }
    case .runEnding:
      promises = promises.filter(\.key.isOfCommand)
      active = []
    case .runFinished, .callEnded:
      promises = [:]
      active = []
    default: break
    }
  }

  private mutating func reach(_ id: StepID, at now: Instant, _ incident: Case) {
    active.insert(id)
    drop(id)
    guard let step = incident.step(id) else { return }
    promises[.deadline(id)] = step.deadline.map { now + $0 }
    promises[.escalation(id)] = step.escalation?.after.map { now + $0 }
  }

  /// Whoever comes to a sub-step is in the steps around it, where their time begins as well.
  private mutating func enterAround(_ id: StepID, at now: Instant, _ incident: Case) {
    for step in incident.path(to: id).dropLast() where !active.contains(step) {
      reach(step, at: now, incident)
    }
  }

  private mutating func drop(_ id: StepID) {
    for promise in [
      Promise.start(id), .wait(id), .approval(id), .timeout(id), .deadline(id), .escalation(id),
      .retry(id),
    ] {
      promises[promise] = nil
    }
  }

  private mutating func keep(_ promise: Promise, _ event: Event, _ incident: Case) {
    guard let due = promises.removeValue(forKey: promise) else {
      found.require(false, event, "\(promise) was not promised")
      return
    }
    found.require(event.occurredAt >= due, event, "\(promise) came too early")
    found.require(
      !incident.isWell(event) || event.occurredAt <= max(due, incident.wellSince) + Case.slack,
      event,
      "\(promise) came \((event.occurredAt - due).milliseconds) ms late while all is well"
    )
  }

  func flawsAtEnd(_ incident: Case) -> [String] {
    promises.filter { max($0.value, incident.wellSince) + Case.slack < incident.now }
      .map { "\($0.key) has been due for \((incident.now - $0.value).milliseconds) ms" }.sorted()
  }
}
