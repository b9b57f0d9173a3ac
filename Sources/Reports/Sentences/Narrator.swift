package import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

/// Says in a sentence what happened.
package struct Narrator: Sendable {
  let record: IncidentRecord
  let settings: ReportSettings
  private var messages: [MessageKey: OutboxMessage] = [:]
  /// The number of the event that began the rollback.
  private let rollbackStart: Int?

  /// A narrator of `record` for the readers of `settings`.
  package init(record: IncidentRecord, settings: ReportSettings) {
    self.record = record
    self.settings = settings
    rollbackStart =
      record.events.first { if case .rollbackStarted = $0.fact { true } else { false } }?.sequence
    for case .messageQueued(let message) in record.events.map(\.fact) {
      messages[message.key] = message
    }
  }

  /// The sentence for an event, without an end mark.
  ///
  /// There is no `default`: a new fact does not compile before it has a sentence.
  package func sentence(_ event: Event) -> String {
    switch event.fact {
    case .incidentOpened(let opening): opened(opening)
    case .incidentAcknowledged: settings.text(FactPhrases.incidentAcknowledged)
    case .severityChanged(let from, let to, let reason): severity(from, to, reason)
    case .milestoneReached(let milestone): reached(milestone)
    case .noteAdded(let step): note(step, event)
    case .eventCorrected(let sequence): correction(of: sequence, event)
    case .hostArrived(let process, let isResuming): arrived(process, isResuming)
    case .hostLeft: settings.text(FactPhrases.hostLeft)
    case .penTaken: settings.text(FactPhrases.penTaken)
    case .penReleased: settings.text(FactPhrases.penReleased)
    case .runEnding(let outcome, let reason):
      finished(
        outcome,
        reason,
        reason == nil ? FactPhrases.runEnding : FactPhrases.runEndingBecause
      )
    case .runFinished(let outcome, let reason):
      finished(
        outcome,
        reason,
        reason == nil ? FactPhrases.runFinished : FactPhrases.runFinishedBecause
      )
    case .stepReached(let step, let visit): reached(step, visit)
    case .notificationRequested(let step, let targets): notification(step, targets)
    case .waitStarted(let step, let until):
      say(FactPhrases.waitStarted, step, ["until": settings.zone.dateAndTime(until)])
    case .waitEnded(let step): say(FactPhrases.waitEnded, step)
    case .approvalRequested(let step, _, let approval, let expiresAt):
      request(step, approval, expiresAt)
    case .approvalGiven(let step, _): say(FactPhrases.approvalGiven, step)
    case .approvalRejected(let step, _, let reason): rejected(step, reason)
    case .approvalExpired(let step, _): say(FactPhrases.approvalExpired, step)
    case .stepReleased(let step): say(FactPhrases.stepReleased, step)
    case .commandRequested(let step, _): say(FactPhrases.commandRequested, step)
    case .stepConfirmed(let step): say(FactPhrases.stepConfirmed, step)
    case .callEnded(let step): say(FactPhrases.callEnded, step)
    case .commandStarted(let step, let command, let attempt, _): started(step, command, attempt)
    case .commandStopRequested(let step, let attempt, let reason): stop(step, attempt, reason)
    case .commandFinished(let step, let attempt, let result): ended(step, attempt, result)
    case .outcomeUnknown(let step, let attempt):
      say(FactPhrases.outcomeUnknown, step, ["attempt": String(attempt)])
    case .outcomeSettled(let step, let attempt, let settlement): settled(step, attempt, settlement)
    case .retryScheduled(let step, let command, let time): retry(step, command, time)
    case .variableCaptured(let step, let name):
      say(FactPhrases.variableCaptured, step, ["name": name])
    case .itemMarked(let step, let item, let mark): marked(step, item, mark)
    case .verificationAnswered(let step, true): say(FactPhrases.verificationConfirmed, step)
    case .verificationAnswered(let step, false): say(FactPhrases.verificationDenied, step)
    case .evidenceAttached(let step, let evidence): attached(step, evidence)
    case .choiceMade(let step, let answer, let target): chosen(step, answer, target)
    case .deadlinePassed(let step): say(FactPhrases.deadlinePassed, step)
    case .escalationRequested(let step, let reason): escalation(step, reason)
    case .stepDone(let step): say(FactPhrases.stepDone, step)
    case .stepFailed(let step, let reason): failed(FactPhrases.stepFailed, step, reason)
    case .stepStopped(let step, let reason): failed(FactPhrases.stepStopped, step, reason)
    case .stepSkipped(let step, let reason):
      say(
        isInRollback(event) ? FactPhrases.rollbackLeft : FactPhrases.stepSkipped,
        step,
        ["reason": SkipReason(text: reason).message.text(settings.language)]
      )
    case .stepRetried(let step):
      say(isInRollback(event) ? FactPhrases.rollbackRetried : FactPhrases.stepRetried, step)
    case .runMoved(let from, let to, let reason): moved(from, to, reason)
    case .rollbackStarted(let reason):
      settings.text(FactPhrases.rollbackStarted, ["reason": reason])
    case .escalationArmed, .escalationJoined, .policyMissing, .levelFired, .levelSkipped,
      .escalationHastened, .escalationStopped, .nobodyReached, .acknowledgementExpired,
      .callDeclined, .answerCodeGiven, .answerNoted, .messageQueued, .messageAttempted,
      .messageSent, .messageDeferred, .messageFailed, .messageUnknown, .messageHeld,
      .messageDelivered, .messageUndelivered, .noticeAddressed, .messagesSuperseded,
      .messagePassedOn, .messageUncertain, .messageInquired, .budgetNoticed, .providerRefused,
      .clockJumped:
      escalationSentences.sentence(event.fact) ?? event.fact.kind
    }
  }

  private func isInRollback(_ event: Event) -> Bool {
    rollbackStart.map { event.sequence > $0 } ?? false
  }

  private var escalationSentences: EscalationSentences {
    EscalationSentences(
      language: settings.language,
      time: { settings.zone.dateAndTime($0) },
      message: { key in
        settings.text(
          EscalationPhrases.message,
          [
            "name": messages[key]?.name ?? key.text,
            "notifier": messages[key]?.notifier ?? "?",
          ]
        )
      }
    )
  }

  /// The step as a reader knows it: `2.1 “Restart the service”`.
  func label(_ id: StepID) -> String {
    guard let node = record.node(id) else { return id.text }
    return settings.text(PartPhrases.step, ["number": node.number, "title": node.step.title])
  }

  /// The step as a sentence names it: a long title is cut, the number still says which it is.
  private func shortLabel(_ id: StepID) -> String {
    guard let node = record.node(id) else { return id.text }
    let title = DisplayWidth.truncate(node.step.title, to: 32)
    return settings.text(PartPhrases.step, ["number": node.number, "title": title])
  }

  /// How a command ended, with what was not met.
  func result(_ result: CommandResult) -> String {
    let end =
      switch result.end {
      case .exited(let code): settings.text(PartPhrases.exited, ["code": String(code)])
      case .signalled(let signal):
        settings.text(PartPhrases.signalled, ["signal": String(signal)])
      case .notStarted(let reason): settings.text(PartPhrases.notStarted, ["reason": reason])
      }
    guard !result.unmet.isEmpty else { return end }
    let unmet = result.unmet.map { PartPhrases.expectation($0).text(settings.language) }
    return settings.text(
      PartPhrases.unmet,
      ["end": end, "expectations": unmet.joined(separator: settings.text(PartPhrases.semicolon))]
    )
  }

  /// What kind of evidence it is, with its name or size.
  func name(_ evidence: Evidence) -> String {
    evidence.fileName ?? settings.text(PartPhrases.bytes, ["n": String(evidence.bytes)])
  }

  /// The sealed text of an event, or that it was erased.
  func sealed(_ name: String, of event: Event) -> String {
    event.sealed[name] ?? settings.text(PartPhrases.erased)
  }

  private func say(
    _ phrase: Phrase,
    _ step: StepID,
    _ arguments: [String: String] = [:]
  ) -> String {
    settings.text(phrase, arguments.merging(["step": shortLabel(step)]) { _, new in new })
  }
}

// MARK: - The incident

extension Narrator {
  private func opened(_ opening: Opening) -> String {
    settings.text(
      opening.isDrill ? FactPhrases.drillOpened : FactPhrases.incidentOpened,
      [
        "runbook": opening.runbook,
        "severity": settings.text(PartPhrases.severity(opening.severity)),
        "mode": settings.text(PartPhrases.mode(opening.mode)),
      ]
    )
  }

  private func severity(_ from: Severity?, _ to: Severity, _ reason: String?) -> String {
    let phrase =
      switch (from, reason) {
      case (nil, nil): FactPhrases.severitySet
      case (nil, _?): FactPhrases.severitySetBecause
      case (_?, nil): FactPhrases.severityChanged
      case (_?, _?): FactPhrases.severityChangedBecause
      }
    return settings.text(
      phrase,
      [
        "from": settings.text(PartPhrases.severity(from)),
        "to": settings.text(PartPhrases.severity(to)),
        "reason": reason ?? "",
      ]
    )
  }

  private func reached(_ milestone: Milestone) -> String {
    settings.text(
      FactPhrases.milestoneReached,
      ["milestone": settings.text(PartPhrases.milestone(milestone))]
    )
  }

  private func note(_ step: StepID?, _ event: Event) -> String {
    let text = ["text": sealed("text", of: event)]
    guard let step else { return settings.text(FactPhrases.noteAdded, text) }
    return say(FactPhrases.stepNoteAdded, step, text)
  }

  private func correction(of sequence: Int, _ event: Event) -> String {
    settings.text(
      FactPhrases.eventCorrected,
      ["event": String(sequence), "text": sealed("text", of: event)]
    )
  }

  private func arrived(_ process: ProcessIdentity, _ isResuming: Bool) -> String {
    settings.text(
      isResuming ? FactPhrases.hostResumed : FactPhrases.hostArrived,
      ["pid": String(process.pid), "host": process.host]
    )
  }

  private func finished(
    _ outcome: RunOutcome,
    _ reason: String?,
    _ phrase: Phrase
  ) -> String {
    settings.text(
      phrase,
      ["outcome": settings.text(PartPhrases.outcome(outcome)), "reason": reason ?? ""]
    )
  }
}

// MARK: - Steps

extension Narrator {
  private func reached(_ step: StepID, _ visit: Int) -> String {
    say(
      visit > 1 ? FactPhrases.stepReachedAgain : FactPhrases.stepReached,
      step,
      ["visit": String(visit)]
    )
  }

  private func notification(_ step: StepID, _ targets: [String]) -> String {
    say(
      FactPhrases.notificationRequested,
      step,
      ["targets": targets.listed(settings.language)]
    )
  }

  private func request(_ step: StepID, _ approval: Approval, _ expiresAt: Instant?) -> String {
    say(
      expiresAt == nil ? FactPhrases.approvalRequested : FactPhrases.approvalRequestedUntil,
      step,
      [
        "count": String(approval.count), "role": approval.role,
        "until": expiresAt.map(settings.zone.dateAndTime) ?? "",
      ]
    )
  }

  private func rejected(_ step: StepID, _ reason: String?) -> String {
    say(
      reason == nil ? FactPhrases.approvalRejected : FactPhrases.approvalRejectedBecause,
      step,
      ["reason": reason ?? ""]
    )
  }

  private func failed(_ phrase: Phrase, _ step: StepID, _ reason: FailureReason) -> String {
    say(phrase, step, ["reason": PartPhrases.failure(reason).text(settings.language)])
  }

  private func moved(_ from: StepID?, _ to: StepID, _ reason: MoveReason) -> String {
    settings.text(
      from == nil ? FactPhrases.runMoved : FactPhrases.runMovedFrom,
      [
        "from": from.map(shortLabel) ?? "", "to": shortLabel(to),
        "reason": settings.text(PartPhrases.move(reason)),
      ]
    )
  }

  private func marked(_ step: StepID, _ item: Int, _ mark: ItemMark) -> String {
    let items = record.node(step)?.step.checklist ?? []
    let text =
      items.indices.contains(item)
      ? items[item].text : settings.text(PartPhrases.item, ["n": String(item + 1)])
    let phrase =
      switch mark {
      case .done: FactPhrases.itemDone
      case .notApplicable: FactPhrases.itemNotApplicable
      case .open: FactPhrases.itemReopened
      }
    return say(phrase, step, ["item": text])
  }

  private func attached(_ step: StepID?, _ evidence: Evidence) -> String {
    let name = ["evidence": name(evidence)]
    guard let step else { return settings.text(FactPhrases.evidenceAttached, name) }
    return say(FactPhrases.stepEvidenceAttached, step, name)
  }

  private func chosen(_ step: StepID, _ answer: String, _ target: Target) -> String {
    say(FactPhrases.choiceMade, step, ["answer": answer, "target": destination(target)])
  }

  /// Where an answer leads.
  func destination(_ target: Target) -> String {
    switch target {
    case .step(let step): shortLabel(step)
    case .end: settings.text(PartPhrases.theEnd)
    }
  }

  private func escalation(_ step: StepID?, _ reason: EscalationReason) -> String {
    let reason = ["reason": settings.text(PartPhrases.escalation(reason))]
    guard let step else { return settings.text(FactPhrases.escalationRequested, reason) }
    return say(FactPhrases.stepEscalationRequested, step, reason)
  }
}

// MARK: - Commands

extension Narrator {
  private func started(_ step: StepID, _ command: Int, _ attempt: Int) -> String {
    say(
      FactPhrases.commandStarted,
      step,
      ["command": String(command + 1), "attempt": String(attempt)]
    )
  }

  private func stop(_ step: StepID, _ attempt: Int, _ reason: StopReason) -> String {
    say(
      FactPhrases.commandStopRequested,
      step,
      ["attempt": String(attempt), "reason": settings.text(PartPhrases.stop(reason))]
    )
  }

  private func ended(_ step: StepID, _ attempt: Int, _ result: CommandResult) -> String {
    say(
      result.isAsExpected ? FactPhrases.commandEnded : FactPhrases.commandFellShort,
      step,
      [
        "attempt": String(attempt), "result": self.result(result),
        "duration": settings.duration(result.duration),
      ]
    )
  }

  private func settled(_ step: StepID, _ attempt: Int, _ settlement: Settlement) -> String {
    say(
      FactPhrases.outcomeSettled,
      step,
      [
        "attempt": String(attempt), "settlement": settings.text(PartPhrases.settlement(settlement)),
      ]
    )
  }

  private func retry(_ step: StepID, _ command: Int, _ time: Instant) -> String {
    say(
      FactPhrases.retryScheduled,
      step,
      ["command": String(command + 1), "time": settings.zone.time(time)]
    )
  }
}

extension CommandResult {
  /// Whether it exited and every expectation holds.
  var isAsExpected: Bool {
    guard case .exited = end else { return false }
    return unmet.isEmpty
  }
}
