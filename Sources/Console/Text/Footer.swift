import IncidentCore
import Phrases
import RunbookModel
package import Timekeeping

/// The live lines at the bottom of a terminal, at most four.
package struct Footer: Hashable, Sendable {
  /// The lines, the one with the question last.
  package var lines: [Line]
  /// The column of the cursor in the last line, from 0.
  package var cursor: Int

  package init(lines: [Line], cursor: Int) {
    self.lines = lines
    self.cursor = cursor
  }

  /// No lines.
  package static let none = Footer(lines: [], cursor: 0)
}

/// Puts the footer together from where the run stands.
package struct FooterText: Sendable {
  let dialogue: Dialogue
  let now: Instant
  let look: ConsoleLook
  /// What a running command has written since its last line end.
  let unfinished: String

  package init(dialogue: Dialogue, now: Instant, look: ConsoleLook, unfinished: String = "") {
    self.dialogue = dialogue
    self.now = now
    self.look = look
    self.unfinished = unfinished
  }

  /// How late a call may be before nobody seems to look after it.
  private static let patience = TimeSpan.seconds(10)

  private var state: IncidentState { dialogue.state }
  private var situation: Situation { dialogue.situation }

  package var footer: Footer {
    let (question, cursor) = questionLine()
    return Footer(lines: [place()] + status() + next() + [question], cursor: cursor)
  }

  // MARK: Where am I

  private func place() -> Line {
    var name = state.opening?.title ?? ""
    var clocks: [String] = []
    if let index = situation.step {
      name = "\(StepPage.place(of: index, in: state, look)) · \(state.step(index).title)"
      if let reached = state.steps[index].reachedAt, state.steps[index].isActive {
        clocks.append(look.text(FooterPhrases.step, ["length": look.elapsed(now - reached)]))
      }
    }
    if let opened = state.openedAt, state.outcome == nil {
      clocks.append(look.text(FooterPhrases.run, ["length": look.elapsed(now - opened)]))
    }
    // On a narrow terminal the name is worth more than the second clock.
    if look.columns < 60 { clocks = Array(clocks.prefix(1)) }
    let right = clocks.isEmpty ? "" : " \(clocks.joined(separator: " · ")) "
    let drill =
      state.opening?.isDrill == true
      ? [Span("\(look.text(SummaryPhrases.drill)) ", .strong)] : []
    let taken = 4 + DisplayWidth.width(of: right) + Line(drill).width
    let left = DisplayWidth.truncate(Harmless.text(name), to: max(8, look.columns - taken))
    let fill = look.columns - taken - DisplayWidth.width(of: left)
    return Line(
      [Span("── ", .faint)] + drill
        + [
          Span(left, .strong), Span(" \(String(repeating: "─", count: max(0, fill)))", .faint),
          Span(right),
        ]
    ).truncated(to: look.columns)
  }

  // MARK: What goes on, and what is late

  private func status() -> [Line] {
    var parts: [Span] = []
    if let due = state.callsDue, now - due > Self.patience {
      let time = look.time(due, seenAt: now)
      parts.append(Span(" \(look.text(FooterPhrases.nobodyCalls, ["time": time])) ", .loud))
    }
    if let index = situation.step, state.steps[index].isActive,
      let deadline = state.step(index).deadline, let reached = state.steps[index].reachedAt
    {
      let end = reached + deadline
      parts.append(
        now >= end
          ? Span(
            " \(look.text(FooterPhrases.late, ["length": look.elapsed(now - end)])) ",
            .loud
          )
          : Span(look.text(FooterPhrases.deadline, ["length": look.elapsed(end - now)]))
      )
    }
    parts += activity().map { Span($0) }
    if !unfinished.isEmpty { parts.append(Span(unfinished, .faint)) }
    guard !parts.isEmpty else { return [] }
    var line: [Span] = [Span("   ")]
    for (number, part) in parts.enumerated() {
      if number > 0 { line.append(Span(" · ", .faint)) }
      line.append(part)
    }
    return [Line(line).truncated(to: look.columns)]
  }

  private func activity() -> [String] {
    switch situation {
    case .idle, .over, .ready, .person, .stopped, .rollbackStopped, .unknown: []
    case .running(let step, let attempt): [running(step, attempt)]
    case .due(_, _, let notBefore?) where notBefore > now:
      [look.text(FooterPhrases.nextTry, ["length": look.elapsed(notBefore - now)])]
    case .due: [look.text(FooterPhrases.starting)]
    case .waiting(let step, let until):
      [
        look.text(
          FooterPhrases.waiting,
          [
            "since": since(state.steps[step].reachedAt), "until": look.time(until, seenAt: now),
            "left": look.elapsed(until - now),
          ]
        )
      ]
    case .approving(let step, _): [approving(step)]
    }
  }

  private func since(_ instant: Instant?) -> String {
    instant.map { look.time($0, seenAt: now) } ?? "-"
  }

  private func running(_ step: Int, _ number: Int) -> String {
    guard let attempt = state.steps[step].attempts.last(where: { $0.number == number })
    else { return "" }
    let time = look.elapsed(now - attempt.startedAt)
    if attempt.stopping != nil { return look.text(FooterPhrases.stopping, ["time": time]) }
    guard let limit = state.timeLimit(of: attempt, in: step) else {
      return look.text(FooterPhrases.running, ["time": time])
    }
    return look.text(
      FooterPhrases.runningUntil,
      ["time": time, "limit": look.length(limit - attempt.startedAt)]
    )
  }

  private func approving(_ step: Int) -> String {
    guard let approval = state.step(step).approval, let consent = state.steps[step].consent
    else { return "" }
    let arguments = [
      "n": String(max(0, approval.count - consent.givenBy.count)), "role": approval.role,
      "since": since(consent.askedAt), "until": since(consent.expiresAt),
      "left": consent.expiresAt.map { look.elapsed($0 - now) } ?? "",
    ]
    return look.text(
      consent.expiresAt == nil ? FooterPhrases.approving : FooterPhrases.approvingUntil,
      arguments
    )
  }

  // MARK: What comes next

  private func next() -> [Line] {
    guard case .keys = dialogue.prompt, let index = situation.step else { return [] }
    var text: String
    if state.rollback != nil {
      let count = state.rollback?.remaining.count ?? 0
      text = look.text(FooterPhrases.rollbackLeft, ["n": String(count)])
    } else if state.ending != nil {
      text = look.text(FooterPhrases.nextEnd)
    } else {
      switch NextStep.of(index, in: state) {
      case .step(let next):
        text = look.text(FooterPhrases.next, ["step": state.step(next).title])
      case .end: text = look.text(FooterPhrases.nextEnd)
      case .answer: text = look.text(FooterPhrases.nextByAnswer)
      }
    }
    let others = Situation.all(of: state).count - 1
    if others > 0 { text += " · " + look.text(FooterPhrases.others, ["n": String(others)]) }
    return [Line("   \(text)", .faint).truncated(to: look.columns)]
  }

  // MARK: What is asked

  private func questionLine() -> (Line, Int) {
    switch dialogue.prompt {
    case .line(let purpose, let editor): return typed(purpose, editor)
    case .menu(let menu):
      let line = Line([
        Span("?  ", .strong), Span(look.text(MenuPhrases.question(menu, in: state))),
      ]).truncated(to: look.columns)
      return (line, line.width)
    case .keys:
      let line = keys()
      return (line, line.width)
    }
  }

  private func typed(_ purpose: LinePurpose, _ editor: LineEditor) -> (Line, Int) {
    let message = LinePhrases.label(of: purpose, in: state)
    let label = DisplayWidth.truncate(
      Harmless.text(look.text(message)),
      to: max(8, look.columns * 2 / 3)
    )
    let head = Line([Span(label, .strong), Span(" ")])
    let view = editor.view(columns: look.columns - head.width)
    return (head + Line(view.text), head.width + view.cursor)
  }

  private func keys() -> Line {
    if let pen = state.pen, pen != dialogue.me, state.outcome == nil {
      let holder = look.text(
        FooterPhrases.watching,
        ["name": pen.name, "terminal": pen.terminal ?? "-"]
      )
      return hints(
        after: holder,
        [KeyHint("h", KeyPhrases.takePen), KeyHint("q", quitHint)]
      )
    }
    if dialogue.isBusy { return Line("…", .faint) }
    let question = QuestionPhrases.question(situation, in: state).map { look.text($0) } ?? ""
    var answers = situation.answers(in: state)
    if answers.isEmpty { answers = [KeyHint("q", quitHint)] }
    return hints(after: question, answers)
  }

  private var quitHint: Phrase {
    dialogue.isCarriedElsewhere ? KeyPhrases.detach : KeyPhrases.quit
  }

  /// The question and as many keys as fit; the way to all keys is always there.
  private func hints(after question: String, _ hints: [KeyHint]) -> Line {
    let more = [Span("?", .strong), Span(" \(look.text(KeyPhrases.more))")]
    let room = look.columns - Line(more).width - 3
    let least = hints.first.map { Line(spans(of: $0)).width + 3 } ?? 0
    let text = DisplayWidth.truncate(Harmless.text(question), to: max(4, room - least))
    var line = Line([Span(text, .strong), Span(question.isEmpty ? "" : "  ")])
    for (number, hint) in hints.enumerated() {
      let piece = spans(of: hint)
      let gap = number == 0 ? [] : [Span(" · ", .faint)]
      if line.width + Line(gap + piece).width > room, number > 0 { break }
      line = line + Line(gap + piece)
    }
    return (line + Line([Span(" · ", .faint)] + more)).truncated(to: look.columns)
  }

  private func spans(of hint: KeyHint) -> [Span] {
    [Span(hint.key, .strong), Span(" \(look.text(hint.phrase))")]
  }
}

extension Line {
  /// The columns that the line takes.
  package var width: Int { spans.reduce(0) { $0 + DisplayWidth.width(of: $1.text) } }

  /// The line cut to `columns`.
  func truncated(to columns: Int) -> Line {
    guard width > columns else { return self }
    var kept: [Span] = []
    var room = columns
    for span in spans {
      let width = DisplayWidth.width(of: span.text)
      if width >= room {
        kept.append(Span(DisplayWidth.truncate(span.text + "…", to: room), span.mark))
        break
      }
      kept.append(span)
      room -= width
    }
    return Line(kept)
  }
}
