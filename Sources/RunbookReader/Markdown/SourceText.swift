import Findings

/// The bytes of a file and where its lines begin.
struct SourceText {
  /// The bytes without a byte order mark.
  let bytes: [UInt8]
  /// The offsets at which lines begin.
  private let lineStarts: [Int]
  /// Whether every byte is ASCII, so that columns in bytes are columns in scalars.
  let isASCII: Bool
  /// Whether a byte is 0, which no text has.
  let hasNUL: Bool
  /// Whether a line ends with a carriage return.
  let hasCarriageReturn: Bool

  /// A source of those bytes; a byte order mark at its beginning is dropped.
  init(_ given: [UInt8]) {
    let bytes = given.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(given.dropFirst(3)) : given
    var starts = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    var all: UInt64 = 0
    var hasNUL = false
    var hasCarriageReturn = false
    let span = bytes.span
    let raw = unsafe span.bytes
    var offset = 0
    while offset < span.count {
      // Everything that matters is below the space, which most bytes are not: eight are looked at
      // in one go. A byte below it borrows from its highest bit, which it has not set itself.
      if offset + 8 <= span.count {
        let eight = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if (eight &- 0x2020_2020_2020_2020) & ~eight & 0x8080_8080_8080_8080 == 0 {
          all |= eight
          offset += 8
          continue
        }
      }
      let end = min(offset + 8, span.count)
      while offset < end {
        let byte = span[offset]
        all |= UInt64(byte)
        offset += 1
        guard byte < 0x20 else { continue }
        if byte == .newline
          || byte == .carriageReturn && (offset == span.count || span[offset] != .newline)
        {
          starts.append(offset)
        }
        hasNUL = hasNUL || byte == 0
        hasCarriageReturn = hasCarriageReturn || byte == .carriageReturn
      }
    }
    self.bytes = bytes
    lineStarts = starts
    isASCII = all & 0x8080_8080_8080_8080 == 0
    self.hasNUL = hasNUL
    self.hasCarriageReturn = hasCarriageReturn
  }

  /// How many lines there are; a text that ends with a newline has an empty last one.
  var lineCount: Int { lineStarts.count }

  /// The offset at which a line begins; lines count from 1.
  func offset(ofLine line: Int) -> Int {
    line <= lineStarts.count ? lineStarts[max(line, 1) - 1] : bytes.count
  }

  /// The range of a line's bytes, without its line ending.
  func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == .newline || bytes[end - 1] == .carriageReturn { end -= 1 }
    return start..<end
  }

  /// The bytes of a line, without its line ending.
  func line(_ line: Int) -> ArraySlice<UInt8> { bytes[range(ofLine: line)] }

  /// The text of a line from a column in bytes, counted from 1.
  func text(ofLine line: Int, fromByteColumn column: Int = 1) -> String {
    let range = range(ofLine: line)
    let start = min(max(range.lowerBound, range.lowerBound + column - 1), range.upperBound)
    return String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
  }

  /// The position of a column in bytes, counted from 1.
  func position(line: Int, byteColumn: Int) -> SourcePosition {
    let column = max(byteColumn, 1)
    guard !isASCII else { return SourcePosition(line: max(line, 1), column: column) }
    let range = range(ofLine: line)
    let end = min(range.lowerBound + column - 1, range.upperBound)
    var scalars = 1
    for byte in bytes[range.lowerBound..<end] where byte & 0xC0 != 0x80 { scalars += 1 }
    return SourcePosition(line: max(line, 1), column: scalars)
  }

  /// The line that holds an offset.
  func line(atOffset offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The offset of the first byte that is no part of valid UTF-8.
  var firstInvalidOffset: Int? {
    guard !isASCII else { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  /// Whether the bytes are valid UTF-8.
  var isValidUTF8: Bool {
    isASCII || String(validating: bytes, as: UTF8.self) != nil
  }
}
