package import Timekeeping

/// A part of the week or of the year, such as office hours, or all the time outside it.
public struct Hours: Hashable, Sendable {
  /// Which days a window opens on.
  public enum Days: Hashable, Sendable {
    /// All of them.
    case every
    /// Those days of the week.
    case weekdays(Set<Weekday>)
    /// Days that the calendar of that name says are worked, make-up days included.
    case worked(calendar: String)
    /// Days that the calendar of that name says are off, weekends included.
    case off(calendar: String)
    /// Days that belong to a holiday of that calendar.
    case holidays(calendar: String)
  }

  /// Times of the day on some days.
  public struct Window: Hashable, Sendable {
    /// Which days it opens on.
    public var days: Days
    /// When it is open on them; a range over midnight belongs to the day it begins on.
    public var times: [TimeRange]
    /// The only dates it opens on; empty for any.
    public var dates: [ClosedRange<CivilDay>]

    /// A window of those days, times and dates.
    public init(
      days: Days = .every,
      times: [TimeRange] = [.wholeDay],
      dates: [ClosedRange<CivilDay>] = []
    ) {
      self.days = days
      self.times = times
      self.dates = dates
    }
  }

  /// The windows; open is what is in any of them.
  public var windows: [Window]
  /// Whether the time outside the windows is meant.
  public var isOutside: Bool

  /// The time inside `windows`, or outside them.
  public init(_ windows: [Window], isOutside: Bool = false) {
    self.windows = windows
    self.isOutside = isOutside
  }
}

/// What is needed to know when hours are open.
package struct HoursContext {
  /// What is taken for true about days of years without calendar data.
  package enum UnknownDays {
    /// Nothing: such a day is a fault.
    case fault
    /// That they are worked.
    case worked
    /// That they are off.
    case off
  }

  package var calendars: [String: HolidayCalendar]
  package var unknownDays: UnknownDays

  package init(calendars: [String: HolidayCalendar], unknownDays: UnknownDays = .fault) {
    self.calendars = calendars
    self.unknownDays = unknownDays
  }

  func isOpen(_ days: Hours.Days, on day: CivilDay) throws(RosterFault) -> Bool {
    switch days {
    case .every: return true
    case .weekdays(let weekdays): return weekdays.contains(day.weekday)
    case .worked(let name): return try kind(of: day, in: name).isWorked
    case .off(let name): return try !kind(of: day, in: name).isWorked
    case .holidays(let name):
      if case .holiday = try kind(of: day, in: name) { return true }
      return false
    }
  }

  private func kind(
    of day: CivilDay,
    in name: String
  ) throws(RosterFault) -> HolidayCalendar.Kind {
    if let calendar = calendars[name], calendar.years[day.year] != nil {
      return try calendar.kind(of: day)
    }
    switch unknownDays {
    case .fault: throw .calendarYearMissing(calendar: name, year: day.year)
    case .worked: return .working
    case .off: return .holiday("")
    }
  }
}

extension Hours {
  /// When the hours are open within `whole`: intervals in order that do not touch.
  ///
  /// A window whose start is an ambiguous wall time opens at its first occurrence, and one whose
  /// end is closes at its last.
  package func intervals(
    in whole: DutyInterval,
    zone: DutyZone,
    context: HoursContext
  ) throws(RosterFault) -> [DutyInterval] {
    let last = zone.wall(whole.end).day + 1
    var open: [DutyInterval] = []
    // A range that began on the day before may reach over midnight and a change of the clock.
    var day = zone.wall(whole.start).day + -2
    while day <= last {
      for window in windows where window.includes(day) {
        let ranges = window.ranges(on: day, zone: zone).compactMap { $0.clipped(to: whole) }
        if !ranges.isEmpty, try context.isOpen(window.days, on: day) { open += ranges }
      }
      day = day + 1
    }
    let merged = open.merged()
    return isOutside ? merged.missing(in: whole) : merged
  }

  /// Whether the hours are open at that instant.
  package func isOpen(
    at instant: Instant,
    zone: DutyZone,
    context: HoursContext
  ) throws(RosterFault) -> Bool {
    let moment = DutyInterval(
      from: instant,
      to: Instant(milliseconds: instant.milliseconds + 1)
    )
    return try !intervals(in: moment, zone: zone, context: context).isEmpty
  }
}

extension Hours.Window {
  func includes(_ day: CivilDay) -> Bool {
    dates.isEmpty || dates.contains { $0.contains(day) }
  }

  func ranges(on day: CivilDay, zone: DutyZone) -> [DutyInterval] {
    times.map { range in
      DutyInterval(
        from: zone.first(WallTime(day, minutes: range.start.minutes)),
        to: zone.last(WallTime(day, minutes: range.endMinutes))
      )
    }
  }
}
