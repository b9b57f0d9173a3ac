import IncidentCore
import RunbookModel
import Timekeeping

/// Every run ends, or waits for somebody who was asked by name.
enum EndModel {
  static func flaws(_ incident: Case) -> [String] {
    var flaws: [String] = []
    let finishes = incident.events.filter {
      if case .runFinished = $0.fact { true } else { false }
    }
    if finishes.count > 1 { flaws.append("the run ended \(finishes.count) times") }
    for (place, event) in incident.events.enumerated() where event.sequence != place + 1 {
      flaws.append("event \(event.sequence) stands at place \(place + 1)")
    }
    guard finishes.isEmpty, incident.isAutomatic, let last = incident.events.last,
      last.recordedAt + Case.slack < incident.now
    else { return flaws }
    if let stuck = stuck(incident) { flaws.append(stuck) }
    return flaws
  }

  /// What a run that has not ended waits for, unless it is somebody who was called.
  private static func stuck(_ incident: Case) -> String? {
    var reached: [StepID: Int] = [:]
    var calls: [Int] = []
    var running: Set<Int> = []
    var served = 0
    var waits = incident.now
    for event in incident.events {
      switch event.fact {
      case .stepReached(let id, _): reached[id] = event.sequence
      case .stepDone(let id), .stepSkipped(let id, _), .stepFailed(let id, _): reached[id] = nil
      case .escalationRequested: calls.append(event.sequence)
      case .escalationArmed, .escalationJoined, .policyMissing, .incidentAcknowledged: served += 1
      case .waitStarted(_, let time), .retryScheduled(_, _, let time): waits = max(waits, time)
      case .commandStarted(_, _, let attempt, _): running.insert(attempt)
      case .commandFinished(_, let attempt, _), .outcomeUnknown(_, let attempt):
        running.remove(attempt)
      default: break
      }
    }
    // A command without a time limit may run for ever, and a time is far away when the clock was set
    // back while nobody looked.
    guard running.isEmpty, waits == incident.now else { return nil }
    guard !calls.isEmpty, served > 0 else { return "the run waits, and nobody was called" }
    return nil
  }
}
