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
    let bytes = raw.utf8
    guard bytes.first == UInt8(ascii: "["),
      let close = Self.end(of: bytes, UInt8(ascii: "["), UInt8(ascii: "]"))
    else { return nil }
    let after = bytes[bytes.index(after: close)...]
    guard after.first == UInt8(ascii: "("),
      let end = Self.end(of: after, UInt8(ascii: "("), UInt8(ascii: ")"))
    else { return nil }
    let inner = Substring(after[after.index(after: after.startIndex)..<end]).trimmedPart
    text = Self.plain(Substring(bytes[bytes.index(after: bytes.startIndex)..<close]))
    destination =
      inner.utf8.first == UInt8(ascii: "<")
      ? String(Substring(inner.utf8.dropFirst().prefix { $0 != UInt8(ascii: ">") }))
      : String(inner.firstWord)
    rest = raw[after.index(after: end)...]
  }

  /// Where the bracket at the beginning is closed.
  private static func end(
    of text: Substring.UTF8View,
    _ open: UInt8,
    _ close: UInt8
  ) -> Substring.Index? {
    var depth = 0
    var isEscaped = false
    for (index, byte) in zip(text.indices, text) {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == open {
        depth += 1
      } else if byte == close {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// The text without the marks of emphasis and code, and without backslashes.
  private static func plain(_ text: Substring) -> String {
    guard text.utf8.contains(where: { "\\*`".utf8.contains($0) }) else { return text.trimmed }
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      if isEscaped || byte != UInt8(ascii: "*") && byte != UInt8(ascii: "`") { plain.append(byte) }
      isEscaped = false
    }
    return String(decoding: plain, as: UTF8.self).trimmed
  }
}
