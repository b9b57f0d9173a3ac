extension ReportValue {
  /// The value as JSON text (RFC 8259), indented by two spaces, with a newline at the end.
  package var json: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .none: text += "null"
    case .text(let value): Self.write(value, to: &text)
    case .number(let value): text += String(value)
    case .flag(let value): text += value ? "true" : "false"
    case .list(let items) where items.isEmpty: text += "[]"
    case .list(let items):
      text += "["
      for (index, item) in items.enumerated() {
        text += index == 0 ? "\n\(inner)" : ",\n\(inner)"
        item.write(to: &text, indent: inner)
      }
      text += "\n\(indent)]"
    case .object(let fields) where fields.isEmpty: text += "{}"
    case .object(let fields):
      text += "{"
      for (index, field) in fields.enumerated() {
        text += index == 0 ? "\n\(inner)" : ",\n\(inner)"
        Self.write(field.name, to: &text)
        text += ": "
        field.value.write(to: &text, indent: inner)
      }
      text += "\n\(indent)}"
    }
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
