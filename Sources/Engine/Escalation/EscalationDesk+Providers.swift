import DutyRoster
import IncidentCore
import Ports
import Timekeeping

/// Which provider carries a message, what providers were given, and who is told when one fails us.
extension EscalationDesk {
  /// The provider that a delivery left through.
  func provider(of delivery: Delivery) -> Messengers.Provider {
    let id = delivery.provider ?? delivery.message.notifier
    let all = world.messengers().providers(delivery.message.notifier, delivery.address)
    return all.first { $0.id == id } ?? Messengers.Provider(id: id)
  }

  private func providers(of entry: Outbox.Entry) -> [Messengers.Provider] {
    let notifier = entry.message.notifier
    let found = world.messengers().providers(notifier, entry.address)
    // A notifier that is gone says so when it is used.
    return found.isEmpty ? [Messengers.Provider(id: notifier)] : found
  }

  /// What has to be known to decide whether a message may leave.
  mutating func question(
    about entry: Outbox.Entry,
    at now: Instant
  ) throws(JournalFault) -> StormControl.Question {
    let providers = providers(of: entry)
    var lacks: [String: BudgetNotice] = [:]
    for provider in providers { try storm.recall(provider, world.journal) }
    for provider in providers where provider.budget != nil {
      let urgency = entry.message.urgency
      lacks[provider.id] = try ledger.lack(of: provider, urgency, world.journal, at: now)
    }
    return StormControl.Question(entry: entry, providers: providers, lacks: lacks, now: now)
  }

  /// What to make of the end of an attempt when other providers of the group are left.
  ///
  /// What failed for good goes to the next one at once. What may work later is tried again for the
  /// provider's share of the message's time: with two of them, the first has the first half.
  func routed(_ end: AttemptEnd, in state: IncidentState, at now: Instant) -> AttemptEnd {
    if case .sent = end.outcome { return end }
    guard let entry = state.outbox[end.message] else { return end }
    let all = providers(of: entry)
    guard let place = all.firstIndex(where: { $0.id == entry.provider }),
      all.contains(where: { $0.id != entry.provider && !entry.passedOver.contains($0.id) })
    else { return end }
    var end = end
    let time = entry.expiresAt - entry.queuedAt
    let share =
      entry.queuedAt
      + TimeSpan(
        milliseconds: time.milliseconds * Int64(place + 1) / Int64(all.count)
      )
    switch end.outcome {
    case .failed(let fault): end.outcome = .elsewhere(fault)
    case .again(let fault, at: let next):
      if entry.message.urgency == .low {
        if next >= entry.expiresAt { end.outcome = .elsewhere(fault) }
      } else if storm.isClosed(all[place], at: now) {
        // Whoever is open has its turn; this one again when it is open first.
        end.outcome = .again(fault, at: now)
      } else if next > share {
        end.outcome = .elsewhere(fault)
      }
    case .sent, .elsewhere, .uncertain, .unknown: break
    }
    return end
  }

  // MARK: Telling

  /// Writes a notice about a budget down, once in its period.
  mutating func report(_ notice: BudgetNotice, _ turn: Turn) {
    guard ledger.isNews(notice) else { return }
    let targets = notice.level == .reserved ? [] : world.overseers().map(\.description)
    turn.take(.noticeBudget(notice, targets: targets))
  }

  /// Writes down which providers do not accept who we are, each once a day.
  mutating func reportRefusals(_ ends: [AttemptEnd], _ turn: Turn) {
    for end in ends {
      guard let fault = end.outcome.fault, case .refused(let detail) = fault,
        let provider = turn.state.outbox[end.message]?.provider
      else { continue }
      let day = Int(turn.now.milliseconds / 86_400_000)
      let name = "refused \(provider)"
      let known = (try? world.journal.tally(name, days: day...day)) ?? 0
      guard known == 0, refusalsTold.insert("\(day) \(provider)").inserted else { continue }
      let targets = world.overseers().map(\.description)
      turn.take(.noticeRefusal(provider: provider, detail: detail, targets: targets))
      turn.tallies.append(Tally(name, day: day, by: 1))
    }
  }

  // MARK: Counting

  /// Counts what was decided and must not be forgotten.
  func noteTallies(_ turns: [Turn]) {
    for turn in turns {
      for draft in turn.drafts { turn.tallies += tallies(of: draft.fact, in: turn) }
    }
  }

  private func tallies(of fact: Fact, in turn: Turn) -> [Tally] {
    switch fact {
    case .messageAttempted(let key, _, _, _): return given(key, at: turn.now, by: 1, turn.state)
    case .messageDeferred(let key, let attempt, _, _), .messageFailed(let key, let attempt, _),
      .messagePassedOn(let key, let attempt, _):
      // What was certainly not taken costs nothing.
      guard let entry = turn.before.outbox[key], entry.awaits(attempt), attempt == entry.attempts,
        let time = entry.attemptedAt
      else { return [] }
      return given(key, at: time, by: -1, turn.before)
    case .budgetNoticed(let notice, _):
      let all = world.messengers().providers(notice.provider, nil)
      guard let budget = all.first(where: { $0.id == notice.provider })?.budget else { return [] }
      let day = budget.day(of: notice.period, at: turn.now)
      return [Tally(Ledger.name(of: notice), day: day, by: 1)]
    case .levelFired(let number, let rung, _, _):
      let before = turn.before.escalations.first { $0.number == number }
      guard before?.hasFired(level: rung.level) != true,
        let name = rotation(number, rung, in: turn.state)
      else { return [] }
      return [Tally(name, by: 1)]
    default: return []
    }
  }

  private func given(
    _ key: MessageKey,
    at time: Instant,
    by change: Int,
    _ state: IncidentState
  ) -> [Tally] {
    guard let entry = state.outbox[key],
      let provider = providers(of: entry).first(where: { $0.id == entry.provider }),
      let budget = provider.budget
    else { return [] }
    return [Tally(Ledger.sent(provider.id), day: budget.day(of: time), by: change)]
  }

  // MARK: Taking turns

  /// The people of a level that calls one of several, beginning with the one whose turn it is: each
  /// incident begins with the next one.
  func inTurn(
    _ people: [Responder],
    for due: DueRung,
    in state: IncidentState
  ) -> [Responder] {
    guard people.count > 1, let rung = due.rung,
      state.escalations.first(where: { $0.number == due.escalation })?
        .hasFired(level: rung.level) == false,
      let name = rotation(due.escalation, rung, in: state),
      let count = try? world.journal.tally(name, days: 0...0)
    else { return people }
    let start = count % people.count
    return Array(people[start...] + people[..<start])
  }

  /// What the turns of a level are counted under; `nil` when it calls everybody.
  private func rotation(_ number: Int, _ rung: Rung, in state: IncidentState) -> String? {
    guard let escalation = state.escalations.first(where: { $0.number == number }),
      escalation.policy.level(at: rung)?.selection == .roundRobin
    else { return nil }
    return "turn \(escalation.policy.origin) \(rung.level)"
  }

  // MARK: The clock

  /// Takes in that the clock jumped: everything in memory is put to the clock of now, and incidents
  /// that wait for something are told.
  mutating func take(_ jump: ClockJump, _ now: Instant) throws(JournalFault) {
    let waiting = try world.journal.agenda(
      until: Instant(milliseconds: .max),
      limit: .max
    )
    switch jump.kind {
    case .set: storm.shift(by: jump.by)
    case .suspended: idleSince = now + -jump.by
    }
    jumps.append((jump, Set(waiting.map(\.incident))))
  }

  /// Incidents that have to be told of a jump, at most `limit`.
  func incidentsToTell(_ limit: Int) -> Set<IncidentID> {
    jumps.isEmpty ? [] : Set(jumps.flatMap(\.incidents).sorted().prefix(limit))
  }

  /// Tells an incident of the jumps that it does not know, before anything else is decided.
  mutating func tellJumps(_ turn: Turn) {
    guard !jumps.isEmpty else { return }
    for place in jumps.indices where jumps[place].incidents.remove(turn.before.id) != nil {
      turn.take(.clockJumped(jumps[place].jump))
    }
    jumps.removeAll { $0.incidents.isEmpty }
  }
}

extension SendOutcome {
  /// Why it was no success.
  fileprivate var fault: SendFault? {
    switch self {
    case .again(let fault, _), .failed(let fault), .elsewhere(let fault): fault
    case .sent, .uncertain, .unknown: nil
    }
  }
}
