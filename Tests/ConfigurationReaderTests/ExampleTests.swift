import ConfigurationReader
import DutyRoster
import Foundation
import Phrases
import RunbookModel
import TestSupport
import Testing
import Timekeeping

/// The configuration of the examples.
private func example() throws -> Configuration {
  let bytes = try Data(contentsOf: package.appending(path: "examples/tocsin.yaml"))
  let reading = ConfigurationReader.read(Array(bytes), ConfigurationReader.Surroundings())
  #expect(reading.findings == [])
  return try #require(reading.configuration)
}

private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

@Test(arguments: Language.allCases)
func `the National Day of 2026 is a page that a person can read`(language: Language) throws {
  let sheet = try RosterSheet(
    example().roster,
    from: day("2026-09-20"),
    through: day("2026-10-11"),
    language: language
  )

  let text = sheet.text(columns: 80)

  let long = text.split(separator: "\n").filter { DisplayWidth.width(of: $0) > 80 }
  #expect(long == [])
  try Golden.expect(text, is: "national-day.\(language.rawValue).txt")
}

@Test func `the page for the wall needs nothing else`() throws {
  let sheet = try RosterSheet(
    example().roster,
    from: day("2026-09-30"),
    through: day("2026-10-04"),
    language: .chinese
  )

  let html = sheet.html()

  #expect(!html.contains("http") && !html.contains("<script"))
  try Golden.expect(html, is: "national-day.html")
}

@Test func `the calendar file keeps the rules of iCalendar`() throws {
  let text = try RosterCalendarFile.text(
    example().roster,
    from: day("2026-10-01"),
    through: day("2026-10-02"),
    language: .chinese,
    now: instant("2026-09-01T00:00:00Z")
  )

  let lines = text.components(separatedBy: "\r\n")
  #expect(lines.last == "")
  #expect(!text.replacing("\r\n", with: "").contains("\n"))
  #expect(lines.allSatisfy { $0.utf8.count <= 75 })
  let identifiers = lines.filter { $0.hasPrefix("UID:") }
  #expect(Set(identifiers).count == identifiers.count)
  try Golden.expect(text.replacing("\r\n", with: "\n"), is: "national-day.ics")
}

@Test func `a long line of a calendar file is folded between characters`() throws {
  let name = String(repeating: "国庆值守", count: 20) + "; a, b\\c"
  let text = """
    people: { a: { name: '\(name)' } }
    schedules: { s: { layers: [{ rotation: daily, starts: 2026-01-01, participants: [a] }] } }
    """
  let reading = ConfigurationReader.read(Array(text.utf8), ConfigurationReader.Surroundings())
  let roster = try #require(reading.configuration?.roster)

  let file = try RosterCalendarFile.text(
    roster,
    from: day("2026-10-01"),
    through: day("2026-10-01"),
    language: .english,
    now: instant("2026-09-01T00:00:00Z")
  )

  let lines = file.components(separatedBy: "\r\n")
  #expect(lines.contains { $0.hasPrefix(" ") })
  #expect(lines.allSatisfy { $0.utf8.count <= 75 })
  let unfolded = file.replacing("\r\n ", with: "")
  #expect(unfolded.contains(String(repeating: "国庆值守", count: 20) + "\\; a\\, b\\\\c"))
}

@Test func `a shift has one identifier in every calendar file`() throws {
  let roster = try example().roster
  let files = try ["2026-10-01", "2026-10-02"].map { first in
    try RosterCalendarFile.text(
      roster,
      from: day(first),
      through: day("2026-10-02"),
      language: .english,
      now: instant("2026-09-01T00:00:00Z")
    )
  }

  let identifiers = files.map { file in
    Set(file.components(separatedBy: "\r\n").filter { $0.hasPrefix("UID:") })
  }

  #expect(!identifiers[1].isEmpty)
  #expect(identifiers[1].isSubset(of: identifiers[0]))
}

@Test func `the example is covered at every minute of 2026`() throws {
  let roster = try example().roster
  let start = try instant("2025-12-31T16:00:00Z")
  let end = try instant("2026-12-31T16:00:00Z")

  let problems = try RosterCheck(roster, from: start, to: end).problems()

  #expect(problems == [])
}

@Test func `without the override the holiday has a gap that is named to the minute`() throws {
  let bytes = try Data(contentsOf: package.appending(path: "examples/tocsin.yaml"))
  let text = String(decoding: bytes, as: UTF8.self)
    .replacing("people: [emma-clarke]\n", with: "people: []\n")
  let reading = ConfigurationReader.read(Array(text.utf8), ConfigurationReader.Surroundings())
  let roster = try #require(reading.configuration?.roster)
  let start = try instant("2026-09-29T16:00:00Z")
  let end = try instant("2026-10-07T16:00:00Z")

  let problems = try RosterCheck(roster, from: start, to: end).problems()

  #expect(
    problems == [
      .tooFew(
        rule: "机动不少于2人",
        needed: 2,
        present: ["liu-yang"],
        time: DutyInterval(
          from: try instant("2026-09-30T16:00:00Z"),
          to: try instant("2026-10-03T16:00:00Z")
        )
      )
    ]
  )
  let sentence = ProblemText(roster, language: .chinese).sentence(problems[0])
  #expect(
    sentence == "2026-10-01 00:00 至 2026-10-04 00:00：机动不少于2人：在岗 1 人，需要 2 人（刘洋）"
  )
}

@Test func `a year that nobody has published is a fault and somebody is called all the same`()
  throws
{
  let roster = try example().roster
  let moment = try instant("2027-01-06T02:00:00Z")

  let responders = roster.responders(for: [.role("ic")], urgency: .high, at: moment)

  #expect(throws: RosterFault.calendarYearMissing(calendar: "china", year: 2027)) {
    try roster.onCall(at: moment)
  }
  #expect(responders.map(\.person) == ["zhou-qiang", "wu-hao"])
  #expect(
    responders[0].chosenBy == "role:ic, schedule:leader, layer 工作时间, calendar china without 2027"
  )
}

@Test(arguments: [
  (nil, "2026-10-09T02:00:00Z", ["schedule:on-site", "schedule:mobile", "role:ic"]),
  (
    "sev1", "2026-10-09T02:00:00Z",
    ["schedule:on-site schedule:mobile", "role:ic notifier:robot", "team:engineers"]
  ),
  // In office hours, and at noon of a holiday.
  ("sev4", "2026-10-09T02:00:00Z", ["schedule:on-site", "schedule:mobile", "role:ic"]),
  ("sev4", "2026-10-01T04:00:00Z", ["schedule:on-site"]),
  // A Saturday that is worked.
  ("sev4", "2026-10-10T04:00:00Z", ["schedule:on-site", "schedule:mobile", "role:ic"]),
])
func `the policy of an incident goes by its severity and hour`(
  severity: String?,
  at: String,
  levels: [String]
) throws {
  let configuration = try example()

  let policy = try #require(
    configuration.policy(
      named: nil,
      severity: severity.flatMap { Severity(rawValue: $0) },
      at: instant(at)
    )
  )

  #expect(policy.name == "duty")
  #expect(
    policy.levels.map { $0.targets.map(\.description).joined(separator: " ") } == levels
  )
  #expect(policy.repeats == (severity == "sev1" ? 2 : 1))
}

@Test func `a group of notifiers stands for its members`() throws {
  let configuration = try example()

  #expect(configuration.providers("sms").map(\.id) == ["sms-main", "sms-backup"])
  #expect(configuration.providers("robot").map(\.card) == ["wecom-robot"])
  #expect(configuration.providers("pigeon") == [])
  #expect(
    configuration.policy(named: "gone", severity: nil, at: try instant("2026-10-01T00:00:00Z"))
      == nil
  )
}

@Test func `settings of the engine are read`() throws {
  let configuration = try example()
  let engine = configuration.engine

  #expect(
    configuration.server
      == ServerSettings(host: "127.0.0.1", port: 8787, url: "https://tocsin.example.org")
  )
  #expect(engine.auditAge == .minutes(2))
  #expect(engine.heartbeat?.address == .url("https://health.example.org/ping/tocsin"))
  #expect(engine.heartbeat?.interval == .minutes(1))
}
