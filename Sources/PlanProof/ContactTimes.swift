import DutyRoster
import Timekeeping

/// How long after a level fires the first message to a person leaves, by level and by what is down.
struct ContactTimes {
  /// What can fail as one.
  let gateways: [String]
  /// By level, then by person, then by gateway, the first for when all are up.
  private let delays: [[[Int64?]]]
  /// When each person's quiet hours are, for those who have some.
  private let quiet: [Int: [DutyInterval]]
  private let isLow: [Bool]
  private let waits: [Int64]

  init(_ proof: PlanProof, people: [Person], levels: [LadderWalk.Level]) {
    let used = people.flatMap { person in
      person.contacts.flatMap { proof.gateways(of: $0.notifier).map(\.name) }
    }
    gateways = Set(used).sorted()
    let all = gateways
    let called = Set(levels.flatMap { $0.people.flatMap { $0 } })
    delays = levels.map { level in
      people.indices.map { person in
        guard called.contains(person) else { return [] }
        let downs: [String?] = [nil] + all
        return downs.map { proof.delay(of: people[person], level, without: $0) }
      }
    }
    isLow = levels.map { $0.urgency == .low }
    waits = levels.map(\.wait)
    var quiet: [Int: [DutyInterval]] = [:]
    if isLow.contains(true) {
      for person in called { quiet[person] = proof.quietTimes(of: people[person]) }
    }
    self.quiet = quiet
  }

  func delay(_ person: Int, _ level: Int, at time: Int64, without gateway: Int?) -> Int64? {
    let place = gateway.map { $0 + 1 } ?? 0
    guard let delay = delays[level][person].dropFirst(place).first ?? nil else { return nil }
    guard isLow[level], let end = quietEnd(of: person, at: time) else { return delay }
    let later = max(delay, end - time)
    return later < waits[level] ? later : nil
  }

  private func quietEnd(of person: Int, at time: Int64) -> Int64? {
    guard let times = quiet[person] else { return nil }
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle].end.milliseconds <= time { low = middle + 1 } else { high = middle }
    }
    guard low < times.count, times[low].start.milliseconds <= time else { return nil }
    let end = times[low].end.milliseconds
    // Quiet hours that do not end within a week are taken for a mistake and not observed.
    return end - time < 7 * WallTime.day ? end : nil
  }

  /// When anybody's quiet hours begin or end between two instants.
  func changes(from start: Int64, to end: Int64) -> [Int64] {
    Set(
      quiet.values.joined().flatMap { [$0.start.milliseconds, $0.end.milliseconds] }
        .filter { $0 > start && $0 < end }
    ).sorted()
  }
}

extension PlanProof {
  /// The ways of the notifier, or of each of the group, in the order of trying.
  func gateways(of notifier: String) -> [Gateway] {
    world.configuration.providers(notifier).map { settings in
      world.gateways[settings.id] ?? Gateway(name: settings.id, patience: .minutes(2))
    }
  }

  /// How long after the level fires the first message leaves that can arrive; `nil` when none does
  /// before the level is over.
  fileprivate func delay(
    of person: Person,
    _ level: LadderWalk.Level,
    without down: String?
  ) -> Int64? {
    var methods = person.contacts(for: level.urgency)
    if methods.isEmpty, level.urgency == .high { methods = person.contacts }
    var best: Int64?
    // When the way before has failed; `nil` when it does not.
    var failsAt: Int64?
    for (place, method) in methods.enumerated() {
      let own = method.after?.milliseconds ?? (place == 0 ? 0 : nil)
      let due = [own, failsAt].compactMap(\.self).min()
      let all = gateways(of: method.notifier)
      // What is not urgent waits for the first of a group.
      let usable = level.urgency == .low ? Array(all.prefix(1)) : all
      failsAt = nil
      guard let due, due < level.wait else { continue }
      if usable.contains(where: { $0.name != down }) {
        best = min(best ?? due, due)
      } else {
        failsAt = due + (usable.map(\.patience.milliseconds).max() ?? 0)
      }
    }
    return best
  }

  /// When low urgency waits for the person, as the engine has it.
  fileprivate func quietTimes(of person: Person) -> [DutyInterval] {
    guard let quiet = person.quietHours else { return [] }
    let context = HoursContext(calendars: roster.calendars)
    return (try? quiet.intervals(in: whole, zone: person.zone, context: context)) ?? []
  }
}
