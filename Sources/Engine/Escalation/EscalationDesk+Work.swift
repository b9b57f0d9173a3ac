import DutyRoster
import IncidentCore
import Ports
import RunbookModel
import Timekeeping

/// One round: what is due is decided for many incidents, written down at once, and then sent.
extension EscalationDesk {
  /// How many incidents are kept in memory.
  private static let cacheSize = 4096

  /// Works until something is to be sent or nothing is due.
  ///
  /// - Parameters:
  ///   - now: the time.
  ///   - deliveries: what is to be sent now is added to it; also what was written before a fault.
  /// - Throws: what the journal says.
  mutating func workThrough(
    _ now: Instant,
    _ deliveries: inout [Delivery]
  ) throws(JournalFault) {
    var lost = giveUpLost.suffix(pace.batch)
    while deliveries.isEmpty {
      var turns = try turnsForLanded(now)
      let inherited = Set(lost)
      do throws(JournalFault) {
        try addTurns(&turns, lost: lost, now)
      } catch {
        for turn in turns { retry(turn) }
        throw error
      }
      if turns.isEmpty { break }
      for turn in turns {
        tellJumps(turn)
        attend(turn, givingUpLost: inherited.contains(turn.before.id))
      }
      let before = (storm, gathered, digests)
      do throws(JournalFault) {
        try sendDue(turns)
      } catch {
        // None of those that were let go leaves.
        (storm, gathered, digests) = before
        for turn in turns { retry(turn) }
        throw error
      }
      noteTallies(turns)
      try commit(turns, &deliveries)
      giveUpLost.removeLast(lost.count)
      lost = []
    }
    idleSince = nil
  }

  /// Adds turns for the incidents that are due and those whose messages somebody has lost.
  private mutating func addTurns(
    _ turns: inout [Turn],
    lost: ArraySlice<IncidentID>,
    _ now: Instant
  ) throws(JournalFault) {
    let due = try world.journal.agenda(until: now, limit: pace.batch + damaged.count)
    if due.isEmpty, lost.isEmpty, jumps.isEmpty { return }
    // Those that are due come first: there may be very many that another desk has left.
    let others = lost.reversed() + incidentsToTell(pace.batch).sorted()
    var seen = Set(turns.map(\.before.id))
    for incident in due.map(\.incident) + others where seen.insert(incident).inserted {
      if let state = try readable(incident, now) { turns.append(Turn(state, now: now)) }
    }
  }

  /// Writes down what came of messages that left before another desk took over: nobody else knows.
  mutating func finishFlights(_ now: Instant) throws(JournalFault) {
    var deliveries: [Delivery] = []
    // What others overtook is decided again; what cannot be read stays.
    while landed.contains(where: { damaged[$0.incident] == nil }) {
      let turns = try turnsForLanded(now)
      noteTallies(turns)
      try commit(turns, &deliveries)
    }
  }

  /// Turns for the incidents whose messages have landed, with what came of them decided.
  private mutating func turnsForLanded(_ now: Instant) throws(JournalFault) -> [Turn] {
    guard !landed.isEmpty else { return [] }
    var ends: [IncidentID: [AttemptEnd]] = [:]
    for (incident, end) in landed { ends[incident, default: []].append(end) }
    var turns: [Turn] = []
    for incident in ends.keys.sorted() {
      guard let state = try readable(incident, now) else { continue }
      let turn = Turn(state, now: now)
      tellJumps(turn)
      let routed = (ends[incident] ?? []).map { self.routed($0, in: turn.state, at: now) }
      turn.take(.attemptsEnded(routed))
      reportRefusals(routed, turn)
      turns.append(turn)
    }
    landed.removeAll { damaged[$0.incident] == nil }
    return turns
  }

  /// The state of an incident, as far as it is known.
  ///
  /// What is decided from one that others have overtaken is not written; only then it is read on.
  mutating func state(of incident: IncidentID) throws(JournalFault) -> IncidentState {
    var journaled: JournaledIncident
    if let state = states[incident] {
      guard outdated.contains(incident) else { return state }
      journaled = JournaledIncident(state, journal: world.journal, now: world.clock.now)
      _ = try journaled.catchUp()
    } else {
      journaled = try JournaledIncident(incident, journal: world.journal, now: world.clock.now)
    }
    if states.count > Self.cacheSize { states = [:] }
    states[incident] = journaled.state
    outdated.remove(incident)
    return journaled.state
  }

  /// Decides everything but the sending.
  private mutating func attend(_ turn: Turn, givingUpLost: Bool) {
    giveUp(turn, all: givingUpLost)
    for _ in 0..<1000 where !step(turn) { return }
  }

  /// Decides one thing that is due; false when there is none.
  private mutating func step(_ turn: Turn) -> Bool {
    let state = turn.state
    if let request = state.escalationRequests.first {
      return turn.take(.arm(policy(for: request, in: state, at: turn.now)))
    }
    if let notice = state.noticeRequests.first {
      return turn.take(
        .address(notice: notice.number, responders(for: notice, in: state, turn.now))
      )
    }
    if let rung = state.dueRungs(at: turn.now).first {
      let people = inTurn(
        responders(rung.targets, rung.urgency, in: state, at: turn.now),
        for: rung,
        in: state
      )
      guard turn.take(.fire(rung, people, idleSince: idleSince)) else { return false }
      giveCodes(turn)
      return true
    }
    if let expiry = state.acknowledgementExpiry, expiry <= turn.now {
      return turn.take(.expireAcknowledgement)
    }
    guard let deadline = state.enginesDeadline, deadline.at <= turn.now else { return false }
    return turn.take(.timePassed(deadline))
  }

  /// Gives up messages that are on their way with nobody to tell what came of them.
  private mutating func giveUp(_ turn: Turn, all: Bool) {
    let outbox = turn.state.outbox
    let ends = (all ? outbox.underway : outbox.overdue(at: turn.now)).filter { entry in
      !flights.contains(Flight(incident: turn.state.id, message: entry.message.key))
    }.map { entry in
      AttemptEnd(
        message: entry.message.key,
        attempt: entry.attempts,
        outcome: world.messengers().lost(delivery(of: entry, in: turn.state), turn.now)
      )
    }
    if !ends.isEmpty { turn.take(.attemptsEnded(ends)) }
  }

  // MARK: People

  func responders(
    _ targets: [EscalationTarget],
    _ urgency: Urgency,
    in state: IncidentState,
    at now: Instant
  ) -> [Responder] {
    let found = world.dutyBook().responders(targets, urgency, now)
    guard state.opening?.isDrill == true, let allowed = world.messengers().drillNotifiers
    else { return found }
    return found.map { responder in
      var responder = responder
      let usable = responder.contacts.filter { allowed.contains($0.notifier) }
      let address = responder.contacts.first?.address ?? ""
      responder.contacts =
        usable.isEmpty
        ? allowed.sorted().prefix(1).map { Contact(notifier: $0, address: address) } : usable
      return responder
    }
  }

  /// The people of `notify: sms role:ic`: a first word without a colon is the way to use.
  private func responders(
    for notice: NoticeRequest,
    in state: IncidentState,
    _ now: Instant
  ) -> [Responder] {
    var all: [Responder] = []
    for text in notice.targets {
      let words = text.split(separator: " ").map(String.init)
      let targets = words.compactMap { EscalationTarget($0) }
      let notifiers = words.filter { EscalationTarget($0) == nil }
      let found =
        targets.isEmpty
        ? responders(notifiers.map { .notifier($0) }, .high, in: state, at: now)
        : responders(targets, .high, in: state, at: now)
      for var responder in found where !all.contains(where: { $0.name == responder.name }) {
        if !targets.isEmpty, !notifiers.isEmpty {
          let wanted = responder.contacts.filter { notifiers.contains($0.notifier) }
          if !wanted.isEmpty { responder.contacts = wanted }
        }
        all.append(responder)
      }
    }
    return all
  }

  // MARK: Messages

  private struct Candidate {
    var turn: Int
    var entry: Outbox.Entry
    /// Whether it was held back before.
    var wasHeld: Bool { entry.nextAt.map { $0 > entry.dueAt ?? $0 } ?? false }
  }

  /// Lets the messages go that are due, or holds them back.
  private mutating func sendDue(_ turns: [Turn]) throws(JournalFault) {
    var groups: [String: [Candidate]] = [:]
    var order: [String] = []
    var plans = turns.map { _ in Plan() }
    for place in turns.indices {
      let due = turns[place].state.outbox.due(at: turns[place].now, limit: pace.messages)
      turns[place].isUnfinished = due.count == pace.messages
      for entry in due {
        let message = entry.message
        // A question to the provider is no message, and what came too late does not leave: neither
        // holds others back.
        if entry.isUncertain || entry.expiresAt <= turns[place].now {
          plans[place].departures[message.key] = Departure(text: "", provider: entry.provider)
          continue
        }
        if gathered.remove(Flight(incident: turns[place].before.id, message: message.key)) != nil {
          plans[place].bundled.append(message.key)
          continue
        }
        // Only calls to a person are gathered; what goes to a channel stands for itself.
        let box = message.person.map { "\($0)\u{0}\(message.notifier)" } ?? "\u{0}\(order.count)"
        if groups[box] == nil { order.append(box) }
        groups[box, default: []].append(Candidate(turn: place, entry: entry))
      }
    }
    for box in order {
      if let group = groups[box] { try decide(group, in: turns, &plans) }
    }
    for (place, plan) in plans.enumerated() {
      if plan.isUnfinished { turns[place].isUnfinished = true }
      if !plan.holds.isEmpty { turns[place].take(.hold(plan.holds)) }
      if !plan.bundled.isEmpty { turns[place].take(.bundle(plan.bundled)) }
      if !plan.departures.isEmpty { turns[place].take(.attempt(plan.departures)) }
      if !plan.faults.isEmpty { turns[place].take(.giveUp(plan.faults)) }
      for notice in plan.notices { report(notice, turns[place]) }
      turns[place].tallies += plan.tallies
    }
  }

  /// Decides on the messages for one person through one notifier.
  private mutating func decide(
    _ group: [Candidate],
    in turns: [Turn],
    _ plans: inout [Plan]
  ) throws(JournalFault) {
    guard let leader = group.first else { return }
    let message = leader.entry.message
    let now = turns[leader.turn].now
    let question = try question(about: leader.entry, at: now)
    plans[leader.turn].notices += question.lacks.values.sorted { $0.provider < $1.provider }
    switch storm.verdict(question) {
    case .hold(let hold):
      for candidate in group { plans[candidate.turn].holds[candidate.entry.message.key] = hold }
    case .giveUp(let fault):
      for candidate in group { plans[candidate.turn].faults[candidate.entry.message.key] = fault }
    case .go(let provider):
      plans[leader.turn].tallies += storm.leaves(message, through: provider, now: now)
      if let warning = try ledger.give(provider, world.journal, at: now) {
        plans[leader.turn].notices.append(warning)
      }
      var delivery = self.delivery(of: leader.entry, in: turns[leader.turn].state)
      var digest = Digest()
      for other in group.dropFirst() {
        let key = other.entry.message.key
        // Somebody may overtake the leader's incident and not the other one, whose messages
        // must not wait for one that does not leave: they have their turn when it has left.
        let isWithLeader = other.turn == leader.turn
        if leader.wasHeld {
          digest.titles.append(turns[other.turn].state.opening?.title ?? "")
          if isWithLeader {
            plans[other.turn].bundled.append(key)
          } else {
            digest.others.append(Flight(incident: turns[other.turn].before.id, message: key))
          }
        } else if isWithLeader {
          plans[other.turn].holds[key] = Hold(until: now + pace.bundling, cause: .person)
        }
        if !isWithLeader { plans[other.turn].isUnfinished = true }
      }
      delivery.others = digest.titles
      plans[leader.turn].departures[message.key] = Departure(
        text: world.messengers().text(delivery),
        provider: provider.id == message.notifier ? nil : provider.id
      )
      if !digest.titles.isEmpty {
        digests[Flight(incident: delivery.incident, message: message.key)] = digest
      }
    }
  }

  /// What is done with the due messages of one incident, all at once: there may be thousands.
  private struct Plan {
    var departures: [MessageKey: Departure] = [:]
    var holds: [MessageKey: Hold] = [:]
    var faults: [MessageKey: SendFault] = [:]
    var bundled: [MessageKey] = []
    var notices: [BudgetNotice] = []
    var tallies: [Tally] = []
    /// Whether something is left for the next round.
    var isUnfinished = false
  }

  func delivery(of entry: Outbox.Entry, in state: IncidentState) -> Delivery {
    var message = entry.message
    message.expiresAt = entry.expiresAt
    var step: StepID?
    var reason: EscalationReason?
    var topic: NoticeTopic?
    switch message.purpose {
    case .page(let number, rung: _):
      let escalation = state.escalations.first { $0.number == number }
      step = escalation?.subjects.compactMap(\.step).last
      reason = escalation?.reason
    case .notice(let id, let number):
      step = id
      topic = state.noticeTopics[number]
    }
    let provider = entry.provider ?? message.notifier
    return Delivery(
      incident: state.id,
      message: message,
      address: entry.address,
      attempt: entry.attempts,
      isRepeat: entry.mayBeRepeat,
      title: state.opening?.title ?? "",
      runbook: state.opening?.runbook ?? "",
      severity: state.severity,
      isDrill: state.opening?.isDrill ?? false,
      step: step.flatMap { state.graph.index(of: $0) }.map { state.step($0).title },
      reason: reason,
      openedAt: state.openedAt ?? entry.queuedAt,
      scheduledAt: entry.dueAt ?? entry.queuedAt,
      provider: provider,
      attemptThrough: max(1, entry.attemptsThrough[provider] ?? 0),
      isInquiry: entry.isUncertain,
      topic: topic,
      code: code(of: message, in: state),
      asksForConsent: asksForConsent(message, in: state)
    )
  }

  /// Whether a message asks for consent that its person may give.
  private func asksForConsent(_ message: OutboxMessage, in state: IncidentState) -> Bool {
    guard state.asksForConsent(message) else { return false }
    let now = world.clock.now()
    return message.person == nil
      || !state.questions(in: message.key, by: world.dutyBook().roles, now).isEmpty
  }

  // MARK: Writing down

  /// Writes all turns down in one transaction; a turn that somebody else overtook is dropped, and
  /// its incident is looked at again.
  ///
  /// - Parameters:
  ///   - turns: what was decided, at most one turn for each incident.
  ///   - deliveries: what is to be sent now is added to it.
  /// - Throws: what the journal says; then nothing of what came of messages is forgotten.
  mutating func commit(
    _ turns: [Turn],
    _ deliveries: inout [Delivery]
  ) throws(JournalFault) {
    guard let first = turns.indices.first else { return }
    defer {
      digests = [:]
      freshCodes = [:]
    }
    let provisions = storm.takeNews()
    turns[first].tallies += storm.tallies(of: provisions)
    let results: [Result<[Event], JournalFault>]
    do throws(JournalFault) {
      results = try world.journal.append(turns.map(\.piece))
    } catch {
      storm.keep(provisions)
      for turn in turns { retry(turn) }
      throw error
    }
    if case .failure = results.first { storm.keep(provisions) }
    var fault: JournalFault?
    for place in results.indices {
      switch results[place] {
      case .success(let events): deliveries += follow(turns[place], events)
      case .failure(let failure):
        retry(turns[place])
        if case .conflict = failure {
          outdated.insert(turns[place].before.id)
          continue
        }
        fault = failure
      }
    }
    if let fault { throw fault }
  }

  /// Goes on after a turn was written as `events`.
  private mutating func follow(_ turn: Turn, _ events: [Event]) -> [Delivery] {
    let state = turn.written(events)
    states[state.id] = state
    var deliveries: [Delivery] = []
    ledger.takeBack(turn.tallies)
    for (key, attempt) in events.compactMap(\.fact.departure) {
      guard let entry = state.outbox[key] else { continue }
      let flight = Flight(incident: state.id, message: key)
      var delivery = self.delivery(of: entry, in: state)
      delivery.attempt = attempt
      let digest = digests.removeValue(forKey: flight) ?? Digest()
      delivery.others = digest.titles
      gathered.formUnion(digest.others)
      flights.insert(flight)
      deliveries.append(delivery)
    }
    return deliveries
  }

  /// Keeps what came of messages from a turn that was not written; what was to leave has not left.
  mutating func retry(_ turn: Turn) {
    ledger.forget()
    landed += turn.ends.map { (turn.before.id, $0) }
    for fact in turn.drafts.map(\.fact) {
      if case .clockJumped(let jump) = fact { jumps.append((jump, [turn.before.id])) }
      guard case .messageAttempted(let key, _, _, _) = fact, let entry = turn.state.outbox[key]
      else { continue }
      let delivery = self.delivery(of: entry, in: turn.state)
      storm.stays(entry.message, through: provider(of: delivery), now: turn.now)
    }
  }
}

extension Fact {
  /// The message that leaves with it, or that a provider is asked about, and which attempt it is.
  fileprivate var departure: (MessageKey, Int)? {
    switch self {
    case .messageAttempted(let key, let attempt, _, _), .messageInquired(let key, let attempt):
      (key, attempt)
    default: nil
    }
  }
}
