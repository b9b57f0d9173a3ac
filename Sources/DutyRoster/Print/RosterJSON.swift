import Findings
public import Timekeeping

/// Shifts and problems as JSON, for other programs.
public enum RosterJSON: Sendable {
  /// The shifts of all schedules from one instant to another.
  public static func text(
    _ roster: Roster,
    from start: Instant,
    to end: Instant
  ) throws(RosterFault) -> String {
    let shifts = try roster.shifts(from: start, to: end).map { json(of: $0, in: roster) }
    return JSONValue.object([
      "from": .string(start.rfc3339), "to": .string(end.rfc3339),
      "timeZone": .string(roster.zone.identifier), "shifts": .array(shifts),
    ]).text + "\n"
  }

  /// Shifts alone.
  public static func text(_ shifts: [Shift], in roster: Roster) -> String {
    JSONValue.object(["onCall": .array(shifts.map { json(of: $0, in: roster) })]).text + "\n"
  }

  private static func json(of shift: Shift, in roster: Roster) -> JSONValue {
    .object([
      "schedule": .string(shift.schedule), "place": .optional(shift.place),
      "person": .string(shift.person),
      "name": .optional(roster.person(shift.person)?.name),
      "from": .string(shift.time.start.rfc3339), "to": .string(shift.time.end.rfc3339),
      "rule": .string(shift.rule.description),
    ])
  }

  /// What is wrong with a roster.
  public static func text(
    _ problems: [RosterProblem],
    from start: Instant,
    to end: Instant
  ) -> String {
    JSONValue.object([
      "from": .string(start.rfc3339), "to": .string(end.rfc3339),
      "problems": .array(problems.map(json)),
    ]).text + "\n"
  }

  private static func json(of problem: RosterProblem) -> JSONValue {
    let code = JSONValue.string(problem.code)
    switch problem {
    case .tooFew(let rule, let count, let present, let time),
      .tooMany(let rule, let count, let present, let time):
      return .object([
        "problem": code, "rule": .string(rule), "limit": .integer(count),
        "onDuty": .array(present.map(JSONValue.string)), "from": .string(time.start.rfc3339),
        "to": .string(time.end.rfc3339),
      ])
    case .severalPlaces(let person, let schedules, let time):
      return .object([
        "problem": code, "person": .string(person), "schedules": .list(schedules),
        "from": .string(time.start.rfc3339), "to": .string(time.end.rfc3339),
      ])
    case .longDay(let person, let limit, let day, let worked, let allowed),
      .longWeek(let person, let limit, let day, let worked, let allowed):
      return .object([
        "problem": code, "person": .string(person), "rule": .string(limit),
        "day": .string(day.description), "worked": .string(worked.text),
        "allowed": .string(allowed.text),
      ])
    case .shortRest(let person, let limit, let time, let wanted):
      return .object([
        "problem": code, "person": .string(person), "rule": .string(limit),
        "from": .string(time.start.rfc3339), "to": .string(time.end.rfc3339),
        "wanted": .string(wanted.text),
      ])
    case .skippedTime(let schedule, let wall, let at):
      return .object([
        "problem": code, "schedule": .string(schedule), "wall": .string(wall.description),
        "from": .string(at.rfc3339),
      ])
    case .repeatedTime(let schedule, let wall, let first, let last):
      return .object([
        "problem": code, "schedule": .string(schedule), "wall": .string(wall.description),
        "from": .string(first.rfc3339), "to": .string(last.rfc3339),
      ])
    case .unreachable(let person, let urgency):
      return .object([
        "problem": code, "person": .string(person), "urgency": .string(urgency.rawValue),
      ])
    case .emptySwap(let schedule, let person, let day):
      return .object([
        "problem": code, "schedule": .string(schedule), "person": .string(person),
        "day": .string(day.description),
      ])
    }
  }
}
