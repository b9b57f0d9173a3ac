import Phrases

/// The words of printed rosters.
enum RosterPhrases {
  static let allDay = Phrase(en: "all day", zh: "全天")
  static let nobody = Phrase(en: "nobody", zh: "无人")
  static let swapped = Phrase(en: "{name} (swap)", zh: "{name}（换班）")
  static let overridden = Phrase(en: "{name} (override)", zh: "{name}（调整）")
  static let makeUpDay = Phrase(en: "make-up working day", zh: "调休上班")
  static let title = Phrase(en: "Duty roster", zh: "值班表")
  static let date = Phrase(en: "Date", zh: "日期")
  static let span = Phrase(en: "{from} to {to}, {zone}", zh: "{from} 至 {to}，{zone}")
  static let event = Phrase(en: "{schedule}: {name}", zh: "{schedule}：{name}")
  static let weekdays: [Weekday: Phrase] = [
    .monday: Phrase(en: "Mon", zh: "周一"),
    .tuesday: Phrase(en: "Tue", zh: "周二"),
    .wednesday: Phrase(en: "Wed", zh: "周三"),
    .thursday: Phrase(en: "Thu", zh: "周四"),
    .friday: Phrase(en: "Fri", zh: "周五"),
    .saturday: Phrase(en: "Sat", zh: "周六"),
    .sunday: Phrase(en: "Sun", zh: "周日"),
  ]

  // MARK: Problems

  static let tooFew = Phrase(
    en: "{from} to {to}: {rule}: {count} on duty, {needed} needed ({people})",
    zh: "{from} 至 {to}：{rule}：在岗 {count} 人，需要 {needed} 人（{people}）"
  )
  static let tooMany = Phrase(
    en: "{from} to {to}: {rule}: {count} on duty, {allowed} at most ({people})",
    zh: "{from} 至 {to}：{rule}：在岗 {count} 人，最多 {allowed} 人（{people}）"
  )
  static let severalPlaces = Phrase(
    en: "{from} to {to}: {person} is on duty in several places: {schedules}",
    zh: "{from} 至 {to}：{person} 同时在多处值班：{schedules}"
  )
  static let longDay = Phrase(
    en: "{day}: {person} works {worked}, {allowed} at most ({limit})",
    zh: "{day}：{person} 工作 {worked}，最多 {allowed}（{limit}）"
  )
  static let longWeek = Phrase(
    en: "week of {day}: {person} works {worked}, {allowed} at most ({limit})",
    zh: "{day} 起的一周：{person} 工作 {worked}，最多 {allowed}（{limit}）"
  )
  static let shortRest = Phrase(
    en: "{from} to {to}: {person} rests {rest}, {wanted} wanted ({limit})",
    zh: "{from} 至 {to}：{person} 仅休息 {rest}，应休息 {wanted}（{limit}）"
  )
  static let skippedTime = Phrase(
    en: "{wall}: clocks skip this time; {schedule} changes hands when they do, at {from}",
    zh: "{wall}：因夏令时不存在该时刻；{schedule} 在拨钟时（{from}）交接"
  )
  static let repeatedTime = Phrase(
    en: "{wall}: clocks show this time twice, at {from} and {to}; {schedule} changes hands then",
    zh: "{wall}：因夏令时该时刻出现两次（{from} 和 {to}），{schedule} 恰在此时交接"
  )
  static let unreachable = Phrase(
    en: "{person} is on duty and has no contact for messages of {urgency} urgency",
    zh: "{person} 参与值班，但没有用于 {urgency} 紧急程度消息的联系方式"
  )
  static let emptySwap = Phrase(
    en: "{day}: {person} has no shift in {schedule} that could be swapped",
    zh: "{day}：{person} 在 {schedule} 中没有可换的班"
  )
  static let noProblems = Phrase(
    en: "{from} to {to}: nothing to report.",
    zh: "{from} 至 {to}：未发现问题。"
  )
  static let problemCount = Phrase(
    en: "{from} to {to}: {count} {count|problem|problems}.",
    zh: "{from} 至 {to}：{count} 个问题。"
  )
}
