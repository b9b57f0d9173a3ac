public import IncidentCore
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
    /// What the person was called for has been answered.
    case answered
    /// The incident is over.
    case over
    /// The person is not called, only told.
    case told
  }

  /// What a step asks, as the page shows it.
  public struct Question: Hashable, Sendable {
    /// What tells it from other questions.
    public var id: String
    /// The title of the step.
    public var step: String
    /// What it asks for.
    public var kind: StepQuestion.Kind
    /// What the step runs.
    public var commands: [String]

    package init(id: String, step: String, kind: StepQuestion.Kind, commands: [String]) {
      self.id = id
      self.step = step
      self.kind = kind
      self.commands = commands
    }
  }

  /// The incident.
  public var incident: String
  /// What it is called.
  public var title: String
  /// How bad it is.
  public var severity: Severity?
  /// The title of the step that it is about.
  public var step: String?
  /// Why the person was called; `nil` when they are only told.
  public var reason: String?
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
  /// What the person may answer beside the call.
  public var questions: [Question]
  /// When whoever has it took it, by the person's clock.
  public var takenAt: String?
  /// Whether the link is too old to answer with.
  public var isExpired: Bool

  package init(
    incident: String,
    title: String,
    severity: Severity?,
    step: String? = nil,
    reason: String? = nil,
    since: String,
    isDrill: Bool,
    person: String,
    language: Language,
    called: [String] = [],
    isPassedOn: Bool = false,
    standing: Standing = .told,
    questions: [Question] = [],
    takenAt: String? = nil,
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
    self.questions = questions
    self.takenAt = takenAt
    self.isExpired = isExpired
  }

  /// Whether the person may still take it.
  public var canTake: Bool { !isExpired && (standing == .open || standing == .declined) }
  /// Whether the person may still say no.
  public var canDecline: Bool { !isExpired && standing == .open && !isPassedOn }
}
