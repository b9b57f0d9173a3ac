/// Text from a file in a form that a terminal shows as it is.
///
/// A runbook must not be able to move the cursor, change colours or reverse the reading direction of
/// what is printed about it, so control characters become `�`.
public enum PrintableText: Sendable {
  /// The width of a tab stop in a shown line.
  public static let tabWidth = 4

  /// A text on one line: line breaks and tabs become spaces, other control characters `�`.
  public static func message(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnprintable) else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      shown.append(scalar == "\n" || scalar == "\t" ? " " : isUnprintable(scalar) ? "�" : scalar)
    }
    return String(shown)
  }

  /// A source line with its tabs spread out, and the column, from 0, where each scalar begins.
  ///
  /// The last column is the one after the line.
  public static func line(_ line: String) -> (text: String, columns: [Int]) {
    var text = ""
    var columns: [Int] = []
    var column = 0
    for character in line {
      let start = column
      if character == "\t" {
        let spaces = tabWidth - column % tabWidth
        text += String(repeating: " ", count: spaces)
        column += spaces
      } else {
        let shown = message(String(character))
        text += shown
        column += DisplayWidth.width(of: shown)
      }
      columns.append(contentsOf: repeatElement(start, count: character.unicodeScalars.count))
    }
    columns.append(column)
    return (text, columns)
  }

  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
