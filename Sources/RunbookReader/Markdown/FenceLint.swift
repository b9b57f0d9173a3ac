import Findings
import RunbookModel

/// Looks for fences that hide something.
enum FenceLint {
  /// What is suspicious about the fences of a file.
  static func findings(_ outline: DocumentOutline) -> [Finding] {
    var findings: [Finding] = []
    for fence in outline.fences {
      if fence.isUnterminated {
        let rule = fence.isSwallowingHeadings ? FileRules.unterminatedFence : FileRules.openFence
        findings.append(rule.finding(at: fence.position))
      }
      if isCommand(fence.info) {
        findings.append(FileRules.commandInInfo.finding(at: fence.position))
      }
    }
    return findings
  }

  /// Whether an info string has what only shells need.
  private static func isCommand(_ info: String) -> Bool {
    guard info.utf8.contains(where: { $0.isBlank }) else { return false }
    return ["$(", "| ", " |", "&&", "; ", "> ", "sudo ", " --"].contains { info.contains($0) }
  }
}
