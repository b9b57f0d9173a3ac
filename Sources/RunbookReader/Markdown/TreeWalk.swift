import CCmarkGFM

/// Has libcmark-gfm parse a text and turns its nodes into blocks.
///
/// This and ``InlineText`` are the only places that touch the library: what leaves them are values.
struct TreeWalk {
  private(set) var blocks: [Block] = []
  private(set) var texts: [String] = []
  var links: [InlineLink] = []
  private(set) var anchors: [String] = []
  private(set) var infos: [FenceInfo] = []
  let source: SourceText
  private let shifts: [Int32: Int32]

  /// Reads the text from `line` on, or what `numbering` made of it.
  init(_ source: SourceText, fromLine line: Int, numbering: ChineseNumbering? = nil) {
    self.source = source
    shifts = numbering?.shifts ?? [:]
    let start = source.offset(ofLine: line)
    guard start < source.bytes.count, let parser = unsafe Self.parser() else { return }
    // The parser and its nodes are given back at once, with the memory that they are in.
    defer { tocsin_cmark_close() }
    let bytes = numbering?.bytes[...] ?? source.bytes[start...]
    unsafe bytes.withUnsafeBytes { rest in
      let text = unsafe rest.assumingMemoryBound(to: CChar.self)
      unsafe cmark_parser_feed(parser, text.baseAddress, text.count)
    }
    guard let root = unsafe tocsin_cmark_finish(parser) else { return }
    blocks.reserveCapacity(source.lineCount)
    texts.reserveCapacity(source.lineCount)
    unsafe walk(root, firstLine: Int32(line))
  }

  /// Registering the extensions writes to globals of the library, so it happens once.
  private static let extensionNames: [String] = {
    cmark_gfm_core_extensions_ensure_registered()
    return ["table", "strikethrough", "tasklist"]
  }()

  private static func parser() -> OpaquePointer? {
    let names = extensionNames
    guard let parser = unsafe cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, tocsin_cmark_open())
    else { return nil }
    for name in names {
      guard let found = unsafe cmark_find_syntax_extension(name) else { continue }
      unsafe cmark_parser_attach_syntax_extension(parser, found)
    }
    return unsafe parser
  }

  /// Turns the library's nodes into blocks, in a loop because they can be nested without a bound.
  private mutating func walk(_ root: OpaquePointer, firstLine: Int32) {
    var inlines = InlineText()
    var open: [Int] = []
    var next = unsafe cmark_node_first_child(root)
    while let node = unsafe next {
      let index = blocks.count
      var block = unsafe Block(
        kind: Self.kind(of: node),
        number: 0,
        line: max(cmark_node_get_start_line(node), 1) + firstLine - 1,
        column: cmark_node_get_start_column(node),
        endLine: cmark_node_get_end_line(node) + firstLine - 1,
        depth: Int32(open.count)
      )
      if !shifts.isEmpty, let shift = shifts[block.line] {
        block.column = max(block.column - shift, 1)
      }
      var text = unsafe describe(&block, node)
      if block.kind.holdsText {
        let first = links.count
        text = unsafe inlines.read(
          node,
          lineOffset: firstLine - 1,
          fallback: (line: block.line, column: block.column),
          links: &links,
          anchors: &anchors
        )
        block.links = Int32(first)..<Int32(links.count)
        if links.count > first { settlePositions(from: first, in: block) }
      } else if block.kind.holdsBlocks, let child = unsafe cmark_node_first_child(node) {
        blocks.append(block)
        texts.append(text)
        open.append(index)
        unsafe next = child
        continue
      }
      block.end = Int32(index + 1)
      blocks.append(block)
      texts.append(text)
      unsafe next = following(node, root: root, open: &open)
    }
  }

  /// The node after `node` and all that it holds; blocks that end there are closed.
  private mutating func following(
    _ node: OpaquePointer,
    root: OpaquePointer,
    open: inout [Int]
  ) -> OpaquePointer? {
    var current = unsafe node
    while true {
      if let sibling = unsafe cmark_node_next(current) { return unsafe sibling }
      guard let parent = unsafe cmark_node_parent(current), unsafe parent != root else {
        return nil
      }
      if let index = open.popLast() { blocks[index].end = Int32(blocks.count) }
      unsafe current = parent
    }
  }

  private static func kind(of node: OpaquePointer) -> Block.Kind {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_LIST:
      unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? .orderedList : .bulletList
    case CMARK_NODE_ITEM: unsafe isTask(node) ? .taskItem : .item
    case CMARK_NODE_CODE_BLOCK: .code
    case CMARK_NODE_HTML_BLOCK: .html
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_THEMATIC_BREAK: .rule
    default: unsafe extensionKind(of: node)
    }
  }

  /// Whether an item of a list has a box to tick: such an item is called `tasklist`, not `item`.
  private static func isTask(_ node: OpaquePointer) -> Bool {
    guard let name = unsafe cmark_node_get_type_string(node) else { return false }
    return unsafe name.pointee == CChar(UInt8(ascii: "t"))
  }

  /// Kinds of extensions have no constant, only a name.
  private static func extensionKind(of node: OpaquePointer) -> Block.Kind {
    switch unsafe cmark_node_get_type_string(node).map({ unsafe String(cString: $0) }) {
    case "table": .table
    case "table_row", "table_header": .row
    case "table_cell": .cell
    default: .other
    }
  }

  /// Fills in what blocks of that kind have besides their place, and gives the text of code and HTML.
  private mutating func describe(_ block: inout Block, _ node: OpaquePointer) -> String {
    switch block.kind {
    case .heading: block.number = unsafe cmark_node_get_heading_level(node)
    case .paragraph: block.number = unsafe Self.isStrong(node) ? 1 : 0
    case .bulletList, .orderedList: block.number = unsafe cmark_node_get_list_start(node)
    case .taskItem:
      block.number = unsafe cmark_gfm_extensions_get_tasklist_item_checked(node) ? 1 : 0
    case .code: return unsafe readCode(&block, node)
    case .html:
      let text = unsafe lines(cmark_node_get_literal(node))
      InlineText.collectAnchors(in: text, into: &anchors)
      return text
    default: break
    }
    return ""
  }

  /// Whether all of a paragraph is strong, but perhaps a colon at its end.
  private static func isStrong(_ paragraph: OpaquePointer) -> Bool {
    guard let first = unsafe cmark_node_first_child(paragraph),
      unsafe cmark_node_get_type(first) == CMARK_NODE_STRONG
    else { return false }
    guard let second = unsafe cmark_node_next(first) else { return true }
    guard unsafe cmark_node_next(second) == nil,
      unsafe cmark_node_get_type(second) == CMARK_NODE_TEXT
    else { return false }
    return unsafe [":", "："].contains(string(cmark_node_get_literal(second)))
  }

  private mutating func readCode(_ block: inout Block, _ node: OpaquePointer) -> String {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    if unsafe cmark_node_get_fenced(node, &length, &offset, &character) != 0 {
      block.number = max(length, 1)
      block.info = place(ofInfo: unsafe Self.string(cmark_node_get_fence_info(node)))
    }
    guard let literal = unsafe cmark_node_get_literal(node) else { return "" }
    guard !source.hasCarriageReturn else {
      let text = unsafe lines(literal)
      let code = text.utf8.reversed().drop { $0 == .newline }
      block.lineBreaks = Int32(text.utf8.count - code.count)
      return String(Substring(text.utf8.prefix(code.count)))
    }
    var count = unsafe tocsin_cmark_length(literal)
    while count > 0, unsafe literal[count - 1] == CChar(UInt8.newline) {
      count -= 1
      block.lineBreaks += 1
    }
    return unsafe literal.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
  }

  /// Where an info string lies among the different ones of the file.
  ///
  /// Those of late are looked through, so that many different ones cost no more than they must.
  private mutating func place(ofInfo text: String) -> Int32 {
    let known = infos.suffix(16).lastIndex(where: { $0.text == text })
    if known == nil { infos.append(FenceInfo(text)) }
    return Int32(known ?? infos.count - 1)
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    guard let text = unsafe text else { return "" }
    return unsafe String(cString: text)
  }

  /// The text with all line endings as `\n`.
  private func lines(_ text: UnsafePointer<CChar>?) -> String {
    let text = unsafe Self.string(text)
    guard source.hasCarriageReturn else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isAfterReturn = false
    for byte in text.utf8 {
      if byte == .carriageReturn || !(byte == .newline && isAfterReturn) {
        bytes.append(byte == .carriageReturn ? .newline : byte)
      }
      isAfterReturn = byte == .carriageReturn
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
