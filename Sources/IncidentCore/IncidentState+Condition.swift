public import RunbookModel

extension Condition {
  /// Whether a comparison of the condition looks at `operand`.
  func reads(_ operand: Operand) -> Bool {
    switch self {
    case .all(let clauses): clauses.contains { $0.operand == operand }
    case .otherwise: false
    }
  }
}

extension Comparison {
  /// Whether the comparison holds between two texts; as numbers when both are numbers.
  public func holds(_ left: String, _ right: String) -> Bool {
    switch self {
    case .contains: return left.contains(right)
    case .matches: return (try? Regex(right).firstMatch(in: left)) != nil
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    if let leftNumber = Double(left), let rightNumber = Double(right) {
      return ordered(leftNumber, rightNumber)
    }
    return ordered(left, right)
  }

  private func ordered<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .contains, .matches: false
    }
  }
}

extension IncidentState {
  /// Whether a condition other than `otherwise` holds in the step at `index`.
  ///
  /// A value that does not exist makes its comparison false.
  func holds(_ condition: Condition, in index: Int) -> Bool {
    guard case .all(let clauses) = condition else { return false }
    let frame = graph.nodes[index].frame
    return clauses.allSatisfy { clause in
      let value: String? =
        switch clause.operand {
        case .exit: steps[index].lastExit.map(String.init)
        case .stdout: steps[index].lastOutput
        case .variable(let name): variables[VariableKey(frame: frame, name: name)]
        }
      return value.map { clause.comparison.holds($0, clause.value) } ?? false
    }
  }
}
