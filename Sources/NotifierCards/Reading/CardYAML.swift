import Yams

/// Bounds that keep hostile YAML from costing memory or stack.
enum CardYAML {
  /// The longest card in bytes.
  static let size = 131_072
  /// How deep it may be nested.
  static let depth = 40

  /// Whether the text is short and shallow enough to be parsed.
  static func isWithin(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= size else { return false }
    var brackets = 0
    var marks = 0
    var isAtLineStart = true
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"): (isAtLineStart, marks) = (true, 0)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        isAtLineStart = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        brackets = max(brackets - 1, 0)
        isAtLineStart = false
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): if isAtLineStart { marks += 1 }
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      default: isAtLineStart = false
      }
      if brackets > depth || marks > depth { return false }
    }
    return true
  }

  /// Whether the text seems to have both an anchor and an alias, which can make much out of little.
  static func hasAlias(_ bytes: [UInt8]) -> Bool {
    var (hasAnchor, hasAlias) = (false, false)
    var previous = UInt8(ascii: "\n")
    var mark = UInt8(ascii: " ")
    for byte in bytes {
      if mark != UInt8(ascii: " "), Percent.isUnreserved(byte) {
        if mark == UInt8(ascii: "&") { hasAnchor = true } else { hasAlias = true }
      }
      let isMark = byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*")
      mark = isMark && tokenEnds.contains(previous) ? byte : UInt8(ascii: " ")
      previous = byte
    }
    return hasAnchor && hasAlias
  }

  private static let tokenEnds = Array("\n\r\t [{]},:-?".utf8)

  /// What is wrong with a text that is no YAML, and where.
  static func fault(_ error: any Error) -> (problem: String, line: Int, column: Int) {
    var place: Mark?
    var problem = "\(error)"
    if let error = error as? YamlError {
      switch error {
      case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
        .composer(_, let text, let mark, _):
        (place, problem) = (mark, text)
      case .duplicatedKeysInMapping(let duplicates, let context):
        (place, problem) = (context.mark, "`\(duplicates.joined(separator: "`, `"))` twice")
      case .reader(let text, _, _, _): problem = text
      default: break
      }
    }
    return (problem, max(place?.line ?? 1, 1), max(place?.column ?? 1, 1))
  }
}
