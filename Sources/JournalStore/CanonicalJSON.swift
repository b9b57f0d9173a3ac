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
}
