public import Timekeeping

/// The right to act for all incidents of a journal, which one process has at a time.
///
/// Losing it late does no harm: what two holders decide from the same state is written once.
public protocol Leases: Sendable {
  /// Takes, keeps or waits for a lease.
  ///
  /// It is granted when nobody has it, when its time is over, and when `rank` is higher than the
  /// holder's.
  func lease(_ request: LeaseRequest) throws(JournalFault) -> LeaseAnswer

  /// Gives a lease back, so that the next one need not wait for its end.
  func giveBack(_ name: String, holder: String, at now: Instant) throws(JournalFault)
}

/// A wish for a lease.
public struct LeaseRequest: Hashable, Sendable {
  /// The lease.
  public var name: String
  /// Who asks, the same at each renewal and for nobody else.
  public var holder: String
  /// How much the one who asks is preferred: a service before a run that helps itself.
  public var rank: Int
  /// The time.
  public var now: Instant
  /// How long it is good for unless it is renewed.
  public var length: TimeSpan

  /// A wish of `holder` for the lease `name`.
  public init(name: String, holder: String, rank: Int, now: Instant, length: TimeSpan) {
    self.name = name
    self.holder = holder
    self.rank = rank
    self.now = now
    self.length = length
  }
}

/// What became of a wish for a lease.
public enum LeaseAnswer: Hashable, Sendable {
  /// It is ours. `previous` is who had it before, with the time of their last renewal, unless it
  /// was ours already.
  case granted(fence: Int64, previous: Previous?)
  /// Somebody else has it until then.
  case held(by: String, until: Instant)

  /// The holder before.
  public struct Previous: Hashable, Sendable {
    /// Who it was.
    public var holder: String
    /// When they were last seen.
    public var lastSeen: Instant
    /// Whether they gave it back.
    public var gaveBack: Bool

    /// A holder who was last seen then.
    public init(holder: String, lastSeen: Instant, gaveBack: Bool) {
      self.holder = holder
      self.lastSeen = lastSeen
      self.gaveBack = gaveBack
    }
  }
}
