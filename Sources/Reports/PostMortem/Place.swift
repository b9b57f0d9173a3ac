import Phrases

/// A place in a post-mortem that people fill, and that survives when the report is made anew.
public enum Place: String, CaseIterable, Hashable, Sendable {
  /// One sentence that says it all.
  case oneLine = "tl-dr"
  /// Who owns the report, and when it is reviewed.
  case ownerAndReview = "owner-and-review"
  /// What happened, in one paragraph.
  case summary
  /// Who and what was affected.
  case impact
  /// How it was noticed.
  case detection
  /// What set it off and what helped it along.
  case contributingFactors = "contributing-factors"
  /// Why nothing stopped it before.
  case whyNotStopped = "why-not-stopped"
  /// What went well.
  case wentWell = "went-well"
  /// What went badly.
  case wentBadly = "went-badly"
  /// Where it was luck.
  case lucky
  /// On what the decisions were based, and what else could have been done.
  case decisionNotes = "decision-notes"
  /// What to change in the runbook.
  case runbookChanges = "runbook-changes"
  /// What is to be done, by whom and until when.
  case actionItems = "action-items"
  /// What is not going to be done, and why.
  case declinedActions = "declined-actions"
  /// What the record on notifications leaves out.
  case notificationNotes = "notification-notes"
  /// Anything else.
  case other
  /// Texts whose markers were damaged; only there when there is one.
  case rescued

  /// The heading above the place.
  var heading: Phrase {
    switch self {
    case .oneLine: Phrase(en: "TL;DR", zh: "一句话摘要")
    case .ownerAndReview: Phrase(en: "Owner and review meeting", zh: "负责人与评审会")
    case .summary: Phrase(en: "Summary", zh: "概述")
    case .impact: Phrase(en: "Impact", zh: "影响")
    case .detection: Phrase(en: "Detection", zh: "发现方式")
    case .contributingFactors:
      Phrase(en: "Trigger and contributing factors", zh: "触发因素与促成因素")
    case .whyNotStopped: Phrase(en: "Why nothing stopped it before", zh: "为什么当时没有拦住")
    case .wentWell: Phrase(en: "What went well", zh: "做得好的")
    case .wentBadly: Phrase(en: "What went badly", zh: "不足之处")
    case .lucky: Phrase(en: "Where we got lucky", zh: "侥幸之处")
    case .decisionNotes: Phrase(en: "Grounds and alternatives", zh: "依据与备选方案")
    case .runbookChanges: Phrase(en: "Changes to the runbook", zh: "预案修订意见")
    case .actionItems: Phrase(en: "Action items", zh: "整改措施")
    case .declinedActions: Phrase(en: "Actions not taken up", zh: "不采纳项及理由")
    case .notificationNotes: Phrase(en: "Delivered and confirmed", zh: "送达与确认情况")
    case .other: Phrase(en: "Other", zh: "其他")
    case .rescued: Phrase(en: "Text from damaged places", zh: "标记损坏处的原文")
    }
  }

  /// A question that helps to fill the place.
  var hint: Phrase? {
    switch self {
    case .summary:
      Phrase(
        en: "What happened, to whom, how long, and why, in one paragraph.",
        zh: "用一段话写清：发生了什么、影响了谁、持续多久、为什么。"
      )
    case .impact:
      Phrase(
        en: "Services, users, minutes per level, data, agreed service levels, tickets.",
        zh: "业务、用户数、分级别时长、数据、服务承诺、投诉与工单。"
      )
    case .detection:
      Phrase(
        en: "How was it noticed? What would have halved the time?",
        zh: "怎么发现的？怎样能把发现时间缩短一半？"
      )
    case .contributingFactors:
      Phrase(
        en: "Conditions and mechanisms, not people.",
        zh: "写条件和机制，不追究个人。"
      )
    case .actionItems:
      Phrase(
        en: "Each begins with a verb, has a scope and says how to tell that it is done.",
        zh: "每条以动词开头，写明范围和完成标准。"
      )
    default: nil
    }
  }

  /// What stands in the place before somebody fills it.
  var blank: Phrase {
    switch self {
    case .actionItems:
      Phrase(
        en: """
          | Action | Type (prevent, detect, mitigate, process) | Owner | Due | Done when | Status |
          | --- | --- | --- | --- | --- | --- |
          | not recorded | | | | | |
          """,
        zh: """
          | 内容 | 类型（预防、发现、缓解、流程） | 责任人 | 期限 | 完成标准 | 状态 |
          | --- | --- | --- | --- | --- | --- |
          | 未填写 | | | | | |
          """
      )
    default: PartPhrases.notRecorded
    }
  }
}
