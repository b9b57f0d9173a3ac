import ArgumentParser
import ConfigurationReader
import Findings
import NotifierCards
import Phrases

/// `tocsin notify check`.
struct NotifyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: .said(
      en: "Say what is wrong in cards, and in how tocsin.yaml uses them.",
      zh: "检查卡片，以及 tocsin.yaml 对卡片的使用。"
    ),
    discussion: .said(
      en: """
        Without a path all cards are checked that can be found, and each notifier of tocsin.yaml: \
        its card, the names of its settings and secrets, and the addresses of people.

        The exit code is 0 when there is nothing to report, 1 when there are findings, and 2 when \
        something cannot be read.
        """,
      zh: """
        不写路径时，检查能找到的所有卡片和 tocsin.yaml 中的每个通知渠道：所用的卡片、设置项和密钥的名称、人员的地址。

        没有问题时退出码为 0，有问题时为 1，有内容无法读取时为 2。
        """
    )
  )

  @Argument(
    help: .said(en: "Cards, or folders of cards.", zh: "卡片，或存放卡片的文件夹。"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var paths: [String] = []

  @Option(
    help: .said(
      en: "How findings are written: text, json, sarif or github.",
      zh: "问题的输出格式：text、json、sarif 或 github。"
    )
  )
  var format: CheckCommand.Format = .text

  @Flag(
    name: .customLong("no-color"),
    help: .said(en: "Use no colours, not even at a terminal.", zh: "不使用颜色，终端上也不用。")
  )
  var isPlain = false

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    var files: [FileFindings] = []
    var failures: [(path: String, reason: DiskFile.Failure)] = []
    var count = 0
    let configured = paths.isEmpty ? option.found : nil
    let folders = CardFolders(
      configuration: configured ?? "tocsin.yaml",
      home: Home.defaultFolder
    )
    if let path = configured {
      count += 1
      if let own = try Self.check(path, folders, language) { files.append(own) }
    }
    let cards = CardFiles(at: paths.isEmpty ? folders.existing : paths)
    failures += cards.failures
    for path in cards.paths {
      do throws(DiskFile.Failure) {
        if let found = try Self.check(card: path) { files.append(found) }
        count += 1
      } catch {
        failures.append((path, error))
      }
    }
    if count == 0, failures.isEmpty {
      let known = (paths.isEmpty ? folders.paths : paths).listed
      throw CommandFailure(NotifyPhrases.noCards.text(language, ["paths": known]), code: 2)
    }
    StandardStream.output(report(files, fileCount: count, language))
    for (path, failure) in failures {
      let arguments = ["path": path, "reason": failure.reason(language)]
      StandardStream.complain(CheckPhrases.unreadable.text(language, arguments))
    }
    if !failures.isEmpty { throw ExitCode(2) }
    if !files.isEmpty { throw ExitCode(1) }
  }

  /// What is wrong with the notifiers of a configuration; `nil` when all is well.
  private static func check(
    _ path: String,
    _ folders: CardFolders,
    _ language: Language
  ) throws(CommandFailure) -> FileFindings? {
    let plain = try ConfigurationFile(path: path, now: nil, language: language)
    guard plain.reading.configuration != nil else {
      let count = plain.files.flatMap(\.findings).count { $0.level == .error }
      let arguments = ["path": path, "count": "\(count)"]
      throw CommandFailure(DutyPhrases.unusable.text(language, arguments), code: 2)
    }
    let file = try ConfigurationFile(path: path, now: nil, cards: folders, language: language)
    let codes = Set(ConfigurationReader.cardRules.map(\.code))
    let findings = file.reading.findings.filter { codes.contains($0.code) }
    guard !findings.isEmpty else { return nil }
    return FileFindings(path: path, findings: findings, source: file.source)
  }

  private static func check(card path: String) throws(DiskFile.Failure) -> FileFindings? {
    let bytes = try DiskFile.bytes(at: path, limit: CardFolders.sizeLimit)
    let findings = NotifierCard.read(bytes, fileName: CardFiles.name(of: path)).findings
    guard !findings.isEmpty else { return nil }
    return FileFindings(path: path, findings: findings, source: SourceText(bytes: bytes))
  }

  private func report(
    _ files: [FileFindings],
    fileCount: Int,
    _ language: Language
  ) -> String {
    switch format {
    case .text:
      guard fileCount > 0 else { return "" }
      return FindingsText(language: language, isColored: !isPlain && StandardStream.isColored)
        .text(files, fileCount: fileCount)
    case .json: return FindingsJSON.text(files, language: language)
    case .sarif:
      let rules = (ConfigurationReader.cardRules + CardSummaries.rules)
        .sorted { $0.code < $1.code }
      return FindingsSARIF(language: language, version: Version.text, rules: rules).text(files)
    case .github: return FindingsGitHub.text(files, language: language)
    }
  }
}

/// The cards that paths on the command line stand for.
struct CardFiles {
  /// The paths of the cards, those of one folder sorted.
  private(set) var paths: [String] = []
  /// The paths that cannot be read, with the reason.
  private(set) var failures: [(path: String, reason: DiskFile.Failure)] = []
  private var seen: Set<DiskFile.Identity> = []

  /// Finds the cards: files whatever they are called, and the `*.yaml` files of folders.
  init(at roots: [String]) {
    for root in roots {
      do throws(DiskFile.Failure) {
        let (kind, identity) = try DiskFile.look(at: root)
        guard seen.insert(identity).inserted else { continue }
        guard kind == .folder else {
          paths.append(root)
          continue
        }
        for name in try Self.names(in: root) {
          let path = FilePath.join(root, name + ".yaml")
          if seen.insert(try DiskFile.look(at: path).identity).inserted { paths.append(path) }
        }
      } catch {
        failures.append((root, error))
      }
    }
  }

  /// The names of the cards in a folder, without `.yaml`.
  static func names(in folder: String) throws(DiskFile.Failure) -> [String] {
    try DiskFile.entries(of: folder)
      .filter { $0.name.hasSuffix(".yaml") && !$0.name.hasPrefix(".") && $0.kind != .folder }
      .map { String($0.name.dropLast(5)) }
  }

  /// The name that the card at a path should have.
  static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return name
  }
}
