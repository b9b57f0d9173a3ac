public import Timekeeping

/// The time and how to wait for a later one.
public struct Clock: Sendable {
  /// The time now.
  public var now: @Sendable () -> Instant
  /// Returns at that time or later, or early when the task is cancelled.
  ///
  /// The real one sleeps in short slices and reads the wall clock again, so that a clock that
  /// jumps and a machine that slept are noticed.
  public var sleep: @Sendable (_ until: Instant) async -> Void

  /// A clock of those two functions.
  public init(
    now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (_ until: Instant) async -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }
}
