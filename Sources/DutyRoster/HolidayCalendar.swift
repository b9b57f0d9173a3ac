/// Which days are worked on, as an authority has published them year by year.
///
/// A year that nobody has published is a fault and never guessed: make-up working days and
/// holidays of movable length cannot be computed.
public struct HolidayCalendar: Hashable, Sendable {
  /// A year as it was published.
  public struct Year: Hashable, Sendable {
    /// Days off with the name of their holiday.
    public var daysOff: [CivilDay: String]
    /// Days that are worked although the week says otherwise.
    public var workedDays: Set<CivilDay>

    /// A year with those exceptions from the week.
    public init(daysOff: [CivilDay: String] = [:], workedDays: Set<CivilDay> = []) {
      self.daysOff = daysOff
      self.workedDays = workedDays
    }
  }

  /// What kind of day a day is.
  public enum Kind: Hashable, Sendable {
    /// A day of work in an ordinary week.
    case working
    /// A day of work that makes up for a holiday.
    case makeUp
    /// The end of a week.
    case weekend
    /// A day off by that holiday.
    case holiday(String)

    /// Whether people work on it.
    public var isWorked: Bool { self == .working || self == .makeUp }
  }

  /// The name that files refer to it by.
  public let id: String
  /// The days of the week that are worked.
  public let workweek: Set<Weekday>
  /// The years that are known.
  public let years: [Int: Year]

  /// The calendar `id`.
  public init(
    id: String,
    workweek: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday],
    years: [Int: Year]
  ) {
    self.id = id
    self.workweek = workweek
    self.years = years
  }

  /// What kind of day that is.
  public func kind(of day: CivilDay) throws(RosterFault) -> Kind {
    guard let year = years[day.year] else {
      throw .calendarYearMissing(calendar: id, year: day.year)
    }
    if let holiday = year.daysOff[day] { return .holiday(holiday) }
    let isWeekday = workweek.contains(day.weekday)
    if year.workedDays.contains(day) { return isWeekday ? .working : .makeUp }
    return isWeekday ? .working : .weekend
  }

  /// The day that many working days after `day`, which itself does not count.
  public func day(
    _ count: Int,
    workingDaysAfter day: CivilDay
  ) throws(RosterFault) -> CivilDay {
    var day = day
    var rest = count
    while rest > 0 {
      day = day + 1
      if try kind(of: day).isWorked { rest -= 1 }
    }
    return day
  }

  /// How many working days there are from `first` to `last`, both included.
  public func workingDays(
    from first: CivilDay,
    through last: CivilDay
  ) throws(RosterFault) -> Int {
    var count = 0
    var day = first
    while day <= last {
      if try kind(of: day).isWorked { count += 1 }
      day = day + 1
    }
    return count
  }

  /// The day itself when it is worked, or else the next one that is.
  public func rolled(_ day: CivilDay) throws(RosterFault) -> CivilDay {
    var day = day
    while try !kind(of: day).isWorked { day = day + 1 }
    return day
  }
}

/// Why a roster cannot tell who is on duty.
public enum RosterFault: Error, Hashable, Sendable {
  /// The calendar is not known, or says nothing about that year.
  case calendarYearMissing(calendar: String, year: Int)
}
