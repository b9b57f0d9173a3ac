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
  /// The titles of other incidents that call the same person and that this message stands for.
  public var others: [String]
  /// What the person may reply to say “mine”; `nil` when replies do not come in.
  public var code: String?

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
    code: String? = nil
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
    self.code = code
  }
}

/// The ways out of the house.
public struct Messengers: Sendable {
  /// So many messages in so much time.
  public struct Limit: Hashable, Sendable {
    /// How many.
    public var count: Int
    /// In what time.
    public var window: TimeSpan

    /// `count` messages in `window`.
    public init(count: Int, per window: TimeSpan) {
      self.count = count
      self.window = window
    }
  }

  /// The text of a message as the journal keeps it.
  public var text: @Sendable (Delivery) -> String
  /// Sends a message and says what came of it, with the time of the next try where there is one.
  public var send: @Sendable (Delivery) async -> SendOutcome
  /// How many messages a notifier takes.
  public var limits: @Sendable (_ notifier: String) -> [Limit]
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
    limits: @escaping @Sendable (_ notifier: String) -> [Limit] = { _ in [] },
    lost: @escaping @Sendable (_ delivery: Delivery, _ now: Instant) -> SendOutcome,
    drillNotifiers: Set<String>? = nil,
    takesReplies: @escaping @Sendable (_ notifier: String) -> Bool = { _ in false }
  ) {
    self.text = text
    self.send = send
    self.limits = limits
    self.lost = lost
    self.drillNotifiers = drillNotifiers
    self.takesReplies = takesReplies
  }
}
