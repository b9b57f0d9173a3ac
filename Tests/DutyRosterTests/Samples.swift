import DutyRoster
import Phrases
import Testing
import Timekeeping

func zone(_ name: String) throws -> DutyZone { try #require(DutyZone(name)) }

func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

/// The instant of RFC 3339 text; seconds may be left out.
func instant(_ text: String) throws -> Instant {
  let full = text.hasSuffix("Z") && text.utf8.count == 17 ? text.dropLast() + ":00Z" : text[...]
  return try #require(Instant(rfc3339: String(full)))
}

func interval(_ start: String, _ end: String) throws -> DutyInterval {
  DutyInterval(from: try instant(start), to: try instant(end))
}

/// The wall time of `2026-10-01 08:00`.
func wall(_ text: String) throws -> WallTime {
  let parts = text.split(separator: " ")
  let time = try #require(TimeOfDay(parts[1]))
  return WallTime(try day(String(parts[0])), minutes: time.minutes)
}

func turns(
  _ start: String,
  hours: Int64,
  _ participants: [[String]],
  name: String = "base",
  during: Hours? = nil
) throws -> Layer {
  Layer(
    name: name,
    rotation: .turns(
      Turns(
        start: try wall(start),
        wallMilliseconds: hours * 3_600_000,
        participants: participants
      )
    ),
    during: during
  )
}

func times(_ ranges: String..., days: Hours.Days = .every) throws -> Hours {
  Hours([Hours.Window(days: days, times: try ranges.map { try #require(TimeRange($0)) })])
}

/// A roster of one schedule `duty` whose people are those that it names.
func roster(
  _ zone: DutyZone,
  _ layers: [Layer],
  overrides: [DutyOverride] = [],
  change: (inout Roster.Parts) -> Void = { _ in }
) -> Roster {
  var parts = Roster.Parts()
  parts.zone = zone
  parts.schedules = [
    Schedule(
      id: "duty",
      name: "Duty",
      zone: zone,
      place: "on-site",
      layers: layers,
      overrides: overrides
    )
  ]
  parts.people = ["a", "b", "c", "d"].map { id in
    Person(
      id: id,
      name: id.uppercased(),
      language: .english,
      zone: zone,
      contacts: [Person.ContactMethod(notifier: "sms", address: "+44770090010\(id)")]
    )
  }
  change(&parts)
  return Roster(parts)
}

/// Shifts as `2026-10-01T08:00 2026-10-01T20:00 a`, in UTC.
func text(_ shifts: [Shift]) -> [String] {
  shifts.map {
    "\($0.time.start.rfc3339.prefix(16)) \($0.time.end.rfc3339.prefix(16)) \($0.person)"
  }
}
