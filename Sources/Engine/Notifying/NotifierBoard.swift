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
  /// What carries the messages of notifiers that count for no address: the same for all of them.
  private let carriers: [String: [Messengers.Provider]]
  /// The notifiers of ``providers``.
  private let ways: [String: [Way]]
  /// What the texts of the journal have in common.
  private let memory = CardMemory()

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
    carriers = providers.filter { _, notifiers in
      notifiers.allSatisfy { notifier in
        // The machine's own zone, by which a budget may count, changes in the course of a year.
        !notifier.card.countsByAddress && notifier.card.budget.map { $0.zone != nil } ?? true
      }
    }.mapValues { notifiers in
      notifiers.map { Self.provider($0, address: nil, offset: .zero) }
    }
    ways = providers.mapValues { $0.map { Way($0) } }
  }

  /// The ways out for the desk.
  public var messengers: Messengers {
    Messengers(
      text: { delivery in MessageText(self.message(delivery), memory: memory).text },
      send: { delivery in await self.send(delivery) },
      providers: { self.providers($0, $1) },
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
      title: delivery.topic.map { MessagePhrases.topic($0, language) } ?? delivery.title,
      language: language,
      urgency: delivery.message.urgency == .high ? .high : .low,
      attempt: delivery.attempt,
      isRepeat: delivery.isRepeat,
      isDrill: delivery.isDrill
    )
    let now = world.now()
    message.incident = delivery.incident.text
    message.severity = delivery.severity
    message.runbook = delivery.runbook
    message.step = delivery.step
    message.reason = delivery.reason.map { MessagePhrases.reason($0).text(language) }
    message.since = delivery.openedAt
    message.offsetMinutes = world.offsetMinutes(now)
    let late = now - delivery.scheduledAt
    if late > .minutes(1) { message.late = late }
    message.code = delivery.code
    message.link = links?.link(for: delivery)
    message.ask = Self.ask(delivery, message)?
      .text(language, ["incident": delivery.incident.text])
    message.person = delivery.message.person == nil ? nil : delivery.message.name
    message.validity = max(delivery.message.expiresAt - now, .seconds(1))
    message.bundled = delivery.others
    return message
  }

  /// What the reader should do; `nil` when nothing is asked.
  private static func ask(_ delivery: Delivery, _ message: CardMessage) -> Phrase? {
    if delivery.asksForConsent {
      // A code takes an incident; it consents to nothing.
      return message.link == nil ? MessagePhrases.decide : MessagePhrases.approve
    }
    guard case .page = delivery.message.purpose else { return nil }
    return message.code != nil || message.link != nil ? MessagePhrases.answer : MessagePhrases.ask
  }

  // MARK: Sending

  private func send(_ delivery: Delivery) async -> SendOutcome {
    let id = delivery.provider ?? delivery.message.notifier
    let all = ways[delivery.message.notifier] ?? []
    guard let way = all.first(where: { $0.notifier.id == id }) ?? all.first else {
      return .failed(.unsendable(detail: "no notifier “\(delivery.message.notifier)”"))
    }
    let message = message(delivery)
    return delivery.isInquiry
      ? await inquire(message, delivery, through: way.notifier)
      : await send(message, delivery, through: way)
  }

  private func send(
    _ message: CardMessage,
    _ delivery: Delivery,
    through way: Way
  ) async -> SendOutcome {
    let notifier = way.notifier
    let request: WireRequest
    do throws(CardFault) {
      request = try notifier.card.request(
        for: message,
        to: address(delivery, notifier),
        parameters: notifier.parameters,
        secrets: notifier.secrets,
        at: world.now(),
        nonce: world.nonce(),
        memory: way.memory
      )
    } catch {
      return .failed(.unsendable(detail: error.message.text(.english)))
    }
    let reply = await world.courier.send(request, of: notifier.id)
    let now = world.now()
    let masking = Array(notifier.secrets.values)
    switch notifier.card.verdict(of: reply, at: now, masking: masking) {
    case .ok(let providerID): return .sent(providerID: providerID)
    case .throttle(let wait, let detail):
      return .again(.throttled(detail: detail), at: now + wait)
    case .retry(let wait, let detail):
      let delay = wait ?? retryDelay(delivery, notifier)
      return delay.map { .again(.temporary(detail: detail), at: now + $0) }
        ?? .failed(.temporary(detail: detail))
    case .permanent(let detail): return .failed(.permanent(detail: detail))
    case .auth(let detail): return .failed(.refused(detail: detail))
    case .unknown(let detail): return uncertain(delivery, notifier, detail, since: now)
    }
  }

  /// When a message is tried again through a notifier, by its own schedule.
  private func retryDelay(_ delivery: Delivery, _ notifier: Notifier) -> TimeSpan? {
    notifier.card.retryDelay(attempt: delivery.attemptThrough, random: world.random())
  }

  /// What to do with a message that may have been taken.
  private func uncertain(
    _ delivery: Delivery,
    _ notifier: Notifier,
    _ detail: String,
    since now: Instant
  ) -> SendOutcome {
    switch notifier.card.onUnknown {
    case .skip: return .unknown(detail: detail, resendAt: nil)
    case .resend:
      return .unknown(detail: detail, resendAt: retryDelay(delivery, notifier).map { now + $0 })
    case .verify: return .uncertain(detail: detail, askAt: now + notifier.card.verifyAfter)
    }
  }

  /// Asks the provider whether it took a message.
  private func inquire(
    _ message: CardMessage,
    _ delivery: Delivery,
    through notifier: Notifier
  ) async -> SendOutcome {
    let card = notifier.card
    let again = retryDelay(delivery, notifier)
    let question = try? card.verification(
      of: message,
      to: address(delivery, notifier),
      parameters: notifier.parameters,
      secrets: notifier.secrets,
      at: world.now(),
      nonce: world.nonce()
    )
    guard let question = question ?? nil else {
      let resend = again.map { world.now() + $0 }
      return .unknown(detail: "the card asks nothing", resendAt: resend)
    }
    let answer = card.verification(
      await world.courier.send(question, of: notifier.id),
      of: message,
      to: address(delivery, notifier),
      parameters: notifier.parameters,
      at: world.now(),
      masking: Array(notifier.secrets.values)
    )
    let now = world.now()
    switch answer {
    case .taken(let providerID): return .sent(providerID: providerID)
    case .notTaken:
      // It has waited for the answer already.
      let detail = "the provider does not know it"
      return again == nil
        ? .failed(.temporary(detail: detail)) : .again(.temporary(detail: detail), at: now)
    case .unclear(let detail): return .unknown(detail: detail, resendAt: again.map { now + $0 })
    }
  }

  private func address(_ delivery: Delivery, _ notifier: Notifier) -> String? {
    guard let address = delivery.address, !address.isEmpty else { return notifier.address }
    return address
  }

  // MARK: Providers

  /// Who can carry a notifier's messages to an address.
  func providers(_ id: String, _ address: String?) -> [Messengers.Provider] {
    if let carriers = carriers[id] { return carriers }
    let offset = TimeSpan.minutes(Int64(world.offsetMinutes(world.now())))
    return (providers[id] ?? []).map { Self.provider($0, address: address, offset: offset) }
  }

  private static func provider(
    _ notifier: Notifier,
    address: String?,
    offset: TimeSpan
  ) -> Messengers.Provider {
    let windows = windows(of: notifier, address)
    return Messengers.Provider(
      id: notifier.id,
      limits: windows,
      pauseKey: windows.first?.key,
      budget: notifier.card.budget.map { budget in
        Messengers.Budget(
          perDay: budget.perDay,
          perMonth: budget.perMonth,
          warnAtPercent: budget.warnAtPercent,
          reservedPercent: budget.reservedPercent,
          zone: budget.zone ?? offset
        )
      }
    )
  }

  private static func windows(
    of notifier: Notifier,
    _ address: String?
  ) -> [Messengers.Limit] {
    notifier.card.limits(
      notifier: notifier.id,
      address: (address ?? "").isEmpty ? notifier.address : address,
      parameters: notifier.parameters,
      secrets: notifier.secrets
    ).map { Messengers.Limit(count: $0.count, per: $0.window, key: $0.key) }
  }

  private func lost(_ delivery: Delivery, _ now: Instant) -> SendOutcome {
    let detail = "the engine ended while it was on its way"
    let all = providers[delivery.message.notifier] ?? []
    guard let notifier = all.first(where: { $0.id == delivery.provider }) ?? all.first
    else { return .unknown(detail: detail, resendAt: now) }
    switch notifier.card.onUnknown {
    case .skip: return .unknown(detail: detail, resendAt: nil)
    case .resend: return .unknown(detail: detail, resendAt: now)
    case .verify: return .uncertain(detail: detail, askAt: now + notifier.card.verifyAfter)
    }
  }
}

/// A notifier with what its requests have in common; a class, because a card is large and thousands
/// of messages at once should not copy it.
private final class Way: Sendable {
  let notifier: Notifier
  let memory = CardMemory()

  init(_ notifier: Notifier) {
    self.notifier = notifier
  }
}
