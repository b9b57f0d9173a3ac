import CCmarkGFM

/// Reads the text of a paragraph, heading or table cell without Markdown's marks.
///
/// One buffer serves all blocks of a file.
struct InlineText {
  private var buffer: [UInt8] = []
  private var openLinks: [(link: Int, start: Int)] = []

  /// The text of `node`; links and HTML anchors on the way are added to the lists.
  mutating func read(
    _ node: OpaquePointer,
    lineOffset: Int32,
    fallback: (line: Int32, column: Int32),
    links: inout [InlineLink],
    anchors: inout [String]
  ) -> String {
    if let text = unsafe Self.plainText(of: node) { return text }
    buffer.removeAll(keepingCapacity: true)
    var next = unsafe cmark_node_first_child(node)
    while let inline = unsafe next {
      let type = unsafe cmark_node_get_type(inline)
      switch type {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: unsafe buffer.append(contentsOf: Self.literal(inline))
      case CMARK_NODE_SOFTBREAK: appendSoftBreak()
      case CMARK_NODE_LINEBREAK: buffer.append(.newline)
      case CMARK_NODE_HTML_INLINE:
        unsafe appendHTML(String(decoding: Self.literal(inline), as: UTF8.self), &anchors)
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        let line = unsafe cmark_node_get_start_line(inline)
        openLinks.append((links.count, buffer.count))
        links.append(
          InlineLink(
            text: "",
            destination: unsafe cmark_node_get_url(inline).map { unsafe String(cString: $0) } ?? "",
            line: line > 0 ? line + lineOffset : fallback.line,
            column: unsafe line > 0 ? cmark_node_get_start_column(inline) : fallback.column,
            isImage: type == CMARK_NODE_IMAGE
          )
        )
      default: break
      }
      if let child = unsafe cmark_node_first_child(inline) {
        unsafe next = child
        continue
      }
      if type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE { closeLink(&links) }
      unsafe next = following(inline, root: node, &links)
    }
    return unsafe buffer.withUnsafeBufferPointer { unsafe Self.text(of: $0) }
  }

  /// The text of bytes without white space at their end.
  private static func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    var count = bytes.count
    while count > 0, unsafe bytes[count - 1].isBlank || bytes[count - 1] == .newline { count -= 1 }
    let kept = unsafe UnsafeBufferPointer(rebasing: bytes[..<count])
    let text = unsafe String(decoding: kept, as: UTF8.self)
    return unsafe kept.contains(UInt8(ascii: "{")) ? withoutShortcodes(text) : text
  }

  /// The text of a node that holds nothing but one piece of text, which needs no buffer.
  private static func plainText(of node: OpaquePointer) -> String? {
    guard let only = unsafe cmark_node_first_child(node),
      unsafe cmark_node_get_type(only) == CMARK_NODE_TEXT, unsafe cmark_node_next(only) == nil
    else { return nil }
    return unsafe text(of: literal(only))
  }

  private mutating func following(
    _ node: OpaquePointer,
    root: OpaquePointer,
    _ links: inout [InlineLink]
  ) -> OpaquePointer? {
    var current = unsafe node
    while true {
      if let sibling = unsafe cmark_node_next(current) { return unsafe sibling }
      guard let parent = unsafe cmark_node_parent(current), unsafe parent != root else {
        return nil
      }
      let type = unsafe cmark_node_get_type(parent)
      if type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE { closeLink(&links) }
      unsafe current = parent
    }
  }

  private mutating func closeLink(_ links: inout [InlineLink]) {
    guard let open = openLinks.popLast() else { return }
    links[open.link].text = String(decoding: buffer[open.start...], as: UTF8.self)
  }

  /// The text of a node, which lives as long as the node does.
  private static func literal(_ node: OpaquePointer) -> UnsafeBufferPointer<UInt8> {
    let text = unsafe tocsin_cmark_literal(node)
    return unsafe UnsafeBufferPointer(start: text.bytes, count: text.count)
  }

  /// Chinese text is broken anywhere and needs no space where a line ended.
  private mutating func appendSoftBreak() {
    // A lead byte of a CJK character is E3 to E9 or EF, two bytes before its last one.
    if buffer.count >= 3, buffer[buffer.count - 1] >= 0x80,
      (0xE3...0xE9).contains(buffer[buffer.count - 3]) || buffer[buffer.count - 3] == 0xEF
    {
      return
    }
    buffer.append(.space)
  }

  /// Keeps what only looks like a tag, such as `<host>`; a line break stays one.
  private mutating func appendHTML(_ text: String, _ anchors: inout [String]) {
    switch HTMLTag.name(of: text) {
    case "br": buffer.append(.newline)
    case let name? where HTMLTag.isKnown(name):
      Self.collectAnchors(in: text, into: &anchors)
    case nil: break
    default: buffer.append(contentsOf: text.utf8)
    }
  }

  /// Adds the values of `id="…"` and `name="…"` in raw HTML.
  static func collectAnchors(in html: String, into anchors: inout [String]) {
    // Most tags have no attribute at all.
    guard html.contains(byte: UInt8(ascii: "=")) else { return }
    let bytes = Array(html.utf8)
    for name in [Array(" id=".utf8), Array(" name=".utf8)] where bytes.count > name.count {
      var offset = 0
      while offset + name.count < bytes.count {
        guard bytes[offset] == .space, bytes[offset..<offset + name.count].elementsEqual(name)
        else {
          offset += 1
          continue
        }
        var start = offset + name.count
        let quote = bytes[start]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted { start += 1 }
        let value = bytes[start...].prefix {
          isQuoted ? $0 != quote : !$0.isBlank && $0 != UInt8(ascii: ">")
        }
        if !value.isEmpty { anchors.append(String(decoding: value, as: UTF8.self)) }
        offset = max(value.endIndex, offset + 1)
      }
    }
  }

  /// The text without Hugo's `{{< … >}}` and `{{% … %}}`.
  private static func withoutShortcodes(_ text: String) -> String {
    var kept = ""
    var rest = text[...]
    // What is opened and never closed must not be looked for again and again.
    var isHopeless = false
    while !isHopeless, let open = rest.firstIndex(of: "{") {
      kept += rest[..<open]
      rest = rest[open...]
      let closing = rest.hasPrefix("{{<") ? ">}}" : rest.hasPrefix("{{%") ? "%}}" : nil
      if let closing {
        let end = rest.firstRange(of: closing)
        isHopeless = end == nil
        if let end { rest = rest[end.upperBound...] }
      } else {
        kept += "{"
        rest = rest.dropFirst()
      }
    }
    return kept + rest
  }
}
