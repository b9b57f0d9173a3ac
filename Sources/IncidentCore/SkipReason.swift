public import Phrases
public import RunbookModel

/// Why a step was left out.
public enum SkipReason: Hashable, Sendable {
  /// What a person gave as the reason.
  case words(String)
  /// Nobody decided on its approval in time.
  case approvalExpired
  /// Nobody saw how its command ended, and a person left the step out.
  case outcomeUnknown
  /// The run was over before it.
  case runOver(RunOutcome)
  /// A person went on at another step.
  case moved(to: StepID)

  /// The reason that the journal has as `text`.
  public init(text: String) {
    self = [Self.approvalExpired, .outcomeUnknown].first { $0.text == text } ?? .words(text)
  }

  /// What the journal says for it; what the engine concludes by itself has a fixed text there.
  var text: String {
    switch self {
    case .words(let words): words
    case .approvalExpired: "approval expired"
    case .outcomeUnknown: "outcome unknown"
    case .runOver(let outcome): outcome.rawValue
    case .moved(let step): step.text
    }
  }

  /// The reason for a reader.
  public var message: Message {
    switch self {
    case .words(""): Self.notGiven.with([:])
    case .words(let words): Self.asGiven.with(["words": words])
    case .approvalExpired: Self.expired.with([:])
    case .outcomeUnknown: Self.unknown.with([:])
    case .runOver(.failed): Self.failed.with([:])
    case .runOver: Self.ended.with([:])
    case .moved(let step): Self.elsewhere.with(["step": step.text])
    }
  }

  private static let notGiven = Phrase(en: "no reason given", zh: "未说明理由")
  private static let asGiven = Phrase(en: "{words}", zh: "{words}")
  private static let expired = Phrase(en: "nobody approved in time", zh: "逾期无人审批")
  private static let unknown = Phrase(en: "the outcome is unknown", zh: "结果未知")
  private static let failed = Phrase(en: "the run failed before", zh: "执行已失败")
  private static let ended = Phrase(en: "the run was ended before", zh: "执行已提前结束")
  private static let elsewhere = Phrase(en: "went on at “{step}”", zh: "转到“{step}”")
}
