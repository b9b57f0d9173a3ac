import ArgumentParser
import Engine
import IncidentCore
import Phrases
import Ports

/// The incident of a command that may mean the only one that is open, because it does no harm there.
struct OpenActOptions: ParsableArguments {
  @Argument(
    help: "The incident: its id, or the part behind the dash; the only open one without it."
  )
  var incident: String?

  @OptionGroup var home: HomeOptions

  /// Sends an input.
  ///
  /// With `isRecord` it only records what happened, and is worth keeping beside a journal that takes
  /// nothing.
  func send(_ input: Input, isRecord: Bool = false) throws {
    let home = try self.home.open(goesOn: isRecord)
    let id = try incident.map { try home.incident($0) } ?? onlyOpen(home)
    var journaled = try home.load(id)
    try journaled.note([input], home)
  }

  /// The incident that is meant when nobody names one.
  private func onlyOpen(_ home: Home) throws(CommandFailure) -> IncidentID {
    let open = try home.summaries(isRunning: true)
    if open.count == 1, let only = open.first { return only.id }
    guard !open.isEmpty else {
      throw CommandFailure(CommandPhrases.noneOpen.text(home.language), code: 2)
    }
    let lines = open.compactMap { summary -> String? in
      guard case .incidentOpened(let opening) = summary.opening.fact else { return nil }
      return "  \(summary.id.text)  \(PrintableText.message(opening.title))"
    }
    let head = CommandPhrases.severalOpen.text(home.language, ["n": String(open.count)])
    throw CommandFailure(([head] + lines).joined(separator: "\n"), code: 2)
  }
}

extension JournaledIncident {
  /// Takes the inputs, and tells that they stand in the journal.
  mutating func note(_ inputs: [Input], _ home: Home) throws {
    do throws(SessionFault) {
      for input in inputs {
        _ = try take(input, by: home.me, through: .commandLine)
      }
    } catch {
      throw CommandFailure(error, home.language)
    }
    home.tellOfRefuge()
    StandardStream.output(
      CommandPhrases.done.text(home.language, ["incident": state.id.text]) + "\n"
    )
  }
}
