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
    var marks = Marks(capacity: bytes.count / 20 + 1)
    var all: UInt64 = 0
    let span = bytes.span
    let raw = unsafe span.bytes
    var offset = 0
    // Everything that matters is below the space, which most bytes are not: eight are looked at in
    // one go. A byte below it borrows from its highest bit, which it has not set itself; the one
    // after it may be taken for another by mistake.
    while offset + 8 <= span.count {
      let eight = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      )
      all |= eight
      var low = (eight &- 0x2020_2020_2020_2020) & ~eight & 0x8080_8080_8080_8080
      while low != 0 {
        marks.look(at: offset + low.trailingZeroBitCount / 8, in: span)
        low &= low &- 1
      }
      offset += 8
    }
    while offset < span.count {
      all |= UInt64(span[offset])
      marks.look(at: offset, in: span)
      offset += 1
    }
    self.bytes = bytes
    lineStarts = marks.lineStarts
    isASCII = all & 0x8080_8080_8080_8080 == 0
    hasNUL = marks.hasNUL
    hasCarriageReturn = marks.hasCarriageReturn
  }

  /// What the control characters of a text tell.
  private struct Marks {
    var lineStarts = [0]
    var hasNUL = false
    var hasCarriageReturn = false

    init(capacity: Int) {
      lineStarts.reserveCapacity(capacity)
    }

    mutating func look(at offset: Int, in text: borrowing Span<UInt8>) {
      let byte = text[offset]
      let next = offset + 1
      if byte == .newline {
        lineStarts.append(next)
      } else if byte == .carriageReturn {
        hasCarriageReturn = true
        if next == text.count || text[next] != .newline { lineStarts.append(next) }
      } else if byte == 0 {
        hasNUL = true
      }
    }
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

  /// The offset of the first byte that is no part of valid UTF-8 (RFC 3629).
  var firstInvalidOffset: Int? {
    guard !isASCII else { return nil }
    let text = bytes.span
    let raw = unsafe text.bytes
    var offset = 0
    while offset < text.count {
      let first = text[offset]
      if first < 0x80 {
        // Eight are skipped at a time where there is nothing but ASCII.
        let isLong = offset + 8 <= text.count
        let isPlain =
          unsafe isLong
          && raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            & 0x8080_8080_8080_8080 == 0
        offset += isPlain ? 8 : 1
        continue
      }
      // Most characters that are not ASCII are Chinese.
      if first >= 0xE4, first <= 0xE9, offset + 4 <= text.count {
        let four = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
        if UInt32(littleEndian: four) & 0x00C0_C000 == 0x0080_8000 {
          offset += 3
          continue
        }
      }
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      guard first >= 0xC2, first <= 0xF4, offset + length <= text.count else { return offset }
      // What could be written shorter, surrogates and what is beyond U+10FFFF are not valid.
      let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
      let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
      guard lowest <= text[offset + 1], text[offset + 1] <= highest else { return offset }
      for place in offset + 2..<offset + length where text[place] & 0xC0 != 0x80 { return offset }
      offset += length
    }
    return nil
  }
}
