public import Phrases
public import RunbookModel

/// What the page behind a link shows.
public struct CallView: Hashable, Sendable {
  /// How the call stands for the person.
  public enum Standing: Hashable, Sendable {
    /// Nobody has it.
    case open
    /// The person has it.
    case yours
    /// That one has it.
    case taken(by: String)
    /// The person cannot take it, and others are called.
    case declined
    /// The incident is over.
    case over
  }

  /// The incident.
  public var incident: String
  /// What it is called.
  public var title: String
  /// How bad it is.
  public var severity: Severity?
  /// The title of the step that it is about.
  public var step: String?
  /// Why the person was called.
  public var reason: String
  /// When it began, by the person's clock.
  public var since: String
  /// Whether it is a drill.
  public var isDrill: Bool
  /// The person's name.
  public var person: String
  /// The person's language.
  public var language: Language
  /// Everybody who was called, in order.
  public var called: [String]
  /// Whether others have been called since the message.
  public var isPassedOn: Bool
  /// How it stands.
  public var standing: Standing
  /// When whoever has it took it, by the person's clock.
  public var takenAt: String?
  /// Whether the link is too old to answer with.
  public var isExpired: Bool

  package init(
    incident: String,
    title: String,
    severity: Severity?,
    step: String?,
    reason: String,
    since: String,
    isDrill: Bool,
    person: String,
    language: Language,
    called: [String],
    isPassedOn: Bool,
    standing: Standing,
    takenAt: String?,
    isExpired: Bool
  ) {
    self.incident = incident
    self.title = title
    self.severity = severity
    self.step = step
    self.reason = reason
    self.since = since
    self.isDrill = isDrill
    self.person = person
    self.language = language
    self.called = called
    self.isPassedOn = isPassedOn
    self.standing = standing
    self.takenAt = takenAt
    self.isExpired = isExpired
  }

  /// Whether the person may still take it.
  public var canTake: Bool { !isExpired && (standing == .open || standing == .declined) }
  /// Whether the person may still say no.
  public var canDecline: Bool { !isExpired && standing == .open && !isPassedOn }
}
