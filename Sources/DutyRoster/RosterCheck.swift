public import Timekeeping

/// Looks for everything that will go wrong with a roster between two times.
public struct RosterCheck: Sendable {
  private let roster: Roster
  private let whole: DutyInterval
  private let context: HoursContext
  private let timetable: DutyTimetable
  /// The shifts of each schedule, in the order of the schedules.
  private var shifts: [(schedule: Schedule, shifts: [Shift])] { timetable.shifts }

  /// A check of `roster` from `start` to `end`.
  public init(_ roster: Roster, from start: Instant, to end: Instant) throws(RosterFault) {
    self.roster = roster
    whole = DutyInterval(from: start, to: max(start, end))
    context = HoursContext(calendars: roster.calendars)
    timetable = try DutyTimetable(roster, from: whole.start, to: whole.end)
  }

  /// What will go wrong, kind after kind, each in the order of time.
  public func problems() throws(RosterFault) -> [RosterProblem] {
    var problems: [RosterProblem] = []
    for rule in roster.parts.coverage { problems += try self.problems(with: rule) }
    problems += severalPlaces()
    for limit in roster.parts.limits { problems += self.problems(with: limit) }
    for (schedule, _) in shifts { problems += clockChanges(in: schedule) }
    problems += unreachable() + emptySwaps()
    return problems
  }

  // MARK: Coverage

  private func problems(with rule: CoverageRule) throws(RosterFault) -> [RosterProblem] {
    let open =
      try rule.during?.intervals(in: whole, zone: roster.zone, context: context) ?? [whole]
    let stretches =
      switch rule.subject {
      case .place(let place): DutyTimetable.stretches(people(in: place), in: whole)
      case .schedule(let id): timetable.stretches(of: [.schedule(id)])
      case .role(let id): timetable.stretches(of: [.role(id)])
      }
    var problems: [RosterProblem] = []
    for stretch in stretches {
      let isShort = stretch.people.count < rule.atLeast
      let isLong = rule.atMost.map { stretch.people.count > $0 } ?? false
      guard isShort || isLong else { continue }
      for time in open.common(with: stretch.time) {
        problems.append(
          isShort
            ? .tooFew(rule: rule.name, needed: rule.atLeast, present: stretch.people, time: time)
            : .tooMany(
              rule: rule.name,
              allowed: rule.atMost ?? 0,
              present: stretch.people,
              time: time
            )
        )
      }
    }
    return problems
  }

  private func people(in place: String) -> [String: [DutyInterval]] {
    var people: [String: [DutyInterval]] = [:]
    for (schedule, shifts) in shifts where schedule.place == place {
      for shift in shifts { people[shift.person, default: []].append(shift.time) }
    }
    return people.mapValues { $0.merged() }
  }

  // MARK: People

  /// People in the order in which they first appear, with their shifts.
  private func byPerson() -> [(person: String, shifts: [Shift])] {
    var order: [String] = []
    var all: [String: [Shift]] = [:]
    for shift in shifts.flatMap(\.shifts) {
      if all[shift.person] == nil { order.append(shift.person) }
      all[shift.person, default: []].append(shift)
    }
    return order.map { ($0, all[$0] ?? []) }
  }

  private func severalPlaces() -> [RosterProblem] {
    byPerson().flatMap { person, shifts -> [RosterProblem] in
      let placed = shifts.filter { $0.place != nil }
      guard Set(placed.map(\.place)).count > 1 else { return [] }
      let places = Dictionary(grouping: placed) { $0.place ?? "" }
        .mapValues { $0.map(\.time).merged() }
      return DutyTimetable.stretches(places, in: whole)
        .filter { $0.people.count > 1 }
        .map { stretch in
          let schedules = placed.filter { $0.time.clipped(to: stretch.time) != nil }
            .map(\.schedule)
          return .severalPlaces(
            person: person,
            schedules: Set(schedules).sorted(),
            time: stretch.time
          )
        }
    }
  }

  private func problems(with limit: WorkLimit) -> [RosterProblem] {
    byPerson().flatMap { person, shifts -> [RosterProblem] in
      let counted = shifts.filter { shift in
        limit.places.isEmpty || shift.place.map { limit.places.contains($0) } ?? false
      }
      let work = counted.map(\.time).merged()
      let zone = roster.person(person)?.zone ?? roster.zone
      var problems: [RosterProblem] = []
      if let allowed = limit.perDay {
        for (day, worked) in Self.sums(of: work, zone: zone, by: { $0 }) where worked > allowed {
          problems.append(
            .longDay(person: person, limit: limit.name, day: day, worked: worked, allowed: allowed)
          )
        }
      }
      if let allowed = limit.perWeek {
        for (day, worked) in Self.sums(of: work, zone: zone, by: { $0.startOfWeek })
        where worked > allowed {
          problems.append(
            .longWeek(person: person, limit: limit.name, day: day, worked: worked, allowed: allowed)
          )
        }
      }
      if let wanted = limit.rest {
        for (before, after) in zip(work, work.dropFirst()) {
          let rest = DutyInterval(from: before.end, to: after.start)
          if rest.length < wanted {
            problems.append(
              .shortRest(person: person, limit: limit.name, time: rest, wanted: wanted)
            )
          }
        }
      }
      return problems
    }
  }

  /// How much work falls on each day, or on each week when `group` gives its first day.
  private static func sums(
    of work: [DutyInterval],
    zone: DutyZone,
    by group: (CivilDay) -> CivilDay
  ) -> [(day: CivilDay, worked: TimeSpan)] {
    var sums: [(day: CivilDay, worked: TimeSpan)] = []
    for interval in work {
      var start = interval.start
      while start < interval.end {
        let day = zone.wall(start).day
        let midnight = zone.first(WallTime(day + 1, minutes: 0))
        let end = min(interval.end, max(midnight, start + .seconds(1)))
        let key = group(day)
        if sums.last?.day == key {
          sums[sums.count - 1].worked = sums[sums.count - 1].worked + (end - start)
        } else {
          sums.append((key, end - start))
        }
        start = end
      }
    }
    return sums
  }

  private func unreachable() -> [RosterProblem] {
    byPerson().flatMap { id, _ -> [RosterProblem] in
      guard let person = roster.person(id) else { return [] }
      return Urgency.allCases.filter { person.contacts(for: $0).isEmpty }
        .map { .unreachable(person: id, urgency: $0) }
    }
  }

  private func emptySwaps() -> [RosterProblem] {
    roster.parts.swaps.flatMap { swap -> [RosterProblem] in
      guard let schedule = roster.schedule(swap.schedule) else { return [] }
      var problems: [RosterProblem] = []
      let halves = [(swap.person, swap.day)] + (swap.returnDay.map { [(swap.other, $0)] } ?? [])
      for (person, day) in halves where !has(person, shiftOn: day, in: schedule) {
        problems.append(.emptySwap(schedule: swap.schedule, person: person, day: day))
      }
      return problems
    }
  }

  /// Whether a layer gives the person a turn or shift that begins on that day; a day outside the
  /// time that is checked is not looked at.
  private func has(_ person: String, shiftOn day: CivilDay, in schedule: Schedule) -> Bool {
    let zone = schedule.zone
    let time = DutyInterval(
      from: zone.first(WallTime(day, minutes: 0)),
      to: zone.last(WallTime(day, minutes: 1440))
    )
    guard time.clipped(to: whole) != nil else { return true }
    return schedule.layers.contains { layer in
      layer.uncutSlots(touching: time, zone: zone)
        .contains { $0.startDay == day && $0.people.contains(person) }
    }
  }

  // MARK: Changes of the clock

  private func clockChanges(in schedule: Schedule) -> [RosterProblem] {
    let zone = schedule.zone
    var seen: Set<WallTime> = []
    var problems: [RosterProblem] = []
    for wall in schedule.layers.flatMap({ $0.boundaries(in: whole, zone: zone) }).sorted()
    where seen.insert(wall).inserted {
      switch zone.occurrence(of: wall) {
      case .once: break
      case .twice(let first, let last):
        if whole.contains(first) {
          problems.append(
            .repeatedTime(schedule: schedule.id, wall: wall, first: first, last: last)
          )
        }
      case .never(let instant):
        if whole.contains(instant) {
          problems.append(.skippedTime(schedule: schedule.id, wall: wall, at: instant))
        }
      }
    }
    return problems
  }
}

extension Layer {
  /// The wall times within `whole` at which turns, shifts and hours begin and end.
  fileprivate func boundaries(in whole: DutyInterval, zone: DutyZone) -> [WallTime] {
    // Zones that keep their clocks have nothing to tell, and most of them do.
    guard zone.changes(in: whole) else { return [] }
    var walls: [WallTime] = []
    let first = zone.wall(whole.start).day + -1
    let last = zone.wall(whole.end).day + 1
    let days = stride(from: first.number, through: last.number, by: 1).map {
      CivilDay(number: $0)
    }
    switch rotation {
    case .turns(let turns):
      let end = WallTime(last, minutes: 1440)
      var number = turns.number(at: whole.start, zone: zone)
      while turns.wall(of: number) <= end {
        walls.append(turns.wall(of: number))
        number += 1
      }
    case .shifts(let table):
      for day in days {
        for entry in table.entries(on: day) {
          walls.append(WallTime(day, minutes: entry.time.start.minutes))
          walls.append(WallTime(day, minutes: entry.time.endMinutes))
        }
      }
    }
    for window in during?.windows ?? [] {
      for day in days where window.includes(day) {
        for range in window.times {
          walls.append(WallTime(day, minutes: range.start.minutes))
          walls.append(WallTime(day, minutes: range.endMinutes))
        }
      }
    }
    return walls.filter { $0.milliseconds >= 0 }
  }
}

extension DutyZone {
  /// Whether clocks are put forward or back near that time.
  fileprivate func changes(in whole: DutyInterval) -> Bool {
    let week = TimeSpan.seconds(7 * 86_400)
    let end = whole.end + week
    var instant = Instant(milliseconds: whole.start.milliseconds - week.milliseconds)
    let ahead = secondsAhead(at: instant)
    while instant < end {
      instant = instant + week
      if secondsAhead(at: instant) != ahead { return true }
    }
    return false
  }
}
