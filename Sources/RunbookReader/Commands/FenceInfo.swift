/// The info string of a fence: language, role and settings.
struct FenceInfo {
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

  /// Reads an info string.
  init(_ info: String) {
    text = info
    guard info.contains(byte: .space) || info.contains(byte: .tab) else {
      language = info.lowercased()
      (roleWord, settings, strays) = (nil, [], [])
      return
    }
    if let simple = Self.simple(info) {
      (language, roleWord) = simple
      (settings, strays) = ([], [])
      return
    }
    let words = WordSplitter.split(info)
    language = words.first?.lowercased() ?? ""
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

  /// A language and a role with one blank between them, which is how nearly all are written.
  private static func simple(_ info: String) -> (language: String, role: String?)? {
    let blank = info.withBytes { bytes -> Int? in
      var blank: Int?
      for offset in 0..<bytes.count {
        if bytes[offset] == .space, blank == nil {
          blank = offset
        } else if !bytes[offset].isASCIIAlphanumeric && bytes[offset] != UInt8(ascii: "-") {
          return nil
        }
      }
      return blank
    }
    guard let blank, blank > 0, blank + 1 < info.utf8.count else { return nil }
    return (info[...].upTo(byte: blank).lowercased(), String(info[...].from(byte: blank + 1)))
  }
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
