import Phrases

/// What commands say about answers that come in.
enum ServingPhrases {
  static let listening = Phrase(
    en: "answers are taken at http://{address}",
    zh: "在 http://{address} 接收应答"
  )
  static let inUse = Phrase(
    en: "answers cannot be taken: another program listens on {address}. End it, or set another "
      + "port as `server: { listen: … }`; people are called all the same, and it is tried again.",
    zh: "无法接收应答：{address} 已被其他程序占用。请结束该程序，或在 `server: { listen: … }` 中改用其他端口；"
      + "呼叫不受影响，稍后自动重试。"
  )
  static let notPermitted = Phrase(
    en: "answers cannot be taken: listening on {address} takes more rights. Set a port of 1024 or "
      + "above as `server: { listen: … }`.",
    zh: "无法接收应答：没有权限监听 {address}。请在 `server: { listen: … }` 中改用 1024 及以上的端口。"
  )
  static let notOurs = Phrase(
    en: "answers cannot be taken: {address} is not an address of this machine; see "
      + "`server: { listen: … }`.",
    zh: "无法接收应答：{address} 不是本机地址；请检查 `server: { listen: … }`。"
  )
  static let notListening = Phrase(
    en: "answers cannot be taken at {address}: {reason}",
    zh: "无法在 {address} 接收应答：{reason}"
  )

  static let refused = Phrase(
    en: "somebody sent something for “{notifier}” that is not believed: the signature or token is "
      + "wrong or missing, or its secret is not set here",
    zh: "收到发往“{notifier}”的请求但不予采信：签名或令牌错误、缺失，或本机未配置其密钥"
  )
  static let stale = Phrase(
    en: "somebody sent something for “{notifier}” that is too old; is the clock right?",
    zh: "收到发往“{notifier}”的请求，但时间戳过旧；请检查时钟"
  )
  static let unreadable = Phrase(
    en: "what came in for “{notifier}” cannot be read; its card says how that is done",
    zh: "无法解析发往“{notifier}”的请求；请检查其通知卡片的 inbound"
  )
  static let unknownReceipt = Phrase(
    en: "a receipt of “{notifier}” is about a message that is not in this journal: {id}",
    zh: "“{notifier}”的回执所指的消息不在本日志中：{id}"
  )
  static let unknownSender = Phrase(
    en: "a reply through “{notifier}” came from an address that no person has",
    zh: "经由“{notifier}”收到的回复来自未登记的地址"
  )
  static let tooManyGuesses = Phrase(
    en: "{person} sent too many wrong codes; no more are looked at for an hour",
    zh: "{person} 回复的错误代码过多，一小时内不再受理"
  )

  static let keyMissing = Phrase(
    en: "tocsin: the key of `server` cannot be had; messages have no link.",
    zh: "tocsin：取不到 `server` 的密钥；消息将不带链接。"
  )
  static let keyShort = Phrase(
    en: "tocsin: the key of `server` is shorter than {n} bytes; messages have no link.",
    zh: "tocsin：`server` 的密钥不足 {n} 字节；消息将不带链接。"
  )
  static let keyUnusable = Phrase(
    en: "tocsin: {path}: {reason}; messages have no link.",
    zh: "tocsin：{path}：{reason}；消息将不带链接。"
  )
  static let keyOpen = Phrase(
    en: "tocsin: {path} can be read by others or is too short; delete it, and a new key is made. "
      + "Until then messages have no link.",
    zh: "tocsin：{path} 可被他人读取或长度不足；请删除它以重新生成。在此之前消息不带链接。"
  )
}
