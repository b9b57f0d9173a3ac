public import Phrases

extension Condition {
  /// The condition as an author of that language writes it: `exit == 0 and $lag > 30`.
  public func text(_ language: Language) -> String {
    switch self {
    case .otherwise: language == .chinese ? "否则" : "otherwise"
    case .all(let clauses):
      clauses.map { $0.text(language) }.joined(separator: language == .chinese ? " 且 " : " and ")
    }
  }
}

extension Condition.Clause {
  fileprivate func text(_ language: Language) -> String {
    let left =
      switch operand {
      case .exit: "exit"
      case .stdout: "stdout"
      case .variable(let name): "$" + name
      }
    let verb =
      switch (comparison, language) {
      case (.contains, .chinese): "包含"
      case (.matches, .chinese): "匹配"
      default: comparison.rawValue
      }
    let isPlain = !value.isEmpty && !value.contains { $0.isWhitespace || $0 == "\"" }
    return "\(left) \(verb) " + (isPlain ? value : "\"\(value)\"")
  }
}
