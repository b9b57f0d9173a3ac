import Console
import Phrases
import Rehearsals
import RunbookModel

/// Inputs as the command line gives them.
enum RunInputs {
  /// The values of `NAME=VALUE` texts, each for an input that the runbook has.
  static func given(
    _ texts: [String],
    of runbook: Runbook,
    _ language: Language
  ) throws(CommandFailure) -> [String: String] {
    var given: [String: String] = [:]
    for text in texts {
      guard let (name, value) = split(text) else {
        throw CommandFailure(CommandPhrases.badInput.text(language, ["text": text]), code: 2)
      }
      guard runbook.inputs.contains(where: { $0.name == name }) else {
        let names = runbook.inputs.map(\.name).listed
        throw CommandFailure(
          CommandPhrases.unknownInput.text(language, ["name": name, "names": names]),
          code: 2
        )
      }
      given[name] = value
    }
    return given
  }

  /// All values for a rehearsal: of what is not given and has no default something is made up.
  static func complete(
    _ given: [String: String],
    of runbook: Runbook,
    _ language: Language
  ) throws(CommandFailure) -> [String: String] {
    var given = given
    for input in runbook.inputs
    where given[input.name] == nil && input.defaultValue == nil && input.isRequired {
      given[input.name] = MadeUpInput.value(of: input)
    }
    let (values, problems) = InputValidation.complete(given, for: runbook.inputs)
    guard problems.isEmpty else {
      let lines = problems.map { problemText($0.input, $0.problem, given, language) }
      throw CommandFailure(lines.joined(separator: "\n"), code: 2)
    }
    return values
  }

  /// What is wrong with the value of an input, as a sentence.
  static func problemText(
    _ input: InputDeclaration,
    _ problem: InputValidation.Problem,
    _ given: [String: String],
    _ language: Language
  ) -> String {
    let reason: String
    switch problem {
    case .missing:
      return CommandPhrases.missingInput.text(language, ["name": input.name])
    case .notAChoice(let choices):
      reason = CommandPhrases.inputChoices.text(
        language,
        ["choices": choices.listed]
      )
    case .mismatch(let pattern), .badPattern(let pattern):
      reason = CommandPhrases.inputPattern.text(language, ["pattern": pattern])
    case .unusable: reason = "NUL"
    }
    return CommandPhrases.wrongInput.text(
      language,
      ["name": input.name, "value": given[input.name] ?? "", "reason": reason]
    )
  }

  /// The parts of `NAME=VALUE`.
  static func split(_ text: String) -> (String, String)? {
    guard let place = text.firstIndex(of: "="), place != text.startIndex else { return nil }
    return (String(text[..<place]), String(text[text.index(after: place)...]))
  }
}
