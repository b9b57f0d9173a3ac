import RunbookModel

/// Reads one line of an `expect` fence.
enum ExpectationParser {
  /// What is wrong with a line.
  enum Problem: Error {
    /// The word before the colon is not known.
    case unknownKey(Substring)
    /// The value is not one that the key takes.
    case badValue(Substring)
    /// The value is no regular expression.
    case badPattern(Substring)
  }

  /// The names that a line may begin with, longest first.
  static let names: [(name: String, kind: String)] = [
    ("not contains", "not contains"), ("not matches", "not matches"), ("contains", "contains"),
    ("matches", "matches"), ("equals", "equals"), ("exit", "exit"), ("json", "json"),
    ("退出码", "exit"), ("不包含", "not contains"), ("包含", "contains"), ("不匹配", "not matches"),
    ("匹配", "matches"), ("等于", "equals"),
  ]

  /// Reads a line.
  static func parse(_ line: Substring) throws(Problem) -> Expectation {
    guard let mark = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      throw .unknownKey(line.trimmedPart)
    }
    let name = line[..<mark].trimmedPart
    let value = line[line.index(after: mark)...].trimmedPart
    let kind = names.first { $0.name == name.lowercased() }?.kind
    guard let kind else { throw .unknownKey(name) }
    guard !value.isEmpty else { throw .badValue(value) }
    switch kind {
    case "exit":
      let codes = value.split { $0 == "," || $0 == "，" || $0.isWhitespace }.map { Int($0) }
      guard codes.allSatisfy({ $0.map { (0...255).contains($0) } ?? false }) else {
        throw .badValue(value)
      }
      return .exit(codes.compactMap(\.self))
    case "contains": return .contains(String(value))
    case "not contains": return .notContains(String(value))
    case "matches", "not matches":
      guard PatternLimits.isValid(String(value)) else { throw .badPattern(value) }
      return kind == "matches" ? .matches(String(value)) : .notMatches(String(value))
    case "equals": return .equals(String(value))
    default: return try json(value)
    }
  }

  /// Reads `.items[0].name == "x"`.
  private static func json(_ text: Substring) throws(Problem) -> Expectation {
    let path = path(text)
    guard path.count > 1, path.first == "." else { throw .badValue(text) }
    var rest = text.dropFirst(path.count).trimmedPart
    let comparisons: [Comparison] = [
      .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater, .contains, .matches,
    ]
    guard let comparison = comparisons.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw .badValue(text)
    }
    rest = rest.dropFirst(comparison.rawValue.count).trimmedPart
    guard let first = rest.first, first != "=" else { throw .badValue(text) }
    var value = String(rest)
    if first == "\"" {
      guard value.count >= 2, value.hasSuffix("\"") else { throw .badValue(text) }
      value = String(value.dropFirst().dropLast()).unescaped
    }
    if comparison == .matches, !PatternLimits.isValid(value) { throw .badPattern(rest) }
    return .json(path: String(path), comparison, value)
  }

  /// The path at the beginning of a text; empty when it is none.
  private static func path(_ text: Substring) -> Substring {
    var rest = text
    while let first = rest.first {
      if first == "." {
        let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        guard !name.isEmpty || rest.dropFirst().first == "[" else {
          return text[..<text.startIndex]
        }
        rest = rest.dropFirst(1 + name.count)
      } else if first == "[" {
        let index = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard !index.isEmpty, rest.dropFirst(1 + index.count).first == "]" else {
          return text[..<text.startIndex]
        }
        rest = rest.dropFirst(2 + index.count)
      } else {
        break
      }
    }
    return text[..<rest.startIndex]
  }
}

extension String {
  /// The text with `\"` and `\\` turned into what they stand for.
  fileprivate var unescaped: String {
    var text = ""
    var isEscaped = false
    for character in self {
      if isEscaped {
        if character != "\"" && character != "\\" { text.append("\\") }
        text.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return isEscaped ? text + "\\" : text
  }
}
