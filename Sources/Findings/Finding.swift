public import Phrases

/// Something in a text that its author should know, with how to mend it.
public struct Finding: Hashable, Sendable {
  /// How much it matters.
  public enum Level: String, CaseIterable, Hashable, Sendable {
    /// The text cannot be used as it stands.
    case error
    /// The text can be used, and will probably do something that its author did not mean.
    case warning
    /// Nothing is known to be wrong, and something could not be told.
    case note
  }

  /// A further place that helps to understand the finding.
  public struct Note: Hashable, Sendable {
    /// What is there.
    public let message: Message
    /// Where it is, in the same file.
    public let position: SourcePosition

    /// A note that says `message` about `position`.
    public init(_ message: Message, at position: SourcePosition) {
      self.message = message
      self.position = position
    }
  }

  /// The rule's stable name in kebab case, such as `dead-anchor`.
  public let code: String

  /// How much it matters.
  public let level: Level

  /// Where it begins.
  public let position: SourcePosition

  /// How many Unicode scalars of that line it covers, at least 1.
  public let length: Int

  /// What is wrong, in one sentence.
  public let message: Message

  /// What to do about it, in one sentence.
  public let remedy: Message

  /// Further places.
  public let notes: [Note]

  /// A finding of rule `code` at `position`.
  public init(
    _ code: String,
    _ level: Level,
    at position: SourcePosition,
    length: Int = 1,
    _ message: Message,
    remedy: Message,
    notes: [Note] = []
  ) {
    self.code = code
    self.level = level
    self.position = position
    self.length = max(1, length)
    self.message = message
    self.remedy = remedy
    self.notes = notes
  }
}
