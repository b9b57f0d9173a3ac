import Findings

/// The text of a paragraph as it stands in the file, its lines joined by spaces.
///
/// Metadata is read from it, because `*`, `_` and `\` mean something in patterns and conditions.
struct RawText {
  /// The joined text.
  let text: String
  private let tree: MarkdownTree
  /// Where the text of the first line begins.
  private let start: (line: Int, column: Int)
  /// Where the texts of further lines begin, which most items do not have.
  private let further: [(offset: Int, line: Int, column: Int)]

  /// The raw text of a block of `tree`.
  init(_ tree: MarkdownTree, _ index: Int) {
    self.tree = tree
    let source = tree.source
    let lines =
      Int(
        tree.blocks[index].line
      )...max(
        Int(tree.blocks[index].line),
        Int(tree.blocks[index].endLine)
      )
    let first = source.range(ofLine: lines.lowerBound)
    let column = Int(tree.blocks[index].column)
    start = (lines.lowerBound, column)
    let offset = min(first.lowerBound + max(column - 1, 0), first.upperBound)
    var text = source.trimmedText(in: offset..<first.upperBound)
    var further: [(offset: Int, line: Int, column: Int)] = []
    for line in lines.dropFirst() {
      let range = source.range(ofLine: line)
      guard let start = source.bytes[range].firstIndex(where: { !$0.isBlank }) else { continue }
      if !text.isEmpty { text += " " }
      further.append((text.utf8.count, line, start - range.lowerBound + 1))
      text += source.trimmedText(in: start..<range.upperBound)
    }
    self.text = text
    self.further = further
  }

  /// Where a part of the text stands in the file.
  func position(of part: Substring) -> SourcePosition {
    let offset = text.utf8.distance(from: text.startIndex, to: part.startIndex)
    let piece = further.last { $0.offset <= offset } ?? (0, start.line, start.column)
    return tree.source.position(line: piece.line, byteColumn: piece.column + offset - piece.offset)
  }
}

/// A link as it is written: `[text](destination)`.
struct RawLink {
  /// What stands in the square brackets.
  let text: String
  /// What stands in the round brackets, without a title.
  let destination: String
  /// What follows the link.
  let rest: Substring

  /// Reads a link at the beginning of `raw`.
  init?(_ raw: Substring) {
    let (square, round) = raw.withBytes { bytes -> (Int?, Int?) in
      let square = Self.end(of: bytes, from: 0, UInt8(ascii: "["), UInt8(ascii: "]"))
      let round = square.flatMap {
        Self.end(of: bytes, from: $0 + 1, UInt8(ascii: "("), UInt8(ascii: ")"))
      }
      return (square, round)
    }
    guard let square, let round else { return nil }
    text = Self.plain(raw.upTo(byte: square).from(byte: 1))
    let inner = raw.upTo(byte: round).from(byte: square + 2).trimmedPart
    destination =
      inner.utf8.first == UInt8(ascii: "<")
      ? String(Substring(inner.utf8.dropFirst().prefix { $0 != UInt8(ascii: ">") }))
      : String(inner.firstWord)
    rest = raw.from(byte: round + 1)
  }

  /// Where the bracket that stands at `start` is closed; `nil` when there is none.
  private static func end(
    of text: borrowing Span<UInt8>,
    from start: Int,
    _ open: UInt8,
    _ close: UInt8
  ) -> Int? {
    guard start < text.count, text[start] == open else { return nil }
    var depth = 0
    var isEscaped = false
    for offset in start..<text.count {
      if isEscaped {
        isEscaped = false
      } else if text[offset] == UInt8(ascii: "\\") {
        isEscaped = true
      } else if text[offset] == open {
        depth += 1
      } else if text[offset] == close {
        depth -= 1
        if depth == 0 { return offset }
      }
    }
    return nil
  }

  /// The text without the marks of emphasis and code, and without backslashes.
  private static func plain(_ text: Substring) -> String {
    let isPlain = text.withBytes { bytes in
      for offset in 0..<bytes.count where isMark(bytes[offset]) { return false }
      return true
    }
    guard !isPlain else { return text.trimmed }
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      if isEscaped || !isMark(byte) { plain.append(byte) }
      isEscaped = false
    }
    return String(decoding: plain, as: UTF8.self).trimmed
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\\")
  }
}
