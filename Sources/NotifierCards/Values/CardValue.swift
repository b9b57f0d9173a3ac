import Findings

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
  var json: String { String(decoding: jsonBytes, as: UTF8.self) }

  /// The value as JSON without any space, in UTF-8.
  var jsonBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number): bytes += number.utf8
    case .text(let value): Self.quote(value, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.quote(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Writes `value` as a JSON string (RFC 8259, section 7).
  private static func quote(_ value: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    // Bytes in an array are looked at far faster than those of a text, and few have an escape.
    bytes += value.utf8
    if let first = bytes[start...].firstIndex(where: mayNeedEscape) {
      let rest = String(decoding: bytes[first...], as: UTF8.self)
      bytes.removeLast(bytes.count - first)
      for scalar in rest.unicodeScalars {
        if let escape = JSONValue.escape(of: scalar) {
          bytes += escape.utf8
        } else {
          bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a byte is one to escape; 0xC2 and 0xE2 begin a few of those, and much else.
  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2
      || byte == 0xE2
  }
}
