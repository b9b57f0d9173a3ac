import IncidentCore
import Ports
import Timekeeping

/// What is decided about one incident in one go, before it is written down together with the turns
/// of others.
struct Turn {
  /// The state that the journal knows.
  let before: IncidentState
  /// The state with what was decided.
  private(set) var state: IncidentState
  private(set) var drafts: [DraftEvent] = []
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
  mutating func take(_ input: Input) -> Bool {
    guard let new = try? state.decide(input, by: .engine, through: .engine, at: now), !new.isEmpty
    else { return false }
    for draft in new {
      state.apply(draft.event(in: state.id, sequence: state.version + 1, recordedAt: now))
    }
    drafts += new
    return true
  }

  /// What is to be written; the agenda even when there is nothing else.
  var piece: JournalPiece {
    // What is still due could not be done; to look again at once would be a loop without end.
    let agenda = state.agenda.map { max($0, now + .seconds(1)) }
    return JournalPiece(
      drafts,
      to: state.id,
      after: before.version,
      agenda: .due(state.agenda.map { $0 > now ? $0 : agenda ?? $0 }),
      tallies: tallies
    )
  }
}
