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
}

/// The ideographic space.
private let wideSpace: [UInt8] = [0xE3, 0x80, 0x80]
