import Findings
import Foundation
import Phrases
import RunbookModel
import Testing

@Suite struct RuleBookTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `codes are unique and in kebab case`() {
    let codes = RuleBook.rules.map(\.code)

    #expect(codes == Set(codes).sorted())
    #expect(
      codes.allSatisfy { code in code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } }
    )
  }

  @Test func `every rule of the reader is explained with its level`() throws {
    let folder = Self.root.appending(path: "Sources/RunbookReader")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    )
    var levels: [String: Set<String>] = [:]
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /\.(error|warning)\(\s*"([a-z0-9-]+)"/) {
        levels[String(match.2), default: []].insert(String(match.1))
      }
    }

    #expect(levels.count > 40)
    for (code, level) in levels.sorted(by: { $0.key < $1.key }) {
      let rule = RuleBook.rule(code)
      #expect(rule != nil, "`\(code)` is not explained")
      #expect(rule.map { level.contains($0.level.rawValue) } ?? true, "`\(code)` has another level")
    }
  }

  @Test func `the page about the rules is what the rule book says`() throws {
    let file = Self.root.appending(path: "docs/checks.md")
    var page = """
      # What `tocsin check` looks for

      `tocsin check PATH...` reads files and folders and says what is wrong, where, and how to mend \
      it. `tocsin check --explain CODE` says what is below about one rule, `--lang zh` in Chinese. \
      The exit code is 0 when there is nothing to report, 1 when there are findings, and 2 when \
      something cannot be read.

      `--format json` gives one array with an object for each finding: `file`, `line`, `column` and \
      `length` (from 1, in Unicode scalars), `level` (`error` or `warning`), `code`, `message`, \
      `remedy`, and `notes` with further places when there are any. `--format sarif` gives SARIF \
      2.1.0, `--format github` the annotations of a GitHub workflow.

      An **error** makes a runbook unusable as it stands. A **warning** is about something that will \
      probably not do what its author meant. In plain mode, only what makes sense for prose is \
      reported: code blocks that are not closed, commands that nobody sees, dead links, sections \
      still to be written, and secrets.

      This page is written by the tests from the rules themselves (`UPDATE_GOLDEN=1 swift test`).

      """
    for rule in RuleBook.rules {
      page += """

        ## `\(rule.code)`

        **\(rule.summary.text(.english))** (\(rule.level.rawValue))

        \(DisplayWidth.wrap(rule.explanation.text(.english), to: 100).joined(separator: "\n"))

        **\(rule.summary.text(.chinese))**（\(rule.level == .error ? "错误" : "警告")）

        \(rule.explanation.text(.chinese))

        """
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(page.utf8).write(to: file)
    }

    #expect(try String(contentsOf: file, encoding: .utf8) == page)
  }
}
