package import Findings
package import Phrases

/// A rule that a configuration can break, with what is said when it does.
package struct ConfigurationRule: Sendable {
  /// The stable name in kebab case.
  package let code: String
  /// How much it matters.
  package let level: Finding.Level
  /// What is wrong, in a few words.
  package let summary: Phrase
  /// What is wrong, in one sentence.
  package let message: Phrase
  /// What to do about it.
  package let remedy: Phrase

  /// A rule that makes the configuration unusable when it is broken.
  package static func error(
    _ code: String,
    _ summary: Phrase,
    _ message: Phrase,
    remedy: Phrase
  ) -> ConfigurationRule {
    ConfigurationRule(
      code: code,
      level: .error,
      summary: summary,
      message: message,
      remedy: remedy
    )
  }

  /// A rule that hints at a mistake when it is broken.
  package static func warning(
    _ code: String,
    _ summary: Phrase,
    _ message: Phrase,
    remedy: Phrase
  ) -> ConfigurationRule {
    ConfigurationRule(
      code: code,
      level: .warning,
      summary: summary,
      message: message,
      remedy: remedy
    )
  }

  /// The finding that the rule is broken at `position`.
  package func finding(
    at position: SourcePosition,
    length: Int = 1,
    _ arguments: [String: String] = [:],
    notes: [Finding.Note] = []
  ) -> Finding {
    Finding(
      code,
      level,
      at: position,
      length: length,
      message.with(arguments),
      remedy: remedy.with(arguments),
      notes: notes
    )
  }
}
