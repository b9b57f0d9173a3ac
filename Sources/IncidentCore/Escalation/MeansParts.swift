public import Timekeeping

/// That a provider's budget is getting short, told once for each period.
public struct BudgetNotice: Codable, Hashable, Sendable {
  /// The time that a budget is for.
  public enum Period: String, Codable, CaseIterable, Hashable, Sendable {
    /// A day at the provider's place.
    case day
    /// A month at the provider's place.
    case month
  }

  /// How short it is.
  public enum Level: String, Codable, CaseIterable, Hashable, Sendable {
    /// The warning mark is reached.
    case warning
    /// What is left is kept for what is urgent.
    case reserved
    /// Nothing is left.
    case exhausted
  }

  /// The provider: a notifier's id.
  public var provider: String
  /// The time that the budget is for.
  public var period: Period
  /// How short it is.
  public var level: Level
  /// How many messages have left in that time.
  public var used: Int
  /// How many may.
  public var limit: Int

  /// A notice of those parts.
  public init(provider: String, period: Period, level: Level, used: Int, limit: Int) {
    self.provider = provider
    self.period = period
    self.level = level
    self.used = used
    self.limit = limit
  }
}

/// Why a message is held back.
public enum HoldCause: String, Codable, CaseIterable, Hashable, Sendable {
  /// Its person just got one, and what follows is gathered.
  case person
  /// The provider takes no more in that time.
  case rate
  /// The provider asked for a pause.
  case pause
  /// The provider failed again and again.
  case breaker
}

/// What a notice is about that is not about a step.
public enum NoticeTopic: Hashable, Sendable {
  /// A provider's budget is getting short.
  case budget(BudgetNotice)
  /// A provider does not accept who we are.
  case refused(provider: String, detail: String)
  /// Incidents cannot be read, so that nobody is called for them.
  case damaged([String])

  /// Whether somebody may be woken for it.
  var isUrgent: Bool {
    switch self {
    case .budget(let notice): notice.level == .exhausted
    case .refused, .damaged: true
    }
  }
}

/// That a machine's clock was set, or that the machine slept.
public struct ClockJump: Codable, Hashable, Sendable {
  /// What happened.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// The wall clock was set while time went on as ever.
    case set
    /// The machine was suspended; its clock is right.
    case suspended
  }

  /// The machine's name.
  public var host: String
  /// What happened.
  public var kind: Kind
  /// How far the clock went beyond the time that passed, or how long the machine slept.
  public var by: TimeSpan
  /// The machine's boot id, which tells one stretch of uptime from another.
  public var bootID: String
  /// How long the machine had been up when it was noticed.
  public var uptime: TimeSpan
  /// What the clock showed then; `nil` in journals of older versions.
  public var shown: Instant?

  /// A jump of those parts.
  public init(
    host: String,
    kind: Kind,
    by: TimeSpan,
    bootID: String,
    uptime: TimeSpan,
    shown: Instant? = nil
  ) {
    self.shown = shown
    self.host = host
    self.kind = kind
    self.by = by
    self.bootID = bootID
    self.uptime = uptime
  }

  /// Steps that are smaller are left alone: programs that keep the time make them all day.
  public static let threshold = TimeSpan.seconds(2)

  /// What the clock, as it goes since then, would have shown when the machine started.
  private var shownAtBoot: Instant? {
    shown.map { $0 + TimeSpan(milliseconds: -uptime.milliseconds) }
  }

  /// The part of it that those who know `others` do not know; `nil` when they know all of it.
  ///
  /// Two processes notice one jump, one that stood still notices several as one, and one that could
  /// not write tells what it noticed when others have told more.
  func unknown(to others: [ClockJump]) -> ClockJump? {
    let same = others.filter { host == $0.host && kind == $0.kind && bootID == $0.bootID }
    guard kind == .set, let shownAtBoot,
      let last = same.max(by: { $0.uptime < $1.uptime }), let known = last.shownAtBoot
    else { return same.contains(where: isNearly) ? nil : self }
    var rest = self
    if uptime > last.uptime {
      rest.by = shownAtBoot - known
    } else {
      // From the first of them to the last nothing is left out.
      guard same.allSatisfy({ uptime < $0.uptime }) else { return nil }
      let knownBefore = same.reduce(known) { $0 + TimeSpan(milliseconds: -$1.by.milliseconds) }
      rest.by = knownBefore - (shownAtBoot + TimeSpan(milliseconds: -by.milliseconds))
    }
    return abs(rest.by.milliseconds) < Self.threshold.milliseconds ? nil : rest
  }

  private func isNearly(_ other: ClockJump) -> Bool {
    abs(uptime.milliseconds - other.uptime.milliseconds) < 10_000
      && abs(by.milliseconds - other.by.milliseconds) < Self.threshold.milliseconds
  }
}
