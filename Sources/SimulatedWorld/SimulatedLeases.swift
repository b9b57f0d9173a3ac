package import Ports
import Synchronization
package import Timekeeping

/// Leases in memory, with the rules of the journal's.
package final class SimulatedLeases: Leases {
  private struct Lease {
    var holder: String
    var rank: Int
    var fence: Int64
    var renewed: Instant
    /// `nil` when it was given back.
    var until: Instant?
  }

  private let content = Mutex<[String: Lease]>([:])

  /// No leases yet.
  package init() {}

  /// Takes, keeps or waits for a lease.
  package func lease(_ request: LeaseRequest) throws(JournalFault) -> LeaseAnswer {
    content.withLock { leases in
      let old = leases[request.name]
      let isOurs = old?.holder == request.holder
      if let old, !isOurs, let until = old.until, until > request.now, old.rank >= request.rank {
        return .held(by: old.holder, until: until)
      }
      let fence = (old?.fence ?? 0) + (isOurs ? 0 : 1)
      leases[request.name] = Lease(
        holder: request.holder,
        rank: request.rank,
        fence: fence,
        renewed: request.now,
        until: request.now + request.length
      )
      guard let old, !isOurs else { return .granted(fence: fence, previous: nil) }
      return .granted(
        fence: fence,
        previous: LeaseAnswer.Previous(
          holder: old.holder,
          lastSeen: old.renewed,
          gaveBack: old.until == nil
        )
      )
    }
  }

  /// Gives a lease back, so that the next one need not wait for its end.
  package func giveBack(_ name: String, holder: String, at now: Instant) throws(JournalFault) {
    content.withLock { leases in
      guard leases[name]?.holder == holder else { return }
      leases[name]?.until = nil
      leases[name]?.renewed = now
    }
  }
}
