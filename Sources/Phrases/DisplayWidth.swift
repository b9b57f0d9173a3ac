/// How many columns of a terminal a text takes, and texts that fit into columns.
///
/// Chinese characters and emoji take two columns, combining marks none. Characters whose width
/// depends on the terminal's settings (“ambiguous” ones such as `…` and `→`) count as one.
public enum DisplayWidth: Sendable {
  /// The side that padding is added to.
  public enum Side: Hashable, Sendable {
    /// Before the text, which ends up on the right.
    case left
    /// After the text, which ends up on the left.
    case right
  }

  /// The columns that `text` takes when it is printed; control characters take none.
  public static func width(of text: some StringProtocol) -> Int {
    var columns = 0
    var isASCII = true
    for byte in text.utf8 {
      guard byte < 0x80 else {
        isASCII = false
        break
      }
      if byte >= 0x20 && byte != 0x7F { columns += 1 }
    }
    if isASCII { return columns }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// The columns that one character takes: 0, 1 or 2, more only for some scripts' clusters.
  public static func width(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count == 1 { return width(of: first) }
    if isEmoji(scalars, first: first) { return 2 }
    return scalars.reduce(0) { $0 + width(of: $1) }
  }

  /// The text with spaces added until it takes `columns`; a longer one stays as it is.
  public static func pad(_ text: String, to columns: Int, on side: Side = .right) -> String {
    let spaces = String(repeating: " ", count: max(0, columns - width(of: text)))
    return side == .right ? text + spaces : spaces + text
  }

  /// The text, or when it takes more than `columns`, its beginning with `…` at the end.
  public static func truncate(_ text: String, to columns: Int) -> String {
    guard width(of: text) > columns else { return text }
    guard columns > 0 else { return "" }
    let (head, _) = split(text[...], at: columns - 1)
    return head + "…"
  }

  /// The first characters of `text` that fit into `columns`, and what follows them.
  static func split(_ text: Substring, at columns: Int) -> (head: Substring, tail: Substring) {
    var used = 0
    var index = text.startIndex
    while index < text.endIndex {
      used += width(of: text[index])
      if used > columns { break }
      index = text.index(after: index)
    }
    return (text[..<index], text[index...])
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    // Vowels and final consonants of Hangul join the wide consonant before them.
    if (0x1160...0x11FF).contains(value) { return 0 }
    if WideScalars.contains(value) { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
    default: return 1
    }
  }

  private static func isEmoji(
    _ scalars: Character.UnicodeScalarView,
    first: Unicode.Scalar
  ) -> Bool {
    guard first.properties.isEmoji else { return false }
    return scalars.contains {
      $0.value == 0xFE0F || $0.value == 0x200D || $0.properties.isEmojiModifier
        || (0x1F1E6...0x1F1FF).contains($0.value)
    }
  }
}
