import Phrases
import Timekeeping

/// What messages say.
enum MessagePhrases {
  static let drill = Phrase(en: "[DRILL] ", zh: "【演练】")
  static let repeated = Phrase(en: "(possible repeat) ", zh: "（可能重复）")

  static let headline = Phrase(
    en: "{mark}{severity}: {title}",
    zh: "{mark}{severity}：{title}"
  )
  static let headlineWithoutSeverity = Phrase(en: "{mark}{title}", zh: "{mark}{title}")
  static let resolved = Phrase(en: "{mark}Resolved: {title}", zh: "{mark}已解决：{title}")
  static let test = Phrase(en: "{mark}Test message: {title}", zh: "{mark}测试消息：{title}")
  static let digest = Phrase(
    en: "{mark}{count} {count|message|messages}, the first: {title}",
    zh: "{mark}共 {count} 条消息，第一条：{title}"
  )

  static let place = Phrase(en: "Where: {value}", zh: "位置：{value}")
  static let step = Phrase(en: "Step: {value}", zh: "步骤：{value}")
  static let runbook = Phrase(en: "Runbook: {value}", zh: "预案：{value}")
  static let reason = Phrase(en: "Why: {value}", zh: "原因：{value}")
  static let since = Phrase(en: "Since: {value}", zh: "开始于：{value}")
  static let late = Phrase(en: "This message is {value} late.", zh: "本消息晚到 {value}。")
  static let ask = Phrase(en: "Please: {value}", zh: "请您：{value}")
  static let incident = Phrase(en: "Incident: {value}", zh: "事件：{value}")
  static let details = Phrase(en: "More: {value}", zh: "详情：{value}")
  static let item = Phrase(en: "- {value}", zh: "- {value}")
  static let more = Phrase(en: "and {value} more", zh: "另有 {value} 条")

  static let codeAndLink = Phrase(
    en: "To take it, reply {code} or open {link}",
    zh: "接手请回复 {code} 或打开 {link}"
  )
  static let codeOnly = Phrase(en: "To take it, reply {code}", zh: "接手请回复 {code}")
  static let linkOnly = Phrase(en: "To take it, open {link}", zh: "接手请打开 {link}")
  static let spokenCode = Phrase(
    en: "The code to take it is {code}.",
    zh: "接手代码是 {code}。"
  )

  static let days = Phrase(en: "{n} {n|day|days}", zh: "{n} 天")
  static let daysHours = Phrase(en: "{n} {n|day|days} {m} h", zh: "{n} 天 {m} 小时")
  static let hours = Phrase(en: "{n} h", zh: "{n} 小时")
  static let hoursMinutes = Phrase(en: "{n} h {m} min", zh: "{n} 小时 {m} 分钟")
  static let minutes = Phrase(en: "{n} min", zh: "{n} 分钟")
  static let seconds = Phrase(en: "{n} s", zh: "{n} 秒")

  /// A length of time in words, to two units.
  static func length(_ span: TimeSpan, _ language: Language) -> String {
    let seconds = max(0, span.milliseconds / 1000)
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
    let phrase: Phrase
    let values: (Int64, Int64)
    switch seconds {
    case 86_400...: (phrase, values) = (hours == 0 ? Self.days : daysHours, (days, hours))
    case 3600...: (phrase, values) = (minutes == 0 ? Self.hours : hoursMinutes, (hours, minutes))
    case 60...: (phrase, values) = (Self.minutes, (minutes, 0))
    default: (phrase, values) = (Self.seconds, (seconds, 0))
    }
    return phrase.text(language, ["n": "\(values.0)", "m": "\(values.1)"])
  }
}
