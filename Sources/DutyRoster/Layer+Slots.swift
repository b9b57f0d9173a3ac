import Timekeeping

/// A turn or a shift as its layer has it, before anything else is taken into account.
struct Slot {
  var people: [String]
  var time: DutyInterval
  /// The day that the wall clock showed when it began.
  var startDay: CivilDay
}

extension Layer {
  /// The turns and shifts that lie in `whole`, cut to it and to the layer's hours, in order.
  func slots(
    in whole: DutyInterval,
    zone: DutyZone,
    context: HoursContext
  ) throws(RosterFault) -> [Slot] {
    let slots = uncutSlots(touching: whole, zone: zone)
    guard !slots.isEmpty else { return [] }
    let open = try during?.intervals(in: whole, zone: zone, context: context) ?? [whole]
    return slots.flatMap { slot in
      open.common(with: slot.time).map { part in
        Slot(people: slot.people, time: part, startDay: slot.startDay)
      }
    }
  }

  /// The turns and shifts that have a part in `whole`, with their real starts and ends.
  func uncutSlots(touching whole: DutyInterval, zone: DutyZone) -> [Slot] {
    let slots =
      switch rotation {
      case .turns(let turns): turns.slots(touching: whole, zone: zone, lastDay: lastDay)
      case .shifts(let table): table.slots(touching: whole, zone: zone, lastDay: lastDay)
      }
    return slots.filter { $0.time.clipped(to: whole) != nil }
  }
}

extension Turns {
  /// The number of the first turn that can reach to `instant`.
  ///
  /// Wall clocks jump by a day at most; a turn more does no harm.
  func number(at instant: Instant, zone: DutyZone) -> Int64 {
    let elapsed = zone.wall(instant).milliseconds - start.milliseconds - WallTime.day
    return max(0, elapsed / wallMilliseconds - 1)
  }

  /// The wall time at which that turn begins.
  func wall(of number: Int64) -> WallTime {
    WallTime(milliseconds: start.milliseconds + number * wallMilliseconds)
  }

  /// The end of a turn is the start of the next, so that no change of the clock parts them.
  fileprivate func slots(
    touching whole: DutyInterval,
    zone: DutyZone,
    lastDay: CivilDay?
  ) -> [Slot] {
    guard !participants.isEmpty else { return [] }
    var slots: [Slot] = []
    var number = number(at: whole.start, zone: zone)
    var start = zone.first(wall(of: number))
    while start < whole.end {
      let day = wall(of: number).day
      if let lastDay, day > lastDay { break }
      let end = zone.first(wall(of: number + 1))
      if end > whole.start, start < end {
        let people = participants[Int(number % Int64(participants.count))]
        slots.append(
          Slot(people: people, time: DutyInterval(from: start, to: end), startDay: day)
        )
      }
      number += 1
      start = end
    }
    return slots
  }
}

extension ShiftTable {
  fileprivate func slots(
    touching whole: DutyInterval,
    zone: DutyZone,
    lastDay: CivilDay?
  ) -> [Slot] {
    var slots: [Slot] = []
    let last = min(zone.wall(whole.end).day + 1, lastDay ?? CivilDay(number: .max))
    // A shift that began on the day before may reach over midnight and a change of the clock.
    var day = max(start, zone.wall(whole.start).day + -2)
    while day <= last {
      for entry in entries(on: day) {
        let time = DutyInterval(
          from: zone.first(WallTime(day, minutes: entry.time.start.minutes)),
          to: end(of: entry, on: day, zone: zone)
        )
        if time.start < time.end {
          slots.append(Slot(people: entry.people, time: time, startDay: day))
        }
      }
      day = day + 1
    }
    return slots
  }

  /// A shift ends at the last occurrence of its wall time, unless the next begins at the first.
  private func end(of entry: Entry, on day: CivilDay, zone: DutyZone) -> Instant {
    let wall = WallTime(day, minutes: entry.time.endMinutes)
    let handsOver = entries(on: wall.day).contains { $0.time.start.minutes == wall.minutes }
    return handsOver ? zone.first(wall) : zone.last(wall)
  }
}
