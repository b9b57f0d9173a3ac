import Phrases

/// Rules about the form of a configuration: YAML, keys and values.
package enum FormRules {
  package static let all = [
    malformed, tooLarge, duplicateKey, needsMap, needsList, needsText, misspeltKey, unknownKey,
    missingKey, badValue, badIdentifier, conflictingKeys,
  ]

  package static let malformed = ConfigurationRule.error(
    "config-yaml",
    Phrase(en: "The file is not valid YAML.", zh: "文件不是有效的 YAML。"),
    Phrase(en: "This is not valid YAML: {problem}.", zh: "YAML 语法错误：{problem}。"),
    remedy: Phrase(
      en: "Check the indentation and the quotes here and on the line above.",
      zh: "请检查此处及上一行的缩进和引号。"
    )
  )
  package static let tooLarge = ConfigurationRule.error(
    "config-too-large",
    Phrase(
      en: "The file is too large or too deeply nested.",
      zh: "文件过大或嵌套过深。"
    ),
    Phrase(
      en: "The file is too large or too deeply nested to be read safely.",
      zh: "文件过大或嵌套过深，无法安全读取。"
    ),
    remedy: Phrase(
      en: "Keep it below 1 MiB and 50 levels, and use aliases sparingly.",
      zh: "请控制在 1 MiB、50 层以内，并少用别名。"
    )
  )
  package static let duplicateKey = ConfigurationRule.error(
    "config-duplicate-key",
    Phrase(en: "A key stands twice in one place.", zh: "同一处出现重复的键。"),
    Phrase(en: "{keys} stands here twice.", zh: "此处重复出现 {keys}。"),
    remedy: Phrase(
      en: "Keep one of them, or give the second another name.",
      zh: "请只保留一个，或给第二个换个名称。"
    )
  )
  package static let needsMap = ConfigurationRule.error(
    "config-needs-map",
    Phrase(en: "Keys with values are needed.", zh: "此处需要键值对。"),
    Phrase(en: "`{key}` needs keys with values.", zh: "`{key}` 需要填写键值对。"),
    remedy: Phrase(en: "Write it like `{example}`.", zh: "请写成 `{example}` 的形式。")
  )
  package static let needsList = ConfigurationRule.error(
    "config-needs-list",
    Phrase(en: "A list is needed.", zh: "此处需要列表。"),
    Phrase(en: "`{key}` needs a list.", zh: "`{key}` 需要填写列表。"),
    remedy: Phrase(en: "Write it like `{example}`.", zh: "请写成 `{example}` 的形式。")
  )
  package static let needsText = ConfigurationRule.error(
    "config-needs-text",
    Phrase(en: "A single value is needed.", zh: "此处需要单个值。"),
    Phrase(en: "`{key}` needs a single value on one line.", zh: "`{key}` 需要填写单行的值。"),
    remedy: Phrase(en: "Write it like `{example}`.", zh: "请写成 `{example}` 的形式。")
  )
  package static let misspeltKey = ConfigurationRule.error(
    "config-misspelt-key",
    Phrase(en: "A key is misspelt.", zh: "键名拼写有误。"),
    Phrase(en: "There is no key `{key}` in {owner}.", zh: "{owner} 中没有键 `{key}`。"),
    remedy: Phrase(en: "Write `{suggestion}`.", zh: "请改为 `{suggestion}`。")
  )
  package static let unknownKey = ConfigurationRule.error(
    "config-unknown-key",
    Phrase(en: "A key is not known.", zh: "存在未知的键。"),
    Phrase(en: "There is no key `{key}` in {owner}.", zh: "{owner} 中没有键 `{key}`。"),
    remedy: Phrase(en: "Use one of: {known}.", zh: "可用的键：{known}。")
  )
  package static let missingKey = ConfigurationRule.error(
    "config-missing-key",
    Phrase(en: "A key is missing.", zh: "缺少必填的键。"),
    Phrase(en: "{owner} has no `{key}`.", zh: "{owner} 缺少 `{key}`。"),
    remedy: Phrase(en: "Add a line like `{example}`.", zh: "请补充一行，例如 `{example}`。")
  )
  package static let badValue = ConfigurationRule.error(
    "config-bad-value",
    Phrase(en: "A value cannot be read.", zh: "值无法识别。"),
    Phrase(
      en: "`{value}` cannot be read as `{key}`.",
      zh: "`{value}` 不能作为 `{key}` 的值。"
    ),
    remedy: Phrase(en: "Write it like `{example}`.", zh: "请写成 `{example}` 的形式。")
  )
  package static let badIdentifier = ConfigurationRule.error(
    "config-bad-name",
    Phrase(en: "A name cannot be referred to.", zh: "名称无法被引用。"),
    Phrase(en: "`{value}` cannot be a name.", zh: "`{value}` 不能用作名称。"),
    remedy: Phrase(
      en: "Use letters and digits of any script, `-`, `_` and `.`, without spaces.",
      zh: "请只用文字、数字、`-`、`_` 和 `.`，不含空格。"
    )
  )
  package static let conflictingKeys = ConfigurationRule.error(
    "config-conflicting-keys",
    Phrase(
      en: "Exactly one of several keys is needed.",
      zh: "多个键中须且只能填写一个。"
    ),
    Phrase(
      en: "{owner} needs exactly one of: {keys}.",
      zh: "{owner} 须且只能填写其中之一：{keys}。"
    ),
    remedy: Phrase(en: "Write it like `{example}`.", zh: "请写成 `{example}` 的形式。")
  )
}
