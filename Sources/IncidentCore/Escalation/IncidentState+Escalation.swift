public import DutyRoster
import RunbookModel
public import Timekeeping

extension IncidentState {
  // MARK: What is to be done

  /// When the engine has to look at the incident again for any reason; `nil` when nothing is due.
  ///
  /// What is due at once has a time before all others, see ``Timekeeping/Instant/atOnce``.
  public var agenda: Instant? {
    let asked = [escalationRequests.first?.at, noticeRequests.first?.at].compactMap { $0 }.min()
    if let asked { return asked.atOnce }
    var next = enginesDeadline?.at
    for case let time? in [callsDue, acknowledgementExpiry] { next = min(next ?? time, time) }
    return next
  }

  /// When the next person is to be called or the next message is to leave; `nil` for never.
  ///
  /// A time that is long past means that no engine looks after the incident.
  public var callsDue: Instant? {
    var next = escalationRequests.first?.at
    if let due = outbox.nextDue { next = min(next ?? due, due) }
    for place in escalations.indices where escalations[place].isRunning {
      next = min(next ?? escalations[place].due, escalations[place].due)
    }
    return next
  }

  /// The rungs whose turn it is.
  public func dueRungs(at now: Instant) -> [DueRung] {
    escalations.indices.compactMap { escalations[$0].dueRung(at: now) }
  }

  /// When the last acknowledgement does not count any more, unless something happens.
  ///
  /// While people are called the ladder sees to it that others are called, too, and while the run
  /// waits for nothing but a time there is nothing that anybody could do.
  public var acknowledgementExpiry: Instant? {
    guard let timeout = acknowledgement?.timeout, let last = lastProgressAt, !isResolved,
      outcome != .completed, !escalations.contains(where: \.isRunning)
    else { return nil }
    return max(last, restsUntil ?? last) + timeout
  }

  /// Until when the run waits for nothing but that time; `nil` when it does not.
  private var restsUntil: Instant? {
    let times = currentSteps.map { index in
      if case .waiting(let until) = phase(of: index) { until } else { Instant?.none }
    }
    return times.contains(nil) ? nil : times.compactMap { $0 }.min()
  }

  /// The policy that an incident has frozen under that name.
  public func frozenPolicy(_ name: String) -> EscalationPolicy? {
    escalations.first { $0.policy.name == name }?.policy
  }

  // MARK: What has happened

  mutating func noteProgress(_ event: Event) {
    if case .clockJumped(let jump) = event.fact, jump.kind == .set {
      lastProgressAt = lastProgressAt.map { $0 + jump.by }
    }
    guard event.actor.isPerson || event.fact.isProgress else { return }
    lastProgressAt = max(lastProgressAt ?? event.recordedAt, event.recordedAt)
  }

  mutating func applyToEscalation(_ event: Event) {
    noteProgress(event)
    switch event.fact {
    case .escalationRequested(let step, let reason): request(step, reason, event)
    case .notificationRequested(let step, let targets): requestNotice(step, targets, event)
    case .approvalRequested(let step, _, let approval, _):
      if opening?.mode == .interactive {
        requestNotice(step, approvers(approval.role, in: step), event)
        let notice = noticeCount
        update(step) { $0.consent?.notice = notice }
      }
    case .escalationArmed(let number, let reason, let step, let policy):
      arm(number, reason, step, policy, at: event.occurredAt)
    case .escalationJoined(let number, let reason, let step):
      if !escalationRequests.isEmpty { escalationRequests.removeFirst() }
      change(number) { $0.subjects.append(.init(step: step, reason: reason)) }
    case .policyMissing: if !escalationRequests.isEmpty { escalationRequests.removeFirst() }
    case .levelFired(let number, let rung, let scheduledAt, let called):
      fire(number, rung, scheduledAt, called, at: event.occurredAt)
    case .levelSkipped(let number, let rung, let scheduledAt, let cause):
      change(number) {
        let isImmediate = cause == .nobody && $0.policy.onEmpty == .next
        $0.pass(rung, scheduledAt: scheduledAt, isImmediate: isImmediate)
      }
    case .escalationHastened(let number): change(number) { $0.due = min($0.due, event.occurredAt) }
    case .escalationStopped(let number, let end): stop(number, end)
    case .nobodyReached(let number): change(number) { $0.reachedNobody = true }
    case .incidentAcknowledged:
      acknowledge(by: event.actor.name)
      taken = TakenIncident(by: event.actor.name, at: event.occurredAt)
    case .acknowledgementExpired:
      acknowledgement = nil
      taken = nil
    case .callDeclined(let number): change(number) { $0.declinedBy.append(event.actor.name) }
    case .answerCodeGiven(let person): answerCodes[person] = event.sealed["code"] ?? ""
    case .answerNoted(let person, let note):
      notedAnswers.insert(NotedAnswer(person: person, note: note))
    case .budgetNoticed(let notice, let targets):
      if !targets.isEmpty { requestNotice(nil, targets, event, about: .budget(notice)) }
    case .providerRefused(let provider, let detail, let targets):
      let topic = NoticeTopic.refused(provider: provider, detail: detail)
      if !targets.isEmpty { requestNotice(nil, targets, event, about: topic) }
    case .clockJumped(let jump):
      clockJumps.append(jump)
      if jump.kind == .set { shiftClocks(by: jump.by) }
    default: applyToOutbox(event)
    }
  }

  private mutating func change(_ number: Int, _ change: (inout Escalation) -> Void) {
    guard let place = escalations.firstIndex(where: { $0.number == number }) else { return }
    change(&escalations[place])
  }

  private mutating func request(_ step: StepID?, _ reason: EscalationReason, _ event: Event) {
    let index = step.flatMap { graph.index(of: $0) }
    if let index {
      switch reason {
      case .personNeeded, .approvalExpired: steps[index].hasCalledForPerson = true
      default: steps[index].hasEscalated = true
      }
    }
    let frame = index.map { graph.frames[graph.nodes[$0].frame].runbook }
    escalationRequests.append(
      EscalationRequest(
        step: step,
        reason: reason,
        policy: index.flatMap { self.step($0).escalation?.policy } ?? frame?.escalation
          ?? graph.frames.first?.runbook.escalation,
        by: event.actor.isPerson ? event.actor.name : nil,
        at: event.occurredAt
      )
    )
  }

  /// Whom to tell that an approval of a role waits: the configuration's role, and the people whom
  /// the runbook names.
  private func approvers(_ role: String, in step: StepID) -> [String] {
    guard let index = graph.index(of: step) else { return ["role:\(role)"] }
    return ["role:\(role)"] + named(role, in: index).map { "person:\($0)" }
  }

  private mutating func requestNotice(
    _ step: StepID?,
    _ targets: [String],
    _ event: Event,
    about topic: NoticeTopic? = nil
  ) {
    noticeCount += 1
    noticeTopics[noticeCount] = topic
    noticeRequests.append(
      NoticeRequest(
        step: step,
        topic: topic,
        number: noticeCount,
        targets: targets,
        at: event.occurredAt
      )
    )
  }

  private mutating func arm(
    _ number: Int,
    _ reason: EscalationReason,
    _ step: StepID?,
    _ policy: EscalationPolicy,
    at now: Instant
  ) {
    let request = escalationRequests.isEmpty ? nil : escalationRequests.removeFirst()
    let last = escalations.last { $0.policy.name == policy.name }?.current
    let first = policy.beginning
    escalations.append(
      Escalation(
        number: number,
        reason: reason,
        policy: policy,
        armedAt: now,
        requestedBy: request?.by,
        subjects: [.init(step: step, reason: reason)],
        // Who asks for help after the first were called wants others than those.
        next: reason == .person ? last.flatMap { policy.rung(after: $0) } ?? first : first,
        due: now
      )
    )
    // Who has taken the incident still has it while nobody else is called.
    if policy.first == nil { acknowledgement = nil }
    taken = nil
  }

  private mutating func fire(
    _ number: Int,
    _ rung: Rung,
    _ scheduledAt: Instant,
    _ called: [CalledResponder],
    at now: Instant
  ) {
    levelsFired += 1
    if rung.level > 0 { acknowledgement = nil }
    change(number) {
      let end = $0.end(of: rung, scheduledAt: scheduledAt, firedAt: now)
      $0.pass(rung, scheduledAt: scheduledAt)
      $0.due = end
      $0.current = rung
      $0.firedAt = now
      $0.currentMessages = []
      if $0.policy.level(at: rung)?.selection == .roundRobin {
        $0.lastOfLevel[rung.level] = called.last
      }
      $0.currentCalled = called
      $0.declinedBy = []
      if $0.called.isEmpty, called.count == 1 {
        $0.called = called
        return
      }
      var known = Set($0.called)
      for responder in called where known.insert(responder).inserted {
        $0.called.append(responder)
      }
    }
  }

  private mutating func stop(_ number: Int, _ end: EscalationEnd) {
    change(number) { $0.end = end }
    guard let escalation = escalations.first(where: { $0.number == number }) else { return }
    switch end {
    case .acknowledged:
      acknowledgement = Acknowledgement(
        by: escalation.acknowledgedBy.last ?? "",
        timeout: escalation.policy.acknowledgementTimeout,
        policy: escalation.policy.name
      )
    case .answered:
      for subject in escalation.subjects {
        if let step = subject.step { update(step) { $0.hasCalledForPerson = false } }
      }
    case .resolved: break
    }
  }

  private mutating func acknowledge(by name: String) {
    escalationRequests = []
    for place in escalations.indices where escalations[place].isRunning {
      if !escalations[place].acknowledgedBy.contains(name) {
        escalations[place].acknowledgedBy.append(name)
      }
    }
  }

  private mutating func applyToOutbox(_ event: Event) {
    switch event.fact {
    case .noticeAddressed(step: _, let number, called: _):
      noticeRequests.removeAll { $0.number == number }
    case .messageQueued(let message):
      outbox.queue(message, address: event.sealed["address"], at: event.occurredAt)
      if case .page(let number, _) = message.purpose {
        change(number) { $0.currentMessages.append(message.key) }
      }
    case .messageAttempted(let key, let attempt, _, let provider):
      outbox.update(key) {
        let provider = provider ?? $0.message.notifier
        $0.status = .attempting
        $0.attempts = attempt
        $0.provider = provider
        $0.attemptsThrough[provider, default: 0] += 1
        $0.attemptedAt = event.occurredAt
        $0.nextAt = event.occurredAt + Outbox.longestAttempt
      }
    case .messageInquired(let key, _):
      outbox.update(key) {
        $0.status = .attempting
        $0.nextAt = event.occurredAt + Outbox.longestAttempt
      }
    case .messageSent(let key, let attempt, let providerID):
      outbox.update(key) { $0.take(attempt, as: providerID) }
    case .messageDeferred(let key, let attempt, let fault, let until):
      outbox.update(key) {
        $0.exclude(attempt)
        $0.status = .deferred
        $0.isUncertain = false
        $0.fault = fault
        $0.nextAt = until
      }
    case .messagePassedOn(let key, let attempt, let fault):
      outbox.update(key) {
        $0.exclude(attempt)
        $0.status = .deferred
        $0.isUncertain = false
        $0.fault = fault
        if let provider = $0.provider { $0.passedOver.insert(provider) }
        $0.nextAt = event.occurredAt
      }
    case .messageUncertain(let key, let attempt, _, let askAt):
      outbox.update(key) {
        $0.unanswered.insert(attempt)
        $0.status = .deferred
        $0.isUncertain = true
        $0.nextAt = askAt
      }
    case .messageFailed(let key, let attempt, let fault):
      let isOver = outbox.update(key) { $0.fail(attempt, for: fault) }
      if isOver ?? false { bringForward(key, at: event.occurredAt) }
    case .messageUnknown(let key, let attempt, _, let until):
      outbox.update(key) {
        $0.unanswered.insert(attempt)
        $0.status = until == nil ? .unknown : .deferred
        $0.isUncertain = false
        $0.nextAt = until
      }
    case .messageHeld(let key, let until, _): outbox.update(key) { $0.nextAt = until }
    case .messageDelivered(let key): outbox.update(key) { $0.arrive() }
    case .messageUndelivered(let key, let detail):
      outbox.update(key) {
        $0.status = .failed
        $0.fault = .permanent(detail: detail)
      }
      bringForward(key, at: event.occurredAt)
    case .messagesSuperseded(let keys, _):
      for key in keys { outbox.update(key) { $0.status = .superseded } }
    default: break
    }
  }

  /// The way behind one that failed has its turn at once.
  private mutating func bringForward(_ key: MessageKey, at now: Instant) {
    guard let next = outbox.follower(of: key), next.status == .queued else { return }
    outbox.update(next.message.key) { $0.nextAt = min($0.nextAt ?? now, now) }
  }
}

extension Fact {
  /// Whether it shows that somebody or something works on the incident.
  var isProgress: Bool {
    switch self {
    case .stepReached, .stepDone, .waitEnded, .stepReleased, .commandFinished, .itemMarked,
      .choiceMade,
      .stepConfirmed, .verificationAnswered, .runEnding, .runFinished, .runMoved:
      true
    default: false
    }
  }
}
