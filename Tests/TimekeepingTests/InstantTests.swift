import Testing
import Timekeeping

@Suite struct InstantTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0), ("1970-01-01T00:00:00.001Z", 1),
      ("1969-12-31T23:59:59.999Z", -1), ("1900-01-01T00:00:00.000Z", -2_208_988_800_000),
      ("2000-02-29T12:00:00.000Z", 951_825_600_000),
      ("2026-11-23T03:04:05.678Z", 1_795_403_045_678),
      ("0001-01-01T00:00:00.000Z", -62_135_596_800_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ] as [(String, Int64)]
  )
  func `RFC 3339 text and milliseconds are the same instant`(text: String, milliseconds: Int64) {
    let instant = Instant(milliseconds: milliseconds)

    #expect(instant.rfc3339 == text)
    #expect(Instant(rfc3339: text) == instant)
  }

  @Test func `every day of four centuries round-trips`() {
    for day in stride(from: Int64(-40_000), through: 106_097, by: 1) {
      let instant = Instant(milliseconds: day * 86_400_000 + 86_399_999)
      let text = instant.rfc3339

      guard Instant(rfc3339: text) == instant, text.hasSuffix("T23:59:59.999Z") else {
        Issue.record("\(text) is read as another day")
        return
      }
    }
  }

  @Test(arguments: [
    ("2026-11-23T11:04:05+08:00", "2026-11-23T03:04:05.000Z"),
    ("2026-11-23 03:04:05Z", "2026-11-23T03:04:05.000Z"),
    ("2026-01-01T00:30:00.5-03:30", "2026-01-01T04:00:00.500Z"),
    ("2026-01-01T00:00:00.1239Z", "2026-01-01T00:00:00.123Z"),
    ("2024-12-31T23:00:00-01:00", "2025-01-01T00:00:00.000Z"),
    ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000Z"),
  ])
  func `an offset is taken into account`(text: String, utc: String) {
    #expect(Instant(rfc3339: text)?.rfc3339 == utc)
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T03:04:05", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
    "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-1-01T00:00:00Z",
    "2026-01-01T00:00:00+0800", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+08:60",
    "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00z ", "２０２６-01-01T00:00:00Z",
    "2026-01-01T00:00:00Zjunk", "-026-01-01T00:00:00Z", "2026-01-01T00:00:00.1.2Z",
  ])
  func `anything else is refused`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `instants are ordered and their difference is a time span`() throws {
    let early = try #require(Instant(rfc3339: "2024-02-28T23:59:30Z"))
    let late = try #require(Instant(rfc3339: "2024-02-29T00:00:30Z"))

    #expect(early < late)
    #expect(late - early == .minutes(1))
    #expect(early + .seconds(60) == late)
    #expect((early - late).text == "-1m")
  }
}

@Suite struct TimeSpanTests {
  @Test(
    arguments: [
      ("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("1d", 86_400_000),
      ("1h30m", 5_400_000), ("1 h 30 min", 5_400_000), ("5 minutes", 300_000), ("1 minute", 60_000),
      ("30 秒", 30_000), ("5 分钟", 300_000), ("2 小时", 7_200_000), ("1 天", 86_400_000),
      ("1小时30分", 5_400_000), ("20 毫秒", 20), ("0s", 0), ("366d", 31_622_400_000), ("30S", 30_000),
    ] as [(String, Int64)]
  )
  func `a length is read as authors write it`(text: String, milliseconds: Int64) {
    #expect(TimeSpan(text: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", " ", "30", "s", "5 parsecs", "-5s", "1.5h", "367d", "99999999999999999999s", "５s",
    "10s5", "9223372036854775807d", "365d25h", "m5",
  ])
  func `anything else is refused, a bare number too`(text: String) {
    #expect(TimeSpan(text: text) == nil)
  }

  @Test(
    arguments: [
      (0, "0s"), (1, "1ms"), (90_000, "1m30s"), (86_400_000, "1d"), (90_061_001, "1d1h1m1s1ms"),
      (-90_000, "-1m30s"),
    ] as [(Int64, String)]
  )
  func `a length is printed as it is read`(milliseconds: Int64, text: String) {
    let span = TimeSpan(milliseconds: milliseconds)

    #expect(span.text == text)
    #expect(milliseconds < 0 || TimeSpan(text: text) == span)
  }
}
