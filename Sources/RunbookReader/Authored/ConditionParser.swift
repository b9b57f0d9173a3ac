import RunbookModel

/// Reads a condition: `exit == 0 and $lag > 30`, or `otherwise`.
struct ConditionParser {
  /// Where a text stops being a condition.
  struct Problem: Error {
    /// The part that is wrong.
    let part: Substring
  }

  private var rest: Substring

  /// Reads the text after `when:`.
  static func parse(_ text: Substring) throws(Problem) -> Condition {
    let text = text.trimmedPart
    if text.isWord("otherwise") || text == "否则" || text == "其他情况" { return .otherwise }
    var parser = ConditionParser(rest: text)
    var clauses = [try parser.clause()]
    while true {
      parser.skipBlanks()
      if parser.rest.isEmpty { return .all(clauses) }
      guard parser.take("且") || parser.takeWord("and") else { throw Problem(part: parser.rest) }
      clauses.append(try parser.clause())
    }
  }

  private mutating func skipBlanks() {
    guard let first = rest.utf8.first, first.isASCIIWhiteSpace || first >= 0x80 else { return }
    rest = rest.drop { $0.isWhitespace }
  }

  private mutating func take(_ word: String) -> Bool {
    guard rest.utf8.starts(with: word.utf8) else { return false }
    rest = Substring(rest.utf8.dropFirst(word.utf8.count))
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard let tail = rest.rest(after: word), tail.first?.isWhitespace ?? true else { return false }
    rest = tail
    return true
  }

  private mutating func clause() throws(Problem) -> Condition.Clause {
    skipBlanks()
    let operand = try operand()
    skipBlanks()
    guard let comparison = comparison() else { throw Problem(part: rest) }
    skipBlanks()
    let value = try value()
    if comparison == .matches, !PatternLimits.isValid(value) { throw Problem(part: rest) }
    return Condition.Clause(operand: operand, comparison: comparison, value: value)
  }

  private mutating func operand() throws(Problem) -> Condition.Operand {
    let start = rest
    if take("$") {
      let name = rest.utf8.prefix { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }
      rest = rest[name.endIndex...]
      guard EnvironmentName.isValid(String(Substring(name))) else { throw Problem(part: start) }
      return .variable(String(Substring(name)))
    }
    if take("exit") || take("退出码") { return .exit }
    if take("stdout") || take("标准输出") { return .stdout }
    throw Problem(part: start)
  }

  private mutating func comparison() -> Comparison? {
    for comparison in [
      Comparison.equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater, .contains,
      .matches,
    ] where take(comparison.rawValue) {
      return comparison
    }
    if take("包含") { return .contains }
    if take("匹配") { return .matches }
    return nil
  }

  private mutating func value() throws(Problem) -> String {
    let start = rest
    guard rest.utf8.first == UInt8(ascii: "\"") else {
      let word = rest.firstWord
      rest = rest[word.endIndex...]
      // `= 1` after a single `=`, an operator without a value, and a second variable are slips.
      guard let first = word.utf8.first, first != UInt8(ascii: "="), first != UInt8(ascii: "$")
      else { throw Problem(part: start) }
      return String(word)
    }
    var value = ""
    var isEscaped = false
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      if isEscaped {
        if character != "\"" && character != "\\" { value.append("\\") }
        value.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        return value
      } else {
        value.append(character)
      }
    }
    throw Problem(part: start)
  }
}
