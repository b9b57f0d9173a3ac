import IncidentCore

/// What is said of messages again and again, and may be left out of a timeline: that they are ready,
/// and their first attempt, once it is known what came of it.
struct RoutineMessages {
  /// The numbers of the events that are left out.
  private(set) var hidden: Set<Int> = []

  /// Finds what is routine in `events`.
  init(_ events: [Event]) {
    var attempts: [MessageKey: Int] = [:]
    for event in events {
      switch event.fact {
      case .messageQueued, .answerCodeGiven: hidden.insert(event.sequence)
      case .messageAttempted(let key, attempt: 1, isRepeat: false):
        attempts[key] = event.sequence
      case .messageSent(let key, attempt: 1, _), .messageDeferred(let key, attempt: 1, _, _),
        .messageFailed(let key, attempt: 1, _), .messageUnknown(let key, attempt: 1, _, _):
        if let attempt = attempts.removeValue(forKey: key) { hidden.insert(attempt) }
      default: break
      }
    }
  }
}
