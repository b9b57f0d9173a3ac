import RunbookModel

/// Bounds that keep hostile YAML from costing memory or stack.
enum YAMLLimits {
  /// The longest front matter in bytes.
  static let size = 65_536
  /// How deep it may be nested.
  static let depth = 50

  /// Whether the text is short and shallow enough to be parsed.
  static func isWithin(_ text: String) -> Bool {
    guard text.utf8.count <= size else { return false }
    return text.withBytes { bytes in
      var brackets = 0
      var marks = 0
      var isAtLineStart = true
      for offset in 0..<bytes.count {
        switch bytes[offset] {
        case .newline: (isAtLineStart, marks) = (true, 0)
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          brackets += 1
          isAtLineStart = false
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          brackets = max(brackets - 1, 0)
          isAtLineStart = false
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
          if isAtLineStart { marks += 1 }
        case .space, .tab: break
        default: isAtLineStart = false
        }
        if brackets > depth || marks > depth { return false }
      }
      return true
    }
  }

  /// Where an alias stands, when the text seems to have both an anchor and an alias.
  ///
  /// An alias without an anchor is an error of its own, and text such as `R &D` has no alias. Quotes
  /// are not looked at: a stray one must not hide an alias.
  static func alias(in text: String) -> (line: Int, column: Int)? {
    guard text.contains(byte: UInt8(ascii: "&")), text.contains(byte: UInt8(ascii: "*")) else {
      return nil
    }
    var hasAnchor = false
    var alias: (line: Int, column: Int)?
    var place = (line: 0, column: 0)
    var previous = UInt8.newline
    var mark = UInt8.space
    for byte in text.utf8 {
      if mark != .space,
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      {
        if mark == UInt8(ascii: "&") { hasAnchor = true } else if alias == nil { alias = place }
      }
      if byte == .newline {
        place = (place.line + 1, 0)
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
      let isMark = byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*")
      mark = isMark && tokenEnds.contains(previous) ? byte : .space
      previous = byte
    }
    return hasAnchor ? alias : nil
  }

  private static let tokenEnds = Array("\n\r\t [{]},:-?\"'".utf8)
}

/// Days as they are written in front matter.
enum CalendarDay {
  /// Whether the text is `YYYY-MM-DD` and names a day that the calendar has.
  static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)),
      let day = Int(text.suffix(2)),
      bytes.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: "-") }),
      (1...12).contains(month), year > 0, day > 0
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1]
  }
}

/// Names that may stand in links and file names.
enum SlugText {
  /// Whether the text has only letters and digits of any script, `-`, `_` and `.`.
  static func isSlug(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
          || $0 == "."
      }
  }
}

/// Bounds on regular expressions that authors write.
enum PatternLimits {
  /// Whether the text is a regular expression of a sensible size.
  static func isValid(_ pattern: String) -> Bool {
    guard !pattern.isEmpty, pattern.utf8.count <= 1000,
      pattern.utf8.count(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") }) <= 60
    else { return false }
    return isSimple(pattern) || (try? Regex(pattern)) != nil
  }

  /// Whether a pattern has only letters, digits, anchors and classes such as `[a-z0-9.-]+`.
  ///
  /// Most have, and to build the expression takes longer than to read the rest of a file.
  private static func isSimple(_ pattern: String) -> Bool {
    var isInClass = false
    var mayRepeat = false
    var previous = UInt8.space
    var beforePrevious = UInt8.space
    for byte in pattern.utf8 {
      switch byte {
      case UInt8(ascii: "["):
        guard !isInClass else { return false }
        isInClass = true
      case UInt8(ascii: "]"):
        guard isInClass, previous != UInt8(ascii: "[") else { return false }
        (isInClass, mayRepeat) = (false, true)
      case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "?"):
        guard !isInClass, mayRepeat else { return false }
        mayRepeat = false
      case UInt8(ascii: "^"), UInt8(ascii: "$"):
        guard !isInClass else { return false }
        mayRepeat = false
      case UInt8(ascii: "-"):
        // `a-z` and `-]` are plain; anything stranger is for the real parser.
        guard
          !isInClass || previous.isASCIIAlphanumeric || previous == UInt8(ascii: ".")
            || previous == UInt8(ascii: "_")
        else { return false }
        mayRepeat = true
      default:
        guard
          byte.isASCIIAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            || byte == .space
        else { return false }
        // A range that runs backwards is an error.
        if isInClass, previous == UInt8(ascii: "-"), !isRange(from: beforePrevious, to: byte) {
          return false
        }
        mayRepeat = true
      }
      (beforePrevious, previous) = (previous, byte)
    }
    return !isInClass
  }

  private static func isRange(from first: UInt8, to last: UInt8) -> Bool {
    switch last {
    case UInt8(ascii: "9"): first.isASCIIDigit
    case UInt8(ascii: "z"): first.isASCIILetter && first >= UInt8(ascii: "a")
    case UInt8(ascii: "Z"): first.isASCIILetter && first < UInt8(ascii: "a")
    default: false
    }
  }
}
