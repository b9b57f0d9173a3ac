/// XML out of data, and texts out of XML that a stranger wrote.
enum XMLText {
  /// An object as elements: a name beginning with `@` is an attribute, `#text` the element's text,
  /// a list stands for several elements of its name.
  static func write(_ value: CardValue, declaration: Bool) -> String {
    var text = declaration ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : ""
    writeContent(value, to: &text)
    return text
  }

  /// The text of the first element of that name, whatever its prefix; `nil` when there is none.
  static func text(of name: String, in document: String) -> String? {
    var rest = document[...]
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      let tag = rest.prefix { $0 != ">" && $0 != "/" && !$0.isWhitespace }
      guard tag.split(separator: ":").last.map(String.init) == name else { continue }
      guard let end = rest.firstIndex(of: ">") else { return nil }
      if rest[..<end].hasSuffix("/") { return "" }
      return unescaped(rest[rest.index(after: end)...].prefix { $0 != "<" })
    }
    return nil
  }

  /// Text with the five characters escaped that mean something in XML.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      // XML 1.0, section 2.2 has no way at all to write the other control characters.
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func writeContent(_ value: CardValue, to text: inout String) {
    guard case .object(let members) = value else {
      text += escaped(value.plainText ?? "")
      return
    }
    for member in members where !member.name.hasPrefix("@") {
      if member.name == "#text" {
        text += escaped(member.value.plainText ?? "")
      } else if case .array(let values) = member.value {
        for value in values { writeElement(member.name, value, to: &text) }
      } else {
        writeElement(member.name, member.value, to: &text)
      }
    }
  }

  private static func writeElement(_ name: String, _ value: CardValue, to text: inout String) {
    text += "<\(name)"
    if case .object(let members) = value {
      for member in members where member.name.hasPrefix("@") {
        text += " \(member.name.dropFirst())=\"\(escaped(member.value.plainText ?? ""))\""
      }
    }
    text += ">"
    writeContent(value, to: &text)
    text += "</\(name)>"
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = String(text)
    for (name, value) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")] {
      result = result.split(separator: name, omittingEmptySubsequences: false)
        .joined(separator: value)
    }
    return result.split(separator: "&amp;", omittingEmptySubsequences: false)
      .joined(separator: "&")
  }
}
