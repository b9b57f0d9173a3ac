public import Timekeeping

/// The name of an incident: the local date it was opened on and four letters, `20261123-k7f2`.
public struct IncidentID: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The text of the id.
  public let text: String

  /// The id with that text.
  public init(_ text: String) {
    self.text = text
  }

  /// Reads the text of an id.
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the text of the id.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The text of the id.
  public var description: String { text }

  /// Whether `left` comes before `right` in the alphabet.
  public static func < (left: IncidentID, right: IncidentID) -> Bool { left.text < right.text }
}

/// Who did something, and from where.
public struct Actor: Codable, Hashable, Sendable {
  /// The person's name, or `engine` for what Tocsin does by itself.
  public var name: String
  /// The terminal, such as `pts/3`, when there is one.
  public var terminal: String?

  /// The actor `name` at `terminal`.
  public init(name: String, terminal: String? = nil) {
    self.name = name
    self.terminal = terminal
  }

  /// Tocsin itself.
  public static let engine = Actor(name: "engine")

  /// Whether it is a person.
  public var isPerson: Bool { name != Self.engine.name }
}

/// Through which door a fact came in.
public enum EventSource: String, Codable, Hashable, Sendable {
  /// The interactive terminal of a run.
  case terminal
  /// A one-shot command.
  case commandLine = "command-line"
  /// The engine.
  case engine
  /// A message that somebody sent back.
  case reply
  /// The page behind the link of a message.
  case link
  /// A side file that was merged after the journal could not be written.
  case sideFile = "side-file"
}

/// Who may read an event in a report.
public enum Visibility: String, Codable, CaseIterable, Hashable, Sendable {
  /// The team.
  case `internal`
  /// The customer and the public.
  case external
  /// The authority.
  case regulator
}

/// A fact with when, who and where: one line of the journal.
public struct Event: Codable, Hashable, Sendable {
  /// The incident it belongs to.
  public var incident: IncidentID
  /// Its place in the incident, counted from 1 without gaps.
  public var sequence: Int
  /// When it happened; earlier than `recordedAt` for something that was told afterwards.
  public var occurredAt: Instant
  /// When it was written down.
  public var recordedAt: Instant
  /// Who did it.
  public var actor: Actor
  /// Through which door it came in.
  public var source: EventSource
  /// Who may read it.
  public var visibility: Visibility
  /// What happened.
  public var fact: Fact
  /// Values that may have to be erased one day, by name.
  ///
  /// The journal's hash covers a salted digest of each, never the value. A value that was erased
  /// is missing here.
  public var sealed: [String: String]

  /// An event of those parts.
  public init(
    incident: IncidentID,
    sequence: Int,
    occurredAt: Instant,
    recordedAt: Instant,
    actor: Actor,
    source: EventSource,
    visibility: Visibility = .internal,
    fact: Fact,
    sealed: [String: String] = [:]
  ) {
    self.incident = incident
    self.sequence = sequence
    self.occurredAt = occurredAt
    self.recordedAt = recordedAt
    self.actor = actor
    self.source = source
    self.visibility = visibility
    self.fact = fact
    self.sealed = sealed
  }
}

/// An event before the journal gives it its place and the time of writing.
public struct DraftEvent: Codable, Hashable, Sendable {
  /// When it happened.
  public var occurredAt: Instant
  /// Who did it.
  public var actor: Actor
  /// Through which door it came in.
  public var source: EventSource
  /// Who may read it.
  public var visibility: Visibility
  /// What happened.
  public var fact: Fact
  /// Values that may have to be erased one day, by name.
  public var sealed: [String: String]

  /// A draft of those parts.
  public init(
    occurredAt: Instant,
    actor: Actor,
    source: EventSource,
    visibility: Visibility = .internal,
    fact: Fact,
    sealed: [String: String] = [:]
  ) {
    self.occurredAt = occurredAt
    self.actor = actor
    self.source = source
    self.visibility = visibility
    self.fact = fact
    self.sealed = sealed
  }

  /// The event that it becomes in the journal.
  public func event(in incident: IncidentID, sequence: Int, recordedAt: Instant) -> Event {
    Event(
      incident: incident,
      sequence: sequence,
      occurredAt: occurredAt,
      recordedAt: recordedAt,
      actor: actor,
      source: source,
      visibility: visibility,
      fact: fact,
      sealed: sealed
    )
  }
}
