public import Timekeeping

/// The time and how to wait for a later one.
public struct Clock: Sendable {
  /// The time now.
  public var now: @Sendable () -> Instant
  /// Returns at that time or later, or early when the task is cancelled.
  ///
  /// The real one sleeps in short slices and reads the wall clock again, and returns as well when
  /// as much time has passed as lay before it, so that a clock that jumps and a machine that slept
  /// keep nobody waiting.
  public var sleep: @Sendable (_ until: Instant) async -> Void
  /// Returns at that time, or at most `interval` after somebody wrote into the journal or a command
  /// wrote something; it may return earlier, and does when the task is cancelled.
  ///
  /// Who calls it looks again at everything, and waits again. Without a time only news end it.
  public var watch: @Sendable (_ until: Instant?, _ interval: TimeSpan) async -> Void

  /// How long the machine has been up, which no one can set; `nil` when it cannot be told.
  public var uptime: @Sendable () -> Uptime?

  /// A clock of those functions.
  public init(
    now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (_ until: Instant) async -> Void,
    watch: @escaping @Sendable (_ until: Instant?, _ interval: TimeSpan) async -> Void,
    uptime: @escaping @Sendable () -> Uptime? = { nil }
  ) {
    self.uptime = uptime
    self.now = now
    self.sleep = sleep
    self.watch = watch
  }

  /// A clock of those functions whom nobody tells what others write: its ``watch`` returns after
  /// each interval.
  public init(
    now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (_ until: Instant) async -> Void,
    uptime: @escaping @Sendable () -> Uptime? = { nil }
  ) {
    self.init(
      now: now,
      sleep: sleep,
      watch: { until, interval in
        let next = now() + interval
        await sleep(until.map { min($0, next) } ?? next)
      },
      uptime: uptime
    )
  }
}

/// How long a machine has been up.
public struct Uptime: Hashable, Sendable {
  /// The machine's name.
  public var host: String
  /// The machine's boot id.
  public var bootID: String
  /// The time since it was started.
  public var sinceBoot: TimeSpan
  /// That time without the time it slept.
  public var awake: TimeSpan

  /// The uptime of `host`.
  public init(host: String, bootID: String, sinceBoot: TimeSpan, awake: TimeSpan) {
    self.host = host
    self.bootID = bootID
    self.sinceBoot = sinceBoot
    self.awake = awake
  }
}
