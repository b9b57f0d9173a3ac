extension String {
  /// The text without white space at its ends.
  var trimmed: String { self[...].trimmed }
}

extension Substring {
  /// The text without white space at its ends.
  var trimmed: String { String(trimmedPart) }

  /// The part without white space at its ends.
  ///
  /// White space is that of ASCII and the wide space of Chinese text. Bytes are looked at, because
  /// this happens to every line of every file.
  var trimmedPart: Substring {
    let kept = withBytes { $0.trimmed(0..<$0.count) }
    return kept.count < utf8.count ? part(kept) : self
  }

  /// The part before the first white space.
  var firstWord: Substring {
    let end = withBytes { bytes -> Int? in
      for offset in 0..<bytes.count {
        if bytes[offset] >= 0x80 { return nil }
        if bytes[offset].isASCIIWhiteSpace { return offset }
      }
      return bytes.count
    }
    return end.map { upTo(byte: $0) } ?? prefix { !$0.isWhitespace }
  }
}

extension Unicode.Scalar {
  /// Whether it is white space, which is only looked up for what is not ASCII.
  var isWhiteSpace: Bool {
    isASCII ? UInt8(truncatingIfNeeded: value).isASCIIWhiteSpace : properties.isWhitespace
  }
}

extension Span<UInt8> {
  /// What is left of a range without the white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end {
      if self[start] <= .space {
        start += 1
      } else if self[start] == 0xE3, end - start >= 3, has("\u{3000}", at: start) {
        start += 3
      } else {
        break
      }
    }
    while start < end {
      if self[end - 1] <= .space {
        end -= 1
      } else if self[end - 1] == 0x80, end - start >= 3, has("\u{3000}", at: end - 3) {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }
}

extension SourceText {
  /// The text of a range without white space at its ends, which are looked for before it is made.
  func trimmedText(in range: Range<Int>) -> String {
    String(decoding: bytes[bytes.span.trimmed(range)], as: UTF8.self)
  }
}
