import Phrases

/// What the page behind a link says.
enum PagePhrases {
  static let drill = Phrase(en: "This is a drill.", zh: "这是一次演练。")
  static let step = Phrase(en: "Step", zh: "步骤")
  static let reason = Phrase(en: "Why", zh: "原因")
  static let since = Phrase(en: "Since", zh: "开始于")
  static let called = Phrase(en: "Called", zh: "已呼叫")
  static let incident = Phrase(en: "Incident", zh: "事件编号")

  static let question = Phrase(en: "{name}, do you take it?", zh: "{name}，由您接手吗？")
  static let take = Phrase(en: "I take it", zh: "我来处理")
  static let cannot = Phrase(en: "I cannot", zh: "我无法处理")

  static let consent = Phrase(
    en: "{name}, do you approve “{step}”?",
    zh: "{name}，是否批准“{step}”？"
  )
  static let consentOfSeveral = Phrase(
    en: "{name}, do you approve “{step}”? {given} of {needed} have.",
    zh: "{name}，是否批准“{step}”？需 {needed} 人批准，已有 {given} 人。"
  )
  static let approve = Phrase(en: "Approve", zh: "批准")
  static let reject = Phrase(en: "Reject", zh: "驳回")
  static let yes = Phrase(en: "Yes", zh: "是")
  static let no = Phrase(en: "No", zh: "否")

  static let yours = Phrase(
    en: "You have it, {name}, since {time}.",
    zh: "{name}，您已于 {time} 接手。"
  )
  static let taken = Phrase(
    en: "{name} has it since {time}. There is nothing for you to do.",
    zh: "{name} 已于 {time} 接手，您无需处理。"
  )
  static let declined = Phrase(
    en: "You said that you cannot. Somebody else is called; you can still take it.",
    zh: "您已表示无法处理，将呼叫其他人；您仍可接手。"
  )
  static let passedOn = Phrase(
    en: "Nobody has it yet, and others have been called since. You can still take it.",
    zh: "目前无人接手，之后又呼叫了其他人。您仍可接手。"
  )
  static let answered = Phrase(
    en: "What was asked has been answered. There is nothing for you to do.",
    zh: "所询事项已有答复，您无需处理。"
  )
  static let nothingAsked = Phrase(
    en: "Nothing is asked of you now.",
    zh: "目前没有需要您决定的事项。"
  )
  static let noticeExpired = Phrase(
    en:
      "This link is too old to answer with: use a later message, or run “tocsin show {incident}”.",
    zh: "链接已过期，不能再用于应答：请使用之后的消息，或执行“tocsin show {incident}”。"
  )
  static let over = Phrase(
    en: "The incident is over. There is nothing for you to do.",
    zh: "事件已结束，您无需处理。"
  )
  static let expired = Phrase(
    en: "This link is too old to answer with. Nobody has it: use a later message, or run "
      + "“tocsin ack {incident}”.",
    zh: "链接已过期，不能再用于应答。目前无人接手：请使用之后的消息，或执行“tocsin ack {incident}”。"
  )
  static let unknown = Phrase(
    en: "This link is not valid. Please open the whole link of the message.",
    zh: "链接无效，请打开消息中的完整链接。"
  )
  static let unavailable = Phrase(
    en: "This does not work right now. Please try again in a minute, or answer in another way.",
    zh: "暂时无法处理，请一分钟后重试，或用其他方式应答。"
  )
}
