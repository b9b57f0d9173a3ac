public import Phrases

/// Writes findings as GitHub workflow commands, which become annotations of a pull request.
///
/// The escapes are those of the runner's own toolkit (`actions/toolkit`, `command.ts`).
public enum FindingsGitHub: Sendable {
  /// One line for each finding.
  public static func text(_ files: [FileFindings], language: Language) -> String {
    var text = ""
    for file in files {
      for finding in file.findings {
        let end = finding.position.column + finding.length - 1
        // What others call a note GitHub calls a notice.
        let level = finding.level == .note ? "notice" : finding.level.rawValue
        text += "::\(level) file=\(property(file.path))"
        text += ",line=\(finding.position.line),endLine=\(finding.position.line)"
        text += ",col=\(finding.position.column),endColumn=\(end)"
        text += ",title=\(property(finding.code))::"
        text += data(finding.message.text(language) + "\n" + finding.remedy.text(language)) + "\n"
      }
    }
    return text
  }

  private static func data(_ text: String) -> String {
    escaped(text, isProperty: false)
  }

  private static func property(_ text: String) -> String {
    escaped(text, isProperty: true)
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
