import DutyRoster
import IncidentCore
public import NotifierCards
import Phrases
public import Ports
import RunbookModel
public import Timekeeping

/// All notifiers: makes requests from messages, hands them to the courier, and reads the answers.
public struct NotifierBoard: Sendable {
  /// The chance and the time that requests need.
  public struct World: Sendable {
    /// What carries requests out.
    public var courier: any Courier
    /// The time.
    public var now: @Sendable () -> Instant
    /// 16 bytes that no other attempt had.
    public var nonce: @Sendable () -> [UInt8]
    /// A number from 0 to 1.
    public var random: @Sendable () -> Double
    /// How far local time is ahead of universal time, in minutes.
    public var offsetMinutes: @Sendable (Instant) -> Int

    /// A world of those parts.
    public init(
      courier: any Courier,
      now: @escaping @Sendable () -> Instant,
      nonce: @escaping @Sendable () -> [UInt8],
      random: @escaping @Sendable () -> Double,
      offsetMinutes: @escaping @Sendable (Instant) -> Int
    ) {
      self.courier = courier
      self.now = now
      self.nonce = nonce
      self.random = random
      self.offsetMinutes = offsetMinutes
    }
  }

  /// The notifiers by the name that contacts use; those of a group in the order of trying.
  public let providers: [String: [Notifier]]
  /// Makes the links of messages; `nil` when there is no server to answer them.
  public let links: AnswerLinks?
  /// Whether replies come in.
  public let isListening: Bool
  /// The notifiers that drills use; `nil` for all.
  public let drillNotifiers: Set<String>?
  private let world: World

  /// A board of those notifiers.
  public init(
    providers: [String: [Notifier]],
    links: AnswerLinks? = nil,
    isListening: Bool = false,
    drillNotifiers: Set<String>? = nil,
    world: World
  ) {
    self.providers = providers
    self.links = links
    self.isListening = isListening
    self.drillNotifiers = drillNotifiers
    self.world = world
  }

  /// The ways out for the desk.
  public var messengers: Messengers {
    Messengers(
      text: { delivery in MessageText(self.message(delivery)).text },
      send: { delivery in await self.send(delivery) },
      limits: { self.limits($0) },
      lost: { delivery, now in self.lost(delivery, now) },
      drillNotifiers: drillNotifiers,
      takesReplies: { takesReplies($0) }
    )
  }

  /// Whether replies to what a notifier, or one of a group, sends come in.
  private func takesReplies(_ id: String) -> Bool {
    isListening
      && (providers[id] ?? []).contains { notifier in
        notifier.card.takesReplies(parameters: notifier.parameters, secrets: notifier.secrets)
      }
  }

  // MARK: Messages

  /// What a delivery tells.
  public func message(_ delivery: Delivery) -> CardMessage {
    let language = delivery.message.language
    var kind = CardMessage.Kind.notice
    if case .page = delivery.message.purpose { kind = .page }
    var message = CardMessage(
      id: "\(delivery.incident)/\(delivery.message.key)",
      kind: delivery.others.isEmpty ? kind : .digest,
      title: delivery.title,
      language: language,
      urgency: delivery.message.urgency == .high ? .high : .low,
      attempt: delivery.attempt,
      isRepeat: delivery.isRepeat,
      isDrill: delivery.isDrill
    )
    let now = world.now()
    message.incident = delivery.incident.text
    message.severity = delivery.severity?.rawValue
    message.runbook = delivery.runbook
    message.step = delivery.step
    message.reason = delivery.reason.map { MessagePhrases.reason($0).text(language) }
    message.since = delivery.openedAt
    message.offsetMinutes = world.offsetMinutes(now)
    let late = now - delivery.scheduledAt
    if late > .minutes(1) { message.late = late }
    message.code = delivery.code
    message.link = links?.link(for: delivery)
    if kind == .page {
      let isAnswerable = message.code != nil || message.link != nil
      message.ask = (isAnswerable ? MessagePhrases.answer : MessagePhrases.ask)
        .text(language, ["incident": delivery.incident.text])
    }
    message.person = delivery.message.person == nil ? nil : delivery.message.name
    message.validity = max(delivery.message.expiresAt - now, .seconds(1))
    message.bundled = delivery.others
    return message
  }

  // MARK: Sending

  private func send(_ delivery: Delivery) async -> SendOutcome {
    let providers = providers[delivery.message.notifier] ?? []
    guard !providers.isEmpty else {
      return .failed(.unsendable(detail: "no notifier “\(delivery.message.notifier)”"))
    }
    let message = message(delivery)
    var outcome = SendOutcome.failed(.unsendable(detail: ""))
    for (place, notifier) in providers.enumerated() {
      // What is not urgent waits for the first one: a backup must not drown in it.
      if place > 0, message.urgency == .low { break }
      outcome = await send(message, delivery, through: notifier)
      guard outcome.lets(anotherProviderTry: delivery.address != nil) else { break }
    }
    return outcome
  }

  private func send(
    _ message: CardMessage,
    _ delivery: Delivery,
    through notifier: Notifier
  ) async -> SendOutcome {
    let card = notifier.card
    let request: WireRequest
    do throws(CardFault) {
      request = try card.request(
        for: message,
        to: address(delivery, notifier),
        parameters: notifier.parameters,
        secrets: notifier.secrets,
        at: world.now(),
        nonce: world.nonce()
      )
    } catch {
      return .failed(.unsendable(detail: error.message.text(.english)))
    }
    let reply = await world.courier.send(request, of: notifier.id)
    let now = world.now()
    let masking = Array(notifier.secrets.values)
    switch card.verdict(of: reply, at: now, masking: masking) {
    case .ok(let providerID): return .sent(providerID: providerID)
    case .throttle(let wait, let detail):
      return .again(.throttled(detail: detail), at: now + wait)
    case .retry(let wait, let detail):
      let delay = wait ?? card.retryDelay(attempt: delivery.attempt, random: world.random())
      return delay.map { .again(.temporary(detail: detail), at: now + $0) }
        ?? .failed(.temporary(detail: detail))
    case .permanent(let detail): return .failed(.permanent(detail: detail))
    case .auth(let detail): return .failed(.refused(detail: detail))
    case .unknown(let detail):
      return await settle(message, delivery, through: notifier, detail)
    }
  }

  /// What to make of a message that may have been taken.
  private func settle(
    _ message: CardMessage,
    _ delivery: Delivery,
    through notifier: Notifier,
    _ detail: String
  ) async -> SendOutcome {
    let card = notifier.card
    let now = world.now()
    let again = card.retryDelay(attempt: delivery.attempt, random: world.random())
    switch card.onUnknown {
    case .skip: return .unknown(detail: detail, resendAt: nil)
    case .resend: return .unknown(detail: detail, resendAt: again.map { now + $0 })
    case .verify:
      let question = try? card.verification(
        of: message,
        to: address(delivery, notifier),
        parameters: notifier.parameters,
        secrets: notifier.secrets,
        at: now,
        nonce: world.nonce()
      )
      guard let question = question ?? nil else {
        return .unknown(detail: detail, resendAt: again.map { now + $0 })
      }
      let answer = card.verification(
        await world.courier.send(question, of: notifier.id),
        of: message,
        to: address(delivery, notifier),
        parameters: notifier.parameters,
        at: world.now(),
        masking: Array(notifier.secrets.values)
      )
      switch answer {
      case .taken(let providerID): return .sent(providerID: providerID)
      case .notTaken:
        return again.map { .again(.temporary(detail: detail), at: now + $0) }
          ?? .failed(.temporary(detail: detail))
      case .unclear: return .unknown(detail: detail, resendAt: again.map { now + $0 })
      }
    }
  }

  private func address(_ delivery: Delivery, _ notifier: Notifier) -> String? {
    guard let address = delivery.address, !address.isEmpty else { return notifier.address }
    return address
  }

  private func limits(_ id: String) -> [Messengers.Limit] {
    guard let notifier = providers[id]?.first else { return [] }
    return notifier.card.limits(
      notifier: id,
      parameters: notifier.parameters,
      secrets: notifier.secrets
    ).map { Messengers.Limit(count: $0.count, per: $0.window) }
  }

  private func lost(_ delivery: Delivery, _ now: Instant) -> SendOutcome {
    let detail = "the engine ended while it was on its way"
    let card = providers[delivery.message.notifier]?.first?.card
    return .unknown(detail: detail, resendAt: card?.onUnknown == .skip ? nil : now)
  }
}

extension SendOutcome {
  /// Whether the next notifier of a group is worth trying at once.
  fileprivate func lets(anotherProviderTry hasAddress: Bool) -> Bool {
    switch self {
    case .sent, .unknown: false
    case .again, .failed: hasAddress
    }
  }
}
