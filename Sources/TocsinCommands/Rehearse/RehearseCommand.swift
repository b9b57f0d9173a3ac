import ArgumentParser
import ConfigurationReader
import DutyRoster
import Engine
import Findings
import Phrases
import Rehearsals
import RunbookModel
import Timekeeping

/// `tocsin rehearse`.
struct RehearseCommand: AsyncParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case md
    case html
    case json
    case junit
  }

  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: .said(
      en: "Play a plan in simulated time: who would be called, what would be late, how it ends.",
      zh: "用模拟时间推演预案：会呼叫谁、哪里会超时限、如何结束。"
    ),
    discussion: .said(
      en: """
        Nothing is run and nobody is called. Without a scenario everybody answers after a minute or \
        two and every command succeeds. A scenario is a short YAML file that says otherwise, and what \
        is expected; it may name the runbook and the configuration itself.

        The exit code is 0 when every expectation is met, 1 when one is missed, and 2 when something \
        cannot be used.
        """,
      zh: """
        不执行任何命令，也不呼叫任何人。没有情景时，每个人都在一两分钟后应答，每条命令都成功。情景是一个简短的 YAML 文件，写明与此不同之处和预期结果；其中也可指定预案和配置。

        全部预期达成时退出码为 0，有未达成的为 1，有内容无法使用时为 2。
        """
    )
  )

  @Argument(
    help: .said(en: "The runbook; not needed when the scenario names it.", zh: "预案；情景中已指定时可不写。"),
    completion: .file(extensions: ["md"])
  )
  var runbook: String?

  @Option(
    name: .customLong("scenario"),
    help: .said(
      en: "What happens and what is expected; may be given several times.",
      zh: "情景：会发生什么、预期什么；可多次给出。"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var scenarios: [String] = []

  @Option(
    help: .said(
      en: "When it begins, such as 2026-10-02T03:00. [default: the scenario's, or now]",
      zh: "开始时间，如 2026-10-02T03:00。[默认：情景中的时间，或现在]"
    )
  )
  var at: String?

  @Option(
    help: .said(
      en: "The seed of what is left to chance. [default: the scenario's, or 1]",
      zh: "随机种子。[默认：情景中的种子，或 1]"
    )
  )
  var seed: UInt64?

  @Option(
    name: .customLong("input"),
    help: .said(en: "The value of an input: NAME=VALUE.", zh: "输入的值：名称=值。")
  )
  var inputs: [String] = []

  @Option(
    help: .said(
      en: "How it is written: text, md, html, json or junit.",
      zh: "输出格式：text、md、html、json 或 junit。"
    )
  )
  var format: Format = .text

  @Flag(help: .said(en: "Also what goes without saying, event by event.", zh: "逐条列出全部记录，包括不言自明的。"))
  var all = false

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() async throws {
    let language = languageOption.language
    let files: [String?] = scenarios.isEmpty ? [nil] : scenarios
    var results: [(file: String?, rehearsed: Rehearsed)] = []
    for file in files {
      let plan = try RehearsalPlan(
        runbook: runbook,
        scenario: file,
        option: option,
        language: language
      )
      var rehearsed = try play(plan, language)
      rehearsed.showsAll = all
      results.append((file, rehearsed))
    }
    StandardStream.output(report(results, language))
    let isMet = results.allSatisfy { $0.rehearsed.judgements(language).allSatisfy(\.isMet) }
    if !isMet { throw ExitCode(1) }
  }

  private func play(_ plan: RehearsalPlan, _ language: Language) throws -> Rehearsed {
    let zone = plan.configuration?.roster.zone ?? .utc
    var scenario = plan.scenario
    if let at {
      guard let start = StartTime.instant(at, zone: zone) else {
        throw CommandFailure(DutyPhrases.badTime.text(language, ["text": at]), code: 2)
      }
      scenario.start = start
    }
    if let seed { scenario.seed = seed }
    var given = scenario.inputs
    for (name, value) in try RunInputs.given(inputs, of: plan.graph.runbook, language) {
      given[name] = value
    }
    let rehearsal = Rehearsal(
      graph: plan.graph,
      scenario: scenario,
      configuration: plan.configuration,
      providers: plan.providers,
      start: WallClock.now,
      inputs: try RunInputs.complete(given, of: plan.graph.runbook, language),
      me: Home.userName,
      language: language,
      version: Version.text
    )
    do throws(SessionFault) {
      return try rehearsal.play()
    } catch {
      throw CommandFailure("\(error)", code: 2)
    }
  }

  private func report(
    _ results: [(file: String?, rehearsed: Rehearsed)],
    _ language: Language
  ) -> String {
    switch format {
    case .text:
      let columns = StandardStream.columns ?? 100
      return results.map { $0.rehearsed.text(language, columns: columns) }.joined(separator: "\n")
    case .md: return results.map { $0.rehearsed.markdown(language) }.joined(separator: "\n")
    case .html: return results.map { $0.rehearsed.html(language) }.joined(separator: "\n")
    case .json: return results.map { $0.rehearsed.json(language) }.joined()
    case .junit:
      let suites = results.map { $0.rehearsed.junit(language, file: $0.file) }.joined()
      return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tocsin rehearse\">\n"
        + suites + "</testsuites>\n"
    }
  }
}
