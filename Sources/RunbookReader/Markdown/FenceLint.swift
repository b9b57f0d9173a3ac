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
    if info.hasPrefix("sudo ") { return true }
    return info.withBytes { bytes in
      var hasBlank = false
      var hasMark = false
      for offset in 0..<bytes.count {
        hasBlank = hasBlank || bytes[offset].isBlank
        switch (bytes[offset], offset + 1 < bytes.count ? bytes[offset + 1] : 0) {
        case (UInt8(ascii: "$"), UInt8(ascii: "(")), (UInt8(ascii: "|"), .space),
          (.space, UInt8(ascii: "|")), (UInt8(ascii: "&"), UInt8(ascii: "&")),
          (UInt8(ascii: ";"), .space), (UInt8(ascii: ">"), .space):
          hasMark = true
        case (.space, UInt8(ascii: "-")):
          hasMark = hasMark || offset + 2 < bytes.count && bytes[offset + 2] == UInt8(ascii: "-")
        default: break
        }
      }
      return hasBlank && hasMark
    }
  }
}
