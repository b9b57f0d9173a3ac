import IncidentCore

/// What is said of messages again and again, and may be left out of a timeline: that they are ready,
/// their first attempt, once it is known what came of it, and that they are still held back.
struct RoutineMessages {
  /// The numbers of the events that are left out.
  private(set) var hidden: Set<Int> = []

  /// Finds what is routine in `events`.
  init(_ events: [Event]) {
    var attempts: [MessageKey: Int] = [:]
    var holds: [MessageKey: Int] = [:]
    for event in events {
      switch event.fact {
      case .messageQueued, .answerCodeGiven: hidden.insert(event.sequence)
      case .messageAttempted(let key, attempt: 1, isRepeat: false, provider: nil):
        attempts[key] = event.sequence
      case .messageSent(let key, attempt: 1, _), .messageDeferred(let key, attempt: 1, _, _),
        .messageFailed(let key, attempt: 1, _), .messageUnknown(let key, attempt: 1, _, _),
        .messageUncertain(let key, attempt: 1, _, _):
        if let attempt = attempts.removeValue(forKey: key) { hidden.insert(attempt) }
      case .messageHeld(let key, _, _):
        // The last one says until when.
        if let earlier = holds.updateValue(event.sequence, forKey: key) { hidden.insert(earlier) }
      default: break
      }
    }
  }
}
