/// A text by its lines, counted from 1; `\n`, `\r\n` and `\r` end a line.
public struct SourceText: Sendable {
  /// The text in UTF-8.
  public let bytes: [UInt8]
  /// Where each line begins in the bytes.
  private let starts: [Int]

  /// The lines of a text given in UTF-8; what is not valid UTF-8 is shown as `�`.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    let span = bytes.span
    for offset in 0..<span.count where span[offset] <= UInt8(ascii: "\r") {
      if span[offset] == UInt8(ascii: "\n") {
        starts.append(offset + 1)
      } else if span[offset] == UInt8(ascii: "\r") {
        let isPair = offset + 1 < span.count && span[offset + 1] == UInt8(ascii: "\n")
        if !isPair { starts.append(offset + 1) }
      }
    }
    self.starts = starts
  }

  /// The lines of `text`.
  public init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// How many lines there are; the one after a line break at the end counts.
  public var lineCount: Int { starts.count }

  /// The line with that number, without its line break; empty when there is none.
  public subscript(line: Int) -> String {
    guard starts.indices.contains(line - 1) else { return "" }
    let end = line < starts.count ? starts[line] : bytes.count
    var rest = bytes[starts[line - 1]..<end]
    while let last = rest.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      rest.removeLast()
    }
    return String(decoding: rest, as: UTF8.self)
  }
}
