import DutyRoster
import IncidentCore
import Ports
import Timekeeping

/// Messages: nothing leaves that the journal does not explain, nothing twice without saying so,
/// nothing after somebody has answered, and what a gateway said is not forgotten.
struct MessageModel {
  private enum Status {
    case open(Instant?)
    case underway(Instant)
    case closed
    /// The gateway took it; a receipt may follow.
    case awaitingReceipt
    /// Nobody knows whether the gateway took it; its answer or a receipt may follow.
    case unknown
  }

  private struct Message {
    let message: OutboxMessage
    var status: Status
    var attempts = 0
    /// The attempts whose answer may still come although somebody has gone on without it.
    var unanswered: Set<Int> = []
    var hasArrived = false
    var expiresAt: Instant
    /// The sequence and the mark of each attempt.
    var announced: [Int: (sequence: Int, isRepeat: Bool, at: Instant)] = [:]
    /// How each attempt ended, by the journal.
    var ends: [Int: String] = [:]

    /// Somebody goes on without the answer to the attempt that is on its way.
    mutating func leaveUnanswered() {
      if case .underway = status { unanswered.insert(attempts) }
    }
  }

  private var messages: [MessageKey: Message] = [:]
  private var called: Set<String> = []
  private var stoppedAt: [Int: Int] = [:]
  private var found = Flaws()
  var flaws: [String] { found.all }

  mutating func take(_ event: Event, _ incident: Case, _ ladders: LadderModel) {
    switch event.fact {
    case .levelFired(_, _, _, let people), .noticeAddressed(_, _, let people):
      called.formUnion(people.map(\.name))
    case .messageQueued(let message): queue(message, event)
    case .messageAttempted(let key, let attempt, let isRepeat, _):
      attempted(key, attempt, isRepeat, event, ladders)
    case .messageSent(let key, let attempt, _):
      ended(key, attempt, "sent", event) { message in
        if attempt != message.attempts { message.leaveUnanswered() }
        message.status = message.hasArrived ? .closed : .awaitingReceipt
      }
    case .messageDeferred(let key, let attempt, _, let until):
      found.require(hangs(key, on: attempt), event, "\(key) is not tried again for it")
      ended(key, attempt, "deferred", event) { $0.status = .open(until) }
    case .messageFailed(let key, let attempt, _):
      let isOver = hangs(key, on: attempt)
      ended(key, attempt, "failed", event) { if isOver { $0.status = .closed } }
      if isOver { bringForward(key, event) }
    case .messageUnknown(let key, let attempt, _, let until):
      found.require(messages[key]?.ends[attempt] == nil, event, "\(key) has ended before")
      ended(key, attempt, "unknown", event) { message in
        message.unanswered.insert(attempt)
        message.status = until.map { .open($0) } ?? .unknown
      }
    case .messageHeld(let key, let until, _):
      found.require(isOpen(key), event, "\(key) is not waiting")
      found.require(until > event.occurredAt, event, "\(key) is held until the past")
      messages[key]?.status = .open(until)
    case .messageDelivered(let key): delivered(key, event)
    case .messageUndelivered(let key, _):
      switch messages[key]?.status {
      case .awaitingReceipt, .unknown: messages[key]?.status = .closed
      case .open, .underway, .closed, nil:
        found.require(false, event, "\(key) was not with a gateway")
      }
      bringForward(key, event)
    case .messagesSuperseded(let keys, _):
      for key in keys {
        found.require(isOpen(key), event, "\(key) is not waiting")
        messages[key]?.status = .closed
      }
    case .escalationStopped(let number, _): stoppedAt[number] = event.sequence
    case .clockJumped(let jump) where jump.kind == .set: shift(by: jump.by)
    default: break
    }
  }

  /// What waits for a length of time waits as long as before; what is not urgent and has not left
  /// may wait for an hour of the day.
  private mutating func shift(by span: TimeSpan) {
    for (key, message) in messages {
      messages[key]?.expiresAt = message.expiresAt + span
      switch message.status {
      case .open(let due?) where message.message.urgency == .high || message.attempts > 0:
        messages[key]?.status = .open(due + span)
      case .underway(let since): messages[key]?.status = .underway(since + span)
      case .open, .closed, .awaitingReceipt, .unknown: break
      }
    }
  }

  /// Whether what comes of an attempt decides what becomes of the message.
  private func hangs(_ key: MessageKey, on attempt: Int) -> Bool {
    guard let message = messages[key], attempt == message.attempts else { return false }
    return switch message.status {
    case .open, .underway, .unknown: true
    case .closed, .awaitingReceipt: false
    }
  }

  private func isOpen(_ key: MessageKey) -> Bool {
    if case .open = messages[key]?.status { true } else { false }
  }

  private mutating func queue(_ message: OutboxMessage, _ event: Event) {
    found.require(messages[message.key] == nil, event, "\(message.key) was queued before")
    found.require(called.contains(message.name), event, "\(message.name) was not called")
    messages[message.key] = Message(
      message: message,
      status: .open(message.dueAt),
      expiresAt: message.expiresAt
    )
  }

  private mutating func attempted(
    _ key: MessageKey,
    _ attempt: Int,
    _ isRepeat: Bool,
    _ event: Event,
    _ ladders: LadderModel
  ) {
    guard let message = messages[key] else {
      found.require(false, event, "\(key) was never queued")
      return
    }
    guard case .open(let due) = message.status else {
      found.require(false, event, "\(key) is not waiting")
      return
    }
    found.require(due.map { $0 <= event.occurredAt } ?? false, event, "\(key) leaves too early")
    found.require(attempt == message.attempts + 1, event, "\(key): attempt \(attempt)")
    let mayBeRepeat = !message.unanswered.isEmpty
    found.require(isRepeat == mayBeRepeat, event, "\(key) is marked wrongly as a repeat")
    found.require(event.occurredAt < message.expiresAt, event, "\(key) has expired")
    if case .page(let number, _) = message.message.purpose {
      found.require(!ladders.hasStopped(number), event, "\(key) leaves after the answer")
    }
    messages[key]?.attempts = attempt
    messages[key]?.announced[attempt] = (event.sequence, isRepeat, event.occurredAt)
    messages[key]?.status = .underway(event.occurredAt)
  }

  /// An attempt has ended, be it that somebody has gone on without its answer before.
  private mutating func ended(
    _ key: MessageKey,
    _ attempt: Int,
    _ end: String,
    _ event: Event,
    _ change: (inout Message) -> Void
  ) {
    guard var message = messages[key] else {
      found.require(false, event, "\(key) was never queued")
      return
    }
    var isUnderway = false
    if case .underway = message.status { isUnderway = attempt == message.attempts }
    let isAwaited = message.unanswered.remove(attempt) != nil || isUnderway
    found.require(isAwaited, event, "\(key) is not on its way for the \(attempt). time")
    change(&message)
    message.ends[attempt] = end
    messages[key] = message
  }

  /// What only waited for the one before to fail has its turn.
  private mutating func bringForward(_ key: MessageKey, _ event: Event) {
    for (other, message) in messages where message.message.follows == key {
      if case .open(let due) = message.status {
        messages[other]?.status = .open(min(due ?? event.occurredAt, event.occurredAt))
      }
    }
  }

  /// That it arrived is final, whatever was told before.
  private mutating func delivered(_ key: MessageKey, _ event: Event) {
    found.require((messages[key]?.attempts ?? 0) > 0, event, "\(key) has not left")
    found.require(messages[key]?.hasArrived == false, event, "\(key) has arrived before")
    messages[key]?.leaveUnanswered()
    messages[key]?.status = .closed
    messages[key]?.hasArrived = true
  }

  // MARK: What really left

  func flawsAtEnd(_ incident: Case) -> [String] {
    flawsOfReceptions(incident) + flawsOfReplies(incident) + flawsOfWaiting(incident)
  }

  private struct Attempt: Hashable {
    var key: MessageKey
    var attempt: Int
  }

  private func flawsOfReceptions(_ incident: Case) -> [String] {
    var flaws: [String] = []
    var seen: Set<Attempt> = []
    for reception in incident.receptions {
      let delivery = reception.delivery
      let name = "message \(delivery.message.key), attempt \(delivery.attempt)"
      if !seen.insert(Attempt(key: delivery.message.key, attempt: delivery.attempt)).inserted {
        flaws.append("\(name) left twice")
      }
      guard let message = messages[delivery.message.key],
        let announced = message.announced[delivery.attempt], announced.sequence <= reception.written
      else {
        flaws.append("\(name) left before the journal said so")
        continue
      }
      let delay = reception.shownAt - announced.at
      if delay > incident.patience {
        flaws.append("\(name) left \(delay.milliseconds) ms after it was decided")
      }
      if announced.isRepeat != delivery.isRepeat { flaws.append("\(name) is marked wrongly") }
      var queued = message.message
      // A jump of the clock moves it.
      queued.expiresAt = delivery.message.expiresAt
      if queued != delivery.message { flaws.append("\(name) is not what was queued") }
      if case .page(let number, _) = message.message.purpose,
        let stopped = stoppedAt[number].map({ incident.writtenAt[$0 - 1] }),
        reception.at > stopped + .seconds(10)
      {
        flaws.append("\(name) left \((reception.at - stopped).milliseconds) ms after the answer")
      }
    }
    return flaws
  }

  /// What a gateway told an engine that lives to the end, and was never held up, is in the journal.
  private func flawsOfReplies(_ incident: Case) -> [String] {
    incident.replies.compactMap { reply in
      guard incident.living.subtracting(incident.heldUp).contains(reply.process.pid) else {
        return nil
      }
      let end = messages[reply.message]?.ends[reply.attempt] ?? "unknown"
      let said: String =
        switch reply.outcome {
        case .sent: "sent"
        case .again, .failed, .elsewhere: "failed"
        case .unknown, .uncertain: "unknown"
        }
      let isSame = said == end || (said == "failed" && end == "deferred")
      return isSame
        ? nil : "message \(reply.message), attempt \(reply.attempt) was \(said), and is \(end)"
    }
  }

  private func flawsOfWaiting(_ incident: Case) -> [String] {
    messages.sorted { $0.key < $1.key }.compactMap { key, message in
      let due: Instant?
      switch message.status {
      case .open(let time): due = time
      case .underway(let since): due = since + .seconds(120)
      case .closed, .awaitingReceipt, .unknown: due = nil
      }
      guard let due, max(due, incident.wellSince) + Case.slack < incident.now else { return nil }
      return "message \(key) has waited for \((incident.now - due).milliseconds) ms"
    }
  }
}
