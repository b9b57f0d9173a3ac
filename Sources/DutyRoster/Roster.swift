public import Phrases
public import Timekeeping

/// People, what they are responsible for, and when they are on duty.
///
/// Everything here is a function of the roster and a time that is handed in.
public struct Roster: Sendable {
  /// The parts that a roster is made of, as a file has them.
  public struct Parts: Sendable {
    /// Where clocks hang when nothing else is said.
    public var zone = DutyZone.utc
    /// The language of what goes to channels without a person.
    public var language = Language.english
    /// The addresses of channels without a person, by their notifiers.
    public var addresses: [String: String] = [:]
    /// The people.
    public var people: [Person] = []
    /// The teams.
    public var teams: [Team] = []
    /// The roles.
    public var roles: [Role] = []
    /// The places.
    public var places: [DutyPlace] = []
    /// The schedules.
    public var schedules: [Schedule] = []
    /// The calendars.
    public var calendars: [HolidayCalendar] = []
    /// Who is away when.
    public var leave: [Leave] = []
    /// Who takes whose shifts.
    public var swaps: [Swap] = []
    /// How many people there must be.
    public var coverage: [CoverageRule] = []
    /// How much a person may work.
    public var limits: [WorkLimit] = []

    /// An empty roster in UTC.
    public init() {}
  }

  /// What the roster is made of.
  public let parts: Parts
  private let people: [String: Person]
  private let teams: [String: Team]
  private let roles: [String: Role]
  private let schedules: [String: Schedule]
  private let places: [String: DutyPlace]
  private let swaps: [String: [Swap]]
  private let leave: [String: [DutyInterval]]
  /// The calendars by their ids.
  package let calendars: [String: HolidayCalendar]

  /// A roster of `parts`; of two things with one id the first counts.
  public init(_ parts: Parts) {
    self.parts = parts
    people = Self.index(parts.people) { $0.id }
    teams = Self.index(parts.teams) { $0.id }
    roles = Self.index(parts.roles) { $0.id }
    schedules = Self.index(parts.schedules) { $0.id }
    places = Self.index(parts.places) { $0.id }
    calendars = Self.index(parts.calendars) { $0.id }
    swaps = Dictionary(grouping: parts.swaps) { $0.schedule }
    leave = Dictionary(grouping: parts.leave) { $0.person }
      .mapValues { $0.map(\.time).merged() }
  }

  private static func index<Part>(_ parts: [Part], by id: (Part) -> String) -> [String: Part] {
    Dictionary(parts.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where clocks hang when nothing else is said.
  public var zone: DutyZone { parts.zone }

  /// The person with that id.
  public func person(_ id: String) -> Person? { people[id] }
  /// The team with that id.
  public func team(_ id: String) -> Team? { teams[id] }
  /// The role with that id.
  public func role(_ id: String) -> Role? { roles[id] }
  /// The schedule with that id.
  public func schedule(_ id: String) -> Schedule? { schedules[id] }
  /// The place with that id.
  public func place(_ id: String) -> DutyPlace? { places[id] }

  /// Whether the person is on leave at that instant.
  public func isAway(_ person: String, at instant: Instant) -> Bool {
    leave[person]?.contains { $0.contains(instant) } ?? false
  }

  /// When the person is on leave, merged.
  func leave(of person: String) -> [DutyInterval] { leave[person] ?? [] }

  /// The shifts of a schedule from one instant to another, cut to that time, by their starts.
  public func shifts(
    of schedule: String,
    from start: Instant,
    to end: Instant
  ) throws(RosterFault) -> [Shift] {
    try shifts(
      of: schedule,
      in: DutyInterval(from: start, to: end),
      context: HoursContext(calendars: calendars)
    )
  }

  /// The shifts of all schedules from one instant to another, cut to that time, schedule after
  /// schedule.
  public func shifts(from start: Instant, to end: Instant) throws(RosterFault) -> [Shift] {
    var shifts: [Shift] = []
    for schedule in parts.schedules {
      shifts += try self.shifts(of: schedule.id, from: start, to: end)
    }
    return shifts
  }

  /// Everybody who is on duty at that instant, schedule after schedule.
  public func onCall(at instant: Instant) throws(RosterFault) -> [Shift] {
    try shifts(from: instant, to: Instant(milliseconds: instant.milliseconds + 1))
  }

  func shifts(
    of schedule: String,
    in whole: DutyInterval,
    context: HoursContext
  ) throws(RosterFault) -> [Shift] {
    try schedules[schedule]?.shifts(
      in: whole,
      context: context,
      exceptions: Exceptions(swaps: swaps[schedule] ?? [], leave: leave)
    ) ?? []
  }
}
