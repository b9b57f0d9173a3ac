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

  @Test(arguments: Language.allCases)
  func `the page about the rules is what the rule book says`(language: Language) throws {
    let isEnglish = language == .english
    let file = Self.root.appending(path: isEnglish ? "docs/checks.md" : "docs/checks.zh.md")
    var page = isEnglish ? Self.englishHead : Self.chineseHead
    for rule in RuleBook.rules {
      let level =
        isEnglish ? " (\(rule.level.rawValue))" : rule.level == .error ? "（错误）" : "（警告）"
      // A break between Chinese characters would be shown as a space.
      let text = rule.explanation.text(language)
      let lines = isEnglish ? DisplayWidth.wrap(text, to: 100) : [text]
      page += """

        ## `\(rule.code)`

        **\(rule.summary.text(language))**\(level)

        \(lines.joined(separator: "\n"))

        """
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(page.utf8).write(to: file)
    }

    #expect(try String(contentsOf: file, encoding: .utf8) == page)
  }

  private static let englishHead = """
    # What `tocsin check` looks for

    English · [简体中文](checks.zh.md)

    `tocsin check PATH...` reads files and folders and says what is wrong, where, and how to mend \
    it. `tocsin check --explain CODE` says what is below about one rule. The exit code is 0 when \
    there is nothing to report, 1 when there are findings, and 2 when something cannot be read.

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

  private static let chineseHead = """
    # `tocsin check` 检查什么

    [English](checks.md) · 简体中文

    `tocsin check PATH...` 读取文件和文件夹，指出哪里有什么问题、如何修改。\
    `tocsin check --explain CODE` 说明下面的某一条规则，加上 `--lang zh` 则以中文显示。\
    没有问题时退出码为 0，有问题时为 1，有内容无法读取时为 2。

    `--format json` 输出一个数组，每个问题一个对象：`file`、`line`、`column` 和 `length`\
    （从 1 开始，以 Unicode 标量计）、`level`（`error` 或 `warning`）、`code`、`message`、\
    `remedy`，涉及其他位置时还有 `notes`。`--format sarif` 输出 SARIF 2.1.0，\
    `--format github` 输出 GitHub 工作流的标注。

    **错误**使预案无法按现状使用。**警告**针对很可能与作者本意不符的内容。\
    对普通方式的文件，只报告对文字稿有意义的问题：没有结束的代码块、没有人看得到的命令、\
    失效的链接、尚未写完的章节，以及疑似密钥。

    本页由测试根据规则本身生成（`UPDATE_GOLDEN=1 swift test`）。

    """
}
