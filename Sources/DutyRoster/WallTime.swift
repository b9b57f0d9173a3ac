/// What a clock on the wall and the calendar beside it show, without saying where.
public struct WallTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The milliseconds since 1970-01-01 00:00, as if every day had 24 hours.
  public let milliseconds: Int64

  /// The wall time that many milliseconds after 1970-01-01 00:00.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The wall time on `day` that many minutes after midnight; 1440 is the midnight after it.
  public init(_ day: CivilDay, minutes: Int) {
    self.init(milliseconds: Int64(day.number) * Self.day + Int64(minutes) * 60_000)
  }

  /// The day that the calendar shows.
  public var day: CivilDay {
    let quotient = milliseconds / Self.day
    return CivilDay(number: Int(milliseconds % Self.day < 0 ? quotient - 1 : quotient))
  }

  /// The whole minutes since midnight.
  public var minutes: Int {
    Int((milliseconds - Int64(day.number) * Self.day) / 60_000)
  }

  /// The wall time as `2026-10-01 08:30`.
  public var description: String { "\(day) \(TimeOfDay(minutes: minutes))" }

  /// Whether `left` is the earlier one.
  public static func < (left: WallTime, right: WallTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// A day of 24 hours in milliseconds.
  package static let day: Int64 = 86_400_000
}

/// A time of the day in whole minutes.
public struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The minutes since midnight, 0 to 1440.
  public let minutes: Int

  /// The time that many minutes after midnight.
  public init(minutes: Int) {
    self.minutes = minutes
  }

  /// Reads `08:30`, and `24:00` as the midnight after the day; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
      hour * 60 + minute <= 1440
    else { return nil }
    minutes = hour * 60 + minute
  }

  /// The time as `08:30`.
  public var description: String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// Whether `left` is the earlier one.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
    left.minutes < right.minutes
  }
}

/// A part of the day, `08:30-18:00`; one that ends before it begins goes on into the next day.
public struct TimeRange: Hashable, Sendable, CustomStringConvertible {
  /// When it begins.
  public let start: TimeOfDay
  /// When it ends.
  public let end: TimeOfDay

  /// The part of the day from `start` to `end`.
  public init(from start: TimeOfDay, to end: TimeOfDay) {
    self.start = start
    self.end = end
  }

  /// Reads `08:30-18:00`; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = String(text.filter { $0 != " " })
      .split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = TimeOfDay(parts[0]), let end = TimeOfDay(parts[1]),
      start.minutes < 1440
    else { return nil }
    self.init(from: start, to: end)
  }

  /// The whole day.
  public static let wholeDay = TimeRange(
    from: TimeOfDay(minutes: 0),
    to: TimeOfDay(minutes: 1440)
  )

  /// The minutes from the midnight that begins the range's day to its end; over 1440 when it ends
  /// on the next day.
  public var endMinutes: Int {
    end.minutes <= start.minutes ? end.minutes + 1440 : end.minutes
  }

  /// The range as `08:30-18:00`.
  public var description: String { "\(start)-\(end)" }
}
