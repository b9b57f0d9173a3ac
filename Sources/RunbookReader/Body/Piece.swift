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

/// Cuts the blocks in a range into pieces for a reader.
///
/// Lists can be nested without a bound, so it goes from block to block and keeps the open ones.
struct Pieces: Sequence, IteratorProtocol {
  private let tree: MarkdownTree
  private let end: Int
  private let bulletsAreItems: Bool
  private var index: Int
  private var lists: [(end: Int, isOrdered: Bool, next: Int)] = []
  /// The code blocks of a quotation, which follow its text.
  private var quoted: [Int] = []

  /// The pieces in a range of blocks.
  ///
  /// Ordered items and task items are to be ticked, and with `bulletsAreItems` those of bullet
  /// lists too.
  init(of tree: MarkdownTree, in range: Range<Int>, bulletsAreItems: Bool = false) {
    self.tree = tree
    self.bulletsAreItems = bulletsAreItems
    index = range.lowerBound
    end = range.upperBound
  }

  /// Reads the next piece.
  mutating func next() -> Piece? {
    if !quoted.isEmpty { return .code(quoted.removeFirst()) }
    while index < end {
      while let list = lists.last, list.end <= index { lists.removeLast() }
      let place = index
      index += 1
      let block = tree.blocks[place]
      switch block.kind {
      case .bulletList, .orderedList:
        lists.append((Int(block.end), block.kind == .orderedList, Int(block.number)))
      case .item, .taskItem: if let piece = readItem(place) { return piece }
      case .paragraph:
        if let admonition = Admonition(tree.texts[place]) { return read(admonition, place) }
        if let piece = paragraph(tree.texts[place]) { return piece }
      case .heading: if let piece = paragraph(tree.texts[place]) { return piece }
      case .html: if let piece = paragraph(HTMLTag.text(of: tree.texts[place])) { return piece }
      case .code: return .code(place)
      case .quote:
        index = Int(block.end)
        if let piece = readQuote(place) { return piece }
      case .table:
        index = Int(block.end)
        return .text(.table(rows(of: place)))
      case .rule, .row, .cell, .other: break
      }
    }
    return nil
  }

  private func paragraph(_ text: String) -> Piece? { text.isEmpty ? nil : .text(.paragraph(text)) }

  /// Reads an item's first line; what else it holds follows as pieces of its own.
  private mutating func readItem(_ place: Int) -> Piece? {
    let block = tree.blocks[place]
    var text = ""
    if index < Int(block.end),
      tree.blocks[index].kind == .paragraph || tree.blocks[index].kind == .heading
    {
      text = tree.texts[index]
      index += 1
    }
    let depth = Swift.max(lists.count - 1, 0)
    var number: Int?
    if let list = lists.last, list.isOrdered {
      number = list.next
      lists[lists.count - 1].next += 1
    }
    guard block.kind == .taskItem || number != nil || bulletsAreItems else {
      return text.isEmpty ? nil : .text(.bullet(text, depth: depth))
    }
    return .item(
      ChecklistItem(
        text: text,
        depth: depth,
        number: number,
        isTickedInFile: block.kind == .taskItem && block.number == 1,
        isConditional: ConditionalItem.begins(text),
        position: tree.position(of: place)
      )
    )
  }

  /// A MkDocs admonition takes the indented block after it as its text.
  private mutating func read(_ admonition: Admonition, _ place: Int) -> Piece {
    var parts = [admonition.text]
    if index < tree.blocks.count, tree.blocks[index].kind == .code, !tree.blocks[index].isFenced,
      tree.blocks[index].depth == tree.blocks[place].depth
    {
      parts.append(tree.texts[index].trimmed)
      index += 1
    }
    let joined = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    return .text(.alert(kind: admonition.kind, text: joined))
  }

  /// Reads a quotation or a GitHub alert; code in it stays code.
  private mutating func readQuote(_ place: Int) -> Piece? {
    var texts: [String] = []
    for inner in tree.inside(place) {
      switch tree.blocks[inner].kind {
      case .paragraph, .heading, .cell: texts.append(tree.texts[inner])
      case .code: quoted.append(inner)
      case .html: texts.append(HTMLTag.text(of: tree.texts[inner]))
      default: break
      }
    }
    let text = texts.filter { !$0.isEmpty }.joined(separator: "\n")
    if text.hasPrefix("[!"), let close = text.firstIndex(of: "]") {
      let kind = text[text.index(text.startIndex, offsetBy: 2)..<close].lowercased()
      let rest = text[text.index(after: close)...].trimmed
      return .text(.alert(kind: kind, text: rest))
    }
    if !text.isEmpty { return .text(.quote(text)) }
    return quoted.isEmpty ? nil : .code(quoted.removeFirst())
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
    text.withBytes { bytes in
      guard bytes.count > 2 else { return false }
      return bytes[0] | 0x20 == UInt8(ascii: "i") && bytes[1] | 0x20 == UInt8(ascii: "f")
        && bytes[2] == .space || bytes.has("若", at: 0)
        // `如确认为…`, `如遇…`; but `如下` and `如图` point at something.
        || bytes.has("如", at: 0) && text.dropFirst().first.map(pointers.contains) == false
    }
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
