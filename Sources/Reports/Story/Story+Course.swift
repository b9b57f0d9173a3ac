import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

// Milestones, measures, the timeline, and what stands out in it.
extension Story {
  func milestone(_ milestone: Milestone) -> ReportValue {
    let reached = milestones[milestone]
    return [
      "name": .text(milestone.rawValue),
      "label": .text(settings.text(PartPhrases.milestone(milestone))),
      "at": iso(reached?.at),
      "text": time(reached?.at),
      "event": ReportValue(reached?.event),
      "isAssumed": .flag(reached?.isAssumed ?? false),
      "sourceText": .text(reached.map { source($0, milestone) } ?? notRecorded),
    ]
  }

  private func source(_ reached: Milestones.Reached, _ milestone: Milestone) -> String {
    let phrase: Phrase =
      if reached.isAssumed {
        MeasurePhrases.assumed
      } else if reached.count == 1 {
        MeasurePhrases.event
      } else {
        Milestones.isLastCounting(milestone) ? MeasurePhrases.latest : MeasurePhrases.earliest
      }
    return settings.text(phrase, ["event": String(reached.event), "n": String(reached.count)])
  }

  func measure(_ measure: Measure) -> ReportValue {
    let start = settings.text(PartPhrases.milestone(measure.kind.start))
    let end = settings.text(PartPhrases.milestone(measure.kind.end))
    var formula = settings.text(MeasurePhrases.formula, ["start": start, "end": end])
    var milliseconds: Int?
    let text: String
    switch measure.value {
    case .span(let span, let first, let last):
      milliseconds = Int(span.milliseconds)
      text = settings.duration(span)
      formula = settings.text(
        MeasurePhrases.formulaWithEvents,
        ["start": start, "startEvent": String(first), "end": end, "endEvent": String(last)]
      )
    case .missing(let milestones):
      let names = milestones.map { milestone in
        let name = ["name": settings.text(PartPhrases.milestone(milestone))]
        return settings.text(MeasurePhrases.quoted, name)
      }
      text = settings.text(
        MeasurePhrases.missing,
        ["milestones": names.listed(settings.language)]
      )
    case .wrongOrder(let first, let last):
      text = settings.text(
        MeasurePhrases.wrongOrder,
        ["start": String(first), "end": String(last)]
      )
    }
    return [
      "name": .text(measure.kind.rawValue),
      "label": .text(settings.text(MeasurePhrases.name(measure.kind))),
      "milliseconds": ReportValue(milliseconds),
      "isComputed": .flag(milliseconds != nil),
      "text": .text(text),
      "formula": .text(formula),
    ]
  }

  func entry(_ entry: TimelineEntry) -> ReportValue {
    [
      "event": .number(entry.sequence),
      "at": iso(entry.occurredAt),
      "text": time(entry.occurredAt),
      "recordedAt": iso(entry.recordedAt),
      "isBackdated": .flag(entry.isBackdated),
      "kind": .text(entry.kind),
      "group": .text(String(entry.kind.prefix { $0 != "." })),
      "byText": .text(by(entry.actor, entry.roles)),
      "isPerson": .flag(entry.actor.isPerson),
      "sentence": .text(entry.sentence),
      "remarks": .list(timeline.remarks(entry).map { ["text": .text($0)] }),
      "isCorrected": .flag(!entry.correctedBy.isEmpty),
    ]
  }

  /// The role of whoever did something, never the name.
  func by(_ actor: Actor, _ roles: [String]) -> String {
    guard actor.isPerson else { return settings.text(TimelinePhrases.engine) }
    guard !roles.isEmpty else { return settings.text(StoryPhrases.responder) }
    return roles.listed(settings.language)
  }

  private func line(_ event: Event, _ sentence: String? = nil) -> ReportValue {
    [
      "event": .number(event.sequence),
      "at": iso(event.occurredAt),
      "text": time(event.occurredAt),
      "kind": .text(event.fact.kind),
      "sentence": .text(sentence ?? narrator.sentence(event)),
    ]
  }

  /// What did not go as the runbook says.
  func deviation(_ event: Event) -> ReportValue? {
    switch event.fact {
    case .stepSkipped, .stepFailed, .stepStopped, .stepRetried, .rollbackStarted, .deadlinePassed,
      .runMoved(_, _, .person), .runMoved(_, _, .failure), .outcomeUnknown, .outcomeSettled:
      line(event)
    case .stepReached(_, let visit) where visit > 1: line(event)
    case .runFinished(.aborted, _), .runFinished(.failed, _): line(event)
    default: nil
    }
  }

  /// What somebody decided, with who it was.
  func decision(_ event: Event) -> ReportValue? {
    switch event.fact {
    case .choiceMade, .severityChanged, .verificationAnswered, .outcomeSettled, .stepSkipped,
      .stepRetried, .runMoved(_, _, .person), .rollbackStarted, .runFinished(.aborted, _):
      line(event).adding(["byText": .text(nameWithRoles(event.actor))])
    default: nil
    }
  }

  func nameWithRoles(_ actor: Actor) -> String {
    guard actor.isPerson else { return settings.text(TimelinePhrases.engine) }
    let roles = record.roles(of: actor)
    guard !roles.isEmpty else { return actor.name }
    return settings.text(
      StoryPhrases.nameWithRoles,
      ["name": actor.name, "roles": roles.listed(settings.language)]
    )
  }

  /// Who was to be told or called, and who answered.
  var escalations: [ReportValue] {
    let routine = RoutineMessages(record.events).hidden
    var wasCalled = false
    return record.events.compactMap { event in
      if case .levelFired = event.fact { wasCalled = true }
      guard !routine.contains(event.sequence) else { return nil }
      return escalation(event, wasCalled: wasCalled)
    }
  }

  private func escalation(_ event: Event, wasCalled: Bool) -> ReportValue? {
    switch event.fact {
    // Who takes what nobody was called for answers no call.
    case .incidentAcknowledged where wasCalled:
      line(
        event,
        settings.text(StoryPhrases.takenBy, ["name": nameWithRoles(event.actor)])
      )
    case .notificationRequested, .escalationRequested, .deadlinePassed, .approvalExpired,
      .escalationArmed, .escalationJoined, .policyMissing, .levelFired, .levelSkipped,
      .escalationHastened, .escalationStopped, .nobodyReached, .acknowledgementExpired,
      .callDeclined, .answerNoted, .noticeAddressed, .messageSent, .messageFailed,
      .messageUnknown, .messageUncertain, .messagePassedOn, .messageHeld, .messageDelivered,
      .messageUndelivered, .budgetNoticed, .providerRefused, .clockJumped:
      line(event)
    default: nil
    }
  }

  /// What was put on file.
  func evidence(_ event: Event) -> ReportValue? {
    guard case .evidenceAttached(let step, let evidence) = event.fact else { return nil }
    return [
      "event": .number(event.sequence),
      "at": iso(event.occurredAt),
      "text": time(event.occurredAt),
      "stepText": .text(step.map(narrator.label) ?? "—"),
      "kind": .text(evidence.kind.rawValue),
      "name": .text(evidence.fileName ?? event.sealed["text"] ?? notRecorded),
      "sha256": ReportValue(evidence.sha256),
      "sha256Text": .text(evidence.sha256 ?? notRecorded),
      "bytes": .number(evidence.bytes),
      "sizeText": .text(settings.text(PartPhrases.bytes, ["n": String(evidence.bytes)])),
    ]
  }

  /// The people who took part, in the order in which they first appear.
  var participants: [ReportValue] {
    var names: [String] = []
    var events: [String: [Event]] = [:]
    for event in record.events where event.actor.isPerson {
      if events[event.actor.name] == nil { names.append(event.actor.name) }
      events[event.actor.name, default: []].append(event)
    }
    return names.map { name in
      let own = events[name] ?? []
      let roles = record.roles(of: Actor(name: name))
      let times = own.map(\.occurredAt).sorted()
      return [
        "name": .text(name),
        "roles": ReportValue(roles),
        "rolesText": .text(
          roles.isEmpty
            ? settings.text(StoryPhrases.noRole)
            : roles.listed(settings.language)
        ),
        "first": iso(times.first),
        "last": iso(times.last),
        "actions": .list(
          actions(own).map { ["text": .text($0.text), "count": .number($0.count)] }
        ),
        "actionsText": .text(
          actions(own)
            .map { action in
              action.count == 1
                ? action.text
                : settings.text(
                  StoryPhrases.actions,
                  ["what": action.text, "n": String(action.count)]
                )
            }
            .listed(settings.language)
        ),
      ]
    }
  }

  private func actions(_ events: [Event]) -> [(text: String, count: Int)] {
    var actions: [(text: String, count: Int)] = []
    for event in events {
      guard let phrase = DeedPhrases.phrase(event.fact) else { continue }
      let text = settings.text(phrase)
      if let place = actions.firstIndex(where: { $0.text == text }) {
        actions[place].count += 1
      } else {
        actions.append((text, 1))
      }
    }
    return actions
  }
}

/// What a person did, in two or three words.
enum DeedPhrases {
  static func phrase(_ fact: Fact) -> Phrase? {
    switch fact {
    case .incidentOpened: Phrase(en: "opened the incident", zh: "开始事件")
    case .incidentAcknowledged: Phrase(en: "acknowledged", zh: "确认接手")
    case .severityChanged: Phrase(en: "set the severity", zh: "调整级别")
    case .milestoneReached: Phrase(en: "recorded a milestone", zh: "填写关键时刻")
    case .noteAdded: Phrase(en: "wrote a note", zh: "添加备注")
    case .eventCorrected: Phrase(en: "corrected an entry", zh: "更正记录")
    case .penTaken: Phrase(en: "took the pen", zh: "取得操作权")
    case .approvalGiven: Phrase(en: "approved", zh: "批准")
    case .approvalRejected: Phrase(en: "refused an approval", zh: "驳回审批")
    case .stepReleased: Phrase(en: "released a step", zh: "放行步骤")
    case .commandRequested: Phrase(en: "asked for a command", zh: "选择执行命令")
    case .stepConfirmed: Phrase(en: "confirmed a step", zh: "确认步骤")
    case .commandStopRequested: Phrase(en: "stopped a command", zh: "停止命令")
    case .outcomeSettled: Phrase(en: "settled an unknown outcome", zh: "处理未知结果")
    case .itemMarked: Phrase(en: "went through the checklist", zh: "处理检查项")
    case .verificationAnswered: Phrase(en: "verified", zh: "核实")
    case .evidenceAttached: Phrase(en: "attached evidence", zh: "留存证据")
    case .choiceMade: Phrase(en: "decided", zh: "判定")
    case .callDeclined: Phrase(en: "could not take it", zh: "无法接手")
    case .escalationRequested, .escalationHastened: Phrase(en: "escalated", zh: "要求升级处置")
    case .stepDone: Phrase(en: "finished a step", zh: "完成步骤")
    case .stepFailed: Phrase(en: "declared a step failed", zh: "判定步骤失败")
    case .stepSkipped: Phrase(en: "skipped a step", zh: "跳过步骤")
    case .stepRetried: Phrase(en: "began a step again", zh: "重做步骤")
    case .runMoved: Phrase(en: "moved the run", zh: "跳转步骤")
    case .rollbackStarted: Phrase(en: "started the rollback", zh: "发起回滚")
    case .runEnding, .runFinished: Phrase(en: "ended the run", zh: "结束执行")
    case .hostArrived, .hostLeft, .penReleased, .stepReached, .notificationRequested, .waitStarted,
      .waitEnded, .callEnded, .approvalRequested, .approvalExpired, .commandStarted,
      .commandFinished,
      .outcomeUnknown, .retryScheduled, .variableCaptured, .deadlinePassed, .stepStopped,
      .escalationArmed, .escalationJoined, .policyMissing, .levelFired, .levelSkipped,
      .escalationStopped, .nobodyReached, .acknowledgementExpired, .answerCodeGiven,
      .answerNoted, .messageQueued, .messageAttempted, .messageSent, .messageDeferred,
      .messageFailed, .messageUnknown, .messagePassedOn, .messageUncertain, .messageInquired,
      .messageHeld, .messageDelivered, .messageUndelivered, .noticeAddressed,
      .messagesSuperseded, .budgetNoticed, .providerRefused, .clockJumped:
      nil
    }
  }
}
