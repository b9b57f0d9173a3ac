import ArgumentParser
import Console
import Engine
import Findings
import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import RunbookModel
import Timekeeping

/// `tocsin run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: .said(en: "Run a runbook.", zh: "执行预案。"),
    discussion: .said(
      en: """
        At a terminal you drive, one key at a time. Without one, or with --auto, what is marked and \
        safe runs by itself and the rest waits for a person.

        The exit code is 0 when the run is completed, 1 when it failed or was aborted, 2 when it \
        cannot begin, and 3 when it was left: it waits for a person, or it was interrupted (Ctrl-C, \
        SIGTERM, SIGHUP). Commands that run then go on, and tocsin resume carries on the run.
        """,
      zh: """
        在终端上由您逐键操作。没有终端或使用 --auto 时，已标记为可自动且安全的步骤自动执行，其余等待人工处理。

        执行完成时退出码为 0，失败或中止时为 1，无法开始时为 2，中途离开时为 3：正在等待人工处理，或被中断（Ctrl-C、SIGTERM、SIGHUP）。此时正在运行的命令继续运行，用 tocsin resume 继续执行。
        """
    )
  )

  @Argument(
    help: .said(en: "The runbook: any Markdown file.", zh: "预案：任意 Markdown 文件。"),
    completion: .file(extensions: ["md"])
  )
  var runbook: String

  @Option(
    name: .customLong("input"),
    help: .said(en: "The value of an input: NAME=VALUE.", zh: "输入的值：名称=值。")
  )
  var inputs: [String] = []

  @Flag(help: .said(en: "Run what is marked and safe without asking.", zh: "已标记且安全的步骤不经询问直接执行。"))
  var auto = false

  @Option(
    name: .customLong("answer"),
    help: .said(
      en: "What to answer when a step asks: STEP=ANSWER; several for one step in order.",
      zh: "步骤询问时的答案：步骤=答案；同一步骤可按顺序给出多个。"
    )
  )
  var answers: [String] = []

  @Flag(
    help: .said(
      en: "With --auto: exit with 3 instead of waiting for a person.",
      zh: "与 --auto 同用：需要等待人工处理时，以退出码 3 退出。"
    )
  )
  var noWait = false

  @Flag(help: .said(en: "Show what would run, and run nothing.", zh: "只显示将执行什么，不执行。"))
  var dryRun = false

  @Flag(help: .said(en: "Mark everything as an exercise.", zh: "全部标记为演练。"))
  var drill = false

  @Option(
    help: .said(
      en: "How bad it is: sev1 to sev4; the runbook's own without it.",
      zh: "事件级别：sev1 至 sev4；不写则用预案中的级别。"
    )
  )
  var severity: Severity?

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var options: HomeOptions

  func run() async throws {
    let language = options.language
    let files: RunbookFiles
    do throws(RunbookFiles.Failure) {
      files = try RunbookFiles(at: runbook)
    } catch {
      throw CommandFailure(error.text(language), code: 2)
    }
    guard let graph = files.graph, files.errors.isEmpty else {
      let isColored = StandardStream.isColored
      StandardStream.error(
        FindingsText(language: language, isColored: isColored)
          .text(files.errors, fileCount: files.fileCount)
      )
      throw CommandFailure(
        CommandPhrases.notRunnable.text(language, ["path": runbook]),
        code: 2
      )
    }
    guard !graph.nodes.isEmpty else {
      throw CommandFailure(CommandPhrases.noSteps.text(language, ["path": runbook]), code: 2)
    }
    let values = try await inputValues(graph.runbook, language)
    if dryRun {
      StandardStream.output(DryRun(graph: graph, inputs: values, language: language).text)
      return
    }
    try await start(graph, files, values)
  }

  private func start(
    _ graph: StepGraph,
    _ files: RunbookFiles,
    _ values: [String: String]
  ) async throws {
    let home = try options.open()
    let given = try stepAnswers(home.language)
    let opening: Opening
    do throws(JournalFault) {
      let sha256 = try home.journal.keep(graph, sources: files.sources)
      opening = Opening(
        title: graph.runbook.title,
        runbook: graph.runbook.id,
        graphSHA256: sha256,
        mode: auto ? .automatic : .interactive,
        isDrill: drill,
        severity: severity ?? graph.runbook.severity,
        inputs: values.keys.sorted(),
        language: home.language,
        version: Version.text
      )
    } catch {
      throw CommandFailure(error, home.language)
    }
    let incident = try open(opening, graph, values, home)
    var loop = RunLoop(home: home, incident: incident)
    loop.option = option
    loop.calling = await CallingSetup.found(option, home)
    loop.answers = given
    loop.staysForPeople = auto && !noWait
    let code = try await loop.run()
    if code != 0 { throw ExitCode(code) }
  }

  private func open(
    _ opening: Opening,
    _ graph: StepGraph,
    _ values: [String: String],
    _ home: Home
  ) throws(CommandFailure) -> JournaledIncident {
    while true {
      var incident = JournaledIncident(
        new: IncidentID.new(at: WallClock.now),
        graph: graph,
        journal: home.journal,
        now: { WallClock.now }
      )
      do throws(SessionFault) {
        _ = try incident.take(
          .open(opening, inputs: values),
          by: home.me,
          through: Terminal.isInteractive ? .terminal : .commandLine
        )
        return incident
      } catch .refused(.alreadyOpen) {
        continue
      } catch {
        throw CommandFailure(error, home.language)
      }
    }
  }

  // MARK: Inputs and answers

  private func inputValues(
    _ runbook: Runbook,
    _ language: Language
  ) async throws -> [String: String] {
    var given = try RunInputs.given(inputs, of: runbook, language)
    let open = runbook.inputs.filter {
      given[$0.name] == nil && $0.defaultValue == nil && !dryRun
    }
    if Terminal.isInteractive, !auto, !open.isEmpty, let terminal = RawTerminal() {
      let look = ConsoleLook(
        language: language,
        width: StandardStream.columns ?? 80,
        hasColour: StandardStream.isColored
      )
      let console = TerminalConsole(
        terminal: terminal,
        options: ConsoleOptions(look: look, clock: .wall)
      )
      guard let asked = await console.ask(inputs: open) else { throw ExitCode(3) }
      given.merge(asked) { old, _ in old }
      StandardStream.output("\n")
    }
    let (values, problems) = InputValidation.complete(given, for: runbook.inputs)
    let relevant = problems.filter { !dryRun || $0.problem != .missing }
    guard relevant.isEmpty else {
      let lines = relevant.map {
        RunInputs.problemText($0.input, $0.problem, given, language)
      }
      throw CommandFailure(lines.joined(separator: "\n"), code: 2)
    }
    return values
  }

  private func stepAnswers(_ language: Language) throws(CommandFailure) -> [StepID: [String]] {
    var given: [StepID: [String]] = [:]
    for text in answers {
      guard let (step, answer) = RunInputs.split(text) else {
        throw CommandFailure(CommandPhrases.badAnswer.text(language, ["text": text]), code: 2)
      }
      given[StepID(step), default: []].append(answer)
    }
    return given
  }
}

extension IncidentID {
  /// A new name: the local date and four letters that nobody mistakes for others.
  static func new(at now: Instant) -> IncidentID {
    let seconds = TimeZone.current.secondsFromGMT()
    let local = now + .seconds(Int64(seconds))
    let date = local.rfc3339.prefix(10).filter { $0 != "-" }
    let letters = Array("23456789abcdefghjkmnpqrstuvwxyz")
    let random = (0..<4).map { _ in letters[Int.random(in: letters.indices)] }
    return IncidentID("\(date)-\(String(random))")
  }
}
