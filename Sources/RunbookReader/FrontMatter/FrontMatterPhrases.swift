import Phrases

/// What is said about front matter.
enum FrontMatterRules {
  static let malformed = Rule.error(
    "malformed-yaml",
    Phrase(
      en: "The front matter is not valid YAML: {problem}.",
      zh: "文件头不是合法的 YAML：{problem}。"
    ),
    remedy: Phrase(
      en: "Write one `key: value` per line, and put text with `:` or `#` in quotes.",
      zh: "每行写一个 `键: 值`；含有 `:` 或 `#` 的文字请加引号。"
    )
  )
  static let unterminated = Rule.error(
    "unterminated-front-matter",
    Phrase(
      en: "The front matter is not closed, so the file is not read as an authored runbook.",
      zh: "文件头没有结束标记，因此文件未按预案方式读取。"
    ),
    remedy: Phrase(
      en: "Write a line with `---` after the last key.",
      zh: "在最后一个键之后单独写一行 `---`。"
    )
  )
  static let aliases = Rule.error(
    "yaml-alias",
    Phrase(
      en: "The front matter uses YAML anchors and aliases.",
      zh: "文件头使用了 YAML 锚点和别名。"
    ),
    remedy: Phrase(
      en: "Write the value out at each place; quote text that begins with `&` or `*`.",
      zh: "请在每处写出完整的值；以 `&` 或 `*` 开头的文字请加引号。"
    )
  )
  static let tooLarge = Rule.error(
    "front-matter-too-large",
    Phrase(
      en: "The front matter is too long or nested too deeply.",
      zh: "文件头过长或嵌套过深。"
    ),
    remedy: Phrase(
      en: "Keep it under 64 KiB and 50 levels; long text belongs below the front matter.",
      zh: "请控制在 64 KiB 和 50 层以内；长文字应写在文件头之后。"
    )
  )
  static let notMapping = Rule.error(
    "front-matter-kind",
    Phrase(
      en: "The front matter is not a list of `key: value` lines.",
      zh: "文件头不是 `键: 值` 的形式。"
    ),
    remedy: Phrase(
      en: "Write one `key: value` per line, such as `runbook: restart-portal`.",
      zh: "每行写一个 `键: 值`，例如 `runbook: restart-portal`。"
    )
  )
  static let unknownKey = Rule.error(
    "unknown-front-matter-key",
    Phrase(en: "`{key}` is not a key of the front matter.", zh: "文件头没有 `{key}` 这个键。"),
    remedy: Phrase(en: "Use one of: {known}.", zh: "请使用其中之一：{known}。")
  )
  static let misspeltKey = Rule.error(
    "unknown-front-matter-key",
    Phrase(en: "`{key}` is not a key of the front matter.", zh: "文件头没有 `{key}` 这个键。"),
    remedy: Phrase(en: "Did you mean `{suggestion}`?", zh: "是否想写 `{suggestion}`？")
  )
  static let unknownNestedKey = Rule.error(
    "unknown-front-matter-key",
    Phrase(en: "`{key}` is not known in `{owner}`.", zh: "`{owner}` 中没有 `{key}` 这个键。"),
    remedy: Phrase(en: "Use one of: {known}.", zh: "请使用其中之一：{known}。")
  )
  static let misspeltNestedKey = Rule.error(
    "unknown-front-matter-key",
    Phrase(en: "`{key}` is not known in `{owner}`.", zh: "`{owner}` 中没有 `{key}` 这个键。"),
    remedy: Phrase(en: "Did you mean `{suggestion}`?", zh: "是否想写 `{suggestion}`？")
  )
  static let needsText = Rule.error(
    "front-matter-value",
    Phrase(en: "`{key}` needs one line of text.", zh: "`{key}` 需要一行文字。"),
    remedy: Phrase(en: "Write it like this: `{example}`.", zh: "请这样写：`{example}`。")
  )
  static let needsMap = Rule.error(
    "front-matter-value",
    Phrase(en: "`{key}` needs a map of names.", zh: "`{key}` 需要以名称为键的映射。"),
    remedy: Phrase(en: "Write it like this: `{example}`.", zh: "请这样写：`{example}`。")
  )
  static let needsList = Rule.error(
    "front-matter-value",
    Phrase(en: "`{key}` needs a list of texts.", zh: "`{key}` 需要文字列表。"),
    remedy: Phrase(en: "Write it like this: `{example}`.", zh: "请这样写：`{example}`。")
  )
  static let needsFlag = Rule.error(
    "front-matter-value",
    Phrase(en: "`{key}` needs `true` or `false`.", zh: "`{key}` 需要 `true` 或 `false`。"),
    remedy: Phrase(en: "Write it like this: `{example}`.", zh: "请这样写：`{example}`。")
  )
  static let badRunbookName = Rule.error(
    "front-matter-value",
    Phrase(
      en: "`{value}` is not a name for a runbook.",
      zh: "`{value}` 不能用作预案名称。"
    ),
    remedy: Phrase(
      en: "Use letters, digits, `-`, `_` and `.`, such as `restart-portal`.",
      zh: "请使用字母、数字、`-`、`_` 和 `.`，例如 `restart-portal`。"
    )
  )
  static let badChoice = Rule.error(
    "front-matter-value",
    Phrase(
      en: "`{value}` is not a value of `{key}`.",
      zh: "`{value}` 不是 `{key}` 的合法取值。"
    ),
    remedy: Phrase(en: "Use one of: {known}.", zh: "请使用其中之一：{known}。")
  )
  static let badDate = Rule.error(
    "front-matter-value",
    Phrase(en: "`{value}` is not a day.", zh: "`{value}` 不是有效日期。"),
    remedy: Phrase(
      en: "Write year, month and day: `reviewed: 2026-10-01`.",
      zh: "请按年、月、日书写：`reviewed: 2026-10-01`。"
    )
  )
  static let badName = Rule.error(
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
  static let dangerousName = Rule.error(
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
  static let repeatedName = Rule.error(
    "duplicate-variable",
    Phrase(
      en: "`{name}` is declared as an input and as a secret.",
      zh: "`{name}` 同时被声明为输入和密钥。"
    ),
    remedy: Phrase(en: "Keep one of the two.", zh: "请只保留其中一个。")
  )
  static let badPattern = Rule.error(
    "bad-pattern",
    Phrase(
      en: "`{pattern}` is not a regular expression.",
      zh: "`{pattern}` 不是合法的正则表达式。"
    ),
    remedy: Phrase(
      en: "Check brackets and backslashes; a plain text needs no pattern.",
      zh: "请检查括号和反斜杠；普通文字不需要正则表达式。"
    )
  )
  static let badDefault = Rule.error(
    "bad-default",
    Phrase(
      en: "The default `{value}` of `{name}` is not one of its choices.",
      zh: "`{name}` 的默认值 `{value}` 不在可选值之中。"
    ),
    remedy: Phrase(
      en: "Use one of the choices, or add it to them.",
      zh: "请使用其中一个可选值，或把它加入可选值。"
    )
  )
  static let secretSource = Rule.error(
    "secret-source",
    Phrase(
      en: "The secret `{name}` does not say exactly one place to fetch it from.",
      zh: "密钥 `{name}` 必须且只能写明一个来源。"
    ),
    remedy: Phrase(
      en: "Write one of `env: NAME`, `file: PATH`, `command: TEXT` and `ask: true`.",
      zh: "请写 `env: 变量名`、`file: 路径`、`command: 命令`、`ask: true` 之一。"
    )
  )
}
