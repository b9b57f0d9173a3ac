import DutyRoster
import RunbookModel
import Timekeeping

/// Calling people: who is called when, and when it stops.
extension Planner {
  mutating func takeFromEngine(_ input: Input) {
    switch input {
    case .arm(let policy): arm(policy)
    case .fire(let due, let responders, let idleSince): fire(due, responders, idleSince)
    case .address(let notice, let responders): address(notice, responders)
    case .attempt(let departures): attempt(departures)
    case .attemptsEnded(let ends): for end in ends { attemptEnded(end) }
    case .hold(let times):
      for (key, hold) in times.sorted(by: { $0.key < $1.key }) { self.hold(key, hold) }
    case .giveUp(let faults):
      for (key, fault) in faults.sorted(by: { $0.key < $1.key }) { giveUp(key, fault) }
    case .bundle(let keys): supersede(keys, .bundled)
    case .receipt(let key, let isDelivered, let detail): receipt(key, isDelivered, detail)
    case .giveCodes(let codes): giveCodes(codes)
    case .answeredInVain(let person, let note): self.note(person, note)
    case .expireAcknowledgement: expireAcknowledgement()
    case .noticeBudget(let notice, let targets):
      conclude(.budgetNoticed(notice: notice, targets: targets))
    case .noticeRefusal(let provider, let detail, let targets):
      conclude(.providerRefused(provider: provider, detail: detail, targets: targets))
    case .clockJumped(let jump):
      if let news = jump.unknown(to: state.clockJumps) { conclude(.clockJumped(jump: news)) }
    default: break
    }
  }

  /// A person asks for more people: the next level's turn comes at once, or a ladder begins.
  mutating func escalate(_ step: StepID?, _ seen: Int?) throws(Refusal) {
    if let step { _ = try active(step) }
    if let seen, seen != state.levelsFired, let last = state.escalations.last {
      throw .alreadyEscalated(to: last.called.map(\.name))
    }
    if let running = state.escalations.last(where: \.isRunning), running.current != nil {
      emit(.escalationHastened(escalation: running.number))
    } else {
      emit(.escalationRequested(step, .person))
    }
  }

  private mutating func arm(_ policy: EscalationPolicy?) {
    guard let request = state.escalationRequests.first else { return }
    guard let policy = policy.map({ state.frozenPolicy($0.name) ?? $0 }) else {
      conclude(.policyMissing(step: request.step, policy: request.policy))
      return
    }
    if let running = state.escalations.first(where: {
      $0.isRunning && $0.policy.name == policy.name
    }) {
      conclude(
        .escalationJoined(
          escalation: running.number,
          reason: request.reason,
          step: request.step
        )
      )
      if running.current?.level == 0, !request.reason.isForOne {
        conclude(.escalationHastened(escalation: running.number))
      }
    } else {
      conclude(
        .escalationArmed(
          escalation: state.escalations.count + 1,
          reason: request.reason,
          step: request.step,
          policy: policy
        )
      )
    }
  }

  private mutating func fire(_ due: DueRung, _ responders: [Responder], _ idleSince: Instant?) {
    guard let escalation = state.escalations.first(where: { $0.number == due.escalation }),
      let actual = escalation.dueRung(at: now), actual == due
    else { return }
    for (rung, scheduledAt) in actual.missed {
      skip(escalation, rung, scheduledAt, .engineDown(from: idleSince, to: now))
    }
    guard let rung = actual.rung, let level = escalation.policy.level(at: rung) else {
      // Nobody waits for an answer to them any more, and no answer would stop them.
      supersedeOpen(of: escalation.number, .expired)
      conclude(.nobodyReached(escalation: escalation.number))
      return
    }
    if actual.isTooLate {
      skip(escalation, rung, actual.scheduledAt, .tooLate(to: now))
      return
    }
    let called = chosen(responders, for: escalation, level, rung)
    guard !called.isEmpty else {
      skip(escalation, rung, actual.scheduledAt, .nobody)
      return
    }
    // Levels that are caught up with one by one do not take each other's turn.
    let isCatchingUp = escalation.policy.catchUp == .all && now - actual.scheduledAt > .seconds(1)
    if !isCatchingUp { supersedeOpen(of: escalation.number, .nextLevel) }
    conclude(
      .levelFired(
        escalation: escalation.number,
        rung: rung,
        scheduledAt: actual.scheduledAt,
        called: called.map {
          CalledResponder(person: $0.person, name: $0.name, chosenBy: $0.chosenBy)
        }
      )
    )
    let end = escalation.end(
      of: rung,
      scheduledAt: isCatchingUp ? now : actual.scheduledAt,
      firedAt: now
    )
    for responder in called {
      page(responder, escalation.number, rung, level, until: end)
    }
  }

  private mutating func skip(
    _ escalation: Escalation,
    _ rung: Rung,
    _ scheduledAt: Instant,
    _ cause: LevelSkip
  ) {
    conclude(
      .levelSkipped(
        escalation: escalation.number,
        rung: rung,
        scheduledAt: scheduledAt,
        cause: cause
      )
    )
  }

  /// The people of a level without those who are there already.
  private func chosen(
    _ responders: [Responder],
    for escalation: Escalation,
    _ level: EscalationLevel,
    _ rung: Rung
  ) -> [Responder] {
    let present = Set(escalation.acknowledgedBy + [escalation.requestedBy].compactMap { $0 })
    let absent = responders.filter { responder in
      !present.contains(responder.name) && !(responder.person.map(present.contains) ?? false)
    }
    guard level.selection == .roundRobin, !absent.isEmpty else { return absent }
    // The first of them is the one whose turn it is in this incident; later ones go on from there.
    let last = escalation.lastOfLevel[rung.level]
    let place = responders.firstIndex { $0.person == last?.person && $0.name == last?.name }
    let order = place.map { responders[($0 + 1)...] + responders[...$0] } ?? responders[...]
    return order.first { absent.contains($0) }.map { [$0] } ?? absent
  }

  mutating func supersedeOpen(of escalation: Int, _ cause: SupersededCause) {
    let keys = state.outbox.open.filter { $0.message.isPage(of: escalation) }.map(\.message.key)
    supersede(keys, cause)
  }

  private mutating func expireAcknowledgement() {
    guard let acknowledgement = state.acknowledgement, let expiry = state.acknowledgementExpiry,
      expiry <= now
    else { return }
    conclude(.acknowledgementExpired(by: acknowledgement.by))
    conclude(.escalationRequested(nil, .acknowledgementExpired))
  }

  // MARK: The end

  /// Stops what nobody needs to be called for any more.
  mutating func settleEscalations() {
    callAfterFailedRun()
    for place in state.escalations.indices where state.escalations[place].isRunning {
      guard let end = end(ofLadder: place) else { continue }
      let number = state.escalations[place].number
      supersedeOpen(of: number, .stopped)
      conclude(.escalationStopped(escalation: number, end: end))
    }
  }

  private func end(ofLadder place: Int) -> EscalationEnd? {
    if state.isResolved || state.outcome == .completed { return .resolved }
    let people = state.escalations[place].acknowledgedBy
    let count = people.count < 2 ? people.count : Set(people).count
    if count > 0, count >= state.escalations[place].quorum { return .acknowledged }
    // Asked after every decision: a closure would copy all of the planner.
    for subject in state.escalations[place].subjects where !isAnswered(subject) { return nil }
    return .answered
  }

  /// Whether a step no longer needs what it called people for.
  private func isAnswered(_ subject: Escalation.Subject) -> Bool {
    // Those whom a step should have told do not know of it when it is over, either.
    if subject.reason == .notificationFailed { return false }
    guard let step = subject.step else { return state.outcome != nil && endedByPerson }
    guard let index = state.graph.index(of: step), state.steps[index].isActive
    else { return state.rollback?.isStopped != true }
    switch (subject.reason, state.phase(of: index)) {
    case (.personNeeded, .approving), (.personNeeded, .ready), (.personNeeded, .attended),
      (.personNeeded, .stopped), (.personNeeded, .unknown):
      return false
    case (.personNeeded, _): return true
    case (.failure, .stopped), (.failure, .unknown), (.outcomeUnknown, .unknown): return false
    case (.failure, _), (.outcomeUnknown, _): return true
    default: return false
    }
  }

  private var endedByPerson: Bool {
    (actor.isPerson || state.ending?.isByPerson == true)
      && drafts.contains { if case .runFinished = $0.fact { true } else { false } }
  }

  /// An automatic run that came to a bad end by itself needs somebody who looks at it.
  private mutating func callAfterFailedRun() {
    guard isAutomatic, !actor.isPerson, state.ending?.isByPerson != true,
      state.outcome == .failed || state.outcome == .aborted,
      drafts.contains(where: { if case .runFinished = $0.fact { true } else { false } })
    else { return }
    conclude(.escalationRequested(nil, .failure))
  }
}

extension OutboxMessage {
  /// Whether it calls somebody in that escalation.
  public func isPage(of number: Int) -> Bool {
    if case .page(let escalation, rung: _) = purpose { escalation == number } else { false }
  }
}
