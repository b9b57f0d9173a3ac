public import Phrases
public import Timekeeping

/// Shifts as an iCalendar file (RFC 5545), for the calendars that people carry with them.
public enum RosterCalendarFile: Sendable {
  /// The shifts of all schedules that touch the time from `first` to `last`, both days included.
  ///
  /// Shifts are whole, also where they reach over the ends of that time, so that a shift has the
  /// same identifier in every file. `now` says when the file was made.
  public static func text(
    _ roster: Roster,
    from first: CivilDay,
    through last: CivilDay,
    language: Language,
    now: Instant
  ) throws(RosterFault) -> String {
    let whole = DutyInterval(
      from: roster.zone.first(WallTime(first, minutes: 0)),
      to: roster.zone.first(WallTime(last + 1, minutes: 0))
    )
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tocsin//Duty roster//EN", "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:\(escaped(RosterPhrases.title.text(language)))",
    ]
    for schedule in roster.parts.schedules {
      for shift in try shifts(of: schedule, in: roster, touching: whole) {
        lines += event(shift, schedule, roster, language, now: now)
      }
    }
    lines.append("END:VCALENDAR")
    return lines.map { folded($0) + "\r\n" }.joined()
  }

  private static func shifts(
    of schedule: Schedule,
    in roster: Roster,
    touching whole: DutyInterval
  ) throws(RosterFault) -> [Shift] {
    let month = TimeSpan.seconds(31 * 86_400)
    let before = Instant(milliseconds: whole.start.milliseconds - month.milliseconds)
    // A year without calendar data next to the time that is asked for does not matter.
    if let wider = try? roster.shifts(of: schedule.id, from: before, to: whole.end + month) {
      return wider.filter { $0.time.clipped(to: whole) != nil }
    }
    return try roster.shifts(of: schedule.id, from: whole.start, to: whole.end)
  }

  private static func event(
    _ shift: Shift,
    _ schedule: Schedule,
    _ roster: Roster,
    _ language: Language,
    now: Instant
  ) -> [String] {
    let name = roster.person(shift.person)?.name ?? shift.person
    let summary = RosterPhrases.event.text(language, ["schedule": schedule.name, "name": name])
    let start = time(shift.time.start)
    var lines = [
      "BEGIN:VEVENT",
      "UID:\(escaped("\(shift.schedule)-\(shift.person)-\(start)@tocsin"))",
      "DTSTAMP:\(time(now))",
      "DTSTART:\(start)",
      "DTEND:\(time(shift.time.end))",
      "SUMMARY:\(escaped(summary))",
      "DESCRIPTION:\(escaped(shift.rule.text(language)))",
    ]
    if let place = shift.place {
      lines.append("LOCATION:\(escaped(roster.place(place)?.name ?? place))")
    }
    return lines + ["TRANSP:TRANSPARENT", "END:VEVENT"]
  }

  /// The instant as `20261001T003000Z`.
  private static func time(_ instant: Instant) -> String {
    instant.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\\\"
      case ";": escaped += "\\;"
      case ",": escaped += "\\,"
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// The line cut into lines of at most 75 bytes, never within a character.
  private static func folded(_ line: String) -> String {
    var result = ""
    var count = 0
    for scalar in line.unicodeScalars {
      let width = String(scalar).utf8.count
      if count + width > 75 {
        result += "\r\n "
        count = 1
      }
      result.unicodeScalars.append(scalar)
      count += width
    }
    return result
  }
}
