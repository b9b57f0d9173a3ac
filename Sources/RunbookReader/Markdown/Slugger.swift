/// Makes the anchors of headings as GitHub does.
///
/// Lower case, white space to `-`, everything dropped but letters, marks, digits, `-` and `_` of
/// every script; `-1`, `-2` are added to repeated ones.
struct Slugger {
  private var seen: [String: Int] = [:]

  /// For a file with about so many headings.
  init(capacity: Int) {
    seen.reserveCapacity(capacity)
  }

  /// The anchor of the file's next heading, whose text has that slug.
  mutating func anchor(forSlug slug: String) -> String {
    var count = Self.next(&seen[slug, default: -1])
    guard count > 0 else { return slug }
    var anchor = "\(slug)-\(count)"
    while seen[anchor] != nil {
      count += 1
      anchor = "\(slug)-\(count)"
    }
    seen[slug] = count
    seen[anchor] = 0
    return anchor
  }

  private static func next(_ count: inout Int) -> Int {
    count += 1
    return count
  }

  /// The slug of a text, as if it stood alone.
  static func slug(_ text: String) -> String {
    let isASCII = text.withBytes { bytes in
      for offset in 0..<bytes.count where bytes[offset] >= 0x80 { return false }
      return true
    }
    guard isASCII else { return slugOfAnyScript(text) }
    return unsafe String(unsafeUninitializedCapacity: text.utf8.count) { buffer in
      text.withBytes { bytes in
        var count = 0
        for offset in 0..<bytes.count {
          let byte = bytes[offset]
          let isMark = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
          guard byte == .space || isMark || byte.isASCIIAlphanumeric else { continue }
          unsafe buffer[count] =
            byte == .space ? UInt8(ascii: "-") : byte.isASCIILetter ? byte | 0x20 : byte
          count += 1
        }
        return count
      }
    }
  }

  private static func slugOfAnyScript(_ text: String) -> String {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      // Chinese characters are letters without a case: nothing has to be looked up.
      case "\u{4E00}"..."\u{9FA5}", "a"..."z", "0"..."9", "-", "_": slug += scalar.utf8
      case " ": slug.append(UInt8(ascii: "-"))
      default:
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter:
          slug += scalar.properties.lowercaseMapping.utf8
        case .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
          .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
          slug += scalar.utf8
        default: break
        }
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }
}
