import Findings

/// The text of a paragraph as it stands in the file, its lines joined by spaces.
///
/// Metadata is read from it, because `*`, `_` and `\` mean something in patterns and conditions.
struct RawText {
  /// The joined text.
  let text: String
  private let source: SourceText
  private let pieces: [(offset: Int, line: Int, column: Int)]

  /// The raw text of a block of `tree`.
  init(_ tree: MarkdownTree, _ index: Int) {
    let block = tree.blocks[index]
    var text = ""
    var pieces: [(offset: Int, line: Int, column: Int)] = []
    for line in stride(from: Int(block.line), through: Int(block.endLine), by: 1) {
      let bytes = tree.source.line(line)
      let start =
        line == Int(block.line)
        ? bytes.startIndex + Int(block.column) - 1
        : bytes.firstIndex { !$0.isBlank } ?? bytes.endIndex
      guard start < bytes.endIndex else { continue }
      if !text.isEmpty { text += " " }
      pieces.append((text.utf8.count, line, start - bytes.startIndex + 1))
      text += String(decoding: bytes[start...], as: UTF8.self).trimmed
    }
    self.text = text
    self.pieces = pieces
    source = tree.source
  }

  /// Where a part of the text stands in the file.
  func position(of part: Substring) -> SourcePosition {
    let offset = text.utf8.distance(from: text.startIndex, to: part.startIndex)
    guard let piece = pieces.last(where: { $0.offset <= offset }) ?? pieces.first else {
      return SourcePosition(line: 1, column: 1)
    }
    return source.position(line: piece.line, byteColumn: piece.column + offset - piece.offset)
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
    guard raw.first == "[", let close = Self.end(of: raw, from: "[", to: "]") else { return nil }
    let after = raw[raw.index(after: close)...]
    guard after.first == "(", let end = Self.end(of: after, from: "(", to: ")") else { return nil }
    let inner = after[after.index(after: after.startIndex)..<end].trimmed
    text = Self.plain(raw[raw.index(after: raw.startIndex)..<close])
    destination =
      inner.hasPrefix("<")
      ? String(inner.dropFirst().prefix { $0 != ">" }) : String(inner.prefix { !$0.isWhitespace })
    rest = after[after.index(after: end)...]
  }

  private static func end(
    of text: Substring,
    from open: Character,
    to close: Character
  ) -> Substring.Index? {
    var depth = 0
    var isEscaped = false
    for index in text.indices {
      let character = text[index]
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == open {
        depth += 1
      } else if character == close {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// The text without the marks of emphasis and code, and without backslashes.
  private static func plain(_ text: Substring) -> String {
    var plain = ""
    var isEscaped = false
    for character in text {
      if !isEscaped, character == "\\" {
        isEscaped = true
        continue
      }
      if isEscaped || character != "*" && character != "`" { plain.append(character) }
      isEscaped = false
    }
    return plain.trimmed
  }
}
