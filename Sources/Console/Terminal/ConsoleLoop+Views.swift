import Engine
package import IncidentCore
import Phrases
import RunbookModel

/// What a person asks to read.
extension ConsoleLoop {
  func lines(of subject: DialogueAction.Subject) async -> [Line] {
    switch subject {
    case .help: Views.help(situation: dialogue.situation, state: state, look: look)
    case .timeline: await timeline()
    case .output: await lastOutput()
    case .page:
      dialogue.situation.step.map {
        StepPage(state: state, index: $0, look: look).lines(now: now) + [Line()]
          + QuestionText.lines(dialogue.situation, state: state, look: look)
      } ?? []
    case .steps: Views.steps(state: state, look: look)
    case .rollbackPlan:
      Views.rollback(dialogue.rollbackItems, state: state, look: look)
    }
  }

  private func timeline() async -> [Line] {
    guard let timeline = options.timeline else {
      let text = look.text(TerminalPhrases.timelineCommand, ["incident": state.id.text])
      return look.wrapped(text, mark: .faint)
    }
    let lines = await timeline(look)
    return [Line(look.text(TerminalPhrases.timeline), .strong)] + lines.flatMap { look.wrapped($0) }
  }

  private func lastOutput() async -> [Line] {
    let last = state.steps.flatMap(\.attempts).map(\.number).max()
    guard let last else { return look.wrapped(look.text(TerminalPhrases.noOutput), mark: .faint) }
    let lines = await tail(ofAttempt: last, lines: 500)
    return lines.isEmpty
      ? look.wrapped(look.text(TerminalPhrases.noOutput), mark: .faint) : lines
  }

  /// The last lines that an attempt wrote.
  func tail(ofAttempt attempt: Int, lines: Int) async -> [Line] {
    var view = OutputView(look: look, limit: lines)
    for chunk in await session.output(ofAttempt: attempt) { view.take(chunk) }
    view.finish()
    return view.frame()
  }
}

/// Lists that are shown on request.
package enum Views {
  package static func help(
    situation: Situation,
    state: IncidentState,
    look: ConsoleLook
  ) -> [Line] {
    let now = situation.answers(in: state)
    var lines = [Line(look.text(TerminalPhrases.keysNow), .strong)] + rows(now, look)
    if state.outcome == nil {
      lines += [Line(look.text(TerminalPhrases.keysAlways), .strong)]
      lines += rows(KeyPhrases.everywhere, look)
    }
    return lines + look.wrapped(look.text(TerminalPhrases.controlKeys), mark: .faint)
  }

  /// A key in a row, or two where both fit, so that the help is seen at once.
  private static func rows(_ hints: [KeyHint], _ look: ConsoleLook) -> [Line] {
    let half = look.columns / 2
    guard look.columns >= 72, hints.count > 3,
      hints.allSatisfy({ 9 + DisplayWidth.width(of: look.text($0.phrase)) <= half })
    else { return hints.flatMap { look.wrapped(look.text($0.phrase), first: key(of: $0)) } }
    let rows = (hints.count + 1) / 2
    return (0..<rows).map { row in
      let left = hints[row]
      let text = look.text(left.phrase)
      guard row + rows < hints.count else { return Line([key(of: left), Span(text)]) }
      let right = hints[row + rows]
      return Line([
        key(of: left), Span(DisplayWidth.pad(text, to: half - 9)), key(of: right),
        Span(look.text(right.phrase)),
      ])
    }
  }

  private static func key(of hint: KeyHint) -> Span {
    Span("  \(DisplayWidth.pad(hint.key, to: 6)) ", .strong)
  }

  /// All steps with what has become of them.
  package static func steps(state: IncidentState, look: ConsoleLook) -> [Line] {
    state.steps.indices.flatMap { index -> [Line] in
      let node = state.graph.nodes[index]
      let sign: Span =
        switch state.steps[index].end {
        case .done: Span("✓", .good)
        case .failed: Span("✗", .bad)
        case .skipped: Span("-")
        case .notApplicable: Span("·", .faint)
        case nil: state.steps[index].isActive ? Span("▶", .strong) : Span(" ")
        }
      let number = DisplayWidth.pad(node.number, to: 5)
      let text = DisplayWidth.truncate(Harmless.text(node.step.title), to: look.columns - 9)
      return [Line([Span(" "), sign, Span(" \(number) ", .strong), Span(text)])]
    }
  }

  /// What an abort with rollback would run.
  package static func rollback(
    _ items: [IncidentState.Rollback.Item],
    state: IncidentState,
    look: ConsoleLook
  ) -> [Line] {
    var lines = [Line(look.text(TerminalPhrases.wouldUndo), .strong)]
    for (number, item) in items.enumerated() {
      let step = state.step(item.step)
      lines += look.wrapped(step.title, first: Span("  \(number + 1). "))
      for line in step.commands[item.command].script.split(whereSeparator: \.isNewline) {
        lines += Columns.cut(String(line), to: look.columns - 7).map {
          Line([Span("     $ ", .faint), Span($0)])
        }
      }
    }
    return lines
  }
}
