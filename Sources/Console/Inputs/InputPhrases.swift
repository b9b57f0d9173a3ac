public import Phrases

/// What is said when values are asked for.
enum InputPhrases {
  static let needed = Phrase(
    en: "Before the first step, {n} {n|value is|values are} needed. Esc leaves.",
    zh: "开始之前需要填写 {n} 个值。按 Esc 离开。"
  )
  static let choices = Phrase(en: "one of: {choices}", zh: "可选：{choices}")
  static let pattern = Phrase(en: "must match: {pattern}", zh: "须匹配：{pattern}")
  static let standard = Phrase(en: "Enter alone gives: {value}", zh: "直接回车则为：{value}")
  static let optional = Phrase(en: "may be left empty", zh: "可留空")
  static let missing = Phrase(en: "A value is needed.", zh: "必须填写。")
  static let notAChoice = Phrase(en: "Give one of: {choices}", zh: "请填写其中之一：{choices}")
  static let mismatch = Phrase(
    en: "The whole value must match {pattern}",
    zh: "整个值须匹配 {pattern}"
  )
  static let badPattern = Phrase(
    en: "The runbook's pattern {pattern} is not a regular expression; correct the runbook.",
    zh: "预案中的 pattern {pattern} 不是有效的正则表达式；请修正预案。"
  )
  static let unusable = Phrase(
    en: "A value cannot contain a NUL character.",
    zh: "值中不能包含 NUL 字符。"
  )
  static let secret = Phrase(en: "Secret {name} (not shown):", zh: "密钥 {name}（不显示）：")
}

extension InputValidation.Problem {
  /// The problem as a sentence that says what to do.
  public var message: Message {
    switch self {
    case .missing: InputPhrases.missing.with([:])
    case .notAChoice(let choices):
      InputPhrases.notAChoice.with(["choices": choices.joined(separator: " | ")])
    case .mismatch(let pattern): InputPhrases.mismatch.with(["pattern": pattern])
    case .badPattern(let pattern): InputPhrases.badPattern.with(["pattern": pattern])
    case .unusable: InputPhrases.unusable.with([:])
    }
  }
}
