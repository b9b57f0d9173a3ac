import RunbookModel

/// Makes up what a command would write if all went as the runbook wants it.
enum PlausibleOutput {
  /// A text that meets the expectations, and that the step's first answer on its output fits.
  static func text(for command: Command, of step: Step) -> String {
    var lines: [String] = []
    var document: [(path: String, value: String)] = []
    for expectation in command.expectations {
      switch expectation {
      case .equals(let text): return text
      case .contains(let text): lines.append(text)
      case .matches(let pattern): lines.append(PatternSample.text(of: pattern))
      case .json(let path, let comparison, let value):
        document.append((path, sample(comparison, value)))
      case .exit, .notContains, .notMatches: break
      }
    }
    if !document.isEmpty { return json(document) }
    if lines.isEmpty, let text = firstAnswer(of: step) { return text }
    return lines.joined(separator: "\n")
  }

  /// What the first answer that looks at the output wants to see.
  private static func firstAnswer(of step: Step) -> String? {
    for choice in step.choices {
      guard case .all(let clauses)? = choice.condition else { continue }
      for clause in clauses where clause.operand == .stdout {
        return sample(clause.comparison, clause.value)
      }
    }
    return nil
  }

  private static func sample(_ comparison: Comparison, _ value: String) -> String {
    let number = Double(value)
    func moved(by step: Double) -> String {
      guard let number else { return value }
      let moved = number + step
      return moved == moved.rounded() ? "\(Int64(moved))" : "\(moved)"
    }
    switch comparison {
    case .equal, .lessOrEqual, .greaterOrEqual, .contains: return value
    case .notEqual: return number == nil ? "not-\(value)" : moved(by: 1)
    case .less: return moved(by: -1)
    case .greater: return moved(by: 1)
    case .matches: return PatternSample.text(of: value)
    }
  }

  /// A JSON object with those values; a path through lists gets lists of one.
  private static func json(_ values: [(path: String, value: String)]) -> String {
    let members = values.map { path, value in
      var text =
        Double(value) != nil || value == "true" || value == "false"
        ? value : "\"\(value)\""
      for name in path.split(whereSeparator: { ".[]\"".contains($0) }).reversed() {
        text = Int(name) == nil ? "{\"\(name)\":\(text)}" : "[\(text)]"
      }
      return text
    }
    // Several paths of one object are put side by side.
    guard members.count > 1, members.allSatisfy({ $0.hasPrefix("{") }) else {
      return members.first ?? ""
    }
    return "{" + members.map { String($0.dropFirst().dropLast()) }.joined(separator: ",") + "}"
  }
}
