import Phrases

/// What the commands about people and duty say themselves.
enum DutyPhrases {
  static let unreadable = Phrase(
    en: "the configuration {path} cannot be read: {reason}.",
    zh: "无法读取配置 {path}：{reason}。"
  )
  static let unusable = Phrase(
    en: """
      the configuration {path} has {count} {count|error|errors}; `tocsin config check {path}` \
      shows {count|it|them}.
      """,
    zh: "配置 {path} 有 {count} 个错误；详见 `tocsin config check {path}`。"
  )
  static let noConfiguration = Phrase(
    en: "there is no tocsin.yaml here or in a folder above; name one with --config.",
    zh: "当前目录及上级目录中没有 tocsin.yaml；请用 --config 指定。"
  )
  static let badTime = Phrase(
    en: "“{text}” is not a time; write it like 2026-10-02T03:00 or 2026-10-02T03:00:00+08:00.",
    zh: "“{text}”不是有效时间；请写成 2026-10-02T03:00 或 2026-10-02T03:00:00+08:00。"
  )
  static let badDay = Phrase(
    en: "“{text}” is not a day; write it like 2026-10-01.",
    zh: "“{text}”不是有效日期；请写成 2026-10-01。"
  )
  static let badSpan = Phrase(
    en: "{from} to {to} cannot be shown: at most {limit} days, the first day first.",
    zh: "{from} 至 {to} 不是有效区间：起始日在前，最多 {limit} 天。"
  )
  static let calendarYear = Phrase(
    en: """
      the calendar `{calendar}` says nothing about {year}, so nobody can tell who is on duty; \
      write the year into a file and name it below `calendars:` in tocsin.yaml.
      """,
    zh: """
      日历 `{calendar}` 没有 {year} 年的数据，无法确定谁在值班；请把该年安排写入文件，\
      并在 tocsin.yaml 的 `calendars:` 下引用。
      """
  )
  static let unknownRole = Phrase(
    en: "there is no role `{role}`; the roles are: {known}",
    zh: "没有角色 `{role}`；现有角色：{known}"
  )
  static let nobody = Phrase(en: "nobody", zh: "无人")
  static let until = Phrase(en: "until {time}", zh: "至 {time}")
  static let at = Phrase(en: "{time}, {zone}", zh: "{time}，{zone}")
  static let unknownRule = Phrase(
    en: "there is no rule `{code}`. The rules are: {known}",
    zh: "没有规则 `{code}`。现有规则：{known}"
  )
  static let error = Phrase(en: "{code} (error)", zh: "{code}（错误）")
  static let warning = Phrase(en: "{code} (warning)", zh: "{code}（警告）")
}
