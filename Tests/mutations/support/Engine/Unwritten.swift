import IncidentCore
import Ports

/// What deliberate bugs send although it is not in the journal.
extension EscalationDesk {
  mutating func unwritten(_ turn: Turn) -> [Delivery] {
    turn.drafts.compactMap { draft in
      guard case .messageAttempted(let key, let attempt, _) = draft.fact,
        let entry = turn.state.outbox[key]
      else { return nil }
      var delivery = self.delivery(of: entry, in: turn.state)
      delivery.attempt = attempt
      return delivery
    }
  }
}
