public import Timekeeping

/// Something in a roster that will go wrong at a time that is known already.
public enum RosterProblem: Hashable, Sendable {
  /// Fewer people are on duty than a coverage rule wants.
  case tooFew(rule: String, needed: Int, present: [String], time: DutyInterval)
  /// More people are on duty than a coverage rule wants.
  case tooMany(rule: String, allowed: Int, present: [String], time: DutyInterval)
  /// One person is on duty in several places.
  case severalPlaces(person: String, schedules: [String], time: DutyInterval)
  /// A person works longer on one day than allowed.
  case longDay(person: String, limit: String, day: CivilDay, worked: TimeSpan, allowed: TimeSpan)
  /// A person works longer in the week that begins on that Monday than allowed.
  case longWeek(person: String, limit: String, day: CivilDay, worked: TimeSpan, allowed: TimeSpan)
  /// A person rests for less than is wanted between two stretches of work.
  case shortRest(person: String, limit: String, time: DutyInterval, wanted: TimeSpan)
  /// A turn or shift begins or ends at a wall time that clocks skip; it does so when they jump.
  case skippedTime(schedule: String, wall: WallTime, at: Instant)
  /// A turn or shift begins or ends at a wall time that clocks show twice.
  case repeatedTime(schedule: String, wall: WallTime, first: Instant, last: Instant)
  /// A person on duty cannot be reached by messages of that urgency.
  case unreachable(person: String, urgency: Urgency)
  /// A swap is about a shift that the person does not have on that day.
  case emptySwap(schedule: String, person: String, day: CivilDay)

  /// The stable name of its kind in kebab case.
  public var code: String {
    switch self {
    case .tooFew: "coverage-gap"
    case .tooMany: "coverage-overlap"
    case .severalPlaces: "several-places"
    case .longDay: "long-day"
    case .longWeek: "long-week"
    case .shortRest: "short-rest"
    case .skippedTime: "skipped-time"
    case .repeatedTime: "repeated-time"
    case .unreachable: "unreachable"
    case .emptySwap: "empty-swap"
    }
  }
}
