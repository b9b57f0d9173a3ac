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
  /// What came of messages, as far as that changes anything.
  private(set) var ends: [AttemptEnd] = []
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
    if case .attemptsEnded(let ends) = input { self.ends += ends }
    return true
  }

  /// The state after what was decided has been written as `events`.
  func written(_ events: [Event]) -> IncidentState {
    var state = state
    state.confirm(events, lastProgressAt: before.lastProgressAt)
    return state
  }

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
