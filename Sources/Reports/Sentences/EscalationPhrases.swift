import IncidentCore
import Phrases

/// What is said about escalations and messages.
enum EscalationPhrases {
  static let armed = Phrase(
    en: "Escalation “{policy}” begins: {reason}",
    zh: "升级策略“{policy}”启动：{reason}"
  )
  static let joined = Phrase(
    en: "The running escalation takes up another cause: {reason}",
    zh: "正在进行的升级并入新的原因：{reason}"
  )
  static let policyMissing = Phrase(
    en: "Nobody is called: there is no escalation policy “{policy}”",
    zh: "未呼叫任何人：没有名为“{policy}”的升级策略"
  )
  static let noPolicy = Phrase(
    en: "Nobody is called: there is no escalation policy",
    zh: "未呼叫任何人：没有升级策略"
  )
  static let fired = Phrase(
    en: "{rung}, due at {time}, calls {names}",
    zh: "{rung}（应于 {time}）呼叫 {names}"
  )
  static let ahead = Phrase(en: "Ahead of level 1", zh: "第 1 级之前")
  static let level = Phrase(en: "Level {level}", zh: "第 {level} 级")
  static let levelOfRound = Phrase(
    en: "Level {level}, round {round}",
    zh: "第 {round} 轮第 {level} 级"
  )
  static let called = Phrase(en: "{name} ({rule})", zh: "{name}（{rule}）")
  static let skippedWhileDown = Phrase(
    en: "{rung}, due at {time}, was skipped: engine down from {from} to {to}",
    zh: "{rung}（应于 {time}）被跳过：引擎自 {from} 至 {to} 未运行"
  )
  static let skippedBefore = Phrase(
    en: "{rung}, due at {time}, was skipped: no engine ran before {to}",
    zh: "{rung}（应于 {time}）被跳过：{to} 之前没有引擎运行"
  )
  static let skippedTooLate = Phrase(
    en: "{rung}, due at {time}, was skipped: it is older than the policy allows",
    zh: "{rung}（应于 {time}）被跳过：已超过策略允许的时限"
  )
  static let skippedForNobody = Phrase(
    en: "{rung}, due at {time}, stands for nobody",
    zh: "{rung}（应于 {time}）没有可呼叫的人"
  )
  static let hastened = Phrase(
    en: "The next level has its turn at once",
    zh: "立即转到下一级"
  )
  static let nobodyReached = Phrase(
    en: "Nobody was reached: all levels had their turn",
    zh: "未能联系到任何人：所有级别均已呼叫"
  )
  static let acknowledgementExpired = Phrase(
    en: "{name} took the incident, but nothing has happened since: people are called again",
    zh: "{name} 接手后一直没有进展：重新呼叫人员"
  )
  static let declined = Phrase(
    en: "Was called and cannot take the incident",
    zh: "被呼叫，但无法接手"
  )
  static let codeGiven = Phrase(
    en: "{name} got a code to answer with",
    zh: "已为 {name} 生成回复代码"
  )

  static func noted(_ note: AnswerNote) -> Phrase {
    switch note {
    case .alreadyTaken:
      Phrase(en: "{name} answered when somebody had it already", zh: "{name} 回复时已有人接手")
    case .passedOn:
      Phrase(en: "{name} answered when others had been called", zh: "{name} 回复时已呼叫他人")
    case .over:
      Phrase(en: "{name} answered when the incident was over", zh: "{name} 回复时事件已结束")
    case .wrongCode:
      Phrase(en: "{name} answered with a wrong code", zh: "{name} 回复的代码不正确")
    case .unclear:
      Phrase(en: "{name} answered, but it is not clear what", zh: "{name} 的回复无法识别")
    }
  }

  static func stopped(_ end: EscalationEnd) -> Phrase {
    switch end {
    case .acknowledged: Phrase(en: "The escalation stops: acknowledged", zh: "升级停止：已有人接手")
    case .answered: Phrase(en: "The escalation stops: answered", zh: "升级停止：已得到处理")
    case .resolved: Phrase(en: "The escalation stops: resolved", zh: "升级停止：事件已解决")
    }
  }

  // MARK: Messages

  static let noticeAddressed = Phrase(en: "To be told: {names}", zh: "通知对象：{names}")
  static let noticeForNobody = Phrase(
    en: "There is nobody to be told",
    zh: "没有可通知的人"
  )
  static let queued = Phrase(
    en: "A message to {name} through {notifier} is ready",
    zh: "给 {name} 的消息（{notifier}）已排队"
  )
  static let attempted = Phrase(
    en: "{message}: attempt {attempt}",
    zh: "{message}：第 {attempt} 次发送"
  )
  static let repeated = Phrase(
    en: "{message}: attempt {attempt}, marked as a possible repeat",
    zh: "{message}：第 {attempt} 次发送，标注为可能重复"
  )
  static let sent = Phrase(en: "{message}: sent", zh: "{message}：已发送")
  static let sentAs = Phrase(
    en: "{message}: sent, the provider's number is {id}",
    zh: "{message}：已发送，服务商编号 {id}"
  )
  static let deferred = Phrase(
    en: "{message}: {fault}; again at {time}",
    zh: "{message}：{fault}；{time} 重试"
  )
  static let failed = Phrase(en: "{message}: failed: {fault}", zh: "{message}：失败：{fault}")
  static let unknown = Phrase(
    en: "{message}: nobody knows whether it was taken: {detail}",
    zh: "{message}：是否送出未知：{detail}"
  )
  static let unknownAgain = Phrase(
    en: "{message}: nobody knows whether it was taken: {detail}; again at {time}",
    zh: "{message}：是否送出未知：{detail}；{time} 再发"
  )
  static let attemptedBy = Phrase(
    en: "{message}: attempt {attempt}, by {provider}",
    zh: "{message}：第 {attempt} 次发送，经 {provider}"
  )
  static let repeatedBy = Phrase(
    en: "{message}: attempt {attempt}, by {provider}, marked as a possible repeat",
    zh: "{message}：第 {attempt} 次发送，经 {provider}，标注为可能重复"
  )
  static let passedOn = Phrase(
    en: "{message}: {fault}; the next provider has its turn",
    zh: "{message}：{fault}；改由下一个服务商发送"
  )
  static let uncertain = Phrase(
    en: "{message}: nobody knows whether it was taken: {detail}; the provider is asked at {time}",
    zh: "{message}：是否送出未知：{detail}；将于 {time} 向服务商查询"
  )
  static let inquired = Phrase(
    en: "{message}: the provider is asked whether it took it",
    zh: "{message}：向服务商查询是否已送出"
  )

  static func held(_ cause: HoldCause?) -> Phrase {
    switch cause {
    case .person:
      Phrase(
        en: "{message}: held back until {time}, because the person just got one",
        zh: "{message}：收件人刚收到一条，推迟到 {time} 合并发送"
      )
    case .rate:
      Phrase(
        en: "{message}: held back until {time}, because the provider takes no more before",
        zh: "{message}：已达服务商频率上限，推迟到 {time}"
      )
    case .pause:
      Phrase(
        en: "{message}: held back until {time}, because the provider asked for a pause",
        zh: "{message}：服务商要求暂停，推迟到 {time}"
      )
    case .breaker:
      Phrase(
        en: "{message}: held back until {time}, because the provider fails again and again",
        zh: "{message}：服务商连续失败，推迟到 {time}"
      )
    case nil:
      Phrase(
        en: "{message}: held back until {time}, there are too many",
        zh: "{message}：消息过多，推迟到 {time}"
      )
    }
  }
  static let delivered = Phrase(en: "{message}: delivered", zh: "{message}：已送达")
  static let undelivered = Phrase(
    en: "{message}: not delivered: {detail}",
    zh: "{message}：未送达：{detail}"
  )
  static let message = Phrase(
    en: "Message to {name} through {notifier}",
    zh: "给 {name} 的消息（{notifier}）"
  )
  static let throttled = Phrase(
    en: "the provider asks to slow down: {detail}",
    zh: "服务商限流：{detail}"
  )
  static let refused = Phrase(
    en: "the provider does not accept us: {detail}",
    zh: "服务商拒绝我方身份：{detail}"
  )

  static let exhausted = Phrase(
    en: "the budget is used up: {detail}",
    zh: "额度已用完：{detail}"
  )

  // MARK: The means

  static func budget(_ level: BudgetNotice.Level, _ period: BudgetNotice.Period) -> Phrase {
    switch (level, period) {
    case (.warning, .day):
      Phrase(
        en: "Warning: “{provider}” has sent {used} of its {limit} messages of the day",
        zh: "提醒：“{provider}”当日已发送 {used} 条，限额 {limit} 条"
      )
    case (.warning, .month):
      Phrase(
        en: "Warning: “{provider}” has sent {used} of its {limit} messages of the month",
        zh: "提醒：“{provider}”当月已发送 {used} 条，限额 {limit} 条"
      )
    case (.reserved, .day):
      Phrase(
        en: "“{provider}” sends only what is urgent today: {used} of {limit} messages are used",
        zh: "“{provider}”今日仅发送紧急消息：已用 {used} 条，限额 {limit} 条"
      )
    case (.reserved, .month):
      Phrase(
        en:
          "“{provider}” sends only what is urgent this month: {used} of {limit} messages are used",
        zh: "“{provider}”本月仅发送紧急消息：已用 {used} 条，限额 {limit} 条"
      )
    case (.exhausted, .day):
      Phrase(
        en: "“{provider}” sends nothing more today: its {limit} messages are used up",
        zh: "“{provider}”今日不再发送：限额 {limit} 条已用完"
      )
    case (.exhausted, .month):
      Phrase(
        en: "“{provider}” sends nothing more this month: its {limit} messages are used up",
        zh: "“{provider}”本月不再发送：限额 {limit} 条已用完"
      )
    }
  }

  static let providerRefused = Phrase(
    en: "“{provider}” does not accept our settings: {detail}",
    zh: "“{provider}”拒绝了我方身份或设置：{detail}"
  )
  static let setForward = Phrase(
    en: "The clock of {host} jumped forward by {span}; everybody has as long to answer as before",
    zh: "主机 {host} 的时钟向前跳了 {span}；各项等待时长不变"
  )
  static let setBack = Phrase(
    en: "The clock of {host} jumped back by {span}; everybody has as long to answer as before",
    zh: "主机 {host} 的时钟向后跳了 {span}；各项等待时长不变"
  )
  static let suspended = Phrase(
    en: "The machine {host} slept for {span}",
    zh: "主机 {host} 休眠了 {span}"
  )

  static func superseded(_ cause: SupersededCause) -> Phrase {
    switch cause {
    case .stopped:
      Phrase(
        en: "{n} {n|message is|messages are} not sent any more: somebody answered",
        zh: "{n} 条消息不再发送：已有人响应"
      )
    case .nextLevel:
      Phrase(
        en: "{n} {n|message is|messages are} not sent any more: the next level has its turn",
        zh: "{n} 条消息不再发送：已转到下一级"
      )
    case .expired:
      Phrase(
        en: "{n} {n|message is|messages are} not sent any more: the time is over",
        zh: "{n} 条消息不再发送：已过时效"
      )
    case .declined:
      Phrase(
        en: "{n} {n|message is|messages are} not sent any more: the person cannot take it",
        zh: "{n} 条消息不再发送：本人无法接手"
      )
    case .bundled:
      Phrase(
        en: "{n} {n|message is|messages are} part of another message to the same person",
        zh: "{n} 条消息已并入发给同一人的另一条消息"
      )
    }
  }
}
