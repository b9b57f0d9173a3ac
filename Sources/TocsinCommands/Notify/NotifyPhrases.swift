import Phrases

/// What the commands about notifiers say themselves.
enum NotifyPhrases {
  static let unknownNotifier = Phrase(
    en: "there is no notifier `{notifier}`; there are: {known}",
    zh: "没有通知渠道 `{notifier}`；现有：{known}"
  )
  static let unknownPerson = Phrase(
    en: "there is nobody called `{person}`; there are: {known}",
    zh: "没有人员 `{person}`；现有：{known}"
  )
  static let noContact = Phrase(
    en: "`{person}` has no address for `{notifier}`, only for: {known}",
    zh: "`{person}` 没有 `{notifier}` 的接收地址，只有：{known}"
  )
  static let noCards = Phrase(
    en: "there is no card in: {paths}",
    zh: "以下位置没有通知卡片：{paths}"
  )
  static let personAt = Phrase(
    en: "{name} ({person}), {address}",
    zh: "{name}（{person}），{address}"
  )
  static let person = Phrase(en: "{name} ({person})", zh: "{name}（{person}）")
  static let channel = Phrase(en: "the channel itself", zh: "渠道本身")

  // MARK: The preview

  static let preview = Phrase(
    en: "{notifier}: {title}, card {card}, to {recipient}; nothing is sent",
    zh: "{notifier}：{title}，卡片 {card}，发给 {recipient}；不会发送"
  )
  static let length = Phrase(
    en: "text `{name}`: {alphabet}, {units} {units|unit|units}, {n} {n|segment|segments}",
    zh: "文本 `{name}`：{alphabet}，{units} 个编码单位，{n} 条短信"
  )
  static let noRequest = Phrase(
    en: "{notifier}: no request can be made: {reason}",
    zh: "{notifier}：无法生成请求：{reason}"
  )
  static let sampleTitle = Phrase(
    en: "Sample: the portal does not answer",
    zh: "示例：门户网站无法访问"
  )
  static let sampleStep = Phrase(en: "Restart the portal", zh: "重启门户网站")

  // MARK: The test

  static let testTitle = Phrase(
    en: "Tocsin tries whether messages arrive; nothing is asked of you",
    zh: "Tocsin 正在测试消息能否送达，无需处理"
  )
  static let sending = Phrase(
    en: "{notifier}: sending a test message to {recipient}",
    zh: "{notifier}：正在向 {recipient} 发送测试消息"
  )
  static let secretMissing = Phrase(
    en: "nothing was sent: the secret `{secret}` of `{notifier}` cannot be had: {reason}",
    zh: "未发送：取不到 `{notifier}` 的密钥 `{secret}`：{reason}"
  )
  static let taken = Phrase(
    en: "{notifier}: taken after {time} ms",
    zh: "{notifier}：{time} 毫秒后已接收"
  )
  static let takenAs = Phrase(
    en: "{notifier}: taken after {time} ms; the provider's number is {id}",
    zh: "{notifier}：{time} 毫秒后已接收；服务商编号 {id}"
  )
  static let throttled = Phrase(
    en: "{notifier}: not taken after {time} ms: the provider asks to slow down: {detail}",
    zh: "{notifier}：{time} 毫秒后未接收：服务商限流：{detail}"
  )
  static let refused = Phrase(
    en: "{notifier}: not taken after {time} ms: the provider does not accept us: {detail}",
    zh: "{notifier}：{time} 毫秒后未接收：服务商拒绝我方身份：{detail}"
  )
  static let failed = Phrase(
    en: "{notifier}: not taken after {time} ms, and never will be like this: {detail}",
    zh: "{notifier}：{time} 毫秒后未接收，照此重发也不会成功：{detail}"
  )
  static let later = Phrase(
    en: "{notifier}: not taken after {time} ms; it may work later: {detail}",
    zh: "{notifier}：{time} 毫秒后未接收，稍后可能成功：{detail}"
  )
  static let unknown = Phrase(
    en: "{notifier}: nobody knows after {time} ms whether it was taken: {detail}",
    zh: "{notifier}：{time} 毫秒后仍不知是否接收：{detail}"
  )
  static let answer = Phrase(en: "  answer {status}: {body}", zh: "  应答 {status}：{body}")
  static let emptyAnswer = Phrase(en: "  answer {status}", zh: "  应答 {status}")

  // MARK: The log

  static let noMessages = Phrase(
    en: "{incident}: no message was sent",
    zh: "{incident}：没有发送过消息"
  )
  static let logTitle = Phrase(
    en: "{incident}: {n} {n|message|messages}; times in {zone}",
    zh: "{incident}：{n} 条消息；时区 {zone}"
  )
  static let message = Phrase(
    en: "{name} through {notifier}, {address}: {status}",
    zh: "收件人 {name}，渠道 {notifier}，{address}：{status}"
  )
  static let messageWithoutAddress = Phrase(
    en: "{name} through {notifier}: {status}",
    zh: "收件人 {name}，渠道 {notifier}：{status}"
  )
  static let pageOfRound = Phrase(
    en: "{key}: level {level}, round {round}",
    zh: "{key}：第 {round} 轮第 {level} 级"
  )
  static let notice = Phrase(en: "{key}: notice of step {step}", zh: "{key}：步骤 {step} 的通知")
  static let noticeOfMeans = Phrase(
    en: "{key}: notice about a notifier",
    zh: "{key}：关于通知渠道的提醒"
  )
}
