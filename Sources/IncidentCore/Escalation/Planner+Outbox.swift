import DutyRoster
import RunbookModel
import Timekeeping

/// Messages: what is queued, tried, and given up.
extension Planner {
  /// How often a person is called again within one level at most.
  private static let mostRepeats = 20

  /// Queues the ways to a person whom a level calls.
  mutating func page(
    _ responder: Responder,
    _ escalation: Int,
    _ rung: Rung,
    _ level: EscalationLevel,
    until end: Instant
  ) {
    let stem = "\(escalation).\(rung.round).\(rung.level).\(responder.person ?? "-")"
    let purpose = OutboxMessage.Purpose.page(escalation: escalation, rung: rung)
    queue(responder, purpose, level.urgency, stem: stem, from: now, until: end)
    guard let interval = level.callAgainEvery, interval > .zero else { return }
    var time = now + interval
    var number = 1
    while time < end, number <= Self.mostRepeats {
      queue(responder, purpose, level.urgency, stem: "\(stem)/\(number)", from: time, until: end)
      time = time + interval
      number += 1
    }
  }

  mutating func address(_ number: Int, _ responders: [Responder]) {
    guard let notice = state.noticeRequests.first(where: { $0.number == number }) else { return }
    conclude(
      .noticeAddressed(
        step: notice.step,
        notice: number,
        called: responders.map {
          CalledResponder(person: $0.person, name: $0.name, chosenBy: $0.chosenBy)
        }
      )
    )
    for responder in responders {
      queue(
        responder,
        .notice(step: notice.step, notice: number),
        notice.urgency,
        stem: "n\(number).\(responder.person ?? "-")",
        from: now,
        until: now + Self.noticeLife
      )
    }
    if responders.allSatisfy(\.contacts.isEmpty) { noticeFailed(notice.step) }
  }

  /// How long telling somebody about a step makes sense.
  private static let noticeLife = TimeSpan.minutes(60)

  /// Queues a responder's contacts, each behind the one before.
  private mutating func queue(
    _ responder: Responder,
    _ purpose: OutboxMessage.Purpose,
    _ urgency: Urgency,
    stem: String,
    from start: Instant,
    until end: Instant
  ) {
    var previous: MessageKey?
    for (place, contact) in responder.contacts.enumerated() {
      let time = contact.after.map { start + $0 } ?? (place == 0 ? start : nil)
      let due = time.map { max($0, contact.notBefore ?? $0) }
      let key = MessageKey(
        responder.person == nil ? "\(stem)\(contact.notifier).\(place)" : "\(stem).\(place)"
      )
      conclude(
        .messageQueued(
          OutboxMessage(
            key: key,
            purpose: purpose,
            person: responder.person,
            name: responder.name,
            language: responder.language,
            notifier: contact.notifier,
            urgency: urgency,
            dueAt: due,
            follows: previous,
            expiresAt: end
          )
        ),
        sealed: ["address": contact.address]
      )
      previous = key
    }
  }

  /// Sends a message anew that came to nothing, on the word of a person: until the next level has
  /// its turn, or for as long as a notice is of use.
  mutating func sendAgain(_ key: MessageKey) throws(Refusal) {
    guard let entry = state.outbox[key] else { throw .unknownMessage(key) }
    guard entry.hasFailed, let address = entry.address else { throw .notFailed(key) }
    guard isWanted(entry.message) else { throw .callsOver(key) }
    var message = entry.message
    message.expiresAt = now + Self.noticeLife
    if case .page(let number, rung: _) = message.purpose,
      let escalation = state.escalations.first(where: { $0.number == number }), escalation.due > now
    {
      message.expiresAt = escalation.due
    }
    var number = 2
    while state.outbox[MessageKey("\(key.text)~\(number)")] != nil { number += 1 }
    message.key = MessageKey("\(key.text)~\(number)")
    message.dueAt = now
    message.follows = nil
    emit(.messageQueued(message), sealed: ["address": address])
  }

  mutating func attempt(_ departures: [MessageKey: Departure]) {
    for (key, departure) in departures.sorted(by: { $0.key < $1.key }) {
      guard let entry = state.outbox[key], entry.isOpen, let due = entry.nextAt, due <= now
      else { continue }
      if entry.expiresAt <= now {
        supersede([key], .expired)
      } else if entry.isUncertain {
        conclude(.messageInquired(message: key, attempt: entry.attempts))
      } else {
        conclude(
          .messageAttempted(
            message: key,
            attempt: entry.attempts + 1,
            isRepeat: entry.mayBeRepeat,
            provider: departure.provider
          ),
          sealed: ["text": departure.text]
        )
      }
    }
  }

  /// Takes in what came of an attempt, also when somebody has given that up meanwhile: an engine
  /// that lost the lease or whose journal failed has got the answer all the same.
  mutating func attemptEnded(_ end: AttemptEnd) {
    guard let entry = state.outbox[end.message], entry.awaits(end.attempt) else { return }
    let (key, attempt) = (end.message, end.attempt)
    let isLate = entry.status != .attempting || attempt != entry.attempts
    // What failed after its escalation stopped is not tried again.
    let isWanted = isWanted(entry.message)
    switch end.outcome {
    case .sent(let providerID):
      conclude(.messageSent(message: key, attempt: attempt, providerID: providerID))
    // That nobody knows is known.
    case .uncertain where isLate, .unknown where isLate: return
    case .again(let fault, at: _) where !entry.hangs(on: attempt),
      .elsewhere(let fault) where !entry.hangs(on: attempt),
      .failed(let fault) where !entry.hangs(on: attempt):
      conclude(.messageFailed(message: key, attempt: attempt, fault: fault))
    case .again(let fault, at: let time) where isWanted && time < entry.expiresAt:
      conclude(.messageDeferred(message: key, attempt: attempt, fault: fault, until: time))
    case .elsewhere(let fault) where isWanted && now < entry.expiresAt:
      conclude(.messagePassedOn(message: key, attempt: attempt, fault: fault))
    case .again(let fault, at: _), .elsewhere(let fault), .failed(let fault):
      conclude(.messageFailed(message: key, attempt: attempt, fault: fault))
      afterFailure(of: entry.message)
    case .uncertain(let detail, askAt: let time) where isWanted && time < entry.expiresAt:
      conclude(.messageUncertain(message: key, attempt: attempt, detail: detail, askAt: time))
    case .uncertain(let detail, askAt: _):
      conclude(.messageUnknown(message: key, attempt: attempt, detail: detail, until: nil))
    case .unknown(let detail, let time):
      let until = time.flatMap { isWanted && $0 < entry.expiresAt ? $0 : nil }
      conclude(.messageUnknown(message: key, attempt: attempt, detail: detail, until: until))
    }
  }

  mutating func receipt(_ key: MessageKey, _ isDelivered: Bool, _ detail: String) {
    guard let entry = state.outbox[key] else { return }
    if isDelivered {
      // That it arrived is final, whatever was told before.
      guard entry.attempts > 0, entry.status != .delivered else { return }
      conclude(.messageDelivered(message: key))
    } else if entry.status == .sent || entry.status == .unknown {
      conclude(.messageUndelivered(message: key, detail: detail))
      afterFailure(of: entry.message)
    }
  }

  mutating func hold(_ key: MessageKey, _ hold: Hold) {
    guard let entry = state.outbox[key], entry.isOpen, let due = entry.nextAt, due <= now,
      hold.until > now
    else { return }
    if hold.until < entry.expiresAt {
      conclude(.messageHeld(message: key, until: hold.until, cause: hold.cause))
    } else {
      supersede([key], .expired)
    }
  }

  mutating func giveUp(_ key: MessageKey, _ fault: SendFault) {
    guard let entry = state.outbox[key], entry.isOpen, let due = entry.nextAt, due <= now
    else { return }
    conclude(.messageFailed(message: key, attempt: 0, fault: fault))
    afterFailure(of: entry.message)
  }

  mutating func supersede(_ keys: [MessageKey], _ cause: SupersededCause) {
    let open = keys.filter { state.outbox[$0]?.isOpen ?? false }
    guard !open.isEmpty else { return }
    conclude(.messagesSuperseded(messages: open, cause: cause))
  }

  private func isWanted(_ message: OutboxMessage) -> Bool {
    guard case .page(let number, rung: _) = message.purpose else { return true }
    return state.escalations.contains { $0.number == number && $0.isRunning }
  }

  /// Goes on at once when nothing is left that could reach anybody.
  private mutating func afterFailure(of message: OutboxMessage) {
    switch message.purpose {
    case .page(let number, let rung):
      guard let escalation = state.escalations.first(where: { $0.number == number }),
        escalation.isRunning, escalation.current == rung, escalation.due > now,
        escalation.currentMessages.allSatisfy({ state.outbox[$0]?.isGone ?? true })
      else { return }
      conclude(.escalationHastened(escalation: number))
    case .notice(let step, _):
      guard state.outbox.follower(of: message.key) == nil else { return }
      noticeFailed(step)
    }
  }

  private mutating func noticeFailed(_ step: StepID?) {
    guard let step else { return }
    conclude(.escalationRequested(step, .notificationFailed))
  }
}

extension Outbox.Entry {
  /// Whether it can reach nobody any more.
  var isGone: Bool { status == .failed || status == .superseded }
}
