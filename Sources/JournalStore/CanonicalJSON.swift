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
    String(decoding: try bytes(of: value), as: UTF8.self)
  }

  /// The canonical text of `value` in UTF-8.
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let tree = CanonicalTree()
    try value.encode(to: CanonicalEncoder(tree: tree, place: CanonicalTree.root))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(768)
    tree.write(CanonicalTree.root, to: &bytes)
    return bytes
  }

  /// Appends `text` between quotes, with what has to be escaped.
  static func quote(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    // Bytes in an array are looked at far faster than those of a text, and few have an escape.
    bytes += text.utf8
    for place in start..<bytes.count where isEscaped(bytes[place]) {
      let rest = Array(bytes[place...])
      bytes.removeLast(rest.count)
      for byte in rest { write(byte, to: &bytes) }
      break
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func write(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x08: bytes += #"\b"#.utf8
    case 0x09: bytes += #"\t"#.utf8
    case 0x0A: bytes += #"\n"#.utf8
    case 0x0C: bytes += #"\f"#.utf8
    case 0x0D: bytes += #"\r"#.utf8
    case 0..<0x20, 0x7F: bytes += (#"\u00"# + Hex.text([byte])).utf8
    default: bytes.append(byte)
    }
  }
}
