import Phrases

/// What a timeline says besides its sentences.
enum TimelinePhrases {
  static let heading = Phrase(en: "Timeline of incident {id}: {title}", zh: "事件 {id} 时间线：{title}")
  static let drill = Phrase(en: "DRILL", zh: "演练")
  static let zone = Phrase(en: "All times in {zone}", zh: "所有时间按 {zone}")
  static let number = Phrase(en: "No.", zh: "序号")
  static let time = Phrase(en: "Time", zh: "时间")
  static let who = Phrase(en: "Who", zh: "操作人")
  static let what = Phrase(en: "What happened", zh: "事项")
  static let backdated = Phrase(
    en: "written down afterwards: {time}, {delay} later",
    zh: "事后补记：{time} 记入，晚 {delay}"
  )
  static let correctedBy = Phrase(en: "corrected by #{events}", zh: "已由第 {events} 条更正")
  static let nextEvent = Phrase(en: ", #", zh: "、")
  static let corrects = Phrase(en: "corrects #{event}", zh: "更正第 {event} 条")
  static let collapsed = Phrase(
    en: "collapsed: {n} attempts, {events} {events|entry|entries} left out",
    zh: "已合并：共 {n} 次执行，省略 {events} 条"
  )
  static let external = Phrase(en: "for the public", zh: "可对外")
  static let regulator = Phrase(en: "for the authority", zh: "可报监管")
  static let engine = Phrase(en: "Tocsin", zh: "Tocsin")
  static let empty = Phrase(en: "Nothing is recorded.", zh: "没有记录。")
}
