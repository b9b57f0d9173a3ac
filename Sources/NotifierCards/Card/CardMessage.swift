public import Phrases
public import RunbookModel
public import Timekeeping

/// What somebody has to be told, in short fields that templates with parameters can take.
public struct CardMessage: Codable, Hashable, Sendable {
  /// What the message is about.
  public enum Kind: String, Codable, CaseIterable, Hashable, Sendable {
    /// Somebody is needed.
    case page
    /// Something happened; nothing is asked.
    case notice
    /// What was asked is settled.
    case resolved
    /// Several messages in one.
    case digest
    /// A try whether messages arrive.
    case test
  }

  /// How much it may disturb.
  public enum Urgency: String, Codable, CaseIterable, Hashable, Sendable {
    /// Now, whatever the hour.
    case high
    /// It may wait.
    case low
  }

  /// The idempotency key: the same in every attempt, another for every other message.
  public var id: String
  /// What it is about.
  public var kind: Kind
  /// The reader's language.
  public var language: Language
  /// How much it may disturb.
  public var urgency: Urgency
  /// Which attempt this is, counted from 1.
  public var attempt: Int
  /// Whether an earlier attempt may have arrived.
  public var isRepeat: Bool
  /// Whether it belongs to a drill.
  public var isDrill: Bool
  /// The incident's id.
  public var incident: String?
  /// What is wrong, in a few words.
  public var title: String
  /// How bad it is.
  public var severity: Severity?
  /// The runbook's name.
  public var runbook: String?
  /// The step's title.
  public var step: String?
  /// Why the message is sent, in one sentence.
  public var reason: String?
  /// Where it happens: the system or the site.
  public var place: String?
  /// Since when.
  public var since: Instant?
  /// How far the reader's clock is from UTC, in minutes.
  public var offsetMinutes: Int
  /// How late the message is, when it is.
  public var late: TimeSpan?
  /// What the reader should do, in one sentence.
  public var ask: String?
  /// What to reply to say “mine”.
  public var code: String?
  /// Where to answer.
  public var link: String?
  /// The reader's name.
  public var person: String?
  /// How long the message is worth delivering.
  public var validity: TimeSpan?
  /// The titles of the other messages that a digest stands for, its own left out.
  public var bundled: [String]

  /// A message of those parts; the optional fields are set afterwards.
  public init(
    id: String,
    kind: Kind,
    title: String,
    language: Language,
    urgency: Urgency = .high,
    attempt: Int = 1,
    isRepeat: Bool = false,
    isDrill: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.language = language
    self.urgency = urgency
    self.attempt = attempt
    self.isRepeat = isRepeat
    self.isDrill = isDrill
    offsetMinutes = 0
    bundled = []
  }
}

/// The fields of a message that cards may refer to as `msg.NAME`.
enum MessageField: String, CaseIterable, Hashable, Sendable {
  /// The kind of the message.
  case kind
  /// `en` or `zh`.
  case language
  /// `high` or `low`.
  case urgency
  /// Which attempt this is, a number.
  case attempt
  /// Whether an earlier attempt may have arrived.
  case isRepeat = "repeat"
  /// Whether it is a drill.
  case isDrill = "drill"
  case incident
  case title
  case severity
  case runbook
  case step
  case reason
  case place
  /// Since when, at the reader's place.
  case since
  /// Since when, as `2026-01-02T03:04:05.000Z`.
  case sinceISO = "since_iso"
  /// How late, in words.
  case late
  case ask
  case code
  case link
  case person
  /// How long the message is worth delivering, in seconds.
  case validitySeconds = "validity_s"
  /// How long the message is worth delivering, in minutes, at least 1.
  case validityMinutes = "validity_min"
  /// How many messages a digest stands for, a number.
  case count
  /// The marks for drills and repeats.
  case mark
  /// One line: marks, severity, title.
  case headline
  /// Everything in few words, for an SMS.
  case short
  /// Everything, one line for each thing.
  case text
  /// Everything, as Markdown.
  case markdown
  /// Everything in sentences that can be read out.
  case speech
}
