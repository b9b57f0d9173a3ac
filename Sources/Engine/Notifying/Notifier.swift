public import NotifierCards

/// A way to send messages, ready for use: a card with what it needs to know here.
public struct Notifier: Sendable {
  /// The name that contacts and policies know it by.
  public var id: String
  /// What it does.
  public var card: NotifierCard
  /// What the card is filled with, by name; nothing secret.
  public var parameters: [String: String]
  /// The values of its secrets, by name.
  public var secrets: [String: String]
  /// The address of messages to the notifier itself.
  public var address: String?

  /// A notifier of those parts.
  public init(
    id: String,
    card: NotifierCard,
    parameters: [String: String],
    secrets: [String: String],
    address: String?
  ) {
    self.id = id
    self.card = card
    self.parameters = parameters
    self.secrets = secrets
    self.address = address
  }
}
