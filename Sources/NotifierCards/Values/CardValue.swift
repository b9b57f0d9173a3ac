/// A piece of data in a request or an answer; objects keep the order of their members.
enum CardValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as it is written.
  case number(String)
  /// A text.
  case text(String)
  /// A list.
  case array([CardValue])
  /// Names with values.
  case object([Member])

  /// A name of an object with its value.
  struct Member: Hashable, Sendable {
    let name: String
    let value: CardValue
  }

  /// The value of the member `name`; the last one when it stands there twice.
  func member(_ name: String) -> CardValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// What a text, number or truth value looks like in a text; `nil` for the others.
  var plainText: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// The value as a number, when it is one.
  var number: Double? {
    if case .number(let text) = self { return Double(text) }
    return nil
  }

  /// The value as JSON without any space.
  var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number): text += number
    case .text(let value): Self.quote(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        Self.quote(member.name, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Writes `value` as a JSON string (RFC 8259, section 7).
  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    guard needsEscape(value) else {
      text += value
      text += "\""
      return
    }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        text += "\\u" + Hex.padded(scalar.value, 4)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
  private static func needsEscape(_ value: String) -> Bool {
    var isBeyond = false
    for byte in value.utf8 {
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { return true }
      // 0xE2 begins the two separators, but more often a quotation mark.
      if byte == 0xE2 { isBeyond = true }
    }
    return isBeyond && value.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" }
  }
}
