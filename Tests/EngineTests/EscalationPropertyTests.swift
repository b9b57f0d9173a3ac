import DutyRoster
import Engine
import IncidentCore
import Phrases
import Ports
import Synchronization
import Testing
import Timekeeping

/// Random policies, rosters, people, faults, pauses and answers against what must hold in every
/// history.
@Suite struct EscalationPropertyTests {
  @Test(arguments: [UInt64](0..<40))
  func `no level is left out, fired twice or fired after an answer`(batch: UInt64) throws {
    for seed in batch * 25..<batch * 25 + 25 {
      var history = try History(seed: seed)

      try history.play()

      let faults = history.faults()
      #expect(faults.isEmpty, "seed \(seed): \(faults.joined(separator: "; "))")
    }
  }

  @Test func `of a thousand acknowledgements during sending none is lost and nothing leaves after`()
    throws
  {
    var lost = 0
    var late = 0
    for number in 0..<1000 {
      var bench = CallBench(
        EscalationPolicy(
          name: "default",
          levels: [EscalationLevel(targets: [.person("li")], wait: .seconds(60))]
        ),
        people: ["person:li": [.person("li", ["sms", "voice"])]]
      )
      bench.holdsBack = true
      bench.situation.content.withLock {
        $0.outcome = { _, now in .again(.temporary(detail: "503"), at: now + .seconds(1)) }
      }
      try bench.call("i\(number)")
      bench.run(until: 1)

      try bench.act(.acknowledge, by: "li", on: "i\(number)")
      bench.land(bench.underway.removeFirst())
      bench.run(until: 120)

      if !bench.kinds("i\(number)").contains("incident.acknowledged") { lost += 1 }
      if bench.sent.count > 1 { late += 1 }
    }

    #expect(lost == 0)
    #expect(late == 0)
  }
}

/// One random history, and what is wrong with it.
private struct History {
  private var random: SplitMix
  private var bench: CallBench
  private let policy: EscalationPolicy
  private let people: Set<String>
  private let roster: Roster

  init(seed: UInt64) throws {
    var random = SplitMix(state: seed &+ 1)
    let names = (0..<random.below(5) + 1).map { "p\($0)" }
    let present = names.filter { _ in random.below(4) > 0 }
    let levels = (0..<random.below(4) + 1).map { _ in
      EscalationLevel(
        targets: random.below(2) == 0
          ? [.person(names[random.below(names.count)])]
          : [.schedule("s\(random.below(2))"), .schedule("s\(random.below(3))")],
        wait: .seconds(Int64(60 + random.below(600))),
        quorum: 1 + (random.below(6) == 0 ? 1 : 0)
      )
    }
    policy = EscalationPolicy(
      name: "default",
      levels: levels,
      repeats: random.below(3),
      lastResort: random.below(2) == 0 ? [] : [.person(names[0])],
      onEmpty: random.below(2) == 0 ? .next : .wait,
      catchUp: random.below(3) == 0 ? .all : .once
    )
    people = Set(present)
    bench = CallBench(policy)
    let (policy, roster) = (policy, try Self.roster(of: present, &random))
    self.roster = roster
    let kind = random.below(4)
    bench.situation.content.withLock {
      $0.book = DutyBook(
        policy: { _, _, _ in policy },
        responders: { roster.responders(for: $0, urgency: $1, at: $2) }
      )
      $0.outcome = { delivery, now in
        switch (kind, delivery.attempt) {
        case (0, _): .sent(providerID: nil)
        case (1, 1): .again(.temporary(detail: "503"), at: now + .seconds(20))
        case (2, _): .failed(.permanent(detail: "400"))
        case (3, 1): .unknown(detail: "reset", resendAt: now + .seconds(10))
        default: .sent(providerID: nil)
        }
      }
    }
    self.random = random
  }

  /// Two schedules in which those people take turns, every few minutes or hours, some of them on
  /// leave, with a second layer or nobody now and then.
  private static func roster(of people: [String], _ random: inout SplitMix) throws -> Roster {
    var parts = Roster.Parts()
    parts.people = people.map { id in
      Person(
        id: id,
        name: id,
        language: .english,
        zone: .utc,
        contacts: ["sms", "voice"].map { .init(notifier: $0, address: "+86\(id)") }
      )
    }
    let start = WallTime(try #require(CivilDay("2026-09-01")), minutes: random.below(1440))
    parts.schedules = (0..<2).map { number in
      let layers = (0..<min(people.count, random.below(3))).map { layer in
        Layer(
          name: "\(layer)",
          rotation: .turns(
            Turns(
              start: start,
              wallMilliseconds: Int64([600, 3600, 86_400][random.below(3)]) * 1000,
              participants: people.map { [$0] }
            )
          )
        )
      }
      return Schedule(id: "s\(number)", name: "S", zone: .utc, place: "p", layers: layers)
    }
    parts.leave = people.filter { _ in random.below(4) == 0 }.map { person in
      let from = CallBench.start + .seconds(Int64(random.below(6000)))
      return Leave(person: person, time: DutyInterval(from: from, to: from + .minutes(30)))
    }
    return Roster(parts)
  }

  /// Who is on duty then for those targets, without those on leave and the one who answers.
  private func onDuty(_ targets: [EscalationTarget], at now: Instant) -> Set<String> {
    var found: Set<String> = []
    for target in targets {
      switch target {
      case .person(let name): found.insert(name)
      case .schedule(let name):
        let shifts = (try? roster.onCall(at: now)) ?? []
        found.formUnion(shifts.filter { $0.schedule == name }.map(\.person))
      default: break
      }
    }
    return found.filter { people.contains($0) && !roster.isAway($0, at: now) && $0 != "p0" }
  }

  mutating func play() throws {
    try bench.call()
    var second: Int64 = 0
    let acknowledgesAt = random.below(3) == 0 ? Int64(random.below(3000)) : nil
    var hasAcknowledged = false
    while second < 12_000 {
      second += Int64(1 + random.below(400))
      if let time = acknowledgesAt, !hasAcknowledged, second >= time {
        bench.run(until: time)
        try bench.act(.acknowledge, by: "p0")
        hasAcknowledged = true
      }
      switch random.below(12) {
      case 0: bench.restart()
      case 1:
        // The engine is down for a while.
        let pause = Int64(random.below(2000))
        bench.now = max(bench.now, CallBench.start + .seconds(second + pause))
        bench.restart()
        second += pause
      default: break
      }
      bench.run(until: second)
    }
  }

  /// What does not hold.
  func faults() -> [String] {
    var faults: [String] = []
    var passed: [Rung] = []
    var isOver = false
    var texts: [MessageKey: Int] = [:]
    for event in bench.events() {
      switch event.fact {
      case .levelFired(_, let rung, let scheduledAt, let called):
        if let targets = policy.level(at: rung)?.targets {
          let people = Set(called.compactMap(\.person)).subtracting(["p0"])
          let expected = onDuty(targets, at: event.occurredAt)
          if people != expected { faults.append("\(rung) calls \(people), not \(expected)") }
        }
        if isOver { faults.append("\(rung) fired after the end") }
        if scheduledAt > event.occurredAt { faults.append("\(rung) fired early") }
        passed.append(rung)
      case .levelSkipped(_, let rung, _, let cause):
        if cause == .nobody, let targets = policy.level(at: rung)?.targets,
          let name = onDuty(targets, at: event.occurredAt).first
        {
          faults.append("\(rung) skipped although \(name) is there")
        }
        passed.append(rung)
      case .escalationStopped, .nobodyReached: isOver = true
      case .messageAttempted(let key, _, let isRepeat, _):
        if isOver { faults.append("\(key) left after the end") }
        texts[key, default: 0] += isRepeat ? 0 : 1
      default: break
      }
    }
    if Set(passed).count != passed.count { faults.append("a level had two turns: \(passed)") }
    if passed != Array(allRungs.prefix(passed.count)) { faults.append("wrong order: \(passed)") }
    if !isOver { faults.append("it never ended") }
    let stopped = bench.kinds().contains("escalation.stopped")
    if !stopped, passed.count != allRungs.count { faults.append("a level is missing: \(passed)") }
    return faults
  }

  private var allRungs: [Rung] {
    var rungs: [Rung] = []
    for round in 1...(policy.repeats + 1) {
      for level in 1...policy.levels.count { rungs.append(Rung(round: round, level: level)) }
    }
    if !policy.lastResort.isEmpty {
      rungs.append(Rung(round: policy.repeats + 1, level: policy.levels.count + 1))
    }
    return rungs
  }
}

/// A generator of numbers that are the same at every run (SplitMix64).
private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }
}
