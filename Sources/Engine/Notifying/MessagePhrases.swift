import IncidentCore
import Phrases

/// What messages say beside titles and names.
enum MessagePhrases {
  static let ask = Phrase(
    en: "run “tocsin ack {incident}” to take it",
    zh: "执行“tocsin ack {incident}”接手"
  )
  static let answer = Phrase(en: "say whether you take it", zh: "答复是否接手")

  static let approve = Phrase(
    en: "approve or reject the step behind the link",
    zh: "打开链接，批准或驳回该步骤"
  )
  static let decide = Phrase(
    en: "run “tocsin approve {incident}” or “tocsin reject {incident}”",
    zh: "执行“tocsin approve {incident}”批准，或“tocsin reject {incident}”驳回"
  )

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

  /// What a notice about the means to call people says.
  static func topic(_ topic: NoticeTopic, _ language: Language) -> String {
    switch topic {
    case .budget(let notice):
      let phrase =
        switch (notice.period, notice.level) {
        case (.day, .exhausted): dayExhausted
        case (.month, .exhausted): monthExhausted
        case (.day, .warning), (.day, .reserved): dayWarning
        case (.month, .warning), (.month, .reserved): monthWarning
        }
      return phrase.text(
        language,
        ["provider": notice.provider, "used": "\(notice.used)", "limit": "\(notice.limit)"]
      )
    case .refused(let provider, let detail):
      return refused.text(language, ["provider": provider, "detail": detail])
    case .damaged(let incidents):
      let names = incidents.prefix(namedIncidents).listed
      let rest = incidents.count - namedIncidents
      return (rest > 0 ? damagedMany : damaged)
        .text(language, ["n": "\(incidents.count)", "names": names, "rest": "\(rest)"])
    }
  }

  /// How many incidents a message names.
  private static let namedIncidents = 3

  static let damaged = Phrase(
    en: "Tocsin: NOBODY IS CALLED for {n|incident|incidents} {names}, which cannot be read. Look "
      + "after {n|it|them} by hand, and run “tocsin verify”",
    zh: "Tocsin：{n} 个事件（{names}）无法读取，不会为其呼叫任何人。请人工处置，并执行“tocsin verify”"
  )
  static let damagedMany = Phrase(
    en:
      "Tocsin: NOBODY IS CALLED for {n} incidents, which cannot be read: {names} and {rest} more. "
      + "Look after them by hand, and run “tocsin verify”",
    zh: "Tocsin：{n} 个事件无法读取，不会为其呼叫任何人：{names}，另有 {rest} 个。请人工处置，"
      + "并执行“tocsin verify”"
  )

  static let dayWarning = Phrase(
    en: "Tocsin: “{provider}” has sent {used} of its {limit} messages of today",
    zh: "Tocsin：“{provider}”今日已发送 {used} 条，限额 {limit} 条"
  )
  static let monthWarning = Phrase(
    en: "Tocsin: “{provider}” has sent {used} of its {limit} messages of this month",
    zh: "Tocsin：“{provider}”本月已发送 {used} 条，限额 {limit} 条"
  )
  static let dayExhausted = Phrase(
    en: "Tocsin: “{provider}” sends nothing more today: its {limit} messages are used up",
    zh: "Tocsin：“{provider}”今日限额 {limit} 条已用完，不再发送"
  )
  static let monthExhausted = Phrase(
    en: "Tocsin: “{provider}” sends nothing more this month: its {limit} messages are used up",
    zh: "Tocsin：“{provider}”本月限额 {limit} 条已用完，不再发送"
  )
  static let refused = Phrase(
    en: "Tocsin: “{provider}” does not accept its settings any more: {detail}",
    zh: "Tocsin：“{provider}”拒绝了我方身份或设置：{detail}"
  )
}
