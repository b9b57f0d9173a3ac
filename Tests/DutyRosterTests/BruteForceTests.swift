import DutyRoster
import TestSupport
import Testing
import Timekeeping

/// A roster's schedule, minute by minute, from definitions instead of arithmetic.
///
/// A wall time has come at the first instant at which the clock has ever shown it or later, and is
/// over when the clock will never again show it or less.
private struct MinuteModel {
  let schedule: Schedule
  let parts: Roster.Parts
  let start: Instant
  let count: Int
  /// The latest time that the clock has shown up to each minute.
  private var highest: [WallTime] = []
  /// The earliest time that the clock still shows from each minute on.
  private var lowest: [WallTime] = []

  init(_ parts: Roster.Parts, from start: Instant, minutes count: Int) {
    schedule = parts.schedules[0]
    self.parts = parts
    self.start = start
    self.count = count
    let margin = 3 * 1440
    let walls = (-margin..<count + margin).map { minute in
      schedule.zone.wall(start + .minutes(Int64(minute)))
    }
    var high = walls[0]
    highest = walls.map { wall in
      high = max(high, wall)
      return high
    }
    var low = walls[walls.count - 1]
    lowest = walls.reversed().map { wall in
      low = min(low, wall)
      return low
    }.reversed()
    highest = Array(highest[margin..<margin + count])
    lowest = Array(lowest[margin..<margin + count + 1])
  }

  /// The people on duty in that minute, sorted.
  func people(_ minute: Int) -> [String] {
    var duty: [(person: String, day: CivilDay)] = []
    for layer in schedule.layers {
      let own = self.duty(of: layer, minute)
      if !own.isEmpty { duty = own }
    }
    for swap in parts.swaps {
      duty = duty.map { entry in
        if entry.person == swap.person, entry.day == swap.day { return (swap.other, entry.day) }
        if entry.person == swap.other, entry.day == swap.returnDay {
          return (swap.person, entry.day)
        }
        return entry
      }
    }
    let instant = start + .minutes(Int64(minute))
    var people = duty.map(\.person)
    for override in schedule.overrides where override.time.contains(instant) {
      if let replaced = override.replaced {
        if people.contains(replaced) {
          people = people.filter { $0 != replaced } + override.people
        }
      } else {
        people = override.people
      }
    }
    let away = Set(parts.leave.filter { $0.time.contains(instant) }.map(\.person))
    return Set(people).subtracting(away).sorted()
  }

  private func duty(of layer: Layer, _ minute: Int) -> [(person: String, day: CivilDay)] {
    guard layer.during.map({ isOpen($0, minute) }) ?? true else { return [] }
    switch layer.rotation {
    case .turns(let turns):
      let elapsed = highest[minute].milliseconds - turns.start.milliseconds
      guard elapsed >= 0 else { return [] }
      let number = elapsed / turns.wallMilliseconds
      let begun = WallTime(
        milliseconds: turns.start.milliseconds + number * turns.wallMilliseconds
      )
      return turns.participants[Int(number) % turns.participants.count].map { ($0, begun.day) }
    case .shifts(let table):
      let today = highest[minute].day
      return (-3...1).flatMap { offset -> [(person: String, day: CivilDay)] in
        let day = today + offset
        return table.entries(on: day).filter { entry in
          let from = WallTime(day, minutes: entry.time.start.minutes)
          let to = WallTime(day, minutes: entry.time.endMinutes)
          let handsOver = table.entries(on: to.day)
            .contains { $0.time.start.minutes == to.minutes }
          return highest[minute] >= from
            && (handsOver ? highest[minute] < to : !isOver(to, minute))
        }
        .flatMap { entry in entry.people.map { ($0, day) } }
      }
    }
  }

  private func isOver(_ wall: WallTime, _ minute: Int) -> Bool {
    lowest[minute] >= wall && lowest[minute + 1] > wall
  }

  private func isOpen(_ hours: Hours, _ minute: Int) -> Bool {
    let today = highest[minute].day
    let isInside = hours.windows.contains { window in
      (-3...1).contains { offset in
        let day = today + offset
        guard isOpen(window.days, day),
          window.dates.isEmpty || window.dates.contains(where: { $0.contains(day) })
        else { return false }
        return window.times.contains { range in
          highest[minute] >= WallTime(day, minutes: range.start.minutes)
            && !isOver(WallTime(day, minutes: range.endMinutes), minute)
        }
      }
    }
    return isInside != hours.isOutside
  }

  private func isOpen(_ days: Hours.Days, _ day: CivilDay) -> Bool {
    switch days {
    case .every: return true
    case .weekdays(let weekdays): return weekdays.contains(day.weekday)
    case .worked, .off, .holidays:
      let kind = try? parts.calendars[0].kind(of: day)
      if case .worked = days { return kind?.isWorked == true }
      if case .off = days { return kind?.isWorked == false }
      if case .holiday = kind { return true }
      return false
    }
  }
}

/// Rosters that chance makes.
private struct RosterMaker {
  var numbers: SeededNumbers
  let zone: DutyZone
  let first: CivilDay

  mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
  mutating func happens(_ percent: Int) -> Bool { roll(1...100) <= percent }

  mutating func people() -> [String] {
    let all = ["a", "b", "c", "d"]
    let first = roll(0...3)
    return happens(30) ? [all[first], all[(first + roll(1...3)) % 4]] : [all[first]]
  }

  mutating func range() -> TimeRange {
    // Half hours around the times at which clocks change are drawn most often.
    let start = happens(60) ? roll(0...8) * 30 : roll(0...47) * 30
    let end = happens(60) ? roll(0...8) * 30 : roll(1...48) * 30
    return TimeRange(from: TimeOfDay(minutes: start), to: TimeOfDay(minutes: end))
  }

  mutating func hours() -> Hours {
    let windows = (0..<roll(1...2)).map { _ -> Hours.Window in
      let days: [Hours.Days] = [
        .every, .weekdays([.monday, .saturday, .sunday]), .worked(calendar: "c"),
        .off(calendar: "c"), .holidays(calendar: "c"),
      ]
      let times = (0..<roll(1...2)).map { _ in range() }
      let from = first + roll(0...4)
      return Hours.Window(
        days: days[roll(0...4)],
        times: times,
        dates: happens(20) ? [from...(from + roll(0...4))] : []
      )
    }
    return Hours(windows, isOutside: happens(30))
  }

  mutating func layer(_ name: String) -> Layer {
    let during = happens(50) ? hours() : nil
    if happens(60) {
      let lengths: [Int64] = [1, 2, 3, 5, 8, 12, 24, 48, 168]
      let start = WallTime(first + -roll(0...20), minutes: roll(0...47) * 30)
      let participants = (0..<roll(1...4)).map { _ in people() }
      let turns = Turns(
        start: start,
        wallMilliseconds: lengths[roll(0...8)] * 3_600_000,
        participants: participants
      )
      return Layer(name: name, rotation: .turns(turns), during: during)
    }
    let times = (0..<roll(1...3)).map { _ in range() }
    let rows = (0..<roll(1...4)).map { _ in
      times.filter { _ in happens(70) }.map { time in
        ShiftTable.Entry(shift: "\(time)", time: time, people: people())
      }
    }
    let table = ShiftTable(start: first + -roll(0...3), rows: rows)
    return Layer(name: name, rotation: .shifts(table), during: during)
  }

  mutating func time(from start: Instant) -> DutyInterval {
    let begin = start + .minutes(Int64(roll(0...180) * 60))
    return DutyInterval(from: begin, to: begin + .minutes(Int64(roll(1...40) * 90)))
  }

  mutating func parts(from start: Instant) -> Roster.Parts {
    var parts = Roster.Parts()
    parts.zone = zone
    let layers = (0..<roll(1...3)).map { layer("\($0)") }
    let overrides = (0..<roll(0...2)).map { _ in
      DutyOverride(
        time: time(from: start),
        people: happens(80) ? people() : [],
        replaced: happens(40) ? people()[0] : nil
      )
    }
    parts.schedules = [
      Schedule(id: "duty", name: "Duty", zone: zone, layers: layers, overrides: overrides)
    ]
    parts.leave = (0..<roll(0...2)).map { _ in Leave(person: people()[0], time: time(from: start)) }
    parts.swaps = (0..<roll(0...2)).map { _ in
      Swap(
        schedule: "duty",
        person: people()[0],
        day: first + roll(0...7),
        other: people()[0],
        returnDay: happens(50) ? first + roll(0...7) : nil
      )
    }
    let holidays = (0..<roll(0...3)).map { _ in (first + roll(0...7), "holiday") }
    let year = HolidayCalendar.Year(
      daysOff: Dictionary(holidays, uniquingKeysWith: { first, _ in first }),
      workedDays: happens(50) ? [first + roll(0...7)] : []
    )
    let years = Dictionary(uniqueKeysWithValues: (2020...2030).map { ($0, year) })
    parts.calendars = [HolidayCalendar(id: "c", years: years)]
    return parts
  }
}

private let changes = [
  ("America/New_York", "2026-03-05"), ("America/New_York", "2026-10-29"),
  ("Europe/London", "2026-03-26"), ("Europe/London", "2026-10-22"),
  ("Australia/Lord_Howe", "2026-10-01"), ("Australia/Lord_Howe", "2026-04-02"),
  ("Antarctica/Troll", "2026-03-26"), ("Africa/Casablanca", "2026-02-12"),
  ("Asia/Shanghai", "2026-09-29"), ("America/Santiago", "2026-09-03"),
  ("Asia/Shanghai", "2023-12-28"), ("Europe/Berlin", "2024-02-26"),
]

@Test(arguments: 0..<48)
func `who is on duty is what the definitions say at every minute`(seed: Int) throws {
  let (name, text) = changes[seed % changes.count]
  let zone = try zone(name)
  let first = try day(text)
  let start = zone.first(WallTime(first, minutes: 0))
  let minutes = 7 * 1440
  var maker = RosterMaker(numbers: SeededNumbers(seed: UInt64(seed)), zone: zone, first: first)
  let parts = maker.parts(from: start)
  let model = MinuteModel(parts, from: start, minutes: minutes)

  let end = start + .minutes(Int64(minutes))
  let shifts = try Roster(parts).shifts(of: "duty", from: start, to: end)

  var duty = [[String]](repeating: [], count: minutes)
  for shift in shifts {
    let from = Int((shift.time.start - start).milliseconds / 60_000)
    let to = Int((shift.time.end - start).milliseconds / 60_000)
    for minute in from..<to { duty[minute].append(shift.person) }
  }
  // Everything begins and ends at half hours: the minutes before and after these tell all.
  let looked = (0..<minutes).filter { $0 % 15 == 0 || $0 % 15 == 14 }
  let wrong = looked.first { Set(duty[$0]).sorted() != model.people($0) }
  if let wrong {
    let moment = (start + .minutes(Int64(wrong))).rfc3339
    Issue.record("\(moment): \(duty[wrong]) instead of \(model.people(wrong))")
  }
}

@Test(arguments: 0..<12)
func `a moment alone gives the same people as the time around it`(seed: Int) throws {
  let (name, text) = changes[seed % changes.count]
  let zone = try zone(name)
  let first = try day(text)
  let start = zone.first(WallTime(first, minutes: 0))
  var maker = RosterMaker(
    numbers: SeededNumbers(seed: UInt64(seed + 1000)),
    zone: zone,
    first: first
  )
  let roster = Roster(maker.parts(from: start))
  let end = start + .minutes(7 * 1440)

  let shifts = try roster.shifts(from: start, to: end)

  for step in 0..<100 {
    let moment = start + .minutes(Int64(step * 99))
    let alone = try roster.onCall(at: moment).map { "\($0.person) \($0.rule)" }
    let around = shifts.filter { $0.time.contains(moment) }.map { "\($0.person) \($0.rule)" }
    #expect(alone.sorted() == around.sorted())
  }
}
