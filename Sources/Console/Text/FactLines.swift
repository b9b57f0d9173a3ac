package import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

/// What stays in the scrollback of each fact: one line, a page on coming to a step, or nothing.
package struct FactLines: Sendable {
  let state: IncidentState
  let look: ConsoleLook
  /// Who sits at the terminal; other people's names are shown.
  let me: Actor?

  package init(state: IncidentState, look: ConsoleLook, me: Actor?) {
    self.state = state
    self.look = look
    self.me = me
  }

  /// The lines of an event; `state` is the one after it.
  package func lines(of event: Event) -> [Line] {
    switch event.fact {
    case .incidentOpened(let opening): opened(opening, event)
    case .stepReached(let id, visit: _): page(id, event)
    case .stepReleased, .waitEnded, .commandRequested, .stepConfirmed, .variableCaptured: []
    case .commandStarted(let id, let command, let attempt, _):
      started(id, command, attempt, event)
    case .commandFinished(_, _, let result): finished(result, event)
    case .stepStopped(let id, let reason): stoppedLines(id, reason, event)
    case .runFinished(let outcome, let reason):
      line(outcome == .completed ? .good : .bad, SummaryPhrases.finished(outcome), event)
        + (reason.map { look.wrapped($0, first: Span("         ")) } ?? [])
    default: sentence(event)
    }
  }

  private func sentence(_ event: Event) -> [Line] {
    switch event.fact {
    case .incidentAcknowledged:
      line(.good, FactPhrases.acknowledged, event, ["name": event.actor.name])
    case .severityChanged(from: _, let to, reason: _):
      line(.plain, FactPhrases.severity, event, ["severity": look.text(to.name)])
    case .milestoneReached(let milestone): line(.good, FactPhrases.milestone(milestone), event)
    case .noteAdded:
      line(.plain, FactPhrases.note, event, ["text": event.sealed["text"] ?? "…"])
    case .eventCorrected(let sequence):
      line(
        .plain,
        FactPhrases.corrected,
        event,
        ["n": String(sequence), "text": event.sealed["text"] ?? "…"]
      )
    case .hostArrived(_, let isResuming):
      isResuming ? line(.plain, FactPhrases.resumed, event) : []
    case .hostLeft: line(.plain, FactPhrases.left, event)
    case .penTaken(let actor):
      line(
        .plain,
        FactPhrases.penTaken,
        event,
        ["name": actor.name, "terminal": actor.terminal ?? "-"]
      )
    case .penReleased: line(.plain, FactPhrases.penReleased, event)
    case .notificationRequested(_, let targets):
      line(.plain, FactPhrases.notify, event, ["targets": targets.listed])
    case .runEnding(let outcome, _):
      line(
        .loud,
        FactPhrases.ending,
        event,
        ["outcome": look.text(SummaryPhrases.finished(outcome))]
      )
    case .rollbackStarted(let reason):
      line(.loud, FactPhrases.rollback, event, ["reason": reason])
    default: stepSentence(event)
    }
  }

  private func stepSentence(_ event: Event) -> [Line] {
    switch event.fact {
    case .waitStarted(_, let until):
      line(.plain, FactPhrases.waits, event, ["time": clock(until, event)])
    case .approvalRequested(let id, request: _, let approval, let expiresAt):
      approvalLines(id, approval, expiresAt, event)
    case .approvalGiven: line(.good, FactPhrases.approved, event, ["name": event.actor.name])
    case .approvalRejected(_, request: _, let reason):
      line(
        .bad,
        FactPhrases.rejected,
        event,
        ["name": event.actor.name, "reason": reason ?? "-"]
      )
    case .approvalExpired: line(.bad, FactPhrases.approvalExpired, event)
    case .commandStopRequested(_, attempt: _, let reason):
      line(.plain, FactPhrases.stopping(reason), event)
    case .outcomeUnknown: line(.loud, FactPhrases.unknown, event)
    case .outcomeSettled(_, attempt: _, let settlement):
      line(.plain, FactPhrases.settled(settlement), event)
    case .retryScheduled(_, command: _, at: let time):
      line(.plain, FactPhrases.retryAt, event, ["time": clock(time, event)])
    case .callEnded: line(.plain, FactPhrases.callEnded, event)
    case .itemMarked(let id, let item, let mark): marked(id, item, mark, event)
    case .verificationAnswered(_, let isConfirmed):
      line(
        isConfirmed ? .good : .bad,
        isConfirmed ? FactPhrases.verified : FactPhrases.notVerified,
        event
      )
    case .evidenceAttached(_, let evidence):
      line(
        .plain,
        FactPhrases.evidence,
        event,
        ["what": evidence.fileName ?? event.sealed["text"] ?? "…"]
      )
    case .choiceMade(_, let answer, let target):
      line(
        .plain,
        FactPhrases.chosen,
        event,
        ["answer": answer, "target": name(of: target)]
      )
    default: endSentence(event)
    }
  }

  private func endSentence(_ event: Event) -> [Line] {
    switch event.fact {
    case .deadlinePassed(let id): line(.loud, FactPhrases.late, event, ["step": title(id)])
    case .escalationRequested(_, let reason):
      line(.plain, FactPhrases.escalated(reason), event)
    case .stepDone(let id): line(.good, FactPhrases.done, event, ["step": title(id)])
    case .stepFailed(let id, let reason):
      line(
        .bad,
        FactPhrases.failed,
        event,
        ["step": title(id), "reason": reasonText(reason)]
      )
    case .stepSkipped(let id, let reason):
      line(
        .plain,
        FactPhrases.skipped,
        event,
        ["step": title(id), "reason": look.text(SkipReason(text: reason).message)]
      )
    case .stepRetried(let id): line(.plain, FactPhrases.retried, event, ["step": title(id)])
    case .runMoved(from: _, let to, _): line(.plain, FactPhrases.moved, event, ["step": title(to)])
    default: escalationLines(event)
    }
  }

  /// Who is called and what became of it; the steps in between are for the timeline.
  private func escalationLines(_ event: Event) -> [Line] {
    let sentences = EscalationSentences(
      language: look.language,
      time: { look.time($0) },
      message: { key in
        let message = state.outbox[key]?.message
        return FactPhrases.message.text(
          look.language,
          ["name": message?.name ?? key.text, "notifier": message?.notifier ?? "?"]
        )
      }
    )
    guard let sentence = sentences.sentence(event.fact) else { return [] }
    let phrase = Phrase(en: "{text}", zh: "{text}")
    return switch event.fact {
    case .levelFired, .messageSent, .messageDelivered, .noticeAddressed, .messageHeld,
      .escalationHastened, .messagePassedOn, .callDeclined, .answerNoted:
      line(.plain, phrase, event, ["text": sentence])
    case .escalationStopped: line(.good, phrase, event, ["text": sentence])
    case .nobodyReached, .policyMissing, .levelSkipped, .messageFailed, .messageUndelivered,
      .messageUnknown, .messageUncertain, .acknowledgementExpired, .budgetNoticed,
      .providerRefused, .clockJumped:
      line(.loud, phrase, event, ["text": sentence])
    default: []
    }
  }

  // MARK: Parts

  /// A line with the time in front, and the name of who did it when it was somebody else.
  private func line(
    _ mark: Mark,
    _ phrase: Phrase,
    _ event: Event,
    _ arguments: [String: String] = [:]
  ) -> [Line] {
    var text = look.text(phrase, arguments)
    if event.actor.isPerson, event.actor.name != me?.name, !text.contains(event.actor.name) {
      text = look.text(FactPhrases.bySomebody, ["text": text, "name": event.actor.name])
    }
    if event.recordedAt - event.occurredAt > .minutes(1) {
      let time = clock(event.occurredAt, event)
      text = look.text(FactPhrases.toldLater, ["text": text, "time": time])
    }
    return look.wrapped(text, first: stamp(event), mark: mark)
  }

  private func stamp(_ event: Event) -> Span { Span("\(look.time(event.recordedAt)) ", .faint) }

  private func clock(_ instant: Instant, _ event: Event) -> String {
    look.time(instant, seenAt: event.recordedAt)
  }

  private func opened(_ opening: Opening, _ event: Event) -> [Line] {
    Headline.lines(state: state, look: look)
      + (state.graph.runbook.introduction.isEmpty
        ? []
        : [Line()] + BodyText(state.graph.runbook.introduction, look: look).lines())
  }

  private func page(_ id: StepID, _ event: Event) -> [Line] {
    guard let index = state.graph.index(of: id) else { return [] }
    return StepPage(state: state, index: index, look: look).lines(now: event.recordedAt)
      + [Line()]
  }

  private func started(_ id: StepID, _ command: Int, _ attempt: Int, _ event: Event) -> [Line] {
    guard let index = state.graph.index(of: id),
      state.step(index).commands.indices.contains(command)
    else { return [] }
    let script = state.step(index).commands[command].script
    let first = script.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let rest = script.split(whereSeparator: \.isNewline).count > 1 ? " …" : ""
    let room = max(8, look.columns - 13)
    let text = DisplayWidth.truncate(Harmless.text(first) + rest, to: room)
    return [Line([stamp(event), Span("▶ $ ", .faint), Span(text, .strong)])] + values(event)
  }

  /// What a person gave for the placeholders of the command.
  private func values(_ event: Event) -> [Line] {
    event.sealed.sorted { $0.key < $1.key }.flatMap { name, value in
      name.hasPrefix("variable.")
        ? look.wrapped(
          "\(name.dropFirst("variable.".count)) = \(value)",
          first: Span("         ")
        ) : []
    }
  }

  private func finished(_ result: CommandResult, _ event: Event) -> [Line] {
    let arguments = ["duration": look.duration(result.duration)]
    var lines =
      switch result.end {
      case .exited(let code):
        line(
          !result.isSuccess ? .bad : code == 0 ? .good : .plain,
          FactPhrases.exited(code, isSuccess: result.isSuccess),
          event,
          arguments.merging(["code": String(code)]) { $1 }
        )
      case .signalled(let signal):
        line(
          .bad,
          FactPhrases.signalled,
          event,
          arguments.merging(["signal": String(signal)]) { $1 }
        )
      case .notStarted(let reason): line(.bad, FactPhrases.notStarted, event, ["reason": reason])
      }
    for expectation in result.unmet {
      let text = look.text(ExpectationPhrases.message(of: expectation))
      lines += look.wrapped(text, first: Span("         ✗ ", .bad))
    }
    return lines
  }

  private func stoppedLines(_ id: StepID, _ reason: FailureReason, _ event: Event) -> [Line] {
    line(
      .loud,
      FactPhrases.stopped,
      event,
      ["step": title(id), "reason": reasonText(reason)]
    )
  }

  private func approvalLines(
    _ id: StepID,
    _ approval: Approval,
    _ expiresAt: Instant?,
    _ event: Event
  ) -> [Line] {
    var lines = line(
      .strong,
      expiresAt == nil ? FactPhrases.approvalAsked : FactPhrases.approvalAskedUntil,
      event,
      [
        "n": String(approval.count), "role": approval.role,
        "time": expiresAt.map { clock($0, event) } ?? "",
      ]
    )
    lines += look.wrapped(
      look.text(FactPhrases.howToApprove, ["incident": state.id.text]),
      first: Span("         ")
    )
    return lines
  }

  private func marked(_ id: StepID, _ item: Int, _ mark: ItemMark, _ event: Event) -> [Line] {
    guard let index = state.graph.index(of: id),
      state.step(index).checklist.indices.contains(item)
    else { return [] }
    let box =
      switch mark {
      case .done: Span("[✓] ", .good)
      case .notApplicable: Span("[-] ")
      case .open: Span("[ ] ")
      }
    let text = state.step(index).checklist[item].text
    let by = event.actor.name == me?.name ? "" : " (\(event.actor.name))"
    let room = max(8, look.columns - 13)
    return DisplayWidth.wrap(text + by, to: room).enumerated().map { number, part in
      Line(
        number == 0
          ? [stamp(event), box, Span(part)] : [Span(String(repeating: " ", count: 13)), Span(part)]
      )
    }
  }

  private func title(_ id: StepID) -> String {
    state.graph.index(of: id).map { state.step($0).title } ?? id.text
  }

  private func name(of target: Target) -> String {
    switch target {
    case .step(let id): title(id)
    case .end: look.text(FactPhrases.theEnd)
    }
  }

  private func reasonText(_ reason: FailureReason) -> String {
    look.text(ExpectationPhrases.message(of: reason))
  }
}

extension ConsoleLook {
  func text(_ message: Message) -> String { message.text(language) }
}
