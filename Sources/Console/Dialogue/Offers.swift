package import IncidentCore
package import Phrases
import RunbookModel

/// A key and what it does, as a footer and the help show it.
package struct KeyHint: Hashable, Sendable {
  package let key: String
  package let phrase: Phrase

  init(_ key: String, _ phrase: Phrase) {
    self.key = key
    self.phrase = phrase
  }
}

extension Situation {
  /// The keys that answer what is asked, the common answer first.
  package func answers(in state: IncidentState) -> [KeyHint] {
    switch self {
    case .idle, .due: []
    case .over:
      [
        KeyHint("y", KeyPhrases.resolved), KeyHint("m", KeyPhrases.mitigated),
        KeyHint("Enter", KeyPhrases.leaveOpen),
      ]
    case .running(let step, let attempt):
      [KeyHint("x", KeyPhrases.stop)] + typing(step, attempt, state)
    case .waiting: [KeyHint("s", KeyPhrases.skip)]
    case .approving:
      [
        KeyHint("p", KeyPhrases.approveHere), KeyHint("s", KeyPhrases.skip),
        KeyHint("u", KeyPhrases.escalate),
      ]
    case .ready: [KeyHint("Enter", KeyPhrases.run), KeyHint("s", KeyPhrases.skip)]
    case .unknown:
      [
        KeyHint("d", KeyPhrases.wasDone), KeyHint("r", KeyPhrases.again),
        KeyHint("s", KeyPhrases.skip), KeyHint("f", KeyPhrases.hasFailed),
      ]
    case .stopped:
      [
        KeyHint("r", KeyPhrases.retry), KeyHint("s", KeyPhrases.skip),
        KeyHint("d", KeyPhrases.overrule), KeyHint("j", KeyPhrases.jump),
        KeyHint("A", KeyPhrases.abort),
      ]
    case .rollbackStopped:
      [
        KeyHint("r", KeyPhrases.retry), KeyHint("s", KeyPhrases.skipRollback),
        KeyHint("A", KeyPhrases.abort),
      ]
    case .person(let step, let part): Self.answers(to: part, of: step, in: state)
    }
  }

  private func typing(_ step: Int, _ attempt: Int, _ state: IncidentState) -> [KeyHint] {
    state.needsTerminal(step, attempt: attempt) ? [KeyHint("i", KeyPhrases.typeInto)] : []
  }

  private static func answers(
    to part: PersonsPart,
    of step: Int,
    in state: IncidentState
  ) -> [KeyHint] {
    let offers =
      state.step(step).commands.contains { $0.role == .offered }
      ? [KeyHint("o", KeyPhrases.runOffered)] : []
    switch part {
    case .items(let open):
      let item = open.first.map { state.step(step).checklist[$0] }
      let other = item?.isConditional == true ? [KeyHint("-", KeyPhrases.notApplicable)] : []
      return [KeyHint("Enter", KeyPhrases.tick)] + other + offers + [KeyHint("s", KeyPhrases.skip)]
    case .verification: return [KeyHint("y", KeyPhrases.yes), KeyHint("n", KeyPhrases.no)] + offers
    case .evidence: return [KeyHint("e", KeyPhrases.evidence), KeyHint("s", KeyPhrases.skip)]
    case .choice(let choices):
      let last = min(choices.count, 9)
      return [KeyHint(last > 1 ? "1-\(last)" : "1", KeyPhrases.answer)]
        + [KeyHint("s", KeyPhrases.skip)]
    case .confirmation:
      return [KeyHint("Enter", KeyPhrases.done)] + offers + [KeyHint("s", KeyPhrases.skip)]
    }
  }
}

extension IncidentState {
  /// The command of an attempt.
  func command(_ step: Int, attempt: Int) -> Command? {
    guard let made = steps[step].attempts.last(where: { $0.number == attempt }),
      self.step(step).commands.indices.contains(made.command)
    else { return nil }
    return self.step(step).commands[made.command]
  }

  func needsTerminal(_ step: Int, attempt: Int) -> Bool {
    command(step, attempt: attempt)?.needsTerminal ?? false
  }
}
