import ArgumentParser
import ConfigurationReader
import DutyRoster
import Findings
import NotifierCards
import Phrases
import PlanProof
import RunbookModel
import Timekeeping

/// `tocsin prove`.
struct ProveCommand: ParsableCommand {
  /// A form that a proof is written in.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case sarif
    case junit
    case github
  }

  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: .said(
      en: "Prove plans for a whole year: every way, every role, every ladder.",
      zh: "检查预案在全年是否可行：每条路径、每个角色、每级升级。"
    ),
    discussion: .said(
      en: """
        Folders are searched for *.md files, as `tocsin check` does. People, duty and policies are \
        those of the configuration, which is needed.

        The exit code is 0 when nothing is wrong, 1 when something is, and 2 when something cannot \
        be read or a calendar says nothing about the year. What could not be told is said and does \
        not count.
        """,
      zh: """
        与 `tocsin check` 一样在文件夹中查找 *.md 文件。人员、值班和升级策略取自配置，因此必须有配置。

        没有问题时退出码为 0，有问题时为 1，有内容无法读取或日历没有该年的数据时为 2。无法判断的会说明，不算问题。
        """
    )
  )

  @Argument(
    help: .said(en: "Runbooks, and folders of runbooks.", zh: "预案，或存放预案的文件夹。"),
    completion: .file()
  )
  var paths: [String] = []

  @Option(help: .said(en: "The year. [default: this year]", zh: "年份。[默认：今年]"))
  var year: Int?

  @Option(
    name: .customLong("human-within"),
    help: .said(
      en: "The longest until the first message to a person leaves, such as 15m.",
      zh: "首条消息最迟多久必须发出，如 15m。"
    )
  )
  var humanWithin: String?

  @Option(
    help: .said(
      en: "How the proof is written: text, json, sarif, junit or github.",
      zh: "检查结果的输出格式：text、json、sarif、junit 或 github。"
    )
  )
  var format: Format = .text

  @Option(
    help: .said(
      en: "Say what the rule of that code is about, and prove nothing.",
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

  func validate() throws {
    if paths.isEmpty, explain == nil {
      throw ValidationError("Missing expected argument '<paths> ...'")
    }
    if let year, !(1970...9998).contains(year) {
      throw ValidationError("--year is a year from 1970 to 9998")
    }
    if let humanWithin, TimeSpan(text: humanWithin) == nil {
      throw ValidationError("--human-within is a length of time, such as 15m")
    }
  }

  func run() throws {
    let language = languageOption.language
    if let explain { return try Self.explain(explain, language) }
    let world = try ProofWorld(option, language)
    let plans = PlanFiles(at: paths)
    let zone = world.configuration.roster.zone
    let year = year ?? zone.wall(WallClock.now).day.year
    let proof: Proof
    do throws(RosterFault) {
      proof = try PlanProof(
        world.world,
        year: year,
        humanWithin: humanWithin.flatMap { TimeSpan(text: $0) }
      ).proof(of: plans.subjects)
    } catch {
      throw CommandFailure(error, language)
    }
    let report = ProofReport(
      proof: proof,
      paths: plans.paths,
      year: year,
      zone: zone,
      language: language
    )
    if !plans.paths.isEmpty {
      StandardStream.output(
        report.text(format, isColored: !isPlain && StandardStream.isColored)
      )
    }
    try complain(about: plans, language)
    if proof.hasFaults { throw ExitCode(1) }
  }

  /// Says what could not be read; without it nothing is proved.
  private func complain(about plans: PlanFiles, _ language: Language) throws {
    for sentence in plans.failures.map({ $0.text(language) }) {
      StandardStream.complain(sentence)
    }
    if !plans.unusable.isEmpty {
      let writer = FindingsText(language: language, isColored: false)
      StandardStream.error(writer.text(plans.unusable, fileCount: plans.unusable.count))
    }
    if plans.failures.isEmpty, plans.unusable.isEmpty, plans.paths.isEmpty {
      let arguments = ["paths": paths.listed]
      StandardStream.complain(CheckPhrases.noFiles.text(language, arguments))
    }
    if !plans.failures.isEmpty || !plans.unusable.isEmpty || plans.paths.isEmpty {
      throw ExitCode(2)
    }
  }

  private static func explain(_ code: String, _ language: Language) throws {
    guard let rule = ProofRules.rule(code) else {
      let known = ProofRules.all.map(\.code).listed
      let arguments = ["code": code, "known": known]
      throw CommandFailure(DutyPhrases.unknownRule.text(language, arguments), code: 2)
    }
    let level =
      switch rule.level {
      case .error: CheckPhrases.error
      case .warning: CheckPhrases.warning
      case .note: ProvePhrases.note
      }
    let lines =
      [level.text(language, ["code": rule.code]), rule.summary.text(language), ""]
      + DisplayWidth.wrap(rule.explanation.text(language), to: 80)
    StandardStream.output(lines.joined(separator: "\n") + "\n")
  }
}
