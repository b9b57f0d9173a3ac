public import Phrases

/// What a finding's code stands for.
public struct Rule: Hashable, Sendable {
  /// The stable name in kebab case, such as `dead-anchor`.
  public let code: String
  /// How much its findings matter.
  public let level: Finding.Level
  /// What is wrong, in a few words.
  public let summary: Phrase
  /// Why it matters and how it is mended, in a few sentences.
  public let explanation: Phrase

  /// The rule `code`.
  public init(_ code: String, _ level: Finding.Level, _ summary: Phrase, why explanation: Phrase) {
    self.code = code
    self.level = level
    self.summary = summary
    self.explanation = explanation
  }
}
