import CCmarkGFM
import Findings

/// A Markdown file as blocks in the order of the file.
///
/// This is the only place that touches libcmark-gfm: what leaves it are values.
struct MarkdownTree {
  /// The text that was read.
  let source: SourceText
  /// The blocks, each before what it holds.
  private(set) var blocks: [Block] = []
  /// The links and images in the order of the file.
  private(set) var links: [InlineLink] = []
  /// The values of `id` and `name` in raw HTML.
  private(set) var anchors: [String] = []

  /// Reads the text from `line` on.
  init(_ source: SourceText, fromLine line: Int = 1) {
    self.source = source
    blocks.reserveCapacity(source.lineCount)
    let start = source.offset(ofLine: line)
    guard start < source.bytes.count, let parser = unsafe Self.parser() else { return }
    defer { unsafe cmark_parser_free(parser) }
    unsafe source.bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
      let text = unsafe rest.assumingMemoryBound(to: CChar.self)
      unsafe cmark_parser_feed(parser, text.baseAddress, text.count)
    }
    guard let root = unsafe cmark_parser_finish(parser) else { return }
    defer { unsafe cmark_node_free(root) }
    unsafe walk(root, firstLine: Int32(line))
  }

  /// The position of a block.
  func position(of index: Int) -> SourcePosition {
    source.position(line: Int(blocks[index].line), byteColumn: Int(blocks[index].column))
  }

  /// The position of a link.
  func position(of link: InlineLink) -> SourcePosition {
    source.position(line: Int(link.line), byteColumn: Int(link.column))
  }

  /// The links in the text of a block.
  func links(of index: Int) -> ArraySlice<InlineLink> {
    links[Int(blocks[index].links.lowerBound)..<Int(blocks[index].links.upperBound)]
  }

  /// The indexes of the blocks that lie directly in a range of blocks.
  func children(in range: Range<Int>) -> [Int] {
    var found: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      found.append(index)
      index = Int(blocks[index].end)
    }
    return found
  }

  /// The range of blocks that a block holds.
  func inside(_ index: Int) -> Range<Int> { index + 1..<Int(blocks[index].end) }
}

extension MarkdownTree {
  /// Registering the extensions writes to globals of the library, so it happens once.
  private static let extensionNames: [String] = {
    cmark_gfm_core_extensions_ensure_registered()
    return ["table", "strikethrough", "autolink", "tasklist"]
  }()

  private static func parser() -> OpaquePointer? {
    let names = extensionNames
    guard let parser = unsafe cmark_parser_new(CMARK_OPT_SOURCEPOS)
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
      let kind = unsafe NodeKind(node)
      unsafe blocks.append(block(node, kind, firstLine: firstLine, depth: Int32(open.count)))
      switch kind {
      case .text:
        let first = Int32(links.count)
        let fallback = (line: blocks[index].line, column: blocks[index].column)
        unsafe inlines.read(
          node,
          lineOffset: firstLine - 1,
          fallback: fallback,
          links: &links,
          anchors: &anchors
        )
        blocks[index].text = inlines.text
        blocks[index].links = first..<Int32(links.count)
        if links.count > Int(first) { settlePositions(from: Int(first), in: index) }
      case .html:
        InlineText.collectAnchors(in: blocks[index].text, into: &anchors)
      case .container:
        if let child = unsafe cmark_node_first_child(node) {
          open.append(index)
          unsafe next = child
          continue
        }
      case .leaf: break
      }
      blocks[index].end = Int32(blocks.count)
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

  private func block(
    _ node: OpaquePointer,
    _ kind: NodeKind,
    firstLine: Int32,
    depth: Int32
  ) -> Block {
    var block = Block(
      kind: .other,
      number: 0,
      line: unsafe max(cmark_node_get_start_line(node), 1) + firstLine - 1,
      column: unsafe cmark_node_get_start_column(node),
      endLine: unsafe cmark_node_get_end_line(node) + firstLine - 1,
      depth: depth
    )
    unsafe describe(&block, node)
    return block
  }

  /// Fills in what a node is.
  private func describe(_ block: inout Block, _ node: OpaquePointer) {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: block.kind = .paragraph
    case CMARK_NODE_HEADING:
      block.kind = .heading
      unsafe block.number = cmark_node_get_heading_level(node)
    case CMARK_NODE_LIST:
      let isOrdered = unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      block.kind = isOrdered ? .orderedList : .bulletList
      unsafe block.number = cmark_node_get_list_start(node)
    case CMARK_NODE_ITEM:
      let isTask = unsafe NodeKind.isTask(node)
      block.kind = isTask ? .taskItem : .item
      if isTask {
        unsafe block.number = cmark_gfm_extensions_get_tasklist_item_checked(node) ? 1 : 0
      }
    case CMARK_NODE_CODE_BLOCK:
      block.kind = .code
      var length: Int32 = 0
      var offset: Int32 = 0
      var character: CChar = 0
      let fenced = unsafe cmark_node_get_fenced(node, &length, &offset, &character)
      block.number = fenced == 0 ? 0 : max(length, 1)
      unsafe block.text = lines(cmark_node_get_literal(node))
      if fenced != 0 { unsafe block.info = Self.string(cmark_node_get_fence_info(node)) }
    case CMARK_NODE_HTML_BLOCK:
      block.kind = .html
      unsafe block.text = lines(cmark_node_get_literal(node))
    case CMARK_NODE_BLOCK_QUOTE: block.kind = .quote
    case CMARK_NODE_THEMATIC_BREAK: block.kind = .rule
    default:
      switch unsafe NodeKind.name(of: node) {
      case "table": block.kind = .table
      case "table_row", "table_header": block.kind = .row
      case "table_cell": block.kind = .cell
      default: block.kind = .other
      }
    }
  }

  /// How far the search for the links of one block has come.
  private struct LinkSearch {
    var from: Int
    /// How many bytes may still be looked at: a block is searched a few times at most.
    var budget: Int
  }

  private mutating func settlePositions(from first: Int, in block: Int) {
    let start = source.offset(ofLine: Int(blocks[block].line))
    let end = source.range(ofLine: Int(blocks[block].endLine)).upperBound
    var search = LinkSearch(from: start, budget: 4 * max(end - start, 0) + 1000)
    for place in first..<links.count { settlePosition(ofLink: place, in: block, &search) }
  }

  /// Looks up where a link stands when the library does not know.
  ///
  /// It counts columns wrongly on lines that go on a paragraph, and not at all for bare addresses.
  private mutating func settlePosition(
    ofLink place: Int,
    in block: Int,
    _ search: inout LinkSearch
  ) {
    let link = links[place]
    let range = source.range(ofLine: Int(link.line))
    let start = range.lowerBound + Int(link.column) - 1
    if start >= search.from, start < range.upperBound, isBeginning(of: link, at: start) {
      search.from = start + 1
      return
    }
    guard let found = find(link, until: Int(blocks[block].endLine), &search) else { return }
    let line = source.line(atOffset: found)
    links[place].line = Int32(line)
    links[place].column = Int32(found - source.offset(ofLine: line) + 1)
  }

  private func isBeginning(of link: InlineLink, at offset: Int) -> Bool {
    switch source.bytes[offset] {
    case UInt8(ascii: "!"): link.isImage
    case UInt8(ascii: "["): !link.isImage
    case UInt8(ascii: "<"):
      !link.isImage && source.bytes[(offset + 1)...].starts(with: link.text.utf8.prefix(20))
    default: false
    }
  }

  /// A bare address is found by itself, a written link by the bracket before its destination.
  private func find(
    _ link: InlineLink,
    until lastLine: Int,
    _ search: inout LinkSearch
  ) -> Int? {
    let end = source.range(ofLine: lastLine).upperBound
    let isBare = link.destination.hasSuffix(link.text) && !link.text.isEmpty
    let wanted = Array((isBare ? link.text : link.destination).utf8.prefix(24))
    guard let first = wanted.first else { return nil }
    var offset = search.from
    while offset + wanted.count <= end, search.budget > 0 {
      search.budget -= 1
      guard source.bytes[offset] == first,
        source.bytes[offset..<offset + wanted.count].elementsEqual(wanted)
      else {
        offset += 1
        continue
      }
      search.from = offset + 1
      var before = offset - 1
      if before >= 0, source.bytes[before] == UInt8(ascii: "<") { before -= 1 }
      guard before >= 0, source.bytes[before] == UInt8(ascii: "(") else { return offset }
      let floor = max(before - 400, source.offset(ofLine: source.line(atOffset: offset)))
      let bracket = source.bytes[floor..<before].lastIndex(of: UInt8(ascii: "["))
      return bracket.map { link.isImage ? max($0 - 1, floor) : $0 } ?? offset
    }
    return nil
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
