public import IncidentCore
public import RunbookModel
public import Timekeeping

/// A message that leaves now, with all that its text is made from.
public struct Delivery: Hashable, Sendable {
  /// The incident.
  public var incident: IncidentID
  /// The message.
  public var message: OutboxMessage
  /// Where it goes.
  public var address: String?
  /// Which attempt, from 1.
  public var attempt: Int
  /// The provider that carries it; `nil` when its notifier is one.
  public var provider: String?
  /// Which attempt through that provider, from 1.
  public var attemptThrough: Int
  /// Whether the provider is to be asked what became of the last attempt; nothing is sent.
  public var isInquiry: Bool
  /// Whether an earlier attempt may have been taken.
  public var isRepeat: Bool
  /// What the incident is called.
  public var title: String
  /// The runbook's name.
  public var runbook: String
  /// How bad it is.
  public var severity: Severity?
  /// Whether it is a drill.
  public var isDrill: Bool
  /// The title of the step that it is about.
  public var step: String?
  /// Why somebody is called; `nil` for a notice.
  public var reason: EscalationReason?
  /// When the incident began.
  public var openedAt: Instant
  /// When the message should have left.
  public var scheduledAt: Instant
  /// What it tells of beside the incident: how the means to call people are.
  public var topic: NoticeTopic?
  /// The titles of other incidents that call the same person and that this message stands for.
  public var others: [String]
  /// What the person may reply to say “mine”; `nil` when replies do not come in.
  public var code: String?
  /// Whether it asks for consent.
  public var asksForConsent: Bool

  /// A delivery of those parts.
  public init(
    incident: IncidentID,
    message: OutboxMessage,
    address: String?,
    attempt: Int,
    isRepeat: Bool,
    title: String,
    runbook: String,
    severity: Severity?,
    isDrill: Bool,
    step: String?,
    reason: EscalationReason?,
    openedAt: Instant,
    scheduledAt: Instant,
    others: [String] = [],
    provider: String? = nil,
    attemptThrough: Int? = nil,
    isInquiry: Bool = false,
    topic: NoticeTopic? = nil,
    code: String? = nil,
    asksForConsent: Bool = false
  ) {
    self.incident = incident
    self.message = message
    self.address = address
    self.attempt = attempt
    self.isRepeat = isRepeat
    self.title = title
    self.runbook = runbook
    self.severity = severity
    self.isDrill = isDrill
    self.step = step
    self.reason = reason
    self.openedAt = openedAt
    self.scheduledAt = scheduledAt
    self.others = others
    self.provider = provider
    self.attemptThrough = attemptThrough ?? attempt
    self.isInquiry = isInquiry
    self.topic = topic
    self.code = code
    self.asksForConsent = asksForConsent
  }
}

/// The ways out of the house.
public struct Messengers: Sendable {
  /// So many messages in so much time.
  public struct Limit: Hashable, Sendable {
    /// What they are counted for, such as a robot or a recipient.
    ///
    /// Providers that name the same key share it; `nil` is the provider itself.
    public var key: String?
    /// How many.
    public var count: Int
    /// In what time.
    public var window: TimeSpan

    /// `count` messages of one key in `window`.
    public init(count: Int, per window: TimeSpan, key: String? = nil) {
      self.count = count
      self.window = window
      self.key = key
    }
  }

  /// How many messages a provider may be given in a day and a month.
  public struct Budget: Hashable, Sendable {
    /// In a day; `nil` is without limit.
    public var perDay: Int?
    /// In a month; `nil` is without limit.
    public var perMonth: Int?
    /// At how many per cent a warning is due.
    public var warnAtPercent: Int
    /// How many per cent are kept for what is urgent.
    public var reservedPercent: Int
    /// How far the provider's clock is ahead of universal time.
    public var zone: TimeSpan

    /// A budget of those figures.
    public init(
      perDay: Int? = nil,
      perMonth: Int? = nil,
      warnAtPercent: Int = 80,
      reservedPercent: Int = 20,
      zone: TimeSpan = .zero
    ) {
      self.perDay = perDay
      self.perMonth = perMonth
      self.warnAtPercent = warnAtPercent
      self.reservedPercent = reservedPercent
      self.zone = zone
    }
  }

  /// One of those that can carry a notifier's messages.
  public struct Provider: Hashable, Sendable {
    /// The notifier's id.
    public var id: String
    /// How many messages it takes, for one address.
    public var limits: [Limit]
    /// What has to pause when it complains; `nil` is the provider itself.
    public var pauseKey: String?
    /// How many messages it may be given.
    public var budget: Budget?

    /// The provider `id`.
    public init(
      id: String,
      limits: [Limit] = [],
      pauseKey: String? = nil,
      budget: Budget? = nil
    ) {
      self.id = id
      self.limits = limits
      self.pauseKey = pauseKey
      self.budget = budget
    }
  }

  /// The text of a message as the journal keeps it.
  public var text: @Sendable (Delivery) -> String
  /// Sends a message, or asks about it, and says what came of it, with the time of the next try
  /// where there is one.
  public var send: @Sendable (Delivery) async -> SendOutcome
  /// Who can carry a notifier's messages to an address, the first to be tried first: the members of
  /// a group, or the notifier itself.
  public var providers: @Sendable (_ notifier: String, _ address: String?) -> [Provider]
  /// What to make of an attempt whose end nobody saw because its process died.
  public var lost: @Sendable (_ delivery: Delivery, _ now: Instant) -> SendOutcome
  /// The notifiers that a drill may use; `nil` for all.
  public var drillNotifiers: Set<String>?
  /// Whether replies to what a notifier sends come in.
  public var takesReplies: @Sendable (_ notifier: String) -> Bool

  /// Messengers of those functions.
  public init(
    text: @escaping @Sendable (Delivery) -> String,
    send: @escaping @Sendable (Delivery) async -> SendOutcome,
    providers:
      @escaping @Sendable (_ notifier: String, _ address: String?) -> [Provider] = { notifier, _ in
        [Provider(id: notifier)]
      },
    lost: @escaping @Sendable (_ delivery: Delivery, _ now: Instant) -> SendOutcome,
    drillNotifiers: Set<String>? = nil,
    takesReplies: @escaping @Sendable (_ notifier: String) -> Bool = { _ in false }
  ) {
    self.text = text
    self.send = send
    self.providers = providers
    self.lost = lost
    self.drillNotifiers = drillNotifiers
    self.takesReplies = takesReplies
  }
}
