import ArgumentParser
import ConfigurationReader
import Findings
import Phrases

/// `tocsin config`.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: .said(en: "Check the configuration, tocsin.yaml.", zh: "检查配置文件 tocsin.yaml。"),
    subcommands: [ConfigCheckCommand.self]
  )
}

/// `tocsin config check`.
struct ConfigCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: .said(
      en: "Say what is wrong in the configuration, and how to mend it.",
      zh: "检查配置，指出问题和改法。"
    ),
    discussion: .said(
      en: """
        The exit code is 0 when there is nothing to report, 1 when there are findings, and 2 when \
        the file cannot be read.
        """,
      zh: "没有问题时退出码为 0，有问题时为 1，文件无法读取时为 2。"
    )
  )

  @Argument(
    help: .said(en: "The configuration.", zh: "配置文件。"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var file: String?

  @Option(
    help: .said(
      en: "How findings are written: text, json, sarif or github.",
      zh: "问题的输出格式：text、json、sarif 或 github。"
    )
  )
  var format: CheckCommand.Format = .text

  @Option(
    help: .said(
      en: "Say what the rule of that code is about, and check nothing.",
      zh: "说明该规则的含义，不做检查。"
    )
  )
  var explain: String?

  @Flag(
    name: .customLong("no-color"),
    help: .said(en: "Use no colours, not even at a terminal.", zh: "不使用颜色，终端上也不用。")
  )
  var isPlain = false

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    if let explain { return try Self.explain(explain, language) }
    guard let path = file ?? option.found else {
      throw CommandFailure(DutyPhrases.noConfiguration.text(language), code: 2)
    }
    let files = try ConfigurationFile(
      path: path,
      now: WallClock.now,
      cards: CardFolders(configuration: path, home: Home.defaultFolder),
      language: language
    ).files
    StandardStream.output(report(files, language))
    if !files.isEmpty { throw ExitCode(1) }
  }

  private func report(_ files: [FileFindings], _ language: Language) -> String {
    switch format {
    case .text:
      return FindingsText(language: language, isColored: !isPlain && StandardStream.isColored)
        .text(files, fileCount: 1)
    case .json: return FindingsJSON.text(files, language: language)
    case .sarif:
      let rules = ConfigurationReader.rules
      return FindingsSARIF(language: language, version: Version.text, rules: rules).text(files)
    case .github: return FindingsGitHub.text(files, language: language)
    }
  }

  private static func explain(_ code: String, _ language: Language) throws {
    guard let rule = ConfigurationReader.rules.first(where: { $0.code == code }) else {
      let known = ConfigurationReader.rules.map(\.code).listed
      let arguments = ["code": code, "known": known]
      throw CommandFailure(DutyPhrases.unknownRule.text(language, arguments), code: 2)
    }
    let level = rule.level == .error ? DutyPhrases.error : DutyPhrases.warning
    let lines =
      [level.text(language, ["code": rule.code]), rule.summary.text(language), ""]
      + DisplayWidth.wrap(rule.explanation.text(language), to: 80)
    StandardStream.output(lines.joined(separator: "\n") + "\n")
  }
}
