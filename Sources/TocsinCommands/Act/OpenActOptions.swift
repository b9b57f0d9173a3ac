import ArgumentParser
import Engine
import IncidentCore
import Phrases
import Ports

/// The incident of a command that may mean the open one, because it does no harm there.
struct OpenActOptions: ParsableArguments {
  @Argument(
    help: .said(
      en: "The incident: its id, or the part behind the dash; the open one without it.",
      zh: "事件：编号，或短横线后的部分；不写则为进行中的事件。"
    )
  )
  var incident: String?

  @OptionGroup var home: HomeOptions

  /// Sends an input.
  ///
  /// With `isRecord` it only records what happened, and is worth keeping beside a journal that takes
  /// nothing.
  func send(_ input: Input, isRecord: Bool = false) throws {
    let home = try self.home.open(goesOn: isRecord)
    var journaled = try home.load(home.incident(incident, whenNoneIsOpen: .none))
    try journaled.note([input], home)
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
