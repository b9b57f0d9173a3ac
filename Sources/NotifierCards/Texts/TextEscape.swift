/// What a field is turned into before it stands in a text.
enum TextEscape: String, CaseIterable, Hashable, Sendable {
  /// Nothing: the text is read by nobody but people.
  case none
  /// Marks of Markdown get a backslash.
  case markdown
  /// The five characters of HTML and XML become entities.
  case html
  /// `<` and `>` become their wide sisters, for programs that look for tags and know no entities.
  case angles

  /// The text in that form.
  func escaped(_ text: String) -> String {
    switch self {
    case .none: text
    case .html: XMLText.escaped(text)
    case .angles:
      String(
        text.map { character in
          switch character {
          case "<": "＜"
          case ">": "＞"
          default: character
          }
        }
      )
    case .markdown: Self.markdown(text)
    }
  }

  private static func markdown(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>#~|!".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// A field on one line, without characters that command a device or turn the reading direction.
  static func sanitised(_ text: String) -> String {
    if isClean(text) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isLineEnd(scalar) {
        if result.last != " " { result += " " }
      } else if !isHidden(scalar) {
        result.unicodeScalars.append(scalar)
      }
    }
    return result.trimmingSpaces
  }

  /// Whether nothing can have to be taken out; most texts are told by their bytes alone.
  private static func isClean(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, first != 0x20, last != 0x20
    else { return text.isEmpty }
    // 0xC2, 0xE2, 0xE3 and 0xEF begin the controls, marks and spaces beyond ASCII.
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != 0x7F && byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF
    }
    if isPlain { return true }
    guard text.first?.isWhitespace == false, text.last?.isWhitespace == false else { return false }
    return text.unicodeScalars.allSatisfy { !isLineEnd($0) && !isHidden($0) }
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x09, 0x2028, 0x2029, 0x85: true
    default: false
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
