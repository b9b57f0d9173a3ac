import IncidentCore
import Phrases
import RunbookModel

/// What an incident is, above everything else that is shown of it.
enum Headline {
  static func lines(state: IncidentState, look: ConsoleLook) -> [Line] {
    guard let opening = state.opening else { return [] }
    var facts = [state.id.text]
    if let severity = state.severity { facts.append(look.text(severity.name)) }
    if opening.mode == .automatic { facts.append(look.text(SummaryPhrases.automatic)) }
    var lines = look.wrapped(opening.title, mark: .strong)
    if opening.isDrill {
      lines.insert(Line(" \(look.text(SummaryPhrases.drill)) ", .loud), at: 0)
    }
    lines += look.wrapped(facts.joined(separator: " · "), mark: .faint)
    return lines
  }
}
