public import Phrases
import Timekeeping

/// A roster as a person reads it: day after day, schedule after schedule.
public struct RosterSheet: Sendable {
  /// One day.
  struct Day: Sendable {
    var day: CivilDay
    /// The holiday, or what else is special.
    var remark: String?
    var isWorked: Bool
    var rows: [Row]
  }

  /// One schedule on one day.
  struct Row: Sendable {
    var name: String
    var entries: [Entry]
  }

  /// People who are on duty together.
  struct Entry: Sendable {
    var time: DutyInterval
    var hours: String
    var people: [String]
  }

  let language: Language
  let zone: DutyZone
  let first: CivilDay
  let last: CivilDay
  let schedules: [String]
  let days: [Day]

  /// The sheet of all schedules from `first` to `last`, both included, for a reader of `language`.
  public init(
    _ roster: Roster,
    from first: CivilDay,
    through last: CivilDay,
    language: Language
  ) throws(RosterFault) {
    self.language = language
    self.first = first
    self.last = last
    zone = roster.zone
    schedules = roster.parts.schedules.map(\.name)
    var perSchedule: [[Shift]] = []
    let start = roster.zone.first(WallTime(first, minutes: 0))
    let end = roster.zone.first(WallTime(last + 1, minutes: 0))
    for schedule in roster.parts.schedules {
      perSchedule.append(try roster.shifts(of: schedule.id, from: start, to: end).joined())
    }
    days = stride(from: first.number, through: last.number, by: 1).map { number in
      let day = CivilDay(number: number)
      let whole = DutyInterval(
        from: roster.zone.first(WallTime(day, minutes: 0)),
        to: roster.zone.first(WallTime(day + 1, minutes: 0))
      )
      let rows = zip(roster.parts.schedules, perSchedule).map { schedule, shifts in
        Row(
          name: schedule.name,
          entries: Self.entries(of: shifts, in: whole, on: day, roster: roster, language)
        )
      }
      let (remark, isWorked) = Self.remark(on: day, roster: roster, language)
      return Day(day: day, remark: remark, isWorked: isWorked, rows: rows)
    }
  }

  private static func entries(
    of shifts: [Shift],
    in whole: DutyInterval,
    on day: CivilDay,
    roster: Roster,
    _ language: Language
  ) -> [Entry] {
    var entries: [Entry] = []
    for shift in shifts {
      guard let time = shift.time.clipped(to: whole) else { continue }
      let name = name(of: shift, roster: roster, language)
      if let index = entries.firstIndex(where: { $0.time == time }) {
        entries[index].people.append(name)
      } else {
        let hours = hours(of: time, in: whole, day: day, zone: roster.zone, language)
        entries.append(Entry(time: time, hours: hours, people: [name]))
      }
    }
    return entries
  }

  private static func name(of shift: Shift, roster: Roster, _ language: Language) -> String {
    let name = roster.person(shift.person)?.name ?? shift.person
    switch shift.reason {
    case .layer: return name
    case .swap: return RosterPhrases.swapped.text(language, ["name": name])
    case .override: return RosterPhrases.overridden.text(language, ["name": name])
    }
  }

  private static func hours(
    of time: DutyInterval,
    in whole: DutyInterval,
    day: CivilDay,
    zone: DutyZone,
    _ language: Language
  ) -> String {
    if time == whole { return RosterPhrases.allDay.text(language) }
    let start = TimeOfDay(minutes: zone.wall(time.start).minutes)
    let end = TimeOfDay(minutes: time.end == whole.end ? 1440 : zone.wall(time.end).minutes)
    return "\(start)-\(end)"
  }

  private static func remark(
    on day: CivilDay,
    roster: Roster,
    _ language: Language
  ) -> (text: String?, isWorked: Bool) {
    let kind = roster.parts.calendars.first.flatMap { try? $0.kind(of: day) }
    switch kind {
    case .holiday(let name): return (name, false)
    case .makeUp: return (RosterPhrases.makeUpDay.text(language), true)
    case .weekend: return (nil, false)
    case .working: return (nil, true)
    case nil: return (nil, day.weekday.index < 5)
    }
  }

  /// The day with its weekday and remark: `2026-10-01 Thu  国庆节`.
  func heading(_ day: Day) -> String {
    let weekday = RosterPhrases.weekdays[day.day.weekday]?.text(language) ?? ""
    return "\(day.day) \(weekday)" + (day.remark.map { "  \($0)" } ?? "")
  }

  func people(_ entry: Entry) -> String {
    entry.people.listed(language)
  }

  // MARK: Text

  /// The sheet as lines of at most `columns` columns.
  public func text(columns: Int = 80) -> String {
    let widest = schedules.map { DisplayWidth.width(of: $0) }.max() ?? 0
    let nameWidth = min(widest, max(8, columns / 3))
    var lines: [String] = []
    for day in days {
      if !lines.isEmpty { lines.append("") }
      lines.append(heading(day))
      for row in day.rows { lines += self.lines(of: row, nameWidth, columns) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A row; what does not fit goes on below its first entry.
  private func lines(of row: Row, _ nameWidth: Int, _ columns: Int) -> [String] {
    let name = DisplayWidth.truncate(row.name, to: nameWidth)
    var cells = row.entries.map { "\($0.hours) \(people($0))" }
    if cells.isEmpty { cells = [RosterPhrases.nobody.text(language)] }
    let indent = String(repeating: " ", count: nameWidth + 4)
    var lines: [String] = []
    var line = "  \(DisplayWidth.pad(name, to: nameWidth))"
    var isFresh = true
    for cell in cells {
      for piece in DisplayWidth.wrap(cell, to: max(20, columns - nameWidth - 4)) {
        let longer = line + "  " + piece
        if !isFresh, DisplayWidth.width(of: longer) > columns {
          lines.append(line)
          line = indent + piece
        } else {
          line = longer
        }
        isFresh = false
      }
    }
    return lines + [line]
  }
}
