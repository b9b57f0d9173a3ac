import Phrases

/// What stands in the live lines.
enum FooterPhrases {
  static let step = Phrase(en: "step {length}", zh: "本步 {length}")
  static let run = Phrase(en: "run {length}", zh: "总计 {length}")
  static let late = Phrase(en: "LATE by {length}", zh: "已超时限 {length}")
  static let deadline = Phrase(en: "late in {length}", zh: "距时限 {length}")
  static let nobodyCalls = Phrase(
    en: "NOBODY CALLS PEOPLE since {time}: start tocsin engine",
    zh: "自 {time} 起无人负责呼叫：请启动 tocsin engine"
  )
  static let nextTry = Phrase(en: "next try in {length}", zh: "{length} 后再试")
  static let starting = Phrase(en: "starting", zh: "正在启动")
  static let waiting = Phrase(
    en: "waits since {since}, until {until} ({left} left)",
    zh: "自 {since} 等待至 {until}（剩余 {left}）"
  )
  static let stopping = Phrase(en: "stopping, running for {time}", zh: "正在停止，已运行 {time}")
  static let running = Phrase(en: "running for {time}, no limit", zh: "已运行 {time}，无时限")
  static let runningUntil = Phrase(en: "running for {time} of {limit}", zh: "已运行 {time}，限时 {limit}")
  static let approving = Phrase(
    en: "waits for {n} of {role} since {since}",
    zh: "自 {since} 等待 {role} {n} 人审批"
  )
  static let approvingUntil = Phrase(
    en: "waits for {n} of {role} since {since}, until {until} ({left} left)",
    zh: "自 {since} 等待 {role} {n} 人审批，{until} 前有效（剩余 {left}）"
  )
  static let next = Phrase(en: "next: {step}", zh: "下一步：{step}")
  static let nextEnd = Phrase(en: "next: the end", zh: "下一步：结束")
  static let nextByAnswer = Phrase(en: "next: depends on the answer", zh: "下一步：取决于选择")
  static let rollbackLeft = Phrase(
    en: "rollback: {n} {n|command|commands} left",
    zh: "回滚：还有 {n} 条命令"
  )
  static let others = Phrase(
    en: "{n} other active {n|step|steps} (Tab)",
    zh: "另有 {n} 个并行步骤（Tab）"
  )
  static let watching = Phrase(
    en: "watching; {name} at {terminal} holds the pen",
    zh: "旁观中；{name}（{terminal}）持有操作权"
  )
}
