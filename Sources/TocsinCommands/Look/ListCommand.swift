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
    abstract: .said(en: "List the incidents, the latest first.", zh: "列出事件，最近的在前。")
  )

  @Flag(help: .said(en: "Only those that are not over.", zh: "只列未结束的。")) var open = false
  @Option(help: .said(en: "At most that many.", zh: "最多列出多少个。")) var limit = IncidentList.usualLimit
  @OptionGroup var options: HomeOptions

  func run() throws {
    try IncidentList(options.open(), isOpen: open, limit: limit).write()
  }
}

/// The incidents as lines of a table.
struct IncidentList {
  /// How many are listed when nobody says a number.
  static let usualLimit = 50

  private let home: Home
  private let isOpen: Bool
  private let limit: Int

  /// A list of at most `limit` incidents; with `isOpen` only of those that are not over.
  init(_ home: Home, isOpen: Bool = false, limit: Int = usualLimit) {
    self.home = home
    self.isOpen = isOpen
    self.limit = limit
  }

  /// Writes the list to standard output.
  func write() throws(CommandFailure) {
    // One is asked for at least: whether there is any decides what is said.
    let found = try home.summaries(isRunning: isOpen, limit: max(1, limit))
    guard !found.isEmpty else {
      StandardStream.output(CommandPhrases.noIncidents.text(home.language) + "\n")
      return
    }
    let rows = found.prefix(max(0, limit)).compactMap { row(of: $0) }
    let widths = (0..<4).map { column in
      rows.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    for row in rows {
      let cells = (0..<4).map { DisplayWidth.pad(row[$0], to: widths[$0]) }
      StandardStream.output((cells + [row[4]]).joined(separator: "  ") + "\n")
    }
  }

  private func row(of summary: IncidentSummary) -> [String]? {
    guard case .incidentOpened(let opening) = summary.opening.fact else { return nil }
    let outcome = summary.outcome?.phrase ?? CommandPhrases.open
    let status = summary.isResolved ? CommandPhrases.resolved : outcome
    return [
      summary.id.text, ReportZone.local.dateAndTime(summary.opening.occurredAt),
      opening.severity?.name.text(home.language) ?? "-", status.text(home.language),
      (opening.isDrill ? CommandPhrases.drillMark.text(home.language) + " " : "")
        + PrintableText.message(opening.title),
    ]
  }
}
