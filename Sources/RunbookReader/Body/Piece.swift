import RunbookModel

/// A piece of what stands under a heading, before it is known what code is for.
enum Piece {
  /// Text for the reader.
  case text(BodyPart)
  /// An item to tick.
  case item(ChecklistItem)
  /// The code block with that index.
  case code(Int)
}

/// Cuts blocks into pieces for a reader, in a loop because lists can be nested without a bound.
struct PieceReader {
  private let tree: MarkdownTree
  private let bulletsAreItems: Bool
  private var pieces: [Piece] = []
  private var lists: [(end: Int, isOrdered: Bool, next: Int)] = []

  /// The pieces in a range of blocks.
  ///
  /// Ordered items and task items are to be ticked, and with `bulletsAreItems` those of bullet
  /// lists too.
  static func pieces(
    of tree: MarkdownTree,
    in range: Range<Int>,
    bulletsAreItems: Bool = false
  ) -> [Piece] {
    guard !range.isEmpty else { return [] }
    var reader = PieceReader(tree: tree, bulletsAreItems: bulletsAreItems)
    reader.pieces.reserveCapacity(min(range.count, 32))
    reader.read(range)
    return reader.pieces
  }

  private init(tree: MarkdownTree, bulletsAreItems: Bool) {
    self.tree = tree
    self.bulletsAreItems = bulletsAreItems
  }

  private mutating func read(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      while let list = lists.last, list.end <= index { lists.removeLast() }
      let block = tree.blocks[index]
      switch block.kind {
      case .bulletList, .orderedList:
        lists.append((Int(block.end), block.kind == .orderedList, Int(block.number)))
        index += 1
      case .item, .taskItem: index = readItem(index)
      case .paragraph: index = readParagraph(index)
      case .heading:
        if !tree.texts[index].isEmpty { pieces.append(.text(.paragraph(tree.texts[index]))) }
        index += 1
      case .code:
        pieces.append(.code(index))
        index += 1
      case .quote:
        readQuote(index)
        index = Int(block.end)
      case .html:
        let text = HTMLTag.text(of: tree.texts[index])
        if !text.isEmpty { pieces.append(.text(.paragraph(text))) }
        index += 1
      case .table:
        pieces.append(.text(.table(rows(of: index))))
        index = Int(block.end)
      case .rule, .row, .cell, .other: index += 1
      }
    }
  }

  /// Reads an item's first line; what else it holds follows as pieces of its own.
  private mutating func readItem(_ index: Int) -> Int {
    let block = tree.blocks[index]
    var next = index + 1
    var text = ""
    if next < Int(block.end),
      tree.blocks[next].kind == .paragraph || tree.blocks[next].kind == .heading
    {
      text = tree.texts[next]
      next += 1
    }
    let depth = max(lists.count - 1, 0)
    var number: Int?
    if let list = lists.last, list.isOrdered {
      number = list.next
      lists[lists.count - 1].next += 1
    }
    if block.kind == .taskItem || number != nil || bulletsAreItems {
      pieces.append(
        .item(
          ChecklistItem(
            text: text,
            depth: depth,
            number: number,
            isTickedInFile: block.kind == .taskItem && block.number == 1,
            isConditional: ConditionalItem.begins(text),
            position: tree.position(of: index)
          )
        )
      )
    } else if !text.isEmpty {
      pieces.append(.text(.bullet(text, depth: depth)))
    }
    return next
  }

  /// Reads a paragraph; a MkDocs admonition takes the indented block after it as its text.
  private mutating func readParagraph(_ index: Int) -> Int {
    let text = tree.texts[index]
    guard let admonition = Admonition(text) else {
      if !text.isEmpty { pieces.append(.text(.paragraph(text))) }
      return index + 1
    }
    var parts = [admonition.text]
    var next = index + 1
    if next < tree.blocks.count, tree.blocks[next].kind == .code, !tree.blocks[next].isFenced,
      tree.blocks[next].depth == tree.blocks[index].depth
    {
      parts.append(tree.texts[next].trimmed)
      next += 1
    }
    let joined = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    pieces.append(.text(.alert(kind: admonition.kind, text: joined)))
    return next
  }

  /// Reads a quotation or a GitHub alert; code in it stays code.
  private mutating func readQuote(_ index: Int) {
    var texts: [String] = []
    var codes: [Int] = []
    for inner in tree.inside(index) {
      switch tree.blocks[inner].kind {
      case .paragraph, .heading, .cell: texts.append(tree.texts[inner])
      case .code: codes.append(inner)
      case .html: texts.append(HTMLTag.text(of: tree.texts[inner]))
      default: break
      }
    }
    let text = texts.filter { !$0.isEmpty }.joined(separator: "\n")
    if text.hasPrefix("[!"), let close = text.firstIndex(of: "]") {
      let kind = text[text.index(text.startIndex, offsetBy: 2)..<close].lowercased()
      let rest = text[text.index(after: close)...].trimmed
      pieces.append(.text(.alert(kind: kind, text: rest)))
    } else if !text.isEmpty {
      pieces.append(.text(.quote(text)))
    }
    pieces += codes.map { .code($0) }
  }

  private func rows(of table: Int) -> [[String]] {
    var rows: [[String]] = []
    for inner in tree.inside(table) {
      switch tree.blocks[inner].kind {
      case .row: rows.append([])
      case .cell where !rows.isEmpty: rows[rows.count - 1].append(tree.texts[inner])
      default: break
      }
    }
    return rows
  }
}

/// Items that may not apply.
enum ConditionalItem {
  /// What makes of `如` something else than a condition.
  private static let pointers: [Character] = [
    "下", "图", "上", "表", "此", "何", "前", "同", "实", "期", "今", "意",
  ]

  /// Whether a text begins with a condition.
  static func begins(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first else { return false }
    if first >= 0x80 {
      if bytes.starts(with: "若".utf8) { return true }
      // `如确认为…`, `如遇…`; but `如下` and `如图` point at something.
      return bytes.starts(with: "如".utf8) && text.dropFirst().first.map(pointers.contains) == false
    }
    return first | 0x20 == UInt8(ascii: "i") && bytes.count > 2
      && bytes.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "f")
      && bytes.dropFirst(2).first == .space
  }
}

/// The first line of a MkDocs admonition: `!!! note "Title"`.
struct Admonition {
  let kind: String
  let text: String

  /// Reads the text of a paragraph.
  init?(_ paragraph: String) {
    // Every paragraph of every file is asked.
    guard let first = paragraph.utf8.first,
      first == UInt8(ascii: "!") || first == UInt8(ascii: "?"),
      let mark = ["!!! ", "??? ", "???+ "].first(where: { paragraph.hasPrefix($0) })
    else { return nil }
    let rest = paragraph.dropFirst(mark.count)
    let kind = rest.prefix { $0.isLetter || $0 == "-" }
    guard !kind.isEmpty else { return nil }
    self.kind = kind.lowercased()
    text = rest.dropFirst(kind.count).trimmed.filter { $0 != "\"" }
  }
}
