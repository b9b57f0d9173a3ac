import DutyRoster
import IncidentCore
import Timekeeping

/// Levels: each in its turn, at its time, once, and none for whom somebody has answered.
struct LadderModel {
  struct Ladder {
    let policy: EscalationPolicy
    var next: Rung?
    var due: Instant
    var current: Rung?
    var firedAt: Instant?
    var people: Set<String> = []
    var isOver = false
    /// When somebody had answered, so that nothing more may happen.
    var answeredAt: Int?
  }

  private(set) var ladders: [Int: Ladder] = [:]
  /// The last ladder by a policy, by the policy's name.
  private var latest: [String: Int] = [:]
  /// When people were asked for who are not called yet, by the true time.
  private var requests: [Instant] = []
  private var isResolved = false
  private var found = Flaws()
  var flaws: [String] { found.all }

  /// Whether the calls of an escalation must have stopped.
  func hasStopped(_ number: Int) -> Bool {
    ladders[number].map { $0.isOver || $0.answeredAt != nil } ?? true
  }

  // MARK: The order of rungs, once more

  private static func level(_ policy: EscalationPolicy, _ rung: Rung) -> EscalationLevel? {
    if rung.level == 0 {
      return policy.first.map { EscalationLevel(targets: [$0], wait: policy.levels[0].wait) }
    }
    if rung.level <= policy.levels.count { return policy.levels[rung.level - 1] }
    return policy.lastResort.isEmpty
      ? nil : policy.levels.last.map { EscalationLevel(targets: policy.lastResort, wait: $0.wait) }
  }

  private static func after(_ rung: Rung, _ policy: EscalationPolicy) -> Rung? {
    if rung.level < policy.levels.count { return Rung(round: rung.round, level: rung.level + 1) }
    if rung.level > policy.levels.count { return nil }
    if rung.round < policy.repeats + 1 { return Rung(round: rung.round + 1, level: 1) }
    return policy.lastResort.isEmpty ? nil : Rung(round: rung.round, level: rung.level + 1)
  }

  // MARK: Events

  mutating func take(_ event: Event, _ incident: Case) {
    switch event.fact {
    case .escalationRequested: requests.append(incident.writtenAt[event.sequence - 1])
    case .policyMissing: takeUp(event, incident)
    case .escalationArmed(let number, let reason, _, let policy):
      found.require(!requests.isEmpty, event, "nobody asked for it")
      takeUp(event, incident)
      arm(number, reason, policy, event)
    case .escalationJoined(let number, _, _):
      takeUp(event, incident)
      found.require(!hasStopped(number), event, "joins an escalation that is over")
    case .levelFired(let number, let rung, let scheduledAt, let called):
      found.require(!called.isEmpty, event, "calls nobody")
      pass(number, rung, scheduledAt, nil, event, incident)
    case .levelSkipped(let number, let rung, let scheduledAt, let cause):
      pass(number, rung, scheduledAt, cause, event, incident)
    case .escalationHastened(let number):
      change(number, event) { $0.due = min($0.due, event.occurredAt) }
    case .escalationStopped(let number, let end): stop(number, end, event)
    case .nobodyReached(let number):
      let ladder = ladders[number]
      found.require(ladder?.next == nil, event, "a level was left")
      found.require(ladder.map { $0.due <= event.occurredAt } ?? false, event, "too early")
      change(number, event) { $0.isOver = true }
    case .incidentAcknowledged:
      requests = []
      acknowledge(event)
    case .milestoneReached(.resolved), .runFinished(.completed, _):
      isResolved = true
      for number in ladders.keys.sorted() { answer(number, event) }
    case .clockJumped(let jump) where jump.kind == .set:
      for (number, ladder) in ladders where !ladder.isOver {
        ladders[number]?.due = ladder.due + jump.by
        ladders[number]?.firedAt = ladder.firedAt.map { $0 + jump.by }
      }
    default: break
    }
  }

  /// The first request is dealt with, and did not wait long while all was well.
  private mutating func takeUp(_ event: Event, _ incident: Case) {
    guard let asked = requests.first else { return }
    requests.removeFirst()
    let waited = incident.writtenAt[event.sequence - 1] - max(asked, incident.trulyWellSince)
    found.require(
      waited <= Case.slack,
      event,
      "taken up after \(waited.milliseconds) ms while all is well"
    )
  }

  private mutating func change(_ number: Int, _ event: Event, _ body: (inout Ladder) -> Void) {
    found.require(!hasStopped(number), event, "escalation \(number) is over")
    if ladders[number] != nil, var ladder = ladders[number] {
      body(&ladder)
      ladders[number] = ladder
    }
  }

  private mutating func arm(
    _ number: Int,
    _ reason: EscalationReason,
    _ policy: EscalationPolicy,
    _ event: Event
  ) {
    found.require(number == ladders.count + 1, event, "number \(number) after \(ladders.count)")
    // The latest one by the same policy has been held against those before it.
    let same = latest.updateValue(number, forKey: policy.name)
    if let same, let ladder = ladders[same] {
      found.require(hasStopped(same), event, "\(same) runs by the same policy")
      found.require(ladder.policy == policy, event, "the policy has changed")
    }
    let first = Rung(round: 1, level: policy.first == nil ? 1 : 0)
    let last = reason == .person ? same.flatMap { ladders[$0]?.current } : nil
    ladders[number] = Ladder(
      policy: policy,
      next: last.flatMap { Self.after($0, policy) } ?? first,
      due: event.occurredAt
    )
  }

  private mutating func pass(
    _ number: Int,
    _ rung: Rung,
    _ scheduledAt: Instant,
    _ skip: LevelSkip?,
    _ event: Event,
    _ incident: Case
  ) {
    guard let ladder = ladders[number] else {
      found.require(false, event, "there is no escalation \(number)")
      return
    }
    let now = event.occurredAt
    found.require(
      ladder.next == rung,
      event,
      "\(rung) instead of \(String(describing: ladder.next))"
    )
    found.require(
      ladder.due == scheduledAt,
      event,
      "scheduled \((scheduledAt - ladder.due).milliseconds) ms from its time"
    )
    found.require(now >= scheduledAt, event, "too early")
    let wait = Self.level(ladder.policy, rung)?.wait ?? .zero
    let next = Self.after(rung, ladder.policy)
    if incident.isWell(event), now > max(scheduledAt, incident.wellSince) + Case.slack {
      found.require(
        false,
        event,
        "late by \((now - scheduledAt).milliseconds) ms while all is well"
      )
    }
    change(number, event) { ladder in
      ladder.next = next
      ladder.due = scheduledAt + wait
      switch skip {
      case nil:
        if next == nil { ladder.due = max(scheduledAt, now) + wait }
        ladder.current = rung
        ladder.firedAt = now
        return
      case .nobody: if ladder.policy.onEmpty == .next { ladder.due = scheduledAt }
      case .engineDown, .tooLate: break
      }
      if next == nil, let current = ladder.current, let firedAt = ladder.firedAt {
        let patience = Self.level(ladder.policy, current)?.wait ?? .zero
        ladder.due = max(ladder.due, firedAt + patience)
      }
    }
    switch skip {
    case .engineDown:
      found.require(next != nil, event, "the last one must not be passed over")
      found.require(scheduledAt + wait <= now, event, "its turn was not over")
    case .tooLate:
      guard case .skip(let limit) = ladder.policy.catchUp else {
        found.require(false, event, "the policy has no limit")
        return
      }
      found.require(now - scheduledAt > limit, event, "not too old")
    case .nobody, nil: break
    }
  }

  private mutating func acknowledge(_ event: Event) {
    for number in ladders.keys.sorted() where !hasStopped(number) {
      ladders[number]?.people.insert(event.actor.name)
      guard let ladder = ladders[number] else { continue }
      let rung = ladder.current ?? Rung(round: 1, level: 0)
      let fired = ladder.policy.levels.prefix(rung.round > 1 ? .max : rung.level)
      if ladder.people.count >= fired.map(\.quorum).max() ?? 1 { answer(number, event) }
    }
  }

  private mutating func answer(_ number: Int, _ event: Event) {
    if !hasStopped(number) { ladders[number]?.answeredAt = event.sequence }
  }

  private mutating func stop(_ number: Int, _ end: EscalationEnd, _ event: Event) {
    found.require(ladders[number]?.isOver == false, event, "it is over already")
    switch end {
    case .acknowledged:
      found.require(ladders[number]?.answeredAt != nil, event, "too few have acknowledged")
    case .resolved: found.require(isResolved, event, "nothing is resolved")
    case .answered: break
    }
    ladders[number]?.isOver = true
  }

  // MARK: The end

  func flawsAtEnd(_ incident: Case) -> [String] {
    var flaws: [String] = []
    for (number, ladder) in ladders.sorted(by: { $0.key < $1.key }) where !ladder.isOver {
      if let place = ladder.answeredAt {
        flaws.append("escalation \(number) goes on after event \(place) has ended it")
      } else if max(ladder.due, incident.wellSince) + Case.slack < incident.now {
        flaws.append(
          "escalation \(number) has been due for \((incident.now - ladder.due).milliseconds) ms"
        )
      }
    }
    if !requests.isEmpty, !incident.events.isEmpty,
      (incident.events.last?.recordedAt ?? incident.now) + Case.slack < incident.now
    {
      flaws.append("\(requests.count) calls for people that nobody has taken up")
    }
    return flaws
  }
}
