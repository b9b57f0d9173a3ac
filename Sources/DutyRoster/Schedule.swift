/// Who is on duty for one thing, at any time.
public struct Schedule: Hashable, Sendable {
  /// The name that files know it by.
  public var id: String
  /// The name that people read.
  public var name: String
  /// Where its clock hangs.
  public var zone: DutyZone
  /// Where people are while they are on duty; `nil` when that does not matter.
  public var place: String?
  /// The layers; where a later one has somebody, the earlier ones do not count.
  public var layers: [Layer]
  /// Exceptions, of which a later one wins over an earlier one.
  public var overrides: [DutyOverride]

  /// A schedule of those parts.
  public init(
    id: String,
    name: String,
    zone: DutyZone,
    place: String? = nil,
    layers: [Layer],
    overrides: [DutyOverride] = []
  ) {
    self.id = id
    self.name = name
    self.zone = zone
    self.place = place
    self.layers = layers
    self.overrides = overrides
  }
}

/// One rotation of a schedule, with the hours it is limited to.
public struct Layer: Hashable, Sendable {
  /// How people take turns.
  public enum Rotation: Hashable, Sendable {
    /// Each takes over from the one before after the same time on the wall clock.
    case turns(Turns)
    /// Named shifts at times of the day, by a table that begins again when it is through.
    case shifts(ShiftTable)
  }

  /// The name that people read.
  public var name: String
  /// How people take turns.
  public var rotation: Rotation
  /// The only hours in which the layer counts; `nil` for all.
  public var during: Hours?
  /// The last day on which a turn or shift may begin; `nil` for no end.
  public var lastDay: CivilDay?

  /// A layer of those parts.
  public init(
    name: String,
    rotation: Rotation,
    during: Hours? = nil,
    lastDay: CivilDay? = nil
  ) {
    self.name = name
    self.rotation = rotation
    self.during = during
    self.lastDay = lastDay
  }
}

/// Turns of the same length.
public struct Turns: Hashable, Sendable {
  /// When the first turn begins; every later hand-over is a whole number of turns after it.
  public var start: WallTime
  /// The length of a turn in milliseconds of the wall clock.
  public var wallMilliseconds: Int64
  /// Who takes turns, in order; several people in one place share the turn.
  public var participants: [[String]]

  /// Turns that begin at `start`.
  public init(start: WallTime, wallMilliseconds: Int64, participants: [[String]]) {
    precondition(wallMilliseconds > 0, "a turn has a length")
    self.start = start
    self.wallMilliseconds = wallMilliseconds
    self.participants = participants
  }
}

/// A table of shifts, one row for each day, that begins again when it is through.
public struct ShiftTable: Hashable, Sendable {
  /// Somebody's shift on one day of the table.
  public struct Entry: Hashable, Sendable {
    /// The shift's name.
    public var shift: String
    /// When it is; one over midnight belongs to the day it begins on.
    public var time: TimeRange
    /// Who works it.
    public var people: [String]

    /// A shift for those people.
    public init(shift: String, time: TimeRange, people: [String]) {
      self.shift = shift
      self.time = time
      self.people = people
    }
  }

  /// The day of the first row.
  public var start: CivilDay
  /// The shifts of each day; never empty.
  public var rows: [[Entry]]

  /// A table whose first row is for `start`.
  public init(start: CivilDay, rows: [[Entry]]) {
    precondition(!rows.isEmpty, "a table has rows")
    self.start = start
    self.rows = rows
  }

  /// The shifts that begin on that day.
  public func entries(on day: CivilDay) -> [Entry] {
    guard day >= start else { return [] }
    return rows[(day.number - start.number) % rows.count]
  }
}

/// Other people than the rotation says, for a while.
public struct DutyOverride: Hashable, Sendable {
  /// When it begins and ends.
  public var time: DutyInterval
  /// Who is on duty instead; empty when nobody is.
  public var people: [String]
  /// The only one who is replaced; `nil` when everybody is.
  public var replaced: String?
  /// Why, for people to read.
  public var reason: String?

  /// People who are on duty during `time`.
  public init(
    time: DutyInterval,
    people: [String],
    replaced: String? = nil,
    reason: String? = nil
  ) {
    self.time = time
    self.people = people
    self.replaced = replaced
    self.reason = reason
  }
}

/// Time in which a person is on no duty.
public struct Leave: Hashable, Sendable {
  /// The person's id.
  public var person: String
  /// When it begins and ends.
  public var time: DutyInterval
  /// Why, for people to read.
  public var reason: String?

  /// A leave of `person`.
  public init(person: String, time: DutyInterval, reason: String? = nil) {
    self.person = person
    self.time = time
    self.reason = reason
  }
}

/// Two people who take each other's shifts, or one who takes another's.
public struct Swap: Hashable, Sendable {
  /// The schedule's id.
  public var schedule: String
  /// Who gives a shift away.
  public var person: String
  /// The day on which that shift begins.
  public var day: CivilDay
  /// Who takes it.
  public var other: String
  /// The day on which the shift begins that `person` takes from `other` in return; `nil` for none.
  public var returnDay: CivilDay?

  /// A swap of `person`'s shift on `day`.
  public init(
    schedule: String,
    person: String,
    day: CivilDay,
    other: String,
    returnDay: CivilDay? = nil
  ) {
    self.schedule = schedule
    self.person = person
    self.day = day
    self.other = other
    self.returnDay = returnDay
  }
}
