import DutyRoster
import Foundation
import TestSupport
import Testing
import Timekeeping

@Test func `a skipped, a repeated and an ordinary wall time are told apart`() throws {
  let newYork = try zone("America/New_York")

  let skipped = newYork.occurrence(of: try wall("2026-03-08 02:30"))
  let repeated = newYork.occurrence(of: try wall("2026-11-01 01:30"))
  let ordinary = newYork.occurrence(of: try wall("2026-07-01 12:00"))

  #expect(skipped == .never(skippedAt: try instant("2026-03-08T07:00Z")))
  #expect(
    repeated
      == .twice(first: try instant("2026-11-01T05:30Z"), last: try instant("2026-11-01T06:30Z"))
  )
  #expect(ordinary == .once(try instant("2026-07-01T16:00Z")))
}

@Test func `a zone that changes by half an hour is followed`() throws {
  let island = try zone("Australia/Lord_Howe")

  let skipped = island.occurrence(of: try wall("2026-10-04 02:15"))
  let repeated = island.occurrence(of: try wall("2026-04-05 01:45"))

  #expect(skipped == .never(skippedAt: try instant("2026-10-03T15:30Z")))
  #expect(
    repeated
      == .twice(first: try instant("2026-04-04T14:45Z"), last: try instant("2026-04-04T15:15Z"))
  )
}

@Test func `the clock on the wall is the system's in every zone`() throws {
  var numbers = SeededNumbers(seed: 7)
  var wrong: [String] = []

  for name in DutyZone.identifiers {
    let zone = try zone(name)
    let system = try #require(TimeZone(identifier: name))
    for _ in 0..<10 {
      let second = Int.random(in: -1_000_000_000..<4_000_000_000, using: &numbers)
      let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      let ahead = zone.secondsAhead(at: Instant(milliseconds: Int64(second) * 1000))
      if ahead != expected { wrong.append("\(name) \(second)") }
    }
  }

  #expect(wrong == [])
}

/// How people take turns, and a time to hand over that most changes of the clock hit.
private struct Rotation: Sendable, CustomTestStringConvertible {
  var hours: Int64
  var handover: String
  var testDescription: String { "every \(hours) h at \(handover)" }
}

@Test(arguments: [
  Rotation(hours: 24, handover: "02:30"), Rotation(hours: 24, handover: "00:00"),
  Rotation(hours: 168, handover: "01:30"),
])
private func `turns leave no gap and no overlap in any zone of the world`(
  rotation: Rotation
) throws {
  let first = try instant("2024-01-02T00:00Z")
  let last = try instant("2029-01-01T00:00Z")
  let layer = try turns(
    "2024-01-01 \(rotation.handover)",
    hours: rotation.hours,
    [["a"], ["b"], ["c"]]
  )
  var zoneCount = 0
  var changeCount = 0
  var skippedCount = 0

  for name in DutyZone.identifiers {
    let zone = try zone(name)
    let duty = roster(zone, [layer])
    zoneCount += 1
    // Time without a change is the same everywhere: its first days stand for it.
    for start in [first] + changes(zone, from: first, to: last) {
      changeCount += 1
      let end = start + .seconds(25 * 86_400)
      var previous = start
      var wrong: [String] = []
      for shift in try duty.shifts(of: "duty", from: start, to: end) {
        if shift.time.start != previous { wrong.append("\(name) \(shift.time.start.rfc3339)") }
        previous = shift.time.end
        guard shift.time.start > start else { continue }
        let handover = try wall("\(shift.startDay) \(rotation.handover)")
        if zone.wall(shift.time.start) != handover {
          skippedCount += 1
          // Only where clocks skipped the time: one millisecond earlier it had not come yet.
          let before = Instant(milliseconds: shift.time.start.milliseconds - 1)
          let isSkip = zone.wall(before) < handover && zone.wall(shift.time.start) > handover
          if !isSkip { wrong.append("\(name) \(handover)") }
        }
      }
      if previous != end { wrong.append("\(name) ends \(previous.rfc3339)") }
      #expect(wrong == [])
    }
  }

  #expect(zoneCount > 300)
  #expect(changeCount > zoneCount + 1000)
  #expect(skippedCount > 0 || rotation.hours == 168)
}

/// Ten days before each change of the clock, or a little less.
private func changes(_ zone: DutyZone, from start: Instant, to end: Instant) -> [Instant] {
  var changes: [Instant] = []
  var instant = start
  while instant < end {
    let next = instant + .seconds(10 * 86_400)
    if zone.secondsAhead(at: instant) != zone.secondsAhead(at: next) {
      changes.append(Instant(milliseconds: instant.milliseconds - 5 * 86_400_000))
    }
    instant = next
  }
  return changes
}

@Test func `an hourly rotation follows the wall clock`() throws {
  let layer = try turns("2026-01-01 00:00", hours: 1, [["a"], ["b"]])
  let duty = roster(try zone("America/New_York"), [layer])

  let spring = try duty.shifts(
    of: "duty",
    from: instant("2026-03-08T05:00Z"),
    to: instant("2026-03-08T09:00Z")
  )
  let autumn = try duty.shifts(
    of: "duty",
    from: instant("2026-11-01T04:00Z"),
    to: instant("2026-11-01T08:00Z")
  )

  // 02:00 to 03:00 does not exist in spring, and 01:00 to 02:00 lasts two hours in autumn.
  #expect(
    text(spring) == [
      "2026-03-08T05:00 2026-03-08T06:00 a", "2026-03-08T06:00 2026-03-08T07:00 b",
      "2026-03-08T07:00 2026-03-08T08:00 b", "2026-03-08T08:00 2026-03-08T09:00 a",
    ]
  )
  #expect(
    text(autumn) == [
      "2026-11-01T04:00 2026-11-01T05:00 a", "2026-11-01T05:00 2026-11-01T07:00 b",
      "2026-11-01T07:00 2026-11-01T08:00 a",
    ]
  )
}

@Test func `a shift begins at the first and ends at the last of two equal wall times`() throws {
  let range = try #require(TimeRange("01:30-05:00"))
  let evening = try #require(TimeRange("20:00-01:30"))
  let start = try day("2026-10-31")
  let alone = ShiftTable(
    start: start,
    rows: [[ShiftTable.Entry(shift: "evening", time: evening, people: ["a"])]]
  )
  let handedOver = ShiftTable(
    start: start,
    rows: [
      [
        ShiftTable.Entry(shift: "evening", time: evening, people: ["a"]),
        ShiftTable.Entry(shift: "night", time: range, people: ["b"]),
      ]
    ]
  )
  let zone = try zone("America/New_York")
  let from = try instant("2026-10-31T12:00Z")
  let to = try instant("2026-11-01T12:00Z")

  let last = try roster(zone, [Layer(name: "1", rotation: .shifts(alone))])
    .shifts(of: "duty", from: from, to: to)
  let first = try roster(zone, [Layer(name: "1", rotation: .shifts(handedOver))])
    .shifts(of: "duty", from: from, to: to)

  #expect(text(last) == ["2026-11-01T00:00 2026-11-01T06:30 a"])
  #expect(
    text(first) == [
      "2026-11-01T00:00 2026-11-01T05:30 a", "2026-11-01T05:30 2026-11-01T10:00 b",
    ]
  )
}
