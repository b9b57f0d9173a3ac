/// Makes text of unknown origin harmless in a document.
///
/// All of it works on Unicode scalars: a combining mark behind a `<` makes another `Character` of it
/// and not another byte.
package enum Escaping {
  /// The text for the inside of an HTML element or of a quoted attribute.
  package static func html(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": escaped.append(scalar)
      case _ where isControl(scalar): escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// The text for one line of Markdown or one cell of a table: no marks, no line breaks, no HTML.
  package static func markdown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var escaped = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "&":
        escaped.append(contentsOf: ["\\", scalar])
      case "_":
        let isInsideWord =
          index > 0 && isWord(scalars[index - 1])
          && index + 1 < scalars.count && isWord(scalars[index + 1])
        escaped.append(contentsOf: isInsideWord ? [scalar] : ["\\", scalar])
      case "#", "-", "+", "=":
        escaped.append(contentsOf: index == 0 ? ["\\", scalar] : [scalar])
      case "\n", "\r", "\t", "\u{2028}", "\u{2029}": escaped.append(" ")
      case _ where isControl(scalar): escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// The text for one line of a terminal.
  static func line(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t", "\u{2028}", "\u{2029}": escaped.append(" ")
      case _ where isControl(scalar): escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// A field of CSV (RFC 4180) that no spreadsheet takes for a formula.
  ///
  /// A field that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe
  /// before it, as the OWASP page on CSV injection advises.
  static func csv(_ text: String) -> String {
    var field = text
    if let first = text.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first) {
      field = "'" + field
    }
    guard field.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) })
    else { return field }
    var quoted = "\"".unicodeScalars
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }

  /// Whether a scalar steers a terminal or hides in text: C0, C1, and marks that turn the direction.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
