import DutyRoster
import Testing

@Test(arguments: [
  ("2026-10-01", 20_727, Weekday.thursday), ("1970-01-01", 0, .thursday),
  ("2024-02-29", 19_782, .thursday), ("2000-02-29", 11_016, .tuesday),
  ("1969-12-31", -1, .wednesday), ("2026-12-31", 20_818, .thursday),
])
func `a day is counted and named`(text: String, number: Int, weekday: Weekday) throws {
  let day = try day(text)

  #expect(day.number == number)
  #expect(day.weekday == weekday)
  #expect(day.description == text)
}

@Test func `every day of four centuries comes back from its number`() {
  let wrong = (-150_000..<150_000).first { number in
    let day = CivilDay(number: number)
    return CivilDay(year: day.year, month: day.month, day: day.day)?.number != number
  }

  #expect(wrong == nil)
}

@Test(arguments: ["2026-02-29", "2026-04-31", "2026-13-01", "2026-1-1", "0000-01-01", "", "x-y-z"])
func `a day that the calendar lacks is none`(text: String) {
  #expect(CivilDay(text) == nil)
}

@Test(arguments: [
  ("08:30-18:00", 510, 1080), ("20:00-08:00", 1200, 1920), ("00:00-24:00", 0, 1440),
  ("08:00-08:00", 480, 1920),
])
func `a range of times may go over midnight`(text: String, start: Int, end: Int) throws {
  let range = try #require(TimeRange(text))

  #expect(range.start.minutes == start)
  #expect(range.endMinutes == end)
}

@Test(arguments: ["08:30", "24:00-08:00", "8-9", "08:60-09:00", "25:00-26:00", "08:00-18:00-20:00"])
func `what is no range of times is none`(text: String) {
  #expect(TimeRange(text) == nil)
}
