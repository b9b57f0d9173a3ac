/// Reads one condition: `status 200-299`, `$.errcode == 0`, `text contains "busy"`,
/// `every $.list: @.code == "Ok"`.
struct ConditionParser {
  /// What is wrong with a condition.
  enum Fault: Error, Hashable {
    /// It does not begin like a condition.
    case subject(String)
    /// There is no such comparison.
    case comparison(String)
    /// What it is compared with cannot be read.
    case operand(String)
  }

  private var rest: Substring

  /// Reads a condition.
  static func read(_ text: String) throws(Fault) -> Condition {
    var parser = ConditionParser(rest: text[...])
    let condition = try parser.condition()
    parser.skipSpace()
    guard parser.rest.isEmpty else { throw .operand(String(parser.rest)) }
    return condition
  }

  private mutating func condition() throws(Fault) -> Condition {
    skipSpace()
    let word = word()
    switch word {
    case "status": return try status()
    case "every", "any":
      let listText = self.word(until: ":")
      guard let path = ValuePath(listText), rest.first == ":" else { throw .subject(listText) }
      rest = rest.dropFirst()
      let condition = try condition()
      return word == "every" ? .every(path, condition) : .some(path, condition)
    case "text": return .compare(.text, try comparison())
    case "header": return .compare(.header(named()), try comparison())
    case "xml": return .compare(.xml(named()), try comparison())
    default:
      guard let path = ValuePath(word) else { throw .subject(word) }
      return .compare(.path(path), try comparison())
    }
  }

  /// `200`, `200-299, 429`, `>= 500`.
  private mutating func status() throws(Fault) -> Condition {
    skipSpace()
    let text = String(rest)
    rest = rest[rest.endIndex...]
    if text.hasPrefix(">=") {
      guard let start = Int(text.dropFirst(2).filter { $0 != " " }) else { throw .operand(text) }
      return .status([start...max(start, 999)])
    }
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
        .map { Int($0.filter { $0 != " " }) }
      guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high, ends.count <= 2
      else { throw .operand(text) }
      ranges.append(low...high)
    }
    return .status(ranges)
  }

  private mutating func comparison() throws(Fault) -> Condition.Comparison {
    skipSpace()
    let sign = word()
    switch sign {
    case "exists": return .exists
    case "missing": return .missing
    case "==": return .equal(try operand())
    case "!=": return .notEqual(try operand())
    case "contains": return .contains(try operand())
    case "starts": return .starts(try operand())
    case "<": return .less(try number())
    case "<=": return .lessOrEqual(try number())
    case ">": return .greater(try number())
    case ">=": return .greaterOrEqual(try number())
    case "in": return .oneOf(try operands())
    default: throw .comparison(sign)
    }
  }

  private mutating func operands() throws(Fault) -> [Condition.Operand] {
    skipSpace()
    guard rest.first == "[" else { throw .operand(String(rest)) }
    rest = rest.dropFirst()
    var operands: [Condition.Operand] = []
    while true {
      operands.append(try operand())
      skipSpace()
      let mark = rest.first
      rest = rest.dropFirst()
      if mark == "]" { return operands }
      guard mark == "," else { throw .operand(String(rest)) }
    }
  }

  private mutating func number() throws(Fault) -> Double {
    guard case .value(let value) = try operand(), let number = value.number else {
      throw .operand(String(rest))
    }
    return number
  }

  /// A quoted text, in which places are filled; a number; `true`, `false`, `null`.
  private mutating func operand() throws(Fault) -> Condition.Operand {
    skipSpace()
    if rest.first == "\"" {
      guard let end = rest.dropFirst().firstIndex(of: "\"") else { throw .operand(String(rest)) }
      let text = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
      guard text.contains("${") else { return .value(.text(text)) }
      do {
        return .template(try TemplateParser.read(text))
      } catch {
        throw .operand(text)
      }
    }
    let text = String(rest.prefix { !" ,]".contains($0) })
    guard !text.isEmpty, let value = JSONReader.read(Array(text.utf8)), value.plainText != nil
    else {
      if text == "null" {
        rest = rest.dropFirst(4)
        return .value(.null)
      }
      throw .operand(text)
    }
    rest = rest.dropFirst(text.count)
    return .value(value)
  }

  private mutating func named() -> String {
    skipSpace()
    return word()
  }

  /// The text up to a space that is not between quotes.
  private mutating func word() -> String {
    var isQuoted = false
    let word = rest.prefix { character in
      if character == "\"" { isQuoted.toggle() }
      return character != " " || isQuoted
    }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  private mutating func word(until mark: Character) -> String {
    skipSpace()
    let word = rest.prefix { $0 != mark && $0 != " " }
    rest = rest.dropFirst(word.count)
    skipSpace()
    return String(word)
  }

  private mutating func skipSpace() {
    while rest.first == " " { rest = rest.dropFirst() }
  }
}
