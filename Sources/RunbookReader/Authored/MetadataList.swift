import Findings
import RunbookModel

/// A bullet list as metadata, a decision, or neither.
struct MetadataList {
  /// One item of the list.
  enum Item {
    /// A known key with its value.
    case field(MetadataKey, value: Substring)
    /// A word and a colon that is no known key.
    case unknown(name: Substring)
    /// A link to a heading, and what follows it.
    case answer(RawLink, condition: Substring)
    /// Text.
    case text
  }

  /// The items with the text that they were read from.
  let items: [(item: Item, raw: RawText)]
  /// How many items are metadata.
  let fields: Int
  /// How many items are answers of a decision.
  let answers: Int

  /// Reads the bullet list at `index`; `nil` when it only has text, some of it to tick.
  init?(_ tree: MarkdownTree, _ index: Int) {
    guard tree.blocks[index].kind == .bulletList else { return nil }
    var items: [(item: Item, raw: RawText)] = []
    var fields = 0
    var answers = 0
    var hasTasks = false
    for child in tree.children(in: tree.inside(index)) {
      let isTask = tree.blocks[child].kind == .taskItem
      guard isTask || tree.blocks[child].kind == .item else { return nil }
      hasTasks = hasTasks || isTask
      let inner = tree.inside(child)
      let isText =
        !isTask && !inner.isEmpty && tree.blocks[inner.lowerBound].kind == .paragraph
        && Int(tree.blocks[inner.lowerBound].end) == inner.upperBound
      let raw = RawText(tree, isText ? inner.lowerBound : child)
      let item: Item = isText ? Self.item(raw) : .text
      switch item {
      case .field: fields += 1
      case .answer: answers += 1
      case .unknown, .text: break
      }
      items.append((item, raw))
    }
    // Markdown makes one list of metadata and of what is to tick below it.
    if hasTasks, fields + answers == 0 { return nil }
    self.items = items
    self.fields = fields
    self.answers = answers
  }

  /// Whether nothing in the list is metadata or an answer.
  var isText: Bool { fields == 0 && answers == 0 }

  /// Whether everything in the list is metadata or an answer.
  var isComplete: Bool { fields + answers == items.count }

  private static func item(_ raw: RawText) -> Item {
    let text = raw.text[...]
    if text.utf8.first == UInt8(ascii: "[") { return answer(text) ?? .text }
    guard let mark = text.firstColon,
      mark.upperBound <= text.utf8.index(
        text.startIndex,
        offsetBy: 90,
        limitedBy: text.endIndex
      ) ?? text.endIndex
    else { return .text }
    let name = text[..<mark.lowerBound].trimmedPart
    let value = text[mark.upperBound...].trimmedPart
    if let key = MetadataKey(name: name) { return .field(key, value: value) }
    // `https://…` and `12:30` are no keys.
    let after = text[mark.upperBound...].first
    let isKeyLike =
      !name.isEmpty && name.count <= 24 && name.split(separator: " ").count <= 3
      && (after == nil || after == " " || text.utf8[mark.lowerBound] != UInt8(ascii: ":"))
    return isKeyLike ? .unknown(name: name) : .text
  }

  private static func answer(_ text: Substring) -> Item? {
    guard let link = RawLink(text), link.destination.utf8.first == UInt8(ascii: "#") else {
      return nil
    }
    let rest = link.rest.trimmedPart
    let isAnswer = rest.isEmpty || rest.begins(with: "when") || rest.begins(with: "当")
    return isAnswer ? .answer(link, condition: rest) : nil
  }
}

extension Substring {
  /// Where the first colon of either width is.
  var firstColon: Range<Index>? {
    let found = withBytes { bytes -> (start: Int, length: Int)? in
      for offset in 0..<bytes.count {
        if bytes[offset] == UInt8(ascii: ":") { return (offset, 1) }
        if bytes[offset] == 0xEF, offset + 2 < bytes.count, bytes[offset + 1] == 0xBC,
          bytes[offset + 2] == 0x9A
        {
          return (offset, 3)
        }
      }
      return nil
    }
    guard let found else { return nil }
    let start = utf8.index(startIndex, offsetBy: found.start)
    return start..<utf8.index(start, offsetBy: found.length)
  }
}
