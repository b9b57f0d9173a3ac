import ConfigurationReader
import Phrases

/// Rules about what a scenario says.
enum ScenarioRules {
  static let all = [
    unknownName, misspeltName, unknownSentence, unknownExpectation, unknownStep, misspeltStep,
    unknownAnswer, badTime, unknownInput, noCommand,
  ]

  static let unknownName = ConfigurationRule.error(
    "scenario-unknown-name",
    Phrase(en: "Somebody or something is named that is not there.", zh: "引用了不存在的名称。"),
    Phrase(
      en: "Neither the configuration nor the runbook knows `{name}`.",
      zh: "配置和预案中都没有 `{name}`。"
    ),
    remedy: Phrase(en: "Use one of: {known}.", zh: "可用的名称：{known}。")
  )
  static let misspeltName = ConfigurationRule.error(
    "scenario-misspelt-name",
    Phrase(en: "A name is misspelt.", zh: "名称拼写有误。"),
    Phrase(
      en: "Neither the configuration nor the runbook knows `{name}`.",
      zh: "配置和预案中都没有 `{name}`。"
    ),
    remedy: Phrase(en: "Write `{suggestion}`.", zh: "请改为 `{suggestion}`。")
  )
  static let unknownSentence = ConfigurationRule.error(
    "scenario-unknown-sentence",
    Phrase(en: "It is not said in words that are known.", zh: "写法无法识别。"),
    Phrase(en: "`{value}` cannot be read as `{key}`.", zh: "`{value}` 不能作为 `{key}` 的值。"),
    remedy: Phrase(en: "Write one of: {known}.", zh: "可用的写法：{known}。")
  )
  static let unknownExpectation = ConfigurationRule.error(
    "scenario-unknown-expectation",
    Phrase(en: "An expectation is not known.", zh: "未知的期望。"),
    Phrase(en: "`{value}` is not an expectation.", zh: "`{value}` 不是可用的期望。"),
    remedy: Phrase(en: "Write one of: {known}.", zh: "可用的写法：{known}。")
  )
  static let unknownStep = ConfigurationRule.error(
    "scenario-unknown-step",
    Phrase(en: "A step is named that the runbook does not have.", zh: "引用了预案中没有的步骤。"),
    Phrase(en: "The runbook has no step `{name}`.", zh: "预案中没有步骤 `{name}`。"),
    remedy: Phrase(
      en: "Use a step's name, number or title; `tocsin plan` lists them.",
      zh: "请使用步骤的标识、编号或标题；`tocsin plan` 可列出全部步骤。"
    )
  )
  static let misspeltStep = ConfigurationRule.error(
    "scenario-misspelt-step",
    Phrase(en: "The name of a step is misspelt.", zh: "步骤名称拼写有误。"),
    Phrase(en: "The runbook has no step `{name}`.", zh: "预案中没有步骤 `{name}`。"),
    remedy: Phrase(en: "Write `{suggestion}`.", zh: "请改为 `{suggestion}`。")
  )
  static let unknownAnswer = ConfigurationRule.error(
    "scenario-unknown-answer",
    Phrase(en: "An answer fits nothing that the step asks.", zh: "答复与步骤所问不符。"),
    Phrase(
      en: "The step `{step}` has no answer `{value}`.",
      zh: "步骤 `{step}` 没有答案 `{value}`。"
    ),
    remedy: Phrase(en: "Use one of: {known}.", zh: "可用的答复：{known}。")
  )
  static let badTime = ConfigurationRule.error(
    "scenario-bad-time",
    Phrase(en: "A time cannot be.", zh: "时间无效。"),
    Phrase(en: "`{value}` is not a time for `{key}`.", zh: "`{value}` 不能作为 `{key}` 的时间。"),
    remedy: Phrase(en: "Write it like `{example}`.", zh: "请写成 `{example}` 的形式。")
  )
  static let unknownInput = ConfigurationRule.error(
    "scenario-unknown-input",
    Phrase(en: "The runbook has no such input.", zh: "预案没有该输入。"),
    Phrase(en: "The runbook has no input `{name}`.", zh: "预案没有输入 `{name}`。"),
    remedy: Phrase(en: "Use one of: {known}.", zh: "可用的输入：{known}。")
  )
  static let noCommand = ConfigurationRule.error(
    "scenario-no-command",
    Phrase(
      en: "A command is told what to do, and the step has none.",
      zh: "为没有命令的步骤设定了命令结果。"
    ),
    Phrase(en: "The step `{step}` has no command.", zh: "步骤 `{step}` 没有命令。"),
    remedy: Phrase(
      en: "Leave it out, or write `answer:` for what a person says there.",
      zh: "请删除；人工答复请写 `answer:`。"
    )
  )
}
