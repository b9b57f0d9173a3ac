import Timekeeping

/// What else than a schedule itself decides who is on duty in it.
struct Exceptions {
  var swaps: [Swap]
  /// When people are away, merged.
  var leave: [String: [DutyInterval]]
}

extension Schedule {
  /// Who is on duty within `whole`: layers first, then swaps, overrides and leave.
  func shifts(
    in whole: DutyInterval,
    context: HoursContext,
    exceptions: Exceptions
  ) throws(RosterFault) -> [Shift] {
    guard whole.start < whole.end else { return [] }
    var shifts: [Shift] = []
    for layer in layers {
      let slots = try layer.slots(in: whole, zone: zone, context: context)
      shifts = shifts.without(slots.map(\.time).merged()) + slots.flatMap { duty(in: $0, layer) }
    }
    for swap in exceptions.swaps { apply(swap, to: &shifts) }
    for override in overrides {
      if let time = override.time.clipped(to: whole) {
        apply(override, during: time, to: &shifts)
      }
    }
    shifts = shifts.flatMap { shift in
      [shift].without(exceptions.leave[shift.person] ?? [])
    }
    return shifts.inOrder()
  }

  private func duty(in slot: Slot, _ layer: Layer) -> [Shift] {
    slot.people.map { person in
      Shift(
        schedule: id,
        place: place,
        person: person,
        time: slot.time,
        startDay: slot.startDay,
        reason: .layer(layer.name)
      )
    }
  }

  private func apply(_ swap: Swap, to shifts: inout [Shift]) {
    for index in shifts.indices {
      let (person, day) = (shifts[index].person, shifts[index].startDay)
      if person == swap.person, day == swap.day {
        shifts[index].person = swap.other
        shifts[index].reason = .swap(with: person, day: day)
      } else if person == swap.other, day == swap.returnDay {
        shifts[index].person = swap.person
        shifts[index].reason = .swap(with: person, day: day)
      }
    }
  }

  private func apply(
    _ override: DutyOverride,
    during time: DutyInterval,
    to shifts: inout [Shift]
  ) {
    var times = [time]
    if let replaced = override.replaced {
      times = shifts.filter { $0.person == replaced }
        .compactMap { $0.time.clipped(to: time) }
        .merged()
    }
    shifts = shifts.without([time]) { shift in
      override.replaced.map { $0 == shift.person } ?? true
    }
    let day = zone.wall(override.time.start).day
    for time in times {
      for person in override.people {
        let isThere = shifts.contains { $0.person == person && $0.time.clipped(to: time) != nil }
        // Whoever stands in and is on duty anyway is on duty once.
        if isThere { shifts = shifts.without([time]) { $0.person == person } }
        shifts.append(
          Shift(
            schedule: id,
            place: place,
            person: person,
            time: time,
            startDay: day,
            reason: .override(day: day)
          )
        )
      }
    }
  }
}
