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
    let bytes = utf8
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end {
      if bytes[start] <= .space {
        start = bytes.index(after: start)
      } else if bytes[start] == 0xE3, bytes[start..<end].starts(with: wideSpace) {
        start = bytes.index(start, offsetBy: 3)
      } else {
        break
      }
    }
    while start < end {
      let last = bytes.index(before: end)
      if bytes[last] <= .space {
        end = last
      } else if bytes[last] == 0x80, bytes.distance(from: start, to: end) >= 3,
        bytes[bytes.index(end, offsetBy: -3)..<end].elementsEqual(wideSpace)
      {
        end = bytes.index(end, offsetBy: -3)
      } else {
        break
      }
    }
    return self[start..<end]
  }

  /// The part before the first white space.
  var firstWord: Substring {
    let isASCII = utf8.allSatisfy { $0 < 0x80 }
    guard isASCII else { return prefix { !$0.isWhitespace } }
    return Substring(utf8.prefix { !$0.isASCIIWhiteSpace })
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

/// The ideographic space.
private let wideSpace: [UInt8] = [0xE3, 0x80, 0x80]
