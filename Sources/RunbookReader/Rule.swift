import Findings
import Phrases

/// A rule that a runbook's text can break, with what is said when it does.
struct Rule {
  let code: String
  let level: Finding.Level
  let message: Phrase
  let remedy: Phrase

  private init(_ code: String, _ level: Finding.Level, _ message: Phrase, _ remedy: Phrase) {
    self.code = code
    self.level = level
    self.message = message
    self.remedy = remedy
  }

  /// A rule that makes the runbook unusable when it is broken.
  static func error(_ code: String, _ message: Phrase, remedy: Phrase) -> Rule {
    Rule(code, .error, message, remedy)
  }

  /// A rule that hints at a mistake when it is broken.
  static func warning(_ code: String, _ message: Phrase, remedy: Phrase) -> Rule {
    Rule(code, .warning, message, remedy)
  }

  /// The finding that the rule is broken at `position`.
  func finding(
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
