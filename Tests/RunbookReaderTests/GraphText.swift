import Findings
import Phrases
import RunbookModel
import RunbookReader

/// Prints what was read, so that tests compare text.
enum GraphText {
  static func text(_ reading: Reading) -> String {
    var lines: [String] = []
    if let runbook = reading.runbook {
      lines.append("\(runbook.mode.rawValue) \(runbook.id): \(runbook.title)")
      var rest = runbook.steps.map { (step: $0, depth: 0) }
      while !rest.isEmpty {
        let (step, depth) = rest.removeFirst()
        lines += self.lines(step, String(repeating: "  ", count: depth))
        rest.insert(contentsOf: step.children.map { ($0, depth + 1) }, at: 0)
      }
    }
    lines += reading.findings.map(text)
    return lines.joined(separator: "\n")
  }

  static func text(_ finding: Finding) -> String {
    let place = "\(finding.position.line):\(finding.position.column)"
    return "\(place) \(finding.level.rawValue) \(finding.code)"
  }

  private static func lines(_ step: Step, _ indent: String) -> [String] {
    var lines = ["\(indent)# \(step.id) (\(step.title))"]
    for (index, command) in step.commands.enumerated() {
      let script = command.script.split(separator: "\n").joined(separator: "⏎")
      let mark = command.isDestructive ? " !" : ""
      lines.append("\(indent)  \(index) \(command.role.rawValue)\(mark): \(script)")
      for placeholder in command.placeholders {
        lines.append("\(indent)    <\(placeholder.text)> = $\(placeholder.variable)")
      }
      for expectation in command.expectations { lines.append("\(indent)    \(expectation)") }
    }
    for item in step.checklist {
      let number = item.number.map { "\($0)." } ?? "-"
      let tick = item.isTickedInFile ? "x" : item.isConditional ? "?" : " "
      let inner = String(repeating: "  ", count: item.depth)
      lines.append("\(indent)  \(inner)\(number) [\(tick)] \(item.text)")
    }
    for choice in step.choices {
      let condition = choice.condition.map { " when \($0)" } ?? ""
      lines.append("\(indent)  ? \(choice.answer) -> \(choice.target)\(condition)")
    }
    return lines
  }
}
