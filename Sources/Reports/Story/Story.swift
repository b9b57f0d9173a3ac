import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

/// A record with all that a post-mortem derives from it, and its data section by section.
struct Story {
  let record: IncidentRecord
  let settings: ReportSettings
  let narrator: Narrator
  let timeline: Timeline
  let milestones: Milestones
  let history: RunHistory

  init(record: IncidentRecord, settings: ReportSettings) {
    self.record = record
    self.settings = settings
    narrator = Narrator(record: record, settings: settings)
    timeline = Timeline(
      record,
      settings: settings,
      collapsesRepeats: true,
      foldsMessages: true
    )
    milestones = Milestones(record.events)
    history = RunHistory(record)
  }

  /// All that the record says.
  var value: ReportValue {
    [
      "format": "tocsin.post-mortem/1",
      "language": .text(settings.language.rawValue),
      "incident": incident,
      "zone": ["id": .text(settings.zone.identifier), "title": .text(timeline.zoneTitle)],
      "draft": .text(draft),
      "milestones": .list(Milestone.allCases.map(milestone)),
      "measures": .list(Measure.all(milestones).map(measure)),
      "timeline": .list(timeline.entries.map(entry)),
      "steps": .list(record.graph.nodes.indices.map(step)),
      "deviations": .list(record.events.compactMap(deviation)),
      "decisions": .list(record.events.compactMap(decision)),
      "approvals": .list(approvals),
      "escalations": .list(escalations),
      "improvements": .list(improvements),
      "participants": .list(participants),
      "evidence": .list(record.events.compactMap(evidence)),
      "footer": footer,
    ]
  }

  var notRecorded: String { settings.text(PartPhrases.notRecorded) }

  func time(_ instant: Instant?) -> ReportValue {
    .text(instant.map(settings.zone.dateAndTime) ?? notRecorded)
  }

  func iso(_ instant: Instant?) -> ReportValue { ReportValue(instant.map(settings.zone.rfc3339)) }

  // MARK: Basic facts

  private var status: String {
    if milestones[.resolved] != nil { return "resolved" }
    if milestones[.mitigated] != nil { return "mitigated" }
    return history.outcome == nil ? "underway" : "ended"
  }

  private var statusText: String {
    switch status {
    case "resolved": settings.text(StoryPhrases.resolved)
    case "mitigated": settings.text(StoryPhrases.mitigated)
    case "ended": settings.text(StoryPhrases.ended)
    default: settings.text(StoryPhrases.underway)
    }
  }

  private var incident: ReportValue {
    let opening = record.opening
    let first = record.events.first
    return [
      "id": .text(record.id.text),
      "title": .text(record.title),
      "severity": ReportValue(history.severity?.rawValue),
      "severityText": .text(settings.text(PartPhrases.severity(history.severity))),
      "status": .text(status),
      "statusText": .text(statusText),
      "mode": ReportValue(opening?.mode.rawValue),
      "modeText": .text(opening.map { settings.text(PartPhrases.mode($0.mode)) } ?? notRecorded),
      "isDrill": .flag(record.isDrill),
      "openedAt": iso(first?.occurredAt),
      "openedText": time(first?.occurredAt),
      "endedAt": iso(history.endedAt),
      "endedText": time(history.endedAt),
      "outcomeText": ReportValue(history.outcome.map { settings.text(PartPhrases.outcome($0)) }),
      "progressText": .text(progress),
      "runbook": runbook,
      "inputs": .list(
        (opening?.inputs ?? [])
          .map { name in
            let value = first?.sealed["input.\(name)"] ?? settings.text(PartPhrases.erased)
            return ["name": .text(name), "value": .text(value)]
          }
      ),
    ]
  }

  private var runbook: ReportValue {
    let runbook = record.graph.frames.first?.runbook
    return [
      "name": .text(record.opening?.runbook ?? runbook?.id ?? notRecorded),
      "title": .text(runbook?.title ?? notRecorded),
      "owner": .text(runbook?.owner ?? notRecorded),
      "reviewed": .text(runbook?.reviewed ?? notRecorded),
      "graphSHA256": .text(record.opening?.graphSHA256 ?? notRecorded),
      "files": .list(
        record.graph.frames.map { ["path": .text($0.path), "sha256": .text($0.sha256)] }
      ),
    ]
  }

  func count(_ state: StepState) -> Int { history.steps.filter { $0.state == state }.count }

  private var progress: String {
    settings.text(
      StoryPhrases.progress,
      [
        "all": String(history.steps.count), "done": String(count(.done)),
        "failed": String(count(.failed) + count(.stopped)), "skipped": String(count(.skipped)),
        "open": String(count(.underway) + count(.notReached)),
      ]
    )
  }

  private var draft: String {
    let impact = Measure.all(milestones).first { $0.kind == .impactDuration }
    let duration: String =
      if case .span(let span, _, _)? = impact?.value { settings.duration(span) } else {
        notRecorded
      }
    return settings.text(
      record.isDrill ? StoryPhrases.drillDraft : StoryPhrases.draft,
      [
        "title": record.title, "severity": settings.text(PartPhrases.severity(history.severity)),
        "opened": record.events.first.map { settings.zone.dateAndTime($0.occurredAt) }
          ?? notRecorded,
        "status": statusText, "impact": duration, "progress": progress,
      ]
    )
  }

  private var footer: ReportValue {
    [
      "incident": .text(record.id.text),
      "version": .text(settings.version),
      "generatedAt": iso(settings.generatedAt),
      "generatedText": .text(
        "\(settings.zone.dateAndTime(settings.generatedAt)) "
          + settings.zone.title(at: settings.generatedAt)
      ),
      "headSequence": ReportValue(record.head?.sequence),
      "headHash": ReportValue(record.head?.hash),
      "headText": .text(record.head.map { "#\($0.sequence) \($0.hash)" } ?? notRecorded),
    ]
  }
}

/// What the story of an incident says besides its events.
enum StoryPhrases {
  static let resolved = Phrase(en: "resolved", zh: "已解决")
  static let mitigated = Phrase(en: "mitigated, not resolved", zh: "已缓解，未解决")
  static let ended = Phrase(en: "run ended, not resolved", zh: "执行结束，未解决")
  static let underway = Phrase(en: "underway", zh: "处置中")
  static let progress = Phrase(
    en: "{all} in all: {done} done, {failed} failed, {skipped} skipped, {open} open or not reached",
    zh: "共 {all} 步：完成 {done}，失败 {failed}，跳过 {skipped}，未完成或未到 {open}"
  )
  static let draft = Phrase(
    en: """
      “{title}” ({severity}) was opened at {opened}. Status: {status}. \
      Duration of impact: {impact}. Steps: {progress}.
      """,
    zh: "“{title}”（{severity}）于 {opened} 开始，目前{status}。影响时长：{impact}。步骤：{progress}。"
  )
  static let drillDraft = Phrase(
    en: """
      Drill: “{title}” ({severity}) was opened at {opened}. Status: {status}. \
      Duration of impact: {impact}. Steps: {progress}.
      """,
    zh: "演练：“{title}”（{severity}）于 {opened} 开始，目前{status}。影响时长：{impact}。步骤：{progress}。"
  )
  static let takenBy = Phrase(en: "Taken by {name}", zh: "由 {name} 接手")
  static let responder = Phrase(en: "responder", zh: "处置人员")
  static let visits = Phrase(en: "{n} visits", zh: "进入 {n} 次")
  static let actions = Phrase(en: "{what} (×{n})", zh: "{what}（{n} 次）")
  static let nameWithRoles = Phrase(en: "{name} ({roles})", zh: "{name}（{roles}）")
  static let noRole = Phrase(en: "no role in the runbook", zh: "预案中无角色")
  static let omitted = Phrase(
    en: "… {n} {n|line|lines} left out …",
    zh: "…… 省略 {n} 行 ……"
  )
  static let hiddenAttempts = Phrase(
    en: "{n} {n|attempt|attempts} between the first and the last left out; the JSON has them.",
    zh: "首次与末次之间省略 {n} 次执行，JSON 中有全部内容。"
  )
  static let running = Phrase(en: "no end recorded", zh: "没有结束记录")
  static let unknown = Phrase(en: "outcome unknown", zh: "结果未知")
  static let settled = Phrase(
    en: "outcome unknown, settled as “{settlement}”",
    zh: "结果未知，按“{settlement}”处理"
  )
  static let stopped = Phrase(en: "{result}; stopped ({reason})", zh: "{result}；被停止（{reason}）")
  static let need = Phrase(en: "{count} of the role {role}", zh: "“{role}”{count} 名")
  static let needExceptRunner = Phrase(
    en: "{count} of the role {role}, not the one who runs the step",
    zh: "“{role}”{count} 名，执行人不得审批"
  )
  static let consent = Phrase(en: "{who} consented at {time}", zh: "{who}于 {time} 批准")
  static let refusal = Phrase(en: "{who} refused at {time}", zh: "{who}于 {time} 驳回")
  static let refusalBecause = Phrase(
    en: "{who} refused at {time}: {reason}",
    zh: "{who}于 {time} 驳回：{reason}"
  )
  static let skippedStep = Phrase(
    en: "was skipped: {reason}. Is it still needed?",
    zh: "被跳过：{reason}。是否还需要这一步？"
  )
  static let rollbackLeftStep = Phrase(
    en: "its rollback was left out: {reason}. What undoes the step then?",
    zh: "回滚被略过：{reason}。此时该如何撤销这一步？"
  )
  static let failedStep = Phrase(
    en: "failed: {reason}. Does the runbook say what to do then?",
    zh: "失败：{reason}。预案是否写明此时怎么办？"
  )
  static let lateStep = Phrase(
    en: "took {duration}, its deadline is {deadline}.",
    zh: "用时 {duration}，时限为 {deadline}。"
  )
  static let lateOpenStep = Phrase(
    en: "passed its deadline of {deadline}.",
    zh: "超过时限 {deadline}。"
  )
  static let slowStep = Phrase(
    en: "took {duration}, {percent} % of the run.",
    zh: "用时 {duration}，占整个执行的 {percent}%。"
  )
  static let repeatedStep = Phrase(
    en: "was tried {n} times. Does it need another check or more patience?",
    zh: "执行了 {n} 次。是否需要别的检查方法或更长的等待？"
  )
  static let unknownStep = Phrase(
    en: "had an outcome that nobody saw. Could a check find it out?",
    zh: "出现过结果未知。能否加一个检查来确认？"
  )

  static func state(_ state: StepState) -> Phrase {
    switch state {
    case .notReached: Phrase(en: "not reached", zh: "未到")
    case .underway: Phrase(en: "underway", zh: "进行中")
    case .stopped: Phrase(en: "stopped", zh: "停住")
    case .failed: Phrase(en: "failed", zh: "失败")
    case .skipped: Phrase(en: "skipped", zh: "跳过")
    case .done: Phrase(en: "done", zh: "完成")
    }
  }

  static func state(_ state: ApprovalHistory.State) -> Phrase {
    switch state {
    case .open: Phrase(en: "open", zh: "待定")
    case .given: Phrase(en: "given", zh: "批准")
    case .rejected: Phrase(en: "refused", zh: "驳回")
    case .expired: Phrase(en: "expired", zh: "超时")
    }
  }

  static func role(_ role: Command.Role) -> Phrase {
    switch role {
    case .run: Phrase(en: "run", zh: "执行")
    case .check: Phrase(en: "check", zh: "检查")
    case .until: Phrase(en: "until", zh: "等待达成")
    case .rollback: Phrase(en: "rollback", zh: "回滚")
    case .offered: Phrase(en: "offered", zh: "可选")
    }
  }

  static func mark(_ mark: ItemMark) -> Phrase {
    switch mark {
    case .done: Phrase(en: "done", zh: "完成")
    case .notApplicable: Phrase(en: "does not apply", zh: "不适用")
    case .open: Phrase(en: "open", zh: "未完成")
    }
  }
}
