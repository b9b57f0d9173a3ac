import IncidentCore
public import Ports
public import Timekeeping

/// Incidents that cannot be read: they keep nobody from being called for the others.
extension EscalationDesk {
  /// An incident for which nobody can be called.
  public struct Damage: Hashable, Sendable {
    /// What the journal says.
    public var fault: JournalFault
    /// When it is read again.
    public var retryAt: Instant
  }

  /// How long an incident is left alone that cannot be read.
  private static let damagePause = TimeSpan.seconds(10)

  /// The newest state of an incident; `nil` when it is damaged.
  mutating func readable(
    _ incident: IncidentID,
    _ now: Instant
  ) throws(JournalFault) -> IncidentState? {
    guard damaged[incident] == nil else { return nil }
    do throws(JournalFault) {
      let state = try state(of: incident)
      forgetDamage(of: incident)
      return state
    } catch {
      guard error.mayBeOfOneIncident else { throw error }
      states[incident] = nil
    }
    // What the storage says once may be wrong the next moment.
    do throws(JournalFault) {
      return try state(of: incident)
    } catch {
      guard error.mayBeOfOneIncident else { throw error }
      damaged[incident] = Damage(fault: error, retryAt: now + Self.damagePause)
      return nil
    }
  }

  /// Gives those another try that were left alone for long enough.
  mutating func forgetOldDamage(_ now: Instant) {
    damaged = damaged.filter {
      now < $0.value.retryAt && $0.value.retryAt <= now + Self.damagePause
    }
  }

  /// When something is due in an incident that can be read, or one that cannot is read again.
  var nextAgenda: Instant? {
    guard !damaged.isEmpty else { return (try? world.journal.nextAgenda()) ?? nil }
    let first = try? world.journal.agenda(
      until: Instant(milliseconds: .max),
      limit: damaged.count + 1
    ).first { damaged[$0.incident] == nil }
    return ([first?.due] + damaged.values.map(\.retryAt)).compactMap { $0 }.min()
  }
}

extension JournalFault {
  /// Whether it may say that one incident cannot be read, while all others can.
  fileprivate var mayBeOfOneIncident: Bool {
    switch self {
    case .unknownIncident, .unknownGraph, .corrupt: true
    case .conflict, .full, .busy, .readOnly, .tooNew, .storage: false
    }
  }
}
