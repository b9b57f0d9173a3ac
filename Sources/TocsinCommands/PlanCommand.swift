import ArgumentParser
import Findings
import Phrases
import RunbookModel

/// `tocsin plan`.
struct PlanCommand: AsyncParsableCommand {
  /// A form that a plan is written in.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case mermaid
    case dot
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: .said(
      en: "Show the steps of a runbook as Tocsin sees them.",
      zh: "显示 Tocsin 所理解的预案步骤。"
    ),
    discussion: .said(
      en: """
        The exit code is 0, 1 when the runbook has errors (they are written to standard error), and \
        2 when it cannot be read.
        """,
      zh: "退出码为 0；预案有错误时为 1（错误写到标准错误），无法读取时为 2。"
    )
  )

  @Argument(
    help: .said(en: "The runbook.", zh: "预案。"),
    completion: .file(extensions: ["md"])
  )
  private var runbook: String

  @Option(
    help: .said(
      en: "How the plan is written: text, mermaid, dot or json.",
      zh: "输出格式：text、mermaid、dot 或 json。"
    )
  )
  private var format: Format = .text

  @OptionGroup private var languageOption: LanguageOption

  func run() async throws {
    let language = languageOption.language
    let loaded: RunbookFiles
    do throws(RunbookFiles.Failure) {
      loaded = try RunbookFiles(at: runbook)
    } catch {
      StandardStream.complain(error.text(language))
      throw ExitCode(2)
    }
    // A call that cannot be followed hides its own steps and no others.
    let graph =
      loaded.graph ?? loaded.runbook.map { StepGraph(unlinked: $0, path: runbook) }
    if let graph { StandardStream.output(text(graph, language)) }
    guard !loaded.errors.isEmpty else { return }
    let writer = FindingsText(language: language, isColored: false)
    StandardStream.error(writer.text(loaded.errors, fileCount: loaded.fileCount))
    throw ExitCode(graph == nil ? 2 : 1)
  }

  private func text(_ graph: StepGraph, _ language: Language) -> String {
    switch format {
    case .text:
      // Lines that are too long are hard to read even where there is room.
      let columns = min(StandardStream.columns ?? 100, 120)
      return PlanText(language: language, columns: columns).text(graph)
    case .mermaid: return PlanMermaid(language: language).text(graph)
    case .dot: return PlanDot(language: language).text(graph)
    case .json: return PlanJSON.text(graph)
    }
  }
}
