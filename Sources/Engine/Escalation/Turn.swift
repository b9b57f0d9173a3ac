import IncidentCore
import Ports
import Timekeeping

/// What is decided about one incident in one go, before it is written down together with the turns
/// of others.
///
/// An object, as its two states are large and it goes through many hands.
final class Turn {
  /// The state that the journal knows.
  let before: IncidentState
  /// The state with what was decided.
  private(set) var state: IncidentState
  private(set) var drafts: [DraftEvent] = []
  /// Whether it did as much as is done at once, and goes on as soon as it is written down.
  var isUnfinished = false
  let now: Instant
  /// What is counted beside what was decided.
  var tallies: [Tally] = []

  init(_ state: IncidentState, now: Instant) {
    before = state
    self.state = state
    self.now = now
  }

  /// Decides on an input; false when it changes nothing.
  @discardableResult
  func take(_ input: Input) -> Bool {
    guard
      let decision = try? state.decision(on: input, by: .engine, through: .engine, at: now),
      !decision.drafts.isEmpty
    else { return false }
    state = decision.state
    drafts += decision.drafts
    return true
  }

  /// The state after what was decided has been written as `events`.
  func written(_ events: [Event]) -> IncidentState {
    var state = state
    state.confirm(events, lastProgressAt: before.lastProgressAt)
    return state
  }

  /// What came of messages, among what was decided.
  var ends: [AttemptEnd] { drafts.compactMap { AttemptEnd($0.fact) } }

  /// What is to be written; the agenda even when there is nothing else.
  var piece: JournalPiece {
    // What is still due could not be done; to look again at once would be a loop without end.
    let agenda = state.agenda.map { isUnfinished || $0 > now ? $0 : now + .seconds(1) }
    return JournalPiece(
      drafts,
      to: state.id,
      after: before.version,
      agenda: .due(agenda),
      tallies: tallies
    )
  }
}

extension AttemptEnd {
  /// The end that a fact states; `nil` for other facts.
  fileprivate init?(_ fact: Fact) {
    switch fact {
    case .messageSent(let key, let attempt, let providerID):
      self.init(message: key, attempt: attempt, outcome: .sent(providerID: providerID))
    case .messageDeferred(let key, let attempt, let fault, let until):
      self.init(message: key, attempt: attempt, outcome: .again(fault, at: until))
    case .messageFailed(_, attempt: 0, fault: _): return nil
    case .messagePassedOn(let key, let attempt, let fault):
      self.init(message: key, attempt: attempt, outcome: .elsewhere(fault))
    case .messageUncertain(let key, let attempt, let detail, let time):
      self.init(
        message: key,
        attempt: attempt,
        outcome: .uncertain(detail: detail, askAt: time)
      )
    case .messageFailed(let key, let attempt, let fault):
      self.init(message: key, attempt: attempt, outcome: .failed(fault))
    case .messageUnknown(let key, let attempt, let detail, let until):
      self.init(
        message: key,
        attempt: attempt,
        outcome: .unknown(detail: detail, resendAt: until)
      )
    default: return nil
    }
  }
}
