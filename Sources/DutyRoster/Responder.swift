public import Phrases
public import Timekeeping

/// Somebody who is called, or a channel without a person, with the ways to reach them.
public struct Responder: Hashable, Sendable {
  /// The person's id; `nil` for a channel.
  public var person: String?
  /// The name that people read.
  public var name: String
  /// The rule that chose them, such as `schedule:night, override 2026-10-02`.
  public var chosenBy: ChoiceRule
  /// The language of what they get.
  public var language: Language
  /// The ways to reach them, the first to be tried first.
  public var contacts: [Contact]

  /// A responder of those parts.
  public init(
    person: String?,
    name: String,
    chosenBy: ChoiceRule,
    language: Language,
    contacts: [Contact]
  ) {
    self.person = person
    self.name = name
    self.chosenBy = chosenBy
    self.language = language
    self.contacts = contacts
  }
}

/// One way to reach a person.
public struct Contact: Hashable, Sendable {
  /// The notifier that carries the message.
  public var notifier: String
  /// The address there, such as a telephone number; personal.
  public var address: String
  /// How long after the level fired it is tried when the ways before it brought no answer; `nil`
  /// when it is only tried after the way before it failed.
  public var after: TimeSpan?
  /// Not before that time: the end of the person's quiet hours.
  public var notBefore: Instant?

  /// A way through `notifier` to `address`.
  public init(
    notifier: String,
    address: String,
    after: TimeSpan? = nil,
    notBefore: Instant? = nil
  ) {
    self.notifier = notifier
    self.address = address
    self.after = after
    self.notBefore = notBefore
  }
}
