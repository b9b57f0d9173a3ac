import Findings
import RunbookModel

/// Looks for fences that hide something.
enum FenceLint {
  /// What is suspicious about the fences of a file, of which those with a role may run.
  static func findings(_ outline: DocumentOutline, runsRoles: Bool = false) -> [Finding] {
    var findings: [Finding] = []
    for fence in outline.fences {
      if fence.isUnterminated {
        let rule =
          !fence.isSwallowingHeadings
          ? FileRules.openFence
          : runsRoles && fence.roleWord != nil
            ? FileRules.unterminatedCommand : FileRules.unterminatedFence
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
    // `bash run` has one blank and no mark; only what has more is looked at closely.
    guard info.utf8.contains(where: { $0.isBlank }),
      !info.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == .space })
    else { return info.utf8.starts(with: "sudo ".utf8) }
    let bytes = Array(info.utf8)
    if bytes.starts(with: "sudo ".utf8) { return true }
    for (place, byte) in bytes.enumerated().dropLast() {
      switch (byte, bytes[place + 1]) {
      case (UInt8(ascii: "$"), UInt8(ascii: "(")), (UInt8(ascii: "|"), .space),
        (.space, UInt8(ascii: "|")), (UInt8(ascii: "&"), UInt8(ascii: "&")),
        (UInt8(ascii: ";"), .space), (UInt8(ascii: ">"), .space):
        return true
      case (.space, UInt8(ascii: "-")):
        if place + 2 < bytes.count, bytes[place + 2] == UInt8(ascii: "-") { return true }
      default: break
      }
    }
    return false
  }
}
