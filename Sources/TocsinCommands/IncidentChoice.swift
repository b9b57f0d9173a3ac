import CommandRunner
import Console
import Engine
import IncidentCore
import Phrases
import Ports
import Reports

/// The incident that is meant when nobody names one.
///
/// Never a guess: of several that are open a person chooses, and a script is told the command.
struct IncidentChoice {
  /// What is meant when no incident is open.
  enum WhenNoneIsOpen {
    /// The latest of those that are over.
    case latest
    /// None.
    case none
  }

  let home: Home
  let whenNoneIsOpen: WhenNoneIsOpen
  /// Whether the incident stands before all else that the command takes.
  var isFirst = false
  /// Whether the only open one must be named too, because what is done cannot be undone.
  var isNeverMeant = false

  /// The only open one, or the one that the person at the terminal chooses.
  func incident() throws(CommandFailure) -> IncidentID {
    let open = try home.summaries(isRunning: true)
    if open.count == 1, !isNeverMeant, let only = open.first { return only.id }
    guard open.isEmpty else { return try chosen(of: open) }
    if whenNoneIsOpen == .latest, let latest = try home.summaries(limit: 1).first {
      return latest.id
    }
    let any = try home.summaries(limit: 1).first
    let phrase = any == nil ? CommandPhrases.noIncidents : ChoicePhrases.noneOpen
    throw CommandFailure(phrase.text(home.language), code: 2)
  }

  private func chosen(of open: [IncidentSummary]) throws(CommandFailure) -> IncidentID {
    let selection = Selection(
      items: open,
      language: home.language,
      heading: ChoicePhrases.open.text(home.language, ["n": String(open.count)]),
      name: { $0.id.text },
      lines: lines(of:),
      command: { GivenCommand.text(adding: [$0.id.text], behindVerb: isFirst) }
    )
    return try selection.chosen().id
  }

  private func lines(of summary: IncidentSummary) -> [String] {
    guard case .incidentOpened(let opening) = summary.opening.fact else { return [] }
    let drill = opening.isDrill ? CommandPhrases.drillMark.text(home.language) + " " : ""
    let facts = [
      summary.id.text, ReportZone.local.dateAndTime(summary.opening.occurredAt),
      drill + PrintableText.message(opening.title),
    ]
    return [facts.joined(separator: "  "), standing(of: summary.id).joined(separator: " · ")]
  }

  /// Where the incident stands, and who carries it.
  private func standing(of id: IncidentID) -> [String] {
    do throws(CommandFailure) {
      let state = try home.load(id).state
      return [StatusText.place(of: state, home.language)]
        + StatusText.people(of: state, home.language)
    } catch {
      return [error.description]
    }
  }
}
