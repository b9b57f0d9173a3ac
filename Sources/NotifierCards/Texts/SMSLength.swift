/// How long a text is as an SMS (3GPP TS 23.038 and 23.040).
public struct SMSLength: Hashable, Sendable {
  /// The alphabet that the text needs.
  public enum Alphabet: String, Hashable, Sendable {
    /// Seven bits for each character, two characters' worth for those of the extension table.
    case gsm7
    /// Sixteen bits for each character, two for those beyond the basic plane.
    case ucs2
  }

  /// The alphabet that the text needs.
  public let alphabet: Alphabet
  /// How many units of the alphabet it takes.
  public let units: Int
  /// How many messages it takes; a text of nothing takes one.
  public let segments: Int

  /// The length of `text`.
  public init(_ text: String) {
    if text.utf8.count <= 160, text.utf8.allSatisfy({ Self.asciiSeptets[Int($0)] == 1 }) {
      (alphabet, units, segments) = (.gsm7, text.utf8.count, 1)
      return
    }
    let septets = text.unicodeScalars.map(Self.septets)
    if septets.contains(where: { $0 == nil }) {
      // A surrogate pair is not split between two parts.
      let sizes = text.unicodeScalars.map { $0.value > 0xFFFF ? 2 : 1 }
      alphabet = .ucs2
      units = text.utf16.count
      segments = Self.segments(of: sizes, single: 70, part: 67)
    } else {
      let sizes = septets.compactMap { $0 }
      alphabet = .gsm7
      units = sizes.reduce(0, +)
      segments = Self.segments(of: sizes, single: 160, part: 153)
    }
  }

  private static func segments(of sizes: [Int], single: Int, part: Int) -> Int {
    guard sizes.reduce(0, +) > single else { return 1 }
    var segments = 1
    var used = 0
    for size in sizes {
      if used + size > part {
        segments += 1
        used = 0
      }
      used += size
    }
    return segments
  }

  /// How many septets a character takes; `nil` when the alphabet does not have it.
  static func septets(of scalar: Unicode.Scalar) -> Int? {
    if scalar.value < 0x80 {
      let septets = asciiSeptets[Int(scalar.value)]
      return septets == 0 ? nil : septets
    }
    if basic.contains(scalar) { return 1 }
    return extended.contains(scalar) ? 2 : nil
  }

  /// The septets of the first 256 bytes, 0 for those that the alphabet lacks or that are not ASCII.
  private static let asciiSeptets: [Int] = (0..<256).map { value in
    guard value < 0x80, let scalar = Unicode.Scalar(value) else { return 0 }
    return basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : 0
  }

  private static let basic = Set(
    """
    @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ\
    ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà
    """.unicodeScalars
  )
  private static let extended = Set("\u{C}^{}\\[~]|€".unicodeScalars)

  /// The text with typographic marks replaced by those that the alphabet of seven bits has.
  ///
  /// One curly quote would more than halve what an SMS holds. A text with other characters beyond
  /// the alphabet stays as it is.
  public static func simplified(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "`") }) { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2018}", "\u{2019}", "`": result.append(UInt8(ascii: "'"))
      case "\u{201C}", "\u{201D}": result.append(UInt8(ascii: "\""))
      case "\u{2013}", "\u{2014}", "\u{2010}", "\u{2011}": result.append(UInt8(ascii: "-"))
      case "\u{2026}": result += "...".utf8
      case "\u{A0}", "\u{202F}", "\u{2009}": result.append(UInt8(ascii: " "))
      default:
        guard septets(of: scalar) != nil else { return text }
        result += Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
