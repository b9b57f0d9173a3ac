/// The info string of a fence: language, role and settings.
///
/// A file has few different ones. Each is read once, and shared by all fences that have it.
final class FenceInfo: Sendable {
  /// The info string as it stands.
  let text: String
  /// The first word in lower case.
  let language: String
  /// The second word, when it is not a setting.
  let roleWord: String?
  /// The settings `name=value` in their order.
  let settings: [(name: String, value: String)]
  /// Words that are neither.
  let strays: [String]
  /// Whether the language is that of a shell.
  let isShell: Bool
  /// Whether the language shows a terminal.
  let isTranscript: Bool

  /// Reads an info string.
  init(_ info: String) {
    text = info
    // A single word is what it is, quotes and all.
    let hasBlank = info.contains(byte: .space) || info.contains(byte: .tab)
    let words = hasBlank ? WordSplitter.split(info) : [info]
    language = words.first?.lowercased() ?? ""
    isShell = Interpreter.isShell(language)
    isTranscript = Interpreter.isTranscript(language)
    var role: String?
    var settings: [(name: String, value: String)] = []
    var strays: [String] = []
    for (place, word) in words.enumerated().dropFirst() {
      if let mark = word.firstIndex(of: "="), mark != word.startIndex {
        settings.append((String(word[..<mark]), String(word[word.index(after: mark)...])))
      } else if place == 1, !word.hasPrefix("{") {
        role = word
      } else {
        strays.append(word)
      }
    }
    roleWord = role
    self.settings = settings
    self.strays = strays
  }

  /// The info string of a fence that has none, and of code without a fence.
  static let none = FenceInfo("")
}

/// Splits text into words as a shell does, without expanding anything.
enum WordSplitter {
  /// The words; quotes keep words together and are taken away.
  static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var hasWord = false
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        (quote, hasWord) = (character, true)
      } else if character.isWhitespace {
        if hasWord { words.append(word) }
        (word, hasWord) = ("", false)
      } else {
        word.append(character)
        hasWord = true
      }
    }
    if hasWord { words.append(word) }
    return words
  }
}
