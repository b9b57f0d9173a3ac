import Phrases

/// What is said about the metadata and decisions of steps.
enum MetadataRules {
  static let misspeltKey = Rule.error(
    "unknown-key",
    Phrase(
      en: "`{key}` is not a key that steps have.",
      zh: "步骤没有 `{key}` 这个键。"
    ),
    remedy: Phrase(
      en: "Did you mean `{suggestion}`?",
      zh: "是否想写 `{suggestion}`？"
    )
  )
  static let unknownKey = Rule.error(
    "unknown-key",
    Phrase(
      en: "`{key}` is not a key that steps have.",
      zh: "步骤没有 `{key}` 这个键。"
    ),
    remedy: Phrase(
      en: "Use one of: {known}.",
      zh: "请使用其中之一：{known}。"
    )
  )
  static let mixedList = Rule.error(
    "mixed-metadata",
    Phrase(
      en: "This item is not metadata, but other items of the list are.",
      zh: "这一项不是元数据，而同一列表的其他项是元数据。"
    ),
    remedy: Phrase(
      en: "Put it below the list, after a sentence: two bullet lists in a row are one list.",
      zh: "请移到列表之下，并在中间写一句话：相邻的两个列表会合并成一个。"
    )
  )
  static let mixedDecision = Rule.warning(
    "mixed-decision",
    Phrase(
      en: "This item is not a link to a heading, so the list is not read as a decision.",
      zh: "这一项不是指向标题的链接，因此该列表不会被当作判断。"
    ),
    remedy: Phrase(
      en: "Make every item a link such as `[Yes](#restart)`, with `when: …` after it if wanted.",
      zh: "请让每一项都是链接，如 `[是](#重启服务)`，其后可加 `当：…`。"
    )
  )
  static let misplaced = Rule.error(
    "misplaced-metadata",
    Phrase(
      en: "This list looks like metadata, but only the first list under a heading is read as such.",
      zh: "此列表像元数据，但只有标题下的第一个列表会被当作元数据。"
    ),
    remedy: Phrase(
      en: "Move it directly below the step's heading, in one list.",
      zh: "请移到步骤标题正下方，合并为一个列表。"
    )
  )
  static let duplicateKey = Rule.error(
    "duplicate-key",
    Phrase(
      en: "`{key}` stands in this step twice.",
      zh: "`{key}` 在本步骤中重复出现。"
    ),
    remedy: Phrase(
      en: "Keep one of them.",
      zh: "请只保留一个。"
    )
  )
  static let secondDecision = Rule.error(
    "second-decision",
    Phrase(
      en: "The step has two decisions.",
      zh: "本步骤有两个判断。"
    ),
    remedy: Phrase(
      en: "Keep one list of links; ask the other question in a step of its own.",
      zh: "请只保留一个链接列表；另一个问题请放到单独的步骤。"
    )
  )
  static let emptyValue = Rule.error(
    "bad-value",
    Phrase(
      en: "`{key}` has no value.",
      zh: "`{key}` 没有值。"
    ),
    remedy: Phrase(
      en: "Write it like this: `{example}`.",
      zh: "请这样写：`{example}`。"
    )
  )
  static let badValue = Rule.error(
    "bad-value",
    Phrase(
      en: "`{value}` is not a value of `{key}`.",
      zh: "`{value}` 不是 `{key}` 的合法取值。"
    ),
    remedy: Phrase(
      en: "Write it like this: `{example}`.",
      zh: "请这样写：`{example}`。"
    )
  )
  static let bareNumber = Rule.error(
    "bad-duration",
    Phrase(
      en: "`{value}` has no unit: nobody knows whether it means seconds.",
      zh: "`{value}` 没有单位，无法判断是不是秒。"
    ),
    remedy: Phrase(
      en: "Write the unit, such as `{value}s` or `{value}m`.",
      zh: "请写明单位，例如 `{value}s` 或 `{value} 分钟`。"
    )
  )
  static let badDuration = Rule.error(
    "bad-duration",
    Phrase(
      en: "`{value}` is not a length of time.",
      zh: "`{value}` 不是时长。"
    ),
    remedy: Phrase(
      en: "Write it like `500ms`, `30s`, `5m`, `2h`, `1d` or `1h30m`.",
      zh: "请写成 `30 秒`、`5 分钟`、`2 小时`、`1 天` 或 `1h30m` 的形式。"
    )
  )
  static let badVariable = Rule.error(
    "bad-variable-name",
    Phrase(
      en: "`{name}` cannot be the name of an environment variable.",
      zh: "`{name}` 不能用作环境变量名。"
    ),
    remedy: Phrase(
      en: "Use letters, digits and `_`, not beginning with a digit, such as `{example}`.",
      zh: "请使用字母、数字和 `_`，且不以数字开头，例如 `{example}`。"
    )
  )
  static let dangerousVariable = Rule.error(
    "dangerous-variable-name",
    Phrase(
      en: "`{name}` changes how programs behave, so no value may be put into it.",
      zh: "`{name}` 会改变程序的行为，不能用来传值。"
    ),
    remedy: Phrase(
      en: "Choose another name, such as `{example}`.",
      zh: "请换一个名称，例如 `{example}`。"
    )
  )
  static let badCondition = Rule.error(
    "bad-condition",
    Phrase(
      en: "`{part}` cannot be read as a condition.",
      zh: "`{part}` 无法读作条件。"
    ),
    remedy: Phrase(
      en: "Write it like `when: exit == 0 and $lag > 30` or `when: otherwise`.",
      zh: "请写成 `当：exit == 0 且 $lag > 30` 或 `当：否则` 的形式。"
    )
  )
  static let emptyAnswer = Rule.error(
    "empty-answer",
    Phrase(
      en: "The answer has no text.",
      zh: "选项没有文字。"
    ),
    remedy: Phrase(
      en: "Write what a person would choose: `[Yes](#restart)`.",
      zh: "请写出可供选择的文字：`[是](#重启服务)`。"
    )
  )
}
