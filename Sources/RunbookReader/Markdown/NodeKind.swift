import CCmarkGFM

/// What has to be done with a node of the library.
enum NodeKind {
  /// It holds text with marks.
  case text
  /// It is raw HTML.
  case html
  /// It holds other blocks.
  case container
  /// It holds nothing.
  case leaf

  /// What has to be done with `node`.
  init(_ node: OpaquePointer) {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: self = .text
    case CMARK_NODE_HTML_BLOCK: self = .html
    case CMARK_NODE_CODE_BLOCK, CMARK_NODE_THEMATIC_BREAK: self = .leaf
    case CMARK_NODE_LIST, CMARK_NODE_ITEM, CMARK_NODE_BLOCK_QUOTE: self = .container
    default: self = unsafe Self.name(of: node) == "table_cell" ? .text : .container
    }
  }

  /// Whether an item of a list has a box to tick.
  static func isTask(_ node: OpaquePointer) -> Bool {
    guard let name = unsafe cmark_node_get_type_string(node) else { return false }
    // Items are called `item` or `tasklist`, and there are many of them.
    return unsafe name.pointee == CChar(UInt8(ascii: "t"))
  }

  /// The library's name for what a node is; kinds of extensions have no constant.
  static func name(of node: OpaquePointer) -> String {
    guard let name = unsafe cmark_node_get_type_string(node) else { return "" }
    return unsafe String(cString: name)
  }
}
