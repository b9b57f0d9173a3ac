public import Timekeeping

/// Who stands behind targets at every instant between two times, as stretches in which nobody comes
/// or goes.
///
/// The shifts of each schedule are worked out once; nothing is asked minute by minute.
public struct DutyTimetable: Sendable {
  /// A time during which the same people are there.
  public struct Stretch: Hashable, Sendable {
    /// When it begins and ends.
    public var time: DutyInterval
    /// The ids of the people, sorted.
    public var people: [String]

    /// A stretch with those people.
    public init(time: DutyInterval, people: [String]) {
      self.time = time
      self.people = people
    }
  }

  /// The time that it tells about.
  public let whole: DutyInterval
  /// The shifts of each schedule, in the order of the schedules.
  let shifts: [(schedule: Schedule, shifts: [Shift])]
  private let roster: Roster

  /// The timetable of `roster` from `start` to `end`.
  public init(_ roster: Roster, from start: Instant, to end: Instant) throws(RosterFault) {
    self.roster = roster
    whole = DutyInterval(from: start, to: max(start, end))
    var shifts: [(schedule: Schedule, shifts: [Shift])] = []
    for schedule in roster.parts.schedules {
      shifts.append((schedule, try roster.shifts(of: schedule.id, from: start, to: end)))
    }
    self.shifts = shifts
  }

  /// Who stands behind those targets, in stretches that follow each other without a gap; channels
  /// are no people and left out.
  public func stretches(of targets: [EscalationTarget]) -> [Stretch] {
    var people: [String: [DutyInterval]] = [:]
    var seen: Set<EscalationTarget> = []
    for target in targets { collect(target, &people, &seen) }
    return Self.stretches(people.mapValues { $0.merged() }, in: whole)
  }

  /// The channels among those targets and behind their roles, each once, in order.
  public func channels(of targets: [EscalationTarget]) -> [String] {
    var channels: [String] = []
    var seen: Set<EscalationTarget> = []
    func collect(_ target: EscalationTarget) {
      guard seen.insert(target).inserted else { return }
      switch target {
      case .notifier(let id): channels.append(id)
      case .role(let id): for member in roster.role(id)?.members ?? [] { collect(member) }
      case .person, .team, .schedule: break
      }
    }
    for target in targets { collect(target) }
    return channels
  }

  private func collect(
    _ target: EscalationTarget,
    _ people: inout [String: [DutyInterval]],
    _ seen: inout Set<EscalationTarget>
  ) {
    guard seen.insert(target).inserted else { return }
    switch target {
    case .notifier: break
    case .person(let id):
      people[id, default: []] += roster.leave(of: id).missing(in: whole)
    case .team(let id):
      for member in roster.team(id)?.members ?? [] { collect(.person(member), &people, &seen) }
    case .role(let id):
      for member in roster.role(id)?.members ?? [] { collect(member, &people, &seen) }
    case .schedule(let id):
      for (schedule, shifts) in shifts where schedule.id == id {
        for shift in shifts { people[shift.person, default: []].append(shift.time) }
      }
    }
  }

  /// The time in pieces in each of which the same people are there; their times must be merged.
  static func stretches(
    _ people: [String: [DutyInterval]],
    in whole: DutyInterval
  ) -> [Stretch] {
    var changes: [(at: Instant, person: String, begins: Bool)] = []
    for (person, intervals) in people {
      for interval in intervals {
        changes.append((interval.start, person, true))
        changes.append((interval.end, person, false))
      }
    }
    changes.sort { ($0.at, $0.person, $0.begins ? 1 : 0) < ($1.at, $1.person, $1.begins ? 1 : 0) }
    var result: [Stretch] = []
    var present: Set<String> = []
    var start = whole.start
    for change in changes {
      if change.at > start {
        result.append(
          Stretch(time: DutyInterval(from: start, to: change.at), people: present.sorted())
        )
        start = change.at
      }
      if change.begins { present.insert(change.person) } else { present.remove(change.person) }
    }
    if start < whole.end {
      result.append(
        Stretch(time: DutyInterval(from: start, to: whole.end), people: present.sorted())
      )
    }
    return joined(result)
  }

  private static func joined(_ stretches: [Stretch]) -> [Stretch] {
    var result: [Stretch] = []
    for stretch in stretches {
      if let last = result.last, last.people == stretch.people, last.time.end == stretch.time.start
      {
        result[result.count - 1].time.end = stretch.time.end
      } else {
        result.append(stretch)
      }
    }
    return result
  }
}
