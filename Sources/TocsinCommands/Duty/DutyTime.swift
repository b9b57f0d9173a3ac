import DutyRoster
import Phrases
import Timekeeping

/// Times and days as people type them at commands about duty.
enum DutyTime {
  /// The longest time that is looked at, in days.
  static let limit = 3 * 366

  /// Reads a time with its zone, or one of the configuration's zone without.
  static func instant(
    _ text: String,
    zone: DutyZone,
    _ language: Language
  ) throws(CommandFailure) -> Instant {
    if let instant = Instant(rfc3339: text) { return instant }
    // Seconds are often left out, also before a zone.
    for suffix in [":00Z", ":00+", ":00-"] {
      let place = text.index(text.startIndex, offsetBy: 16, limitedBy: text.endIndex)
      if let place, place < text.endIndex, text[place] == suffix.last,
        let instant = Instant(rfc3339: text[..<place] + ":00" + text[place...])
      {
        return instant
      }
    }
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    if let day = parts.first.flatMap({ CivilDay($0) }), parts.count <= 2 {
      if parts.count == 1 { return zone.first(WallTime(day, minutes: 0)) }
      let clock =
        parts[1].hasSuffix(":00") && parts[1].utf8.count == 8 ? parts[1].dropLast(3) : parts[1]
      if let time = TimeOfDay(clock) { return zone.first(WallTime(day, minutes: time.minutes)) }
    }
    throw CommandFailure(DutyPhrases.badTime.text(language, ["text": text]), code: 2)
  }

  /// Reads the first and the last day of a time; without them it is the week from today on.
  static func days(
    from first: String?,
    to last: String?,
    zone: DutyZone,
    _ language: Language
  ) throws(CommandFailure) -> (first: CivilDay, last: CivilDay) {
    let start = try first.map { text throws(CommandFailure) in try day(text, language) }
    let begin = start ?? zone.wall(WallClock.now).day
    let stop = try last.map { text throws(CommandFailure) in try day(text, language) }
    let end = stop ?? begin + 6
    guard begin <= end, end.number - begin.number < limit else {
      let arguments = ["from": "\(begin)", "to": "\(end)", "limit": "\(limit)"]
      throw CommandFailure(DutyPhrases.badSpan.text(language, arguments), code: 2)
    }
    return (begin, end)
  }

  private static func day(
    _ text: String,
    _ language: Language
  ) throws(CommandFailure) -> CivilDay {
    if let day = CivilDay(text) { return day }
    throw CommandFailure(DutyPhrases.badDay.text(language, ["text": text]), code: 2)
  }
}

extension CommandFailure {
  init(_ fault: RosterFault, _ language: Language) {
    switch fault {
    case .calendarYearMissing(let calendar, let year):
      let arguments = ["calendar": calendar, "year": "\(year)"]
      self.init(DutyPhrases.calendarYear.text(language, arguments), code: 2)
    }
  }
}
