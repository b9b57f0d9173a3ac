import IncidentCore
import Phrases

/// What is said back to those who reply.
enum AnswerPhrases {
  static let taken = Phrase(en: "It is yours now: {title}", zh: "已由您接手：{title}")
  static let alreadyYours = Phrase(en: "You have it already: {title}", zh: "您已经接手：{title}")
  static let alreadyTaken = Phrase(
    en: "{name} has it already: {title}",
    zh: "{name} 已经接手：{title}"
  )
  static let declined = Phrase(
    en: "Noted, somebody else takes it: {title}",
    zh: "已记录，将由其他人处理：{title}"
  )
  static let passedOn = Phrase(
    en: "Others have been called already: {names}. {title}",
    zh: "已经呼叫其他人：{names}。{title}"
  )
  static let over = Phrase(en: "It is over: {title}", zh: "事件已结束：{title}")
  static let wrongCode = Phrase(
    en: "This code is not known. Reply the four digits of the message.",
    zh: "代码不正确，请回复消息中的四位数字。"
  )
  static let ambiguous = Phrase(
    en:
      "This code stands for several incidents. Open the link of the message, or run “tocsin ack”.",
    zh: "该代码对应多个事件，请打开消息中的链接，或执行“tocsin ack”。"
  )
  static let codeWanted = Phrase(
    en: "Reply the four digits of the message to take it; “no” and the digits when you cannot.",
    zh: "接手请回复消息中的四位数字；无法接手请回复“不行”加这四位数字。"
  )
  static let nothingOpen = Phrase(
    en: "Nothing waits for you.",
    zh: "目前没有需要您处理的事件。"
  )
}
