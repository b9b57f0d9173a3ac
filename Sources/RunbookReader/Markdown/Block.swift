/// One block of a Markdown file.
///
/// Blocks lie in the order of the file, each before what it holds, and ``end`` tells where that
/// ends: trees of any depth are walked in a loop. Their texts are kept apart, so that looking at a
/// block does not count references.
struct Block {
  /// What it is.
  enum Kind: UInt8 {
    case quote
    case bulletList
    case orderedList
    case item
    case taskItem
    case code
    case html
    case paragraph
    case heading
    case rule
    case table
    case row
    case cell
    case other

    /// Whether its text has marks in it.
    var holdsText: Bool { self == .paragraph || self == .heading || self == .cell }
    /// Whether other blocks may lie in it.
    var holdsBlocks: Bool {
      switch self {
      case .quote, .bulletList, .orderedList, .item, .taskItem, .table, .row, .other: true
      case .code, .html, .paragraph, .heading, .rule, .cell: false
      }
    }
  }

  /// What it is.
  var kind: Kind
  /// A heading's level, an ordered list's first number, a fence's length; 1 for a ticked task and
  /// for a paragraph that is strong as a whole.
  var number: Int32
  /// Where it begins.
  var line: Int32
  /// Where it begins in bytes, counted from 1.
  var column: Int32
  /// The last line that belongs to it.
  var endLine: Int32
  /// The index after the last block that it holds.
  var end: Int32 = 0
  /// How many blocks hold it.
  var depth: Int32
  /// The links in its text.
  var links: Range<Int32> = 0..<0
  /// Which of the tree's info strings it has, for a fence.
  var info: Int32 = -1
  /// How many line breaks end its code, which the tree's text of it lacks.
  var lineBreaks: Int32 = 0

  /// Whether it is a list.
  var isList: Bool { kind == .bulletList || kind == .orderedList }
  /// Whether it is an item of a list.
  var isItem: Bool { kind == .item || kind == .taskItem }
  /// Whether it is a code block with fences.
  var isFenced: Bool { kind == .code && number > 0 }
}

/// A link or an image in the text of a block.
struct InlineLink {
  /// The link's text.
  var text: String
  /// Where it leads.
  var destination: String
  /// The line where it begins.
  var line: Int32
  /// Where it begins in bytes, counted from 1.
  var column: Int32
  /// Whether it is an image.
  var isImage: Bool
}
