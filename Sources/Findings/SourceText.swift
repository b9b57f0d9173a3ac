/// A text by its lines, counted from 1; `\n`, `\r\n` and `\r` end a line.
public struct SourceText: Sendable {
  /// The whole text.
  public let text: String
  /// Where each line begins in the text's UTF-8.
  private let starts: [Int]

  /// The lines of `text`.
  public init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.text = text
    var starts = [0]
    var offset = 0
    var afterReturn = false
    for byte in text.utf8 {
      offset += 1
      if byte == UInt8(ascii: "\n") {
        if afterReturn { starts.removeLast() }
        starts.append(offset)
      } else if byte == UInt8(ascii: "\r") {
        starts.append(offset)
      }
      afterReturn = byte == UInt8(ascii: "\r")
    }
    self.starts = starts
  }

  /// How many lines there are; the one after a line break at the end counts.
  public var lineCount: Int { starts.count }

  /// The line with that number, without its line break; empty when there is none.
  public subscript(line: Int) -> Substring {
    guard starts.indices.contains(line - 1) else { return "" }
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: starts[line - 1])
    let end =
      line < starts.count
      ? utf8.index(utf8.startIndex, offsetBy: starts[line]) : utf8.endIndex
    var rest = text[start..<end].unicodeScalars
    while let last = rest.last, last == "\n" || last == "\r" { rest.removeLast() }
    return Substring(rest)
  }
}
