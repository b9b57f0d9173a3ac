import ConfigurationReader
import DutyRoster
import Testing

/// The calendar that is shipped, as a file gets it that asks for it.
private func china() throws -> HolidayCalendar {
  let reading = ConfigurationReader.read(
    Array("calendar: china".utf8),
    ConfigurationReader.Surroundings()
  )
  return try #require(reading.configuration?.roster.parts.calendars.first)
}

private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

@Test(arguments: [
  (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
  (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
  (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
])
func `the months of a year have as many working days as was published`(
  year: Int,
  counts: [Int]
) throws {
  let china = try china()

  let computed = try (1...12).map { month in
    let first = try #require(CivilDay(year: year, month: month, day: 1))
    let next = CivilDay(year: year, month: month + 1, day: 1)
    let after = try #require(next ?? CivilDay(year: year + 1, month: 1, day: 1))
    return try china.workingDays(from: first, through: after + -1)
  }

  #expect(computed == counts)
}

@Test(arguments: [
  ("2024-09-25", 5, "2024-10-08"), ("2025-01-24", 5, "2025-02-07"),
  ("2025-04-25", 5, "2025-05-06"), ("2025-04-29", 5, "2025-05-09"),
  ("2025-09-26", 5, "2025-10-10"), ("2025-09-30", 5, "2025-10-14"),
  ("2026-02-12", 5, "2026-02-26"), ("2026-02-13", 5, "2026-02-27"),
  ("2026-04-30", 5, "2026-05-11"), ("2026-09-18", 5, "2026-09-24"),
  ("2026-09-30", 5, "2026-10-13"), ("2025-06-16", 7, "2025-06-25"),
  ("2026-02-11", 7, "2026-02-27"), ("2026-09-24", 7, "2026-10-12"),
])
func `working days are counted from the day after`(
  start: String,
  count: Int,
  due: String
) throws {
  let computed = try china().day(count, workingDaysAfter: day(start))

  #expect(computed.description == due)
}

@Test(arguments: [
  ("2026-02-16", "2026-02-24"), ("2026-10-01", "2026-10-08"), ("2026-05-05", "2026-05-06"),
  ("2026-10-10", "2026-10-10"),
])
func `a day off rolls to the next day of work`(start: String, rolled: String) throws {
  #expect(try china().rolled(day(start)).description == rolled)
}

@Test(arguments: [
  ("2026-10-01", HolidayCalendar.Kind.holiday("国庆节")), ("2026-10-07", .holiday("国庆节")),
  ("2026-10-08", .working), ("2026-10-10", .makeUp), ("2026-10-11", .weekend),
  ("2026-09-20", .makeUp), ("2026-02-14", .makeUp), ("2026-02-20", .holiday("春节")),
  ("2025-10-06", .holiday("国庆节、中秋节")), ("2026-01-04", .makeUp),
])
func `a day is what the State Council said`(text: String, kind: HolidayCalendar.Kind) throws {
  #expect(try china().kind(of: day(text)) == kind)
}

@Test func `working days go no further than the years that are known`() throws {
  let china = try china()
  let start = try day("2026-12-25")

  #expect(throws: RosterFault.calendarYearMissing(calendar: "china", year: 2027)) {
    try china.day(5, workingDaysAfter: start)
  }
}
