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
    let (start, end) = withBytes { bytes in
      var start = 0
      var end = bytes.count
      while start < end {
        if bytes[start] <= .space {
          start += 1
        } else if bytes[start] == 0xE3, bytes.isWideSpace(at: start) {
          start += 3
        } else {
          break
        }
      }
      while start < end {
        if bytes[end - 1] <= .space {
          end -= 1
        } else if bytes[end - 1] == 0x80, end - start >= 3, bytes.isWideSpace(at: end - 3) {
          end -= 3
        } else {
          break
        }
      }
      return (start, end)
    }
    guard start > 0 || end < utf8.count else { return self }
    return self[utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: end)]
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
  /// Whether the ideographic space stands at an offset.
  fileprivate func isWideSpace(at offset: Int) -> Bool {
    offset + 3 <= count && self[offset] == 0xE3 && self[offset + 1] == 0x80
      && self[offset + 2] == 0x80
  }
}

extension SourceText {
  /// The text of a range without white space at its ends, which are looked for before it is made.
  func trimmedText(in range: Range<Int>) -> String {
    var range = range
    while range.lowerBound < range.upperBound, bytes[range.lowerBound] <= .space {
      range = range.lowerBound + 1..<range.upperBound
    }
    while range.lowerBound < range.upperBound, bytes[range.upperBound - 1] <= .space {
      range = range.lowerBound..<range.upperBound - 1
    }
    let text = String(decoding: bytes[range], as: UTF8.self)
    // What is left is the wide space, which only text with more than ASCII has.
    return isASCII ? text : text.trimmed
  }
}
