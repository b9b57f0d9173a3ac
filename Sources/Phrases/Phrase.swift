/// A sentence in every language that Tocsin speaks, with named places to fill.
///
/// A place is written `{name}`. `{name|one|other}` chooses `one` when the argument is `1`, so that
/// English plurals need no second phrase; a list is given as `names.listed`. Both languages are given where the phrase is declared: a
/// phrase that lacks one does not compile, and sentences are never put together from parts.
public struct Phrase: Hashable, Sendable {
  /// The English template.
  public let english: String

  /// The Simplified Chinese template.
  public let chinese: String

  /// A phrase from its two templates.
  public init(en english: String, zh chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// The sentence with its places filled.
  public func text(_ language: Language, _ arguments: [String: String] = [:]) -> String {
    switch language {
    case .english: Template.fill(english, with: arguments, language)
    case .chinese: Template.fill(chinese, with: arguments, language)
    }
  }

  /// The phrase with what fills its places, for a reader whose language is not known yet.
  public func with(_ arguments: [String: String]) -> Message {
    Message(self, arguments)
  }
}

/// A phrase together with what fills its places; it becomes text when the reader is known.
public struct Message: Hashable, Sendable {
  /// What is said.
  public let phrase: Phrase

  /// What stands in the phrase's places, by their names.
  public let arguments: [String: String]

  /// A message that says `phrase` with `arguments`.
  public init(_ phrase: Phrase, _ arguments: [String: String] = [:]) {
    self.phrase = phrase
    self.arguments = arguments
  }

  /// The message for a reader of `language`.
  public func text(_ language: Language) -> String {
    phrase.text(language, arguments)
  }
}
