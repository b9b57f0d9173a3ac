import ConfigurationReader
import DutyRoster
import Engine
import Findings
import Phrases
import Rehearsals
import RunbookModel

/// What is rehearsed, read from the disk.
struct RehearsalPlan {
  let graph: StepGraph
  let scenario: Scenario
  let configuration: Configuration?
  let providers: [String: [Notifier]]

  /// Reads the runbook, the configuration and the scenario.
  ///
  /// - Throws: what cannot be used; findings were shown before.
  init(
    runbook: String?,
    scenario path: String?,
    option: ConfigurationOption,
    language: Language
  ) throws {
    let bytes = try path.map { try Self.bytes(of: $0, language) }
    let named = bytes.map { ScenarioReader.files($0) } ?? ScenarioReader.Files()
    func besides(_ file: String?) -> String? {
      file.map { FilePath.resolve($0, besides: path ?? "") }
    }
    guard let runbook = runbook ?? besides(named.runbook) else {
      throw CommandFailure(RehearsePhrases.noRunbook.text(language), code: 2)
    }
    // A scenario reads as a plan of one step, which says nothing.
    if [".yaml", ".yml"].contains(where: runbook.lowercased().hasSuffix) {
      let arguments = ["path": runbook]
      throw CommandFailure(RehearsePhrases.scenario.text(language, arguments), code: 2)
    }
    graph = try Self.graph(of: runbook, language)
    var chosen = option
    chosen.path = option.path ?? besides(named.configuration)
    let configuration = try ConfigurationFile.find(chosen, language)
    self.configuration = configuration
    providers =
      try configuration.map { configuration in
        let folders = CardFolders(configuration: chosen.found ?? "", home: Home.defaultFolder)
        return try Self.providers(of: configuration, folders, language)
      } ?? [:]
    guard let path, let bytes else {
      scenario = Scenario()
      return
    }
    let reading = ScenarioReader.read(
      bytes,
      ScenarioReader.Surroundings(graph: graph, configuration: configuration)
    )
    if !reading.findings.isEmpty {
      let source = SourceText(bytes: bytes)
      let file = FileFindings(path: path, findings: reading.findings, source: source)
      StandardStream.error(
        FindingsText(language: language, isColored: StandardStream.isColored)
          .text([file], fileCount: 1)
      )
    }
    guard let scenario = reading.scenario else {
      throw CommandFailure(RehearsePhrases.unusable.text(language, ["path": path]), code: 2)
    }
    self.scenario = scenario
  }

  private static func bytes(
    of path: String,
    _ language: Language
  ) throws(CommandFailure) -> [UInt8] {
    do throws(DiskFile.Failure) {
      return try DiskFile.bytes(at: path, limit: ScenarioReader.sizeLimit)
    } catch {
      let arguments = ["path": path, "reason": error.reason(language)]
      throw CommandFailure(RehearsePhrases.unreadable.text(language, arguments), code: 2)
    }
  }

  private static func graph(of path: String, _ language: Language) throws -> StepGraph {
    let files: RunbookFiles
    do throws(RunbookFiles.Failure) {
      files = try RunbookFiles(at: path)
    } catch {
      throw CommandFailure(error.text(language), code: 2)
    }
    guard let graph = files.graph, files.errors.isEmpty else {
      StandardStream.error(
        FindingsText(language: language, isColored: StandardStream.isColored)
          .text(files.errors, fileCount: files.fileCount)
      )
      throw CommandFailure(
        RehearsePhrases.notRehearsable.text(language, ["path": path]),
        code: 2
      )
    }
    guard !graph.nodes.isEmpty else {
      throw CommandFailure(CommandPhrases.noSteps.text(language, ["path": path]), code: 2)
    }
    return graph
  }

  /// The notifiers by the names that contacts use; no secret is read, a word stands for each.
  private static func providers(
    of configuration: Configuration,
    _ folders: CardFolders,
    _ language: Language
  ) throws(CommandFailure) -> [String: [Notifier]] {
    var notifiers: [String: Notifier] = [:]
    for settings in configuration.notifiers {
      let card = try CallingSetup.card(settings, folders, language)
      notifiers[settings.id] = Notifier(rehearsing: settings, card: card)
    }
    return configuration.providers(from: notifiers)
  }
}

/// What `tocsin rehearse` says itself.
enum RehearsePhrases {
  static let noRunbook = Phrase(
    en: "name a runbook, or a scenario that names one below `runbook:`.",
    zh: "请指定预案，或指定写有 `runbook:` 的情景文件。"
  )
  static let scenario = Phrase(
    en: "{path} is not a runbook; for a scenario write --scenario {path}.",
    zh: "{path} 不是预案；如为情景文件，请使用 --scenario {path}。"
  )
  static let unreadable = Phrase(
    en: "the scenario {path} cannot be read: {reason}.",
    zh: "无法读取情景文件 {path}：{reason}。"
  )
  static let unusable = Phrase(
    en: "the scenario {path} cannot be used; see above.",
    zh: "情景文件 {path} 无法使用，原因见上。"
  )
  static let notRehearsable = Phrase(
    en: "{path} cannot be rehearsed as it stands; see above.",
    zh: "{path} 目前无法推演，原因见上。"
  )
}
