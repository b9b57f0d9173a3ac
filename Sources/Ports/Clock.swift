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
  /// Returns at that time, or at most `interval` after somebody wrote into the journal or a command
  /// wrote something; it may return earlier, and does when the task is cancelled.
  ///
  /// Who calls it looks again at everything, and waits again. Without a time only news end it.
  public var watch: @Sendable (_ until: Instant?, _ interval: TimeSpan) async -> Void

  /// A clock of those functions.
  ///
  /// Nobody tells a process what others write: without `watch` it returns after each `interval`.
  public init(
    now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (_ until: Instant) async -> Void,
    watch: (@Sendable (_ until: Instant?, _ interval: TimeSpan) async -> Void)? = nil
  ) {
    self.now = now
    self.sleep = sleep
    self.watch =
      watch ?? { until, interval in
        let next = now() + interval
        await sleep(until.map { min($0, next) } ?? next)
      }
  }
}
