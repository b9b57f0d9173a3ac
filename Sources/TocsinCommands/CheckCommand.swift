import ArgumentParser
import Findings
import Phrases
import RunbookModel
import RunbookReader

/// `tocsin check`.
struct CheckCommand: AsyncParsableCommand {
  /// A form that findings are written in.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case sarif
    case github
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: .said(en: "Say what is wrong in runbooks, and how to mend it.", zh: "检查预案，指出问题和改法。"),
    discussion: .said(
      en: """
        Folders are searched for *.md files, those in hidden folders and node_modules left out.

        The exit code is 0 when there is nothing to report, 1 when there are findings, and 2 when \
        something cannot be read.
        """,
      zh: """
        在文件夹中查找 *.md 文件，不含隐藏文件夹和 node_modules。

        没有问题时退出码为 0，有问题时为 1，有内容无法读取时为 2。
        """
    )
  )

  @Argument(
    help: .said(en: "Files and folders to check.", zh: "要检查的文件和文件夹。"),
    completion: .file()
  )
  private var paths: [String] = []

  @Option(
    help: .said(
      en: "How findings are written: text, json, sarif or github.",
      zh: "问题的输出格式：text、json、sarif 或 github。"
    )
  )
  private var format: Format = .text

  @Option(
    help: .said(
      en: "Say what the rule of that code is about, and check nothing.",
      zh: "说明该规则的含义，不做检查。"
    )
  )
  private var explain: String?

  @Flag(
    name: .customLong("no-color"),
    help: .said(en: "Use no colours, not even at a terminal.", zh: "不使用颜色，终端上也不用。")
  )
  private var isPlain = false

  @OptionGroup private var languageOption: LanguageOption

  func validate() throws {
    if paths.isEmpty, explain == nil {
      throw ValidationError("Missing expected argument '<paths> ...'")
    }
  }

  func run() async throws {
    let language = languageOption.language
    if let code = explain { return try Self.explain(code, language) }
    let found = MarkdownFiles(at: paths)
    let check = await FolderCheck(
      found.paths,
      now: WallClock.now,
      width: WallClock.processorCount
    )
    let readCount = found.paths.count - check.failures.count
    StandardStream.output(report(check.files, fileCount: readCount, language))
    let failures = found.failures + check.failures
    for (path, failure) in failures {
      let arguments = ["path": path, "reason": failure.reason(language)]
      StandardStream.complain(CheckPhrases.unreadable.text(language, arguments))
    }
    if failures.isEmpty, found.paths.isEmpty {
      let arguments = ["paths": paths.listed]
      StandardStream.complain(CheckPhrases.noFiles.text(language, arguments))
    }
    if !failures.isEmpty || found.paths.isEmpty { throw ExitCode(2) }
    if !check.files.isEmpty { throw ExitCode(1) }
  }

  private func report(
    _ files: [FileFindings],
    fileCount: Int,
    _ language: Language
  ) -> String {
    switch format {
    case .text:
      guard fileCount > 0 else { return "" }
      let isColored = !isPlain && StandardStream.isColored
      return FindingsText(language: language, isColored: isColored)
        .text(files, fileCount: fileCount)
    case .json: return FindingsJSON.text(files, language: language)
    case .sarif:
      let rules = RuleBook.rules
      return FindingsSARIF(language: language, version: Version.text, rules: rules).text(files)
    case .github: return FindingsGitHub.text(files, language: language)
    }
  }

  private static func explain(_ code: String, _ language: Language) throws {
    guard let rule = RuleBook.rule(code) else {
      StandardStream.complain(CheckPhrases.unknownRule.text(language, ["code": code]))
      for rule in RuleBook.rules { StandardStream.error("  \(rule.code)\n") }
      throw ExitCode(2)
    }
    let level = rule.level == .error ? CheckPhrases.error : CheckPhrases.warning
    let lines =
      [level.text(language, ["code": rule.code]), rule.summary.text(language), ""]
      + DisplayWidth.wrap(rule.explanation.text(language), to: 80)
    StandardStream.output(lines.joined(separator: "\n") + "\n")
  }
}
