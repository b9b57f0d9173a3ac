import Phrases

/// Rules about who hears of trouble with the means to call people.
enum OverseerRules {
  static let all = [nobodyTold, emptyTarget]

  static let nobodyTold = ConfigurationRule.warning(
    "config-nobody-told",
    Phrase(
      en: "Nobody hears of trouble with calling people.",
      zh: "呼叫渠道出现问题时无人知晓。"
    ),
    Phrase(
      en: "Nobody is told when a budget runs short, a provider refuses its settings, or an "
        + "incident cannot be read.",
      zh: "额度将尽、服务商拒绝设置或事件无法读取时，没有人会得到通知。"
    ),
    remedy: Phrase(
      en: "Add `engine: { report-to: [{example}] }`.",
      zh: "请添加 `engine: { report-to: [{example}] }`。"
    )
  )
  static let emptyTarget = ConfigurationRule.warning(
    "config-report-to-empty",
    Phrase(
      en: "Who should hear of trouble is nobody.",
      zh: "应得知呼叫渠道问题的对象无人。"
    ),
    Phrase(
      en: "`{target}` in `report-to` stands for nobody who can be reached.",
      zh: "`report-to` 中的 `{target}` 没有可以联系到的人。"
    ),
    remedy: Phrase(
      en: "Give it somebody who has a contact, or name another: a person or a notifier.",
      zh: "请为其补充有联系方式的人员，或改写为其他人员或通知渠道。"
    )
  )
}
