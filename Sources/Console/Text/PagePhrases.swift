import Phrases
import RunbookModel

/// What stands on the page of a step.
enum PagePhrases {
  static let place = Phrase(en: "step {place} of {count}", zh: "第 {place}/{count} 步")
  static let numberedPlace = Phrase(
    en: "step {number} ({place} of {count})",
    zh: "步骤 {number}（第 {place}/{count} 步）"
  )
  static let role = Phrase(en: "role: {role}", zh: "负责人：{role}")
  static let deadline = Phrase(
    en: "deadline: {length}, until {time}",
    zh: "时限：{length}，{time} 前"
  )
  static let approval = Phrase(
    en: "approval: {n} of {role}",
    zh: "审批：{role} {n} 人"
  )
  static let approvalByOthers = Phrase(
    en: "approval: {n} of {role}, not the runner",
    zh: "审批：{role} {n} 人，执行人除外"
  )
  static let wait = Phrase(en: "waits {length} first", zh: "先等待 {length}")
  static let call = Phrase(en: "runs “{title}”", zh: "调用“{title}”")
  static let optional = Phrase(en: "optional", zh: "可选")
  static let visit = Phrase(en: "time {n} here", zh: "第 {n} 次到达")
  static let limit = Phrase(en: "limit {length}", zh: "限时 {length}")
  static let terminal = Phrase(en: "needs a terminal", zh: "需要终端")
  static let destructive = Phrase(en: "DESTRUCTIVE", zh: "破坏性操作")

  private static let run = Phrase(en: "run: changes something", zh: "执行：会做更改")
  private static let check = Phrase(en: "check: only looks", zh: "检查：只读")
  private static let until = Phrase(
    en: "until: looks again and again until it holds",
    zh: "轮询：反复检查直到满足"
  )
  private static let rollback = Phrase(
    en: "rollback: only when the run is undone",
    zh: "回滚：仅在撤销时执行"
  )
  private static let offered = Phrase(
    en: "offered: press o to run it",
    zh: "可执行：按 o 运行"
  )

  static func role(_ role: Command.Role) -> Phrase {
    switch role {
    case .run: run
    case .check: check
    case .until: until
    case .rollback: rollback
    case .offered: offered
    }
  }

  private static let note = Phrase(en: "NOTE", zh: "说明")
  private static let tip = Phrase(en: "TIP", zh: "提示")
  private static let important = Phrase(en: "IMPORTANT", zh: "重要")
  private static let warning = Phrase(en: "WARNING", zh: "警告")
  private static let caution = Phrase(en: "CAUTION", zh: "危险")

  /// The label of an alert; `nil` for a kind that we do not know.
  static func alert(_ kind: String) -> Phrase? {
    switch kind {
    case "note", "info": note
    case "tip", "hint": tip
    case "important": important
    case "warning", "attention": warning
    case "caution", "danger": caution
    default: nil
    }
  }
}
