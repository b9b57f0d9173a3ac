import IncidentCore
public import Phrases
import Timekeeping

/// Something that stands against accepting a report.
public struct ReviewFinding: Hashable, Sendable {
  /// The rule's stable name in kebab case, such as `wrong-order`.
  public let code: String
  /// What is wrong, in one sentence.
  public let message: Message

  init(_ code: String, _ message: Message) {
    self.code = code
    self.message = message
  }
}

/// Asks of a record and of what people wrote whether a report can be accepted.
struct ReviewGate {
  let record: IncidentRecord
  let milestones: Milestones
  let history: RunHistory
  let kept: KeptTexts
  let settings: ReportSettings

  /// What stands against it, the record's part first.
  var findings: [ReviewFinding] {
    order + missing + future + corrected + run + people
  }

  private static let pairs: [(Milestone, Milestone)] = [
    (.impactStarted, .detected), (.detected, .declared), (.detected, .acknowledged),
    (.impactStarted, .mitigated), (.detected, .mitigated), (.mitigated, .resolved),
    (.detected, .resolved),
  ]

  private var order: [ReviewFinding] {
    Self.pairs.compactMap { first, second in
      guard let start = milestones[first], let end = milestones[second], end.at < start.at
      else { return nil }
      return ReviewFinding(
        "wrong-order",
        ReviewPhrases.wrongOrder.with([
          "first": name(first), "second": name(second), "start": String(start.event),
          "end": String(end.event),
        ])
      )
    }
  }

  private var missing: [ReviewFinding] {
    Milestone.allCases.filter { milestones[$0] == nil }
      .map { milestone in
        milestone == .resolved
          ? ReviewFinding("unresolved", ReviewPhrases.unresolved.with([:]))
          : ReviewFinding(
            "missing-milestone",
            ReviewPhrases.missing.with(["milestone": name(milestone)])
          )
      }
  }

  private var future: [ReviewFinding] {
    record.events.filter { $0.occurredAt > settings.generatedAt }
      .map { event in
        ReviewFinding(
          "future-time",
          ReviewPhrases.future.with([
            "event": String(event.sequence), "time": settings.zone.dateAndTime(event.occurredAt),
          ])
        )
      }
  }

  private var corrected: [ReviewFinding] {
    record.events.compactMap { event in
      guard case .eventCorrected(let sequence) = event.fact,
        let milestone = Milestone.allCases.first(where: { milestones[$0]?.event == sequence })
      else { return nil }
      return ReviewFinding(
        "corrected-milestone",
        ReviewPhrases.corrected.with([
          "milestone": name(milestone), "event": String(sequence),
          "correction": String(event.sequence),
        ])
      )
    }
  }

  private var run: [ReviewFinding] {
    history.outcome == nil
      ? [ReviewFinding("unfinished-run", ReviewPhrases.unfinished.with([:]))] : []
  }

  private var people: [ReviewFinding] {
    var findings: [ReviewFinding] = []
    let actions = ActionItem.read(kept.texts[.actionItems] ?? "")
    let open = actions.filter { !$0.isClosed }
    if !open.isEmpty {
      findings.append(
        ReviewFinding("open-actions", ReviewPhrases.open.with(["n": String(open.count)]))
      )
    }
    for action in actions where action.owner.isEmpty || action.due.isEmpty {
      findings.append(
        ReviewFinding("vague-action", ReviewPhrases.vague.with(["action": action.text]))
      )
    }
    let blank = Place.allCases.filter { $0 != .rescued && kept.texts[$0] == nil }
    if !blank.isEmpty {
      let names = blank.map { settings.text($0.heading) }
      findings.append(
        ReviewFinding(
          "blank-places",
          ReviewPhrases.blank.with([
            "n": String(blank.count),
            "places": names.listed(settings.language),
          ])
        )
      )
    }
    if !kept.rescued.isEmpty {
      findings.append(ReviewFinding("rescued-text", ReviewPhrases.rescued.with([:])))
    }
    return findings
  }

  private func name(_ milestone: Milestone) -> String {
    settings.text(PartPhrases.milestone(milestone))
  }
}

/// What the review gate says.
enum ReviewPhrases {
  static let wrongOrder = Phrase(
    en: "“{second}” (#{end}) lies before “{first}” (#{start}); correct one of them.",
    zh: "“{second}”（第 {end} 条）早于“{first}”（第 {start} 条），请更正其中之一。"
  )
  static let missing = Phrase(
    en: "The milestone “{milestone}” is not recorded.",
    zh: "关键时刻“{milestone}”未填写。"
  )
  static let unresolved = Phrase(
    en: "The incident is not resolved: the milestone “resolved” is not recorded.",
    zh: "事件尚未解决：关键时刻“解决”未填写。"
  )
  static let future = Phrase(
    en: "Event #{event} lies in the future: {time}.",
    zh: "第 {event} 条的时间在报告生成之后：{time}。"
  )
  static let corrected = Phrase(
    en: "“{milestone}” rests on event #{event}, which event #{correction} corrects; check it.",
    zh: "“{milestone}”取自第 {event} 条，而该条已由第 {correction} 条更正，请核对。"
  )
  static let unfinished = Phrase(
    en: "The run is not finished; the report shows it as it stands.",
    zh: "执行尚未结束，报告只反映当前情况。"
  )
  static let open = Phrase(
    en: "{n} action {n|item is|items are} not finished.",
    zh: "有 {n} 条整改措施未完成。"
  )
  static let vague = Phrase(
    en: "The action “{action}” lacks an owner or a due date.",
    zh: "整改措施“{action}”缺少责任人或期限。"
  )
  static let blank = Phrase(
    en: "{n} {n|part is|parts are} not filled: {places}.",
    zh: "有 {n} 处未填写：{places}。"
  )
  static let rescued = Phrase(
    en: "Markers of the earlier report were damaged; the texts are at the end, put them back.",
    zh: "之前报告的标记有损坏，原文附在最后，请放回原处。"
  )
}
