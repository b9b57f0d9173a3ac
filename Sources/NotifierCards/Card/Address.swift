extension NotifierCard.AddressKind {
  /// The address in the one form that requests use, or `nil` when it is not of this kind.
  public func normalised(_ address: String) -> String? {
    // What nobody sees lies beyond ASCII or is a control or a space.
    let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    let text =
      isPlain
      ? address : String(address.unicodeScalars.filter { !Self.isInvisible($0) }).trimmingSpaces
    guard !text.isEmpty, text.utf8.count <= 2048 else { return nil }
    switch self {
    case .none: return nil
    case .phone: return Self.international(text)
    case .mainlandPhone: return Self.mainland(text)
    case .user: return text.utf8.contains(where: { $0 < 0x20 }) ? nil : text
    case .mail: return Self.mail(text)
    case .url: return HTTPURL(text) == nil ? nil : text
    }
  }

  /// A number with its country, from 8 to 15 digits (ITU-T E.164).
  private static func international(_ text: String) -> String? {
    guard let number = digits(text) else { return nil }
    var rest = number.digits[...]
    if !number.hasPlus {
      guard rest.hasPrefix("00") else { return nil }
      rest = rest.dropFirst(2)
    }
    guard (8...15).contains(rest.count), rest.first != "0" else { return nil }
    return "+\(rest)"
  }

  /// A mobile number of 11 digits, or a landline with its area code.
  private static func mainland(_ text: String) -> String? {
    guard let number = digits(text) else { return nil }
    var rest = number.digits[...]
    if number.hasPlus {
      guard rest.hasPrefix("86") else { return nil }
      rest = rest.dropFirst(2)
    } else if rest.hasPrefix("0086") {
      rest = rest.dropFirst(4)
    } else if rest.hasPrefix("86"), rest.count > 11 {
      rest = rest.dropFirst(2)
    }
    let second = rest.dropFirst().first
    let isMobile = rest.count == 11 && rest.first == "1" && second.map { $0 >= "3" } ?? false
    let isLandline = (10...12).contains(rest.count) && rest.first == "0" && second != "0"
    return isMobile || isLandline ? String(rest) : nil
  }

  private static func digits(_ text: String) -> (hasPlus: Bool, digits: String)? {
    var rest = text[...]
    let hasPlus = rest.first == "+" || rest.first == "＋"
    if hasPlus { rest = rest.dropFirst() }
    if rest.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) {
      return (hasPlus, String(rest))
    }
    var digits = ""
    for character in rest {
      if character.isASCII, character.isWholeNumber {
        digits.append(character)
      } else if !" -().\u{A0}\u{2010}\u{2011}".contains(character) {
        return nil
      }
    }
    return (hasPlus, digits)
  }

  private static func mail(_ text: String) -> String? {
    guard text.utf8.count <= 254, let at = text.lastIndex(of: "@"), at != text.startIndex,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !text.contains(where: { "<>(),;:\\\"[]".contains($0) })
    else { return nil }
    let domain = text[text.index(after: at)...]
    guard !domain.isEmpty, !text[..<at].contains("@"), !domain.hasPrefix("."),
      !domain.hasSuffix(".")
    else { return nil }
    return text
  }

  /// Marks of direction and width that come along when a number is copied from elsewhere.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }
}

extension String {
  /// The text without spaces at its ends.
  var trimmingSpaces: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}

/// A URL of `http:` or `https:` in its parts.
struct HTTPURL {
  /// The host, with its port when the URL has one.
  let host: String
  /// The path, at least `/`.
  let path: String
  /// What follows the `?`.
  let query: String?

  /// Reads a URL; one with a name, a fragment, or a byte that URLs do not have is refused.
  init?(_ text: String) {
    let lower = text.prefix(8).lowercased()
    guard lower.hasPrefix("http://") || lower == "https://" else { return nil }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}#".utf8.contains($0) })
    else { return nil }
    let rest = text.dropFirst(lower.hasPrefix("https") ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.isEmpty, !authority.contains("@"), !authority.hasPrefix(":") else {
      return nil
    }
    host = String(authority)
    let tail = rest.dropFirst(authority.count)
    let path = tail.prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    query = tail.count > path.count ? String(tail.dropFirst(path.count + 1)) : nil
  }
}
