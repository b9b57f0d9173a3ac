import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

// The steps with their commands and approvals.
extension Story {
  func step(_ index: Int) -> ReportValue {
    let node = record.graph.nodes[index]
    let history = history.steps[index]
    let depth = node.number.filter { $0 == "." }.count
    let hidden = hiddenAttempts(history.attempts)
    return [
      "id": .text(node.step.id.text),
      "number": .text(node.number),
      "title": .text(node.step.title),
      "depth": .number(depth),
      "state": .text(history.state.rawValue),
      "stateText": .text(settings.text(StoryPhrases.state(history.state))),
      "symbol": .text(Self.symbol(history.state)),
      "isReached": .flag(!history.visits.isEmpty),
      "startedAt": iso(history.startedAt),
      "startText": .text(history.startedAt.map(settings.zone.time) ?? "—"),
      "endedAt": iso(history.endedAt),
      "endText": .text(history.endedAt.map(settings.zone.time) ?? "—"),
      "milliseconds": ReportValue(history.duration.map { Int($0.milliseconds) }),
      "durationText": .text(history.duration.map(settings.duration) ?? "—"),
      "visits": .number(history.visits.count),
      "visitsText": ReportValue(
        history.visits.count > 1
          ? settings.text(StoryPhrases.visits, ["n": String(history.visits.count)]) : nil
      ),
      "isLate": .flag(history.lateAt != nil),
      "isRolledBack": .flag(history.isRolledBack),
      "isRollbackLeft": .flag(history.rollbackLeft != nil),
      "reasonText": ReportValue(reason(history)),
      "role": ReportValue(node.step.role),
      "hasDetails": .flag(!history.attempts.isEmpty || !history.marks.isEmpty),
      "items": .list(items(node.step, history)),
      "hasItems": .flag(!history.marks.isEmpty),
      "attempts": .list(
        history.attempts.map { item in
          attempt(item, node.step).adding(["isShown": .flag(!hidden.contains(item.number))])
        }
      ),
      "hiddenAttemptsText": ReportValue(
        hidden.isEmpty
          ? nil : settings.text(StoryPhrases.hiddenAttempts, ["n": String(hidden.count)])
      ),
    ]
  }

  /// The attempts between the first and the last of a command that ran more than three times.
  private func hiddenAttempts(_ attempts: [AttemptHistory]) -> Set<Int> {
    let groups = Dictionary(grouping: attempts, by: \.command).values.filter { $0.count > 3 }
    return Set(groups.flatMap { $0.dropFirst().dropLast().map(\.number) })
  }

  static func symbol(_ state: StepState) -> String {
    switch state {
    case .notReached: "·"
    case .underway: "▶"
    case .stopped: "‖"
    case .failed: "✕"
    case .skipped: "↷"
    case .done: "✓"
    }
  }

  private func reason(_ history: StepHistory) -> String? {
    switch history.state {
    case .skipped: history.skipReason.map { $0.message.text(settings.language) }
    case .failed, .stopped: history.failure.map { PartPhrases.failure($0).text(settings.language) }
    case .notReached, .underway, .done: nil
    }
  }

  private func items(_ step: Step, _ history: StepHistory) -> [ReportValue] {
    step.checklist.enumerated()
      .map { index, item in
        let mark = history.marks[index] ?? .open
        return [
          "text": .text(item.text),
          "mark": .text(mark.rawValue),
          "markText": .text(settings.text(StoryPhrases.mark(mark))),
          "box": mark == .done ? "[x]" : "[ ]",
          "isDone": .flag(mark == .done),
        ]
      }
  }

  private func attempt(_ attempt: AttemptHistory, _ step: Step) -> ReportValue {
    let command =
      step.commands.indices.contains(attempt.command)
      ? step.commands[attempt.command] : nil
    let script = OutputExcerpt(command?.script ?? notRecorded, lines: 30)
    let duration =
      attempt.result?.duration ?? attempt.endedAt.map { $0 - attempt.startedAt }
    return [
      "number": .number(attempt.number),
      "event": .number(attempt.startEvent),
      "command": .number(attempt.command + 1),
      "role": ReportValue(command?.role.rawValue),
      "roleText": .text(command.map { settings.text(StoryPhrases.role($0.role)) } ?? notRecorded),
      "language": .text(command?.language.filter { $0.isASCII && $0.isLetter } ?? ""),
      "script": .text(joined(script)),
      "fence": .text(Self.fence(joined(script))),
      "startedAt": iso(attempt.startedAt),
      "startText": .text(settings.zone.time(attempt.startedAt)),
      "endedAt": iso(attempt.endedAt),
      "milliseconds": ReportValue(duration.map { Int($0.milliseconds) }),
      "durationText": .text(duration.map(settings.duration) ?? notRecorded),
      "status": .text(Self.status(attempt)),
      "resultText": .text(result(attempt)),
      "output": output(attempt.number),
    ]
  }

  private static func status(_ attempt: AttemptHistory) -> String {
    guard let result = attempt.result else { return "unknown" }
    if !result.isAsExpected { return "bad" }
    return result.exitCode == 0 ? "good" : "neutral"
  }

  private func result(_ attempt: AttemptHistory) -> String {
    guard let result = attempt.result else {
      if let settlement = attempt.settlement {
        return settings.text(
          StoryPhrases.settled,
          ["settlement": settings.text(PartPhrases.settlement(settlement))]
        )
      }
      return settings.text(attempt.isUnknown ? StoryPhrases.unknown : StoryPhrases.running)
    }
    let text = narrator.result(result)
    guard let stop = attempt.stop else { return text }
    return settings.text(
      StoryPhrases.stopped,
      ["result": text, "reason": settings.text(PartPhrases.stop(stop))]
    )
  }

  private func output(_ attempt: Int) -> ReportValue {
    guard let output = record.outputs[attempt], !output.text.isEmpty else { return .none }
    let excerpt = OutputExcerpt(output.text)
    let text = joined(excerpt)
    return [
      "text": .text(text),
      "fence": .text(Self.fence(text)),
      "omittedLines": .number(excerpt.omittedLines),
      "isTruncated": .flag(output.isTruncated),
    ]
  }

  private func joined(_ excerpt: OutputExcerpt) -> String {
    guard excerpt.omittedLines > 0 else { return excerpt.head }
    let omitted = settings.text(StoryPhrases.omitted, ["n": String(excerpt.omittedLines)])
    return "\(excerpt.head)\n\(omitted)\n\(excerpt.tail)"
  }

  /// A fence longer than any row of backticks in the text.
  private static func fence(_ text: String) -> String {
    var longest = 0
    var current = 0
    for scalar in text.unicodeScalars {
      current = scalar == "`" ? current + 1 : 0
      longest = max(longest, current)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// The requests for consent with who decided.
  var approvals: [ReportValue] {
    history.steps.indices.flatMap { index in
      history.steps[index].approvals.map { request in
        let need =
          request.approval.excludesRunner ? StoryPhrases.needExceptRunner : StoryPhrases.need
        let decisions = request.decisions.map(decisionText)
        return [
          "stepText": .text(narrator.label(record.graph.nodes[index].step.id)),
          "request": .number(request.request),
          "requestedAt": iso(request.requestedAt),
          "text": time(request.requestedAt),
          "needText": .text(
            settings.text(
              need,
              ["count": String(request.approval.count), "role": request.approval.role]
            )
          ),
          "state": .text(request.state.rawValue),
          "stateText": .text(settings.text(StoryPhrases.state(request.state))),
          "decisions": .list(
            zip(request.decisions, decisions)
              .map { decision, text in
                [
                  "by": .text(decision.actor.name), "at": iso(decision.at),
                  "event": .number(decision.event), "isConsent": .flag(decision.isConsent),
                  "text": .text(text),
                ]
              }
          ),
        ]
      }
    }
  }

  private func decisionText(_ decision: ApprovalHistory.Decision) -> String {
    let phrase =
      decision.isConsent
      ? StoryPhrases.consent
      : decision.reason == nil ? StoryPhrases.refusal : StoryPhrases.refusalBecause
    return settings.text(
      phrase,
      [
        "who": nameWithRoles(decision.actor), "time": settings.zone.time(decision.at),
        "reason": decision.reason ?? "",
      ]
    )
  }

  // MARK: What the record says about the runbook

  /// Steps that were skipped, failed, late, slow, repeated, or ended unseen.
  var improvements: [ReportValue] {
    history.steps.indices.flatMap { index in
      remarks(index).map { kind, text in
        [
          "number": .text(record.graph.nodes[index].number),
          "stepText": .text(narrator.label(record.graph.nodes[index].step.id)),
          "kind": .text(kind),
          "text": .text(text),
        ]
      }
    }
  }

  private func remarks(_ index: Int) -> [(kind: String, text: String)] {
    let step = history.steps[index]
    var remarks: [(kind: String, text: String)] = []
    if step.state == .skipped, !step.isLeftOpen {
      let reason = [
        "reason": step.skipReason.map { $0.message.text(settings.language) } ?? notRecorded
      ]
      remarks.append(("skipped", settings.text(StoryPhrases.skippedStep, reason)))
    }
    if let failure = step.failure {
      let reason = ["reason": PartPhrases.failure(failure).text(settings.language)]
      remarks.append(("failed", settings.text(StoryPhrases.failedStep, reason)))
    }
    if let left = step.rollbackLeft {
      let reason = ["reason": left.message.text(settings.language)]
      remarks.append(("rollback", settings.text(StoryPhrases.rollbackLeftStep, reason)))
    }
    if step.attempts.contains(where: \.isUnknown) {
      remarks.append(("unknown", settings.text(StoryPhrases.unknownStep)))
    }
    if step.lateAt != nil {
      remarks.append(("late", lateText(index)))
    } else if let share = slowShare(index), let duration = step.duration {
      remarks.append(
        (
          "slow",
          settings.text(
            StoryPhrases.slowStep,
            ["duration": settings.duration(duration), "percent": String(share)]
          )
        )
      )
    }
    let most = Dictionary(grouping: step.attempts, by: \.command).values.map(\.count).max() ?? 0
    if most >= 3 {
      remarks.append(("repeated", settings.text(StoryPhrases.repeatedStep, ["n": String(most)])))
    }
    return remarks
  }

  private func lateText(_ index: Int) -> String {
    let deadline = record.graph.nodes[index].step.deadline.map(settings.duration) ?? notRecorded
    guard let duration = history.steps[index].duration else {
      return settings.text(StoryPhrases.lateOpenStep, ["deadline": deadline])
    }
    return settings.text(
      StoryPhrases.lateStep,
      ["duration": settings.duration(duration), "deadline": deadline]
    )
  }

  /// The share of the run in percent that a step took, when that is a quarter and five minutes.
  private func slowShare(_ index: Int) -> Int? {
    guard record.graph.nodes[index].children.isEmpty,
      let duration = history.steps[index].duration, duration >= .minutes(5),
      let start = record.events.first?.occurredAt, let end = history.endedAt, end > start
    else { return nil }
    let share = Int(duration.milliseconds * 100 / (end - start).milliseconds)
    return share >= 25 ? share : nil
  }
}
