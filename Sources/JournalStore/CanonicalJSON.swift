/// JSON in the one form that is hashed.
///
/// Keys stand in the order of their UTF-8 bytes, there is no white space, numbers are integers, and
/// a text has `"`, `\`, the controls below U+0020 and U+007F escaped and everything else as it is.
/// It does not change with a version of Foundation, which is why it is written by hand.
package enum CanonicalJSON {
  /// The canonical text of `value`.
  ///
  /// - Throws: `EncodingError` for a number that is no integer, or for what `value` itself throws.
  package static func text(of value: some Encodable) throws -> String {
    let node = CanonicalNode()
    try value.encode(to: CanonicalEncoder(node: node, codingPath: []))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    write(node, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ node: CanonicalNode, to bytes: inout [UInt8]) {
    switch node.content {
    case .null: bytes += "null".utf8
    case .verbatim(let text): bytes += text.utf8
    case .text(let text): write(text, to: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(item, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(member.node, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += #"\b"#.utf8
      case 0x09: bytes += #"\t"#.utf8
      case 0x0A: bytes += #"\n"#.utf8
      case 0x0C: bytes += #"\f"#.utf8
      case 0x0D: bytes += #"\r"#.utf8
      case 0..<0x20, 0x7F: bytes += #"\u00"#.utf8 + Hex.digits(of: byte)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// A place in a JSON tree that its encoder fills.
final class CanonicalNode {
  /// What stands there.
  enum Content {
    case null
    /// An integer or a boolean as it is written.
    case verbatim(String)
    case text(String)
    case array([CanonicalNode])
    case object([(key: String, node: CanonicalNode)])
  }

  var content = Content.null

  /// Adds a member to the object that this is or becomes.
  func member(_ key: String) -> CanonicalNode {
    let node = CanonicalNode()
    var members: [(key: String, node: CanonicalNode)] = []
    if case .object(let existing) = content { members = existing }
    content = .null
    members.append((key, node))
    content = .object(members)
    return node
  }

  /// Adds an item to the array that this is or becomes.
  func item() -> CanonicalNode {
    let node = CanonicalNode()
    var items: [CanonicalNode] = []
    if case .array(let existing) = content { items = existing }
    content = .null
    items.append(node)
    content = .array(items)
    return node
  }
}
