import ArgumentParser
import IncidentCore
import Phrases
import Ports
import Reports
import RunbookModel

/// `tocsin list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the incidents, the latest first."
  )

  @Flag(help: "Only those that are not over.") var open = false
  @Option(help: "At most that many.") var limit = 50
  @OptionGroup var options: HomeOptions

  func run() throws {
    let home = try options.open()
    let all = try home.summaries().filter { !open || $0.outcome == nil }
    guard !all.isEmpty else {
      StandardStream.output(CommandPhrases.noIncidents.text(home.language) + "\n")
      return
    }
    let rows = all.prefix(max(0, limit)).map { summary -> [String] in
      guard case .incidentOpened(let opening) = summary.opening.fact else { return [] }
      let outcome = summary.outcome?.phrase ?? CommandPhrases.open
      let status = summary.isResolved ? CommandPhrases.resolved : outcome
      return [
        summary.id.text, ReportZone.local.dateAndTime(summary.opening.occurredAt),
        opening.severity?.rawValue ?? "-", status.text(home.language),
        (opening.isDrill ? "[drill] " : "") + opening.title,
      ]
    }
    let widths = (0..<4).map { column in
      rows.map { DisplayWidth.width(of: $0.isEmpty ? "" : $0[column]) }.max() ?? 0
    }
    for row in rows where !row.isEmpty {
      let cells = (0..<4).map { DisplayWidth.pad(row[$0], to: widths[$0]) }
      StandardStream.output((cells + [row[4]]).joined(separator: "  ") + "\n")
    }
  }
}
