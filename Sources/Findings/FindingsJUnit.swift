public import Phrases

/// Writes findings as a JUnit report, which continuous integration shows as tests.
///
/// Each file is a suite and each rule a case in it: failed with what was found, or passed.
public struct FindingsJUnit: Sendable {
  /// The reader's language.
  public let language: Language
  /// The name of the whole report.
  public let name: String
  /// Every rule that was looked at.
  public let rules: [Rule]

  /// A writer of a report called `name` about `rules`.
  public init(language: Language, name: String, rules: [Rule]) {
    self.language = language
    self.name = name
    self.rules = rules
  }

  /// The report as text with a line break at its end; `paths` are the files that were looked at,
  /// also those without a finding.
  public func text(_ files: [FileFindings], paths: [String]) -> String {
    let found = Dictionary(
      files.map { ($0.path, $0.findings) },
      uniquingKeysWith: { first, second in first + second }
    )
    let others = files.map(\.path).filter { !paths.contains($0) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let suites = (paths + others).map { suite($0, found[$0] ?? []) }
    let failures = suites.reduce(0) { $0 + $1.failures }
    let tests = suites.count * rules.count
    text += "<testsuites name=\"\(Self.escaped(name))\" tests=\"\(tests)\""
    text += " failures=\"\(failures)\">\n"
    text += suites.map(\.text).joined()
    return text + "</testsuites>\n"
  }

  private func suite(_ path: String, _ findings: [Finding]) -> (text: String, failures: Int) {
    var cases = ""
    var failures = 0
    for rule in rules {
      let own = findings.filter { $0.code == rule.code }
      cases += "    <testcase classname=\"\(Self.escaped(path))\""
      cases += " name=\"\(Self.escaped(rule.code))\""
      guard let first = own.first else {
        cases += "/>\n"
        continue
      }
      let lines = own.map { line($0, in: path) }.joined(separator: "\n")
      // A note is nothing that was broken.
      let tag = first.level == .note ? "skipped" : "failure"
      if tag == "failure" { failures += 1 }
      let summary = Self.escaped(rule.summary.text(language))
      cases += ">\n      <\(tag) message=\"\(summary)\">"
      cases += "\(Self.escaped(lines))</\(tag)>\n    </testcase>\n"
    }
    var text = "  <testsuite name=\"\(Self.escaped(path))\" tests=\"\(rules.count)\""
    text += " failures=\"\(failures)\">\n"
    return (text + cases + "  </testsuite>\n", failures)
  }

  private func line(_ finding: Finding, in path: String) -> String {
    let place = "\(path):\(finding.position.line):\(finding.position.column): "
    let notes = finding.notes.map { "\n  " + $0.message.text(language) }.joined()
    return place + finding.message.text(language) + "\n  " + finding.remedy.text(language) + notes
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // XML 1.0 has no form at all for most control characters.
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar.value < 0x20 ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }
}
