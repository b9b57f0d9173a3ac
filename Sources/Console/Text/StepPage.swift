package import IncidentCore
import Phrases
import RunbookModel
package import Timekeeping

/// What a reader sees on coming to a step: its heading, its text and its commands.
package struct StepPage: Sendable {
  let state: IncidentState
  let index: Int
  let look: ConsoleLook

  package init(state: IncidentState, index: Int, look: ConsoleLook) {
    self.state = state
    self.index = index
    self.look = look
  }

  private var step: Step { state.step(index) }

  /// The whole page.
  package func lines(now: Instant) -> [Line] {
    var lines = [Line(), rule(), Line(step.title, .strong)]
    lines += facts(now: now)
    let body = BodyText(of: step, look: look).lines()
    if !body.isEmpty { lines += [Line()] + body }
    return lines
  }

  /// `step 3 of 9`, or with a number of its own `step 2.1 (5 of 12)`.
  package static func place(of index: Int, in state: IncidentState, _ look: ConsoleLook) -> String {
    let number = state.graph.nodes[index].number
    let place = String(index + 1)
    return look.text(
      number == place ? PagePhrases.place : PagePhrases.numberedPlace,
      ["number": number, "place": place, "count": String(state.graph.nodes.count)]
    )
  }

  private func rule() -> Line {
    let label = " \(Self.place(of: index, in: state, look)) "
    let rest = look.columns - 2 - DisplayWidth.width(of: label)
    return Line([
      Span("━━", .faint), Span(label, .strong),
      Span(String(repeating: "━", count: max(0, rest)), .faint),
    ])
  }

  private func facts(now: Instant) -> [Line] {
    let run = state.steps[index]
    var parts: [String] = []
    if let role = step.role { parts.append(look.text(PagePhrases.role, ["role": role])) }
    if let deadline = step.deadline {
      let end = (run.reachedAt ?? now) + deadline
      parts.append(
        look.text(
          PagePhrases.deadline,
          ["length": look.length(deadline), "time": look.time(end, seenAt: now)]
        )
      )
    }
    if let approval = step.approval {
      parts.append(
        look.text(
          approval.excludesRunner ? PagePhrases.approvalByOthers : PagePhrases.approval,
          ["n": String(approval.count), "role": approval.role]
        )
      )
    }
    if let wait = step.wait {
      parts.append(look.text(PagePhrases.wait, ["length": look.length(wait)]))
    }
    if let call = step.call { parts.append(look.text(PagePhrases.call, ["title": call.title])) }
    if step.isOptional { parts.append(look.text(PagePhrases.optional)) }
    if run.visit > 1 { parts.append(look.text(PagePhrases.visit, ["n": String(run.visit)])) }
    guard !parts.isEmpty else { return [] }
    return look.wrapped(parts.joined(separator: " · "), mark: .faint)
  }
}

extension Step {
  /// The commands and items that the body does not place, which are shown after it.
  var unplacedParts: [BodyPart] {
    let placed = Set(body)
    let commands = commands.indices.map { BodyPart.command($0) }
    let items = checklist.indices.map { BodyPart.item($0) }
    return (commands + items).filter { !placed.contains($0) }
  }
}
