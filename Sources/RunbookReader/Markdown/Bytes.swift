extension StringProtocol {
  /// Calls `body` with the text in UTF-8 as it lies in memory.
  ///
  /// To go through the view `utf8` byte by byte costs many times as much, because each step may find
  /// that the text lies elsewhere. Whatever looks at every byte of a file goes this way.
  func withBytes<Result>(_ body: (borrowing Span<UInt8>) -> Result) -> Result {
    let found = utf8.withContiguousStorageIfAvailable { unsafe body($0.span) }
    return found ?? body(Array(utf8).span)
  }

  /// Whether any byte is `wanted`.
  func contains(byte wanted: UInt8) -> Bool {
    withBytes { bytes in
      for offset in 0..<bytes.count where bytes[offset] == wanted { return true }
      return false
    }
  }
}

extension Span<UInt8> {
  /// Whether `text` stands at an offset.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    let wanted = text.utf8CodeUnitCount
    guard offset + wanted <= count else { return false }
    for place in 0..<wanted {
      guard unsafe text.utf8Start[place] == self[offset + place] else { return false }
    }
    return true
  }
}

extension Substring {
  /// The part in a range of bytes.
  func part(_ range: Range<Int>) -> Substring {
    let start = utf8.index(startIndex, offsetBy: range.lowerBound)
    return self[start..<utf8.index(start, offsetBy: range.count)]
  }

  /// The part from an offset in bytes on.
  func from(byte offset: Int) -> Substring { self[utf8.index(startIndex, offsetBy: offset)...] }

  /// The part up to an offset in bytes.
  func upTo(byte offset: Int) -> Substring { self[..<utf8.index(startIndex, offsetBy: offset)] }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")

  /// Whether it is a space or a tab.
  var isBlank: Bool { self == .space || self == .tab }

  /// Whether it is white space of ASCII, as Unicode has it.
  var isASCIIWhiteSpace: Bool { self == .space || self >= 0x09 && self <= 0x0D }

  /// Whether it is an ASCII letter or digit.
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

  /// Whether it is an ASCII letter.
  var isASCIILetter: Bool {
    (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
  }

  /// Whether it is an ASCII digit.
  var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
