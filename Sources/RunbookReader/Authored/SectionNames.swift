/// The headings that mean something.
enum SectionNames {
  /// Whether a heading begins the section with what must be true before the first step.
  static func isPreconditions(_ title: String) -> Bool { preconditions.contains(folded(title)) }

  /// Whether a heading begins the section with the steps of an authored runbook.
  static func isSteps(_ title: String) -> Bool { steps.contains(folded(title)) }

  /// The heading in lower case without a colon at its end.
  private static func folded(_ title: String) -> String {
    let text = title.trimmed.lowercased()
    return text.hasSuffix(":") || text.hasSuffix("：") ? String(text.dropLast()).trimmed : text
  }

  private static let preconditions: Set<String> = [
    "preconditions", "precondition", "prerequisites", "prerequisite", "before you start",
    "before you begin", "前提", "前提条件", "前置条件", "开始之前",
  ]
  private static let steps: Set<String> = [
    "steps", "procedure", "步骤", "处置步骤", "操作步骤", "处置流程",
  ]
}
