public import DutyRoster
public import Phrases
public import RunbookModel
public import Timekeeping

/// Somebody who was called, as the journal keeps it: without addresses.
public struct CalledResponder: Codable, Hashable, Sendable {
  /// The person's id; `nil` for a channel.
  public var person: String?
  /// The name that people read.
  public var name: String
  /// The rule that chose them.
  public var chosenBy: ChoiceRule

  /// A called responder of those parts.
  public init(person: String?, name: String, chosenBy: ChoiceRule) {
    self.person = person
    self.name = name
    self.chosenBy = chosenBy
  }
}

/// Why a level was passed over.
public enum LevelSkip: Codable, Hashable, Sendable {
  /// No engine ran at its time.
  case engineDown(from: Instant?, to: Instant)
  /// It was older than the policy allows when an engine came to it.
  case tooLate(to: Instant)
  /// Its targets stand for nobody.
  case nobody
}

/// Why an escalation is over.
public enum EscalationEnd: String, Codable, Hashable, Sendable {
  /// Enough people took the incident.
  case acknowledged
  /// What it was about was answered or has gone on.
  case answered
  /// The incident is resolved, or its run was completed.
  case resolved
}

/// The name of a message in its incident, the same for all its attempts.
///
/// `2.1.3.li-wei.0`: escalation 2, round 1, level 3, person, and which of their contacts. Together
/// with the incident's name it is the key by which a provider can tell a repeat.
public struct MessageKey: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The text of the key.
  public let text: String

  /// The key with that text.
  public init(_ text: String) {
    self.text = text
  }

  /// Reads the text of a key.
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the text of the key.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The text of the key.
  public var description: String { text }

  /// Whether `left` comes before `right` in the alphabet.
  public static func < (left: MessageKey, right: MessageKey) -> Bool { left.text < right.text }
}

/// A message that is to leave the house.
public struct OutboxMessage: Codable, Hashable, Sendable {
  /// What it is for.
  public enum Purpose: Codable, Hashable, Sendable {
    /// It calls somebody.
    case page(escalation: Int, rung: Rung)
    /// It tells somebody about a step, or about the means to call people; `notice` counts the
    /// notices of the incident from 1.
    case notice(step: StepID?, notice: Int)
  }

  /// Its name.
  public var key: MessageKey
  /// What it is for.
  public var purpose: Purpose
  /// The person who gets it; `nil` for a channel.
  public var person: String?
  /// The name that people read.
  public var name: String
  /// Its language.
  public var language: Language
  /// The notifier that carries it.
  public var notifier: String
  /// When it is to leave; `nil` when only after the message before it has failed.
  public var dueAt: Instant?
  /// The message of the same person that stands before it.
  public var follows: MessageKey?
  /// How much it may disturb.
  public var urgency: Urgency
  /// Sending it is of no use from then on.
  public var expiresAt: Instant

  /// A message of those parts.
  public init(
    key: MessageKey,
    purpose: Purpose,
    person: String?,
    name: String,
    language: Language,
    notifier: String,
    urgency: Urgency,
    dueAt: Instant?,
    follows: MessageKey?,
    expiresAt: Instant
  ) {
    self.key = key
    self.purpose = purpose
    self.person = person
    self.name = name
    self.language = language
    self.notifier = notifier
    self.urgency = urgency
    self.dueAt = dueAt
    self.follows = follows
    self.expiresAt = expiresAt
  }
}

/// Why an attempt to send was no success.
public enum SendFault: Codable, Hashable, Sendable {
  /// The provider asks us to slow down.
  case throttled(detail: String)
  /// It may work later.
  case temporary(detail: String)
  /// It will never work like this.
  case permanent(detail: String)
  /// The provider does not accept who we are.
  case refused(detail: String)
  /// The request could not be made.
  case unsendable(detail: String)
  /// The provider's budget has no room for it.
  case exhausted(detail: String)
}

/// What came of one attempt to send.
public enum SendOutcome: Hashable, Sendable {
  /// The provider took it and calls it that.
  case sent(providerID: String?)
  /// It is to be tried again at that time.
  case again(SendFault, at: Instant)
  /// It came to nothing.
  case failed(SendFault)
  /// It came to nothing here, and the next provider of the group has its turn at once.
  case elsewhere(SendFault)
  /// Nobody knows; the provider is asked at that time.
  case uncertain(detail: String, askAt: Instant)
  /// Nobody knows; it is sent again at that time, marked as a repeat, or not at all.
  case unknown(detail: String, resendAt: Instant?)
}

/// The end of one attempt to send a message.
public struct AttemptEnd: Hashable, Sendable {
  /// The message.
  public var message: MessageKey
  /// Which attempt, from 1.
  public var attempt: Int
  /// What came of it.
  public var outcome: SendOutcome

  /// The end of attempt `attempt` of `message`.
  public init(message: MessageKey, attempt: Int, outcome: SendOutcome) {
    self.message = message
    self.attempt = attempt
    self.outcome = outcome
  }
}

/// Why a message need not leave any more.
public enum SupersededCause: String, Codable, Hashable, Sendable {
  /// Its escalation is over.
  case stopped
  /// The next level has its turn.
  case nextLevel = "next-level"
  /// Its time is over.
  case expired
  /// Another message to the same person says it too.
  case bundled
  /// The person has said that they cannot take the incident.
  case declined
}
