import IncidentCore
import Phrases

/// What messages say beside titles and names.
enum MessagePhrases {
  static let ask = Phrase(
    en: "run “tocsin ack {incident}” to take it",
    zh: "执行“tocsin ack {incident}”接手"
  )
  static let answer = Phrase(en: "say whether you take it", zh: "答复是否接手")

  static func reason(_ reason: EscalationReason) -> Phrase {
    switch reason {
    case .person: Phrase(en: "a colleague asks for help", zh: "同事请求支援")
    case .deadline: Phrase(en: "a step is late", zh: "步骤超时限")
    case .approvalExpired: Phrase(en: "nobody decided on an approval", zh: "审批超时无人决定")
    case .personNeeded: Phrase(en: "a person is needed", zh: "需要人工处理")
    case .failure: Phrase(en: "something failed", zh: "执行失败")
    case .outcomeUnknown: Phrase(en: "a command's outcome is unknown", zh: "命令结果未知")
    case .opened: Phrase(en: "a new incident", zh: "新事件")
    case .notificationFailed: Phrase(en: "a notification failed", zh: "通知未能送出")
    case .acknowledgementExpired: Phrase(en: "no progress since it was taken", zh: "接手后没有进展")
    }
  }
}
