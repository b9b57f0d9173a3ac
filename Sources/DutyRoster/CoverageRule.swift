public import Timekeeping

/// How many people must be on duty.
public struct CoverageRule: Hashable, Sendable {
  /// Whose number counts.
  public enum Subject: Hashable, Sendable {
    /// Everybody on duty in a schedule of that place.
    case place(String)
    /// Everybody on duty in that schedule.
    case schedule(String)
    /// Everybody who has that role.
    case role(String)
  }

  /// The name that people read.
  public var name: String
  /// Whose number counts.
  public var subject: Subject
  /// The fewest people that may be on duty.
  public var atLeast: Int
  /// The most people that may be on duty; `nil` for any number.
  public var atMost: Int?
  /// The only hours that count; `nil` for all.
  public var during: Hours?

  /// A rule about `subject`.
  public init(
    name: String,
    subject: Subject,
    atLeast: Int,
    atMost: Int? = nil,
    during: Hours? = nil
  ) {
    self.name = name
    self.subject = subject
    self.atLeast = atLeast
    self.atMost = atMost
    self.during = during
  }
}

/// How much a person may work.
public struct WorkLimit: Hashable, Sendable {
  /// The name that people read.
  public var name: String
  /// The places whose duty counts; empty for all, those of schedules without a place included.
  public var places: [String]
  /// The most work on one day of the person's calendar.
  public var perDay: TimeSpan?
  /// The most work in one week of the person's calendar, Monday to Sunday.
  public var perWeek: TimeSpan?
  /// The shortest time between two stretches of work.
  public var rest: TimeSpan?

  /// A limit of those parts.
  public init(
    name: String,
    places: [String] = [],
    perDay: TimeSpan? = nil,
    perWeek: TimeSpan? = nil,
    rest: TimeSpan? = nil
  ) {
    self.name = name
    self.places = places
    self.perDay = perDay
    self.perWeek = perWeek
    self.rest = rest
  }
}

extension CoverageRule.Subject {
  /// The subject as it is written in files: `place:on-site`.
  public var text: String {
    switch self {
    case .place(let id): "place:\(id)"
    case .schedule(let id): "schedule:\(id)"
    case .role(let id): "role:\(id)"
    }
  }
}
