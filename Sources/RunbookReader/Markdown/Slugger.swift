/// Makes the anchors of headings as GitHub does.
///
/// Lower case, white space to `-`, everything dropped but letters, marks, digits, `-` and `_` of
/// every script; `-1`, `-2` are added to repeated ones.
struct Slugger {
  private var seen: [String: Int] = [:]

  /// The anchor of the file's next heading, whose text has that slug.
  mutating func anchor(forSlug slug: String) -> String {
    guard var count = seen[slug] else {
      seen[slug] = 0
      return slug
    }
    var anchor = slug
    repeat {
      count += 1
      anchor = "\(slug)-\(count)"
    } while seen[anchor] != nil
    seen[slug] = count
    seen[anchor] = 0
    return anchor
  }

  /// The slug of a text, as if it stood alone.
  static func slug(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      guard byte < 0x80 else { return slugOfAnyScript(text) }
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "-"))
      case UInt8(ascii: "-"), UInt8(ascii: "_"): bytes.append(byte)
      default: if byte.isASCIIAlphanumeric { bytes.append(byte) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func slugOfAnyScript(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      // Chinese characters are letters without a case: nothing has to be looked up.
      case "\u{4E00}"..."\u{9FA5}", "a"..."z", "0"..."9", "-", "_": scalars.append(scalar)
      case " ": scalars.append("-")
      default:
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter:
          scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        case .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
          .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
          scalars.append(scalar)
        default: break
        }
      }
    }
    return String(scalars)
  }
}
