public import Timekeeping

/// Times in the agenda of what is due at once: a clock that was set back while nobody looked must
/// not keep it waiting until the old time comes again.
extension Instant {
  /// How far before all times of clocks they are: some three thousand years.
  private static let distance = TimeSpan(milliseconds: 100_000_000_000_000)

  /// The time in the agenda of what has been due at once since this time.
  public var atOnce: Instant { self + TimeSpan(milliseconds: -Self.distance.milliseconds) }

  /// Since when something has been due that has this time in the agenda.
  public var dueSince: Instant {
    milliseconds < -Self.distance.milliseconds / 2 ? self + Self.distance : self
  }
}
