import Phrases

/// The words of a printed plan.
enum PlanPhrases {
  static let owner = Phrase(en: "owner: {name}", zh: "维护人：{name}")
  static let reviewed = Phrase(en: "reviewed: {day}", zh: "评审日期：{day}")
  static let plain = Phrase(
    en: "plain Markdown: walked as a checklist, nothing runs without a yes",
    zh: "普通 Markdown：按检查清单执行，未经确认不会运行任何命令"
  )

  static let inputs = Phrase(en: "Inputs", zh: "输入")
  static let required = Phrase(en: "required", zh: "必填")
  static let defaultValue = Phrase(en: "default: {value}", zh: "默认值：{value}")
  static let choices = Phrase(en: "one of: {values}", zh: "可选值：{values}")
  static let pattern = Phrase(en: "pattern: {pattern}", zh: "格式：{pattern}")
  static let secrets = Phrase(en: "Secrets", zh: "密钥")
  static let fromEnvironment = Phrase(
    en: "from the environment variable {name}",
    zh: "取自环境变量 {name}"
  )
  static let fromFile = Phrase(en: "from the file {path}", zh: "取自文件 {path}")
  static let fromCommand = Phrase(en: "from the command {command}", zh: "取自命令 {command}")
  static let asked = Phrase(en: "asked for at the terminal", zh: "在终端中询问")
  static let roles = Phrase(en: "Roles", zh: "角色")
  static let fromRoster = Phrase(en: "(from the duty roster)", zh: "（由值班表提供）")

  static let noSteps = Phrase(en: "There are no steps.", zh: "没有步骤。")
  static let role = Phrase(en: "role: {role}", zh: "负责人：{role}")
  static let wait = Phrase(en: "wait: {time}", zh: "等待：{time}")
  static let timeout = Phrase(en: "timeout: {time}", zh: "超时：{time}")
  static let deadline = Phrase(en: "deadline: {time}", zh: "时限：{time}")
  static let retry = Phrase(en: "retry: {count} every {time}", zh: "重试：{count} 次，每 {time}")
  static let notIdempotent = Phrase(en: "must not run twice", zh: "不可重复执行")
  static let idempotent = Phrase(en: "may run twice", zh: "可重复执行")
  static let automatic = Phrase(en: "starts by itself", zh: "自动开始")
  static let neverAutomatic = Phrase(en: "never starts by itself", zh: "从不自动开始")
  static let optional = Phrase(en: "optional", zh: "可选")
  static let atMost = Phrase(en: "back at most {count} times", zh: "最多返回 {count} 次")

  static let approval = Phrase(en: "approval: {count} of {role}", zh: "审批：{count} 名 {role}")
  static let notTheRunner = Phrase(en: "not the runner", zh: "非执行人")
  static let within = Phrase(en: "within {time}", zh: "{time} 内")
  static let elseEscalate = Phrase(en: "else escalate", zh: "否则升级")
  static let elseAbort = Phrase(en: "else abort", zh: "否则中止")
  static let elseFail = Phrase(en: "else fail", zh: "否则失败")
  static let elseSkip = Phrase(en: "else skip", zh: "否则跳过")

  static let moreLines = Phrase(
    en: "(+{count} {count|line|lines})",
    zh: "（另有 {count} 行）"
  )
  static let destructive = Phrase(en: "destructive", zh: "破坏性")
  static let call = Phrase(en: "runs “{title}” ({path})", zh: "调用“{title}”（{path}）")
  static let parallel = Phrase(en: "sub-steps side by side", zh: "子步骤并行")
  static let parallelLimit = Phrase(
    en: "sub-steps side by side, at most {count} at once",
    zh: "子步骤并行，同时最多 {count} 个"
  )
  static let verification = Phrase(en: "verify: {question}", zh: "确认：{question}")
  static let evidence = Phrase(en: "evidence: {kind}", zh: "证据：{kind}")
  static let evidenceOf = Phrase(en: "evidence: {kind}, {prompt}", zh: "证据：{kind}，{prompt}")
  static let text = Phrase(en: "text", zh: "文字")
  static let file = Phrase(en: "file", zh: "文件")
  static let anyKind = Phrase(en: "text or file", zh: "文字或文件")
  static let capture = Phrase(en: "capture: ${name}", zh: "记录为：${name}")
  static let answer = Phrase(en: "{answer} → {target}", zh: "{answer} → {target}")
  static let answerWhen = Phrase(
    en: "{answer} → {target}, when: {condition}",
    zh: "{answer} → {target}，当：{condition}"
  )
  static let next = Phrase(en: "next → {target}", zh: "下一步 → {target}")
  static let failureGo = Phrase(en: "on failure → {target}", zh: "失败时 → {target}")
  static let failureContinue = Phrase(en: "on failure: continue", zh: "失败时：继续")
  static let failureRollback = Phrase(en: "on failure: roll back", zh: "失败时：回滚")
  static let failureAbort = Phrase(en: "on failure: abort", zh: "失败时：中止")
  static let escalatesAfter = Phrase(
    en: "escalates after {time}",
    zh: "{time} 后升级"
  )
  static let escalatesBy = Phrase(
    en: "escalates by {policy}",
    zh: "按 {policy} 升级"
  )
  static let escalatesAfterBy = Phrase(
    en: "escalates after {time} by {policy}",
    zh: "{time} 后按 {policy} 升级"
  )
  static let notify = Phrase(en: "notify: {targets}", zh: "通知：{targets}")

  static let start = Phrase(en: "Start", zh: "开始")
  static let end = Phrase(en: "End", zh: "结束")
  static let onFailure = Phrase(en: "on failure", zh: "失败时")
  static let then = Phrase(en: "{number} done", zh: "{number} 完成")
}
