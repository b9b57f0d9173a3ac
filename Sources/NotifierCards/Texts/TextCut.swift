/// Cuts texts where it hurts least.
enum TextCut {
  /// The text when it fits, else its longest beginning with an ellipsis that does.
  ///
  /// The cut is after a sentence or a word when one ends in the last third of what fits, and never
  /// inside of what people see as one character. Gives `nil` when not even the ellipsis fits.
  static func cut(_ text: String, fits: (String) -> Bool) -> String? {
    if fits(text) { return text }
    let ellipsis = SMSLength(text).alphabet == .gsm7 ? "..." : "…"
    let characters = Array(text)
    var low = 0
    var high = characters.count
    while low < high {
      let middle = (low + high + 1) / 2
      if fits(String(characters[..<middle]) + ellipsis) { low = middle } else { high = middle - 1 }
    }
    guard low > 0 else { return fits(ellipsis) ? ellipsis : nil }
    let end = boundary(in: characters, before: low)
    let head = String(characters[..<end])
    return trimmedAtEnd(head) + ellipsis
  }

  /// Where a sentence, else a word ends at or before `limit`, not far from it.
  private static func boundary(in characters: [Character], before limit: Int) -> Int {
    let earliest = limit - limit / 3
    for index in stride(from: limit, to: earliest, by: -1)
    where sentenceEnds.contains(characters[index - 1]) {
      return index
    }
    if !isInsideWord(characters, limit) { return limit }
    for index in stride(from: limit, to: earliest, by: -1)
    where !isInsideWord(characters, index) {
      return index
    }
    return limit
  }

  private static func isInsideWord(_ characters: [Character], _ index: Int) -> Bool {
    guard index > 0, index < characters.count else { return false }
    return isPartOfWord(characters[index - 1]) && isPartOfWord(characters[index])
  }

  /// Letters and digits of scripts that put spaces between words.
  private static func isPartOfWord(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first, scalar.value < 0x2E80 else { return false }
    return character.isLetter || character.isNumber || "-_./:".contains(character)
  }

  private static func trimmedAtEnd(_ text: String) -> String {
    var rest = text[...]
    while let last = rest.last, last.isWhitespace || ",;:，；：、".contains(last) {
      rest.removeLast()
    }
    return String(rest)
  }

  private static let sentenceEnds: Set<Character> = ["。", "！", "？", "!", "?", "\n"]
}

extension CardText {
  /// Whether a text of that length may be sent.
  func fits(_ text: String) -> Bool {
    guard let limit else { return true }
    switch limit.unit {
    case .bytes: return text.utf8.count <= limit.count
    case .characters: return text.unicodeScalars.count <= limit.count
    case .utf16: return text.utf16.count <= limit.count
    case .segments: return SMSLength(text).segments <= limit.count
    }
  }
}
