public import RunbookModel
public import Timekeeping

/// How long one form of a ladder takes when nobody answers, at the worst of all instants of the year.
public struct LadderTimes: Sendable {
  /// A length of time with the instant of arming at which it is so long.
  public struct Worst: Hashable, Sendable {
    /// How long.
    public var time: TimeSpan
    /// When the ladder is armed for it.
    public var at: Instant
    /// Whether it is the same at every instant.
    public var isAlways: Bool
  }

  /// The policy's name.
  public var policy: String
  /// The severities of the incidents that get this form; `nil` stands for none.
  public var severities: [Severity?]
  /// Whether it is armed only at some hours.
  public var isAtSomeHours: Bool
  /// How many levels it has, how many rounds, and whether a last resort stands behind them.
  public var levels: Int
  /// How often its levels are gone through at most.
  public var rounds: Int
  /// Whether a last resort stands behind them.
  public var hasLastResort: Bool
  /// How long until the first message to a person leaves; `nil` when at some time none does.
  public var first: Worst?
  /// How long until somebody else is called when the first person does not answer.
  public var second: Worst?
  /// How long until a message leaves though any one provider is down.
  public var withoutGateway: Worst?
  /// How long until the last level is called.
  public var last: Worst?
  /// How long until everybody's time is over.
  public var over: Worst?
}

/// Gathers the longest of many times.
struct WorstTime {
  private var worst: (time: Int64, at: Int64)?
  private var shortest: Int64?
  private var isEndless = false

  mutating func take(_ time: Int64, at instant: Int64) {
    if worst.map({ time > $0.time || (time == $0.time && instant < $0.at) }) ?? true {
      worst = (time, instant)
    }
    shortest = min(shortest ?? time, time)
  }

  /// Notes that there is an instant at which it never comes to an end.
  mutating func takeEndless() { isEndless = true }

  var value: LadderTimes.Worst? {
    guard !isEndless, let worst else { return nil }
    return LadderTimes.Worst(
      time: TimeSpan(milliseconds: worst.time),
      at: Instant(milliseconds: worst.at),
      isAlways: shortest == worst.time
    )
  }
}
