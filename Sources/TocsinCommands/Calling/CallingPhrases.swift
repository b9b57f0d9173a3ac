import Phrases

/// What commands say about calling people.
enum CallingPhrases {
  static let cardMissing = Phrase(
    en: "There is no card “{card}.yaml” for a notifier in {folders}.",
    zh: "在 {folders} 中没有通知卡片“{card}.yaml”。"
  )
  static let cardUnusable = Phrase(
    en: "The card {path} has {count} {count|error|errors}; `tocsin notify check` shows them.",
    zh: "通知卡片 {path} 有 {count} 处错误；用 `tocsin notify check` 查看。"
  )
  static let secretMissing = Phrase(
    en: "tocsin: the secret “{secret}” of the notifier “{notifier}” cannot be had; "
      + "messages through it will fail.",
    zh: "tocsin：取不到通知渠道“{notifier}”的密钥“{secret}”；经由它的消息将会失败。"
  )
  static let active = Phrase(en: "calling people", zh: "正在负责呼叫")
  static let standby = Phrase(
    en: "standing by: process {pid} calls people",
    zh: "待命：进程 {pid} 负责呼叫"
  )
  static let faulty = Phrase(
    en: "the journal cannot be used: {reason}",
    zh: "无法使用日志：{reason}"
  )
  static let damaged = Phrase(
    en:
      "NOBODY IS CALLED for incident {incident}, which cannot be read: {reason} All others go on; "
      + "no heartbeat is sent. Look after it by hand, and run `tocsin verify`.",
    zh: "事件 {incident} 无法读取，不会为它呼叫任何人：{reason}其余事件照常处理；停止发送心跳。"
      + "请人工处置该事件，并运行 `tocsin verify`。"
  )
  static let stopped = Phrase(en: "stopped", zh: "已停止")
  static let reloaded = Phrase(en: "read {path} anew", zh: "已重新读取 {path}")
  static let keptOld = Phrase(
    en: "kept the old configuration: {reason}",
    zh: "沿用原有配置：{reason}"
  )
  static let overdue = Phrase(
    en: "what was due at {time} is not done yet; no heartbeat is sent",
    zh: "应于 {time} 处理的事项仍未处理；停止发送心跳"
  )
  static let nobodyCalls = Phrase(
    en: "tocsin: nobody is called: {reason}",
    zh: "tocsin：不会呼叫任何人：{reason}"
  )
}
