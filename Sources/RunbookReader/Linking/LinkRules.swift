import Phrases

/// What is said about calls of other runbooks.
enum LinkRules {
  static let missingTarget = Rule.error(
    "missing-call-target",
    Phrase(
      en: "The runbook `{path}` cannot be found.",
      zh: "找不到预案 `{path}`。"
    ),
    remedy: Phrase(
      en: "Write the path from the folder of this file, such as `../dns/failover.md`.",
      zh: "请写相对于本文件所在目录的路径，例如 `../dns/failover.md`。"
    )
  )
  static let unreadableTarget = Rule.error(
    "unreadable-call-target",
    Phrase(
      en: "The runbook `{path}` cannot be read.",
      zh: "预案 `{path}` 无法读取。"
    ),
    remedy: Phrase(
      en: "Run `tocsin check {path}` to see what is wrong with it.",
      zh: "请运行 `tocsin check {path}` 查看问题所在。"
    )
  )
  static let cycle = Rule.error(
    "call-cycle",
    Phrase(
      en: "Runbooks call each other in a circle: {chain}.",
      zh: "预案之间循环调用：{chain}。"
    ),
    remedy: Phrase(
      en: "Take one of the calls away, or go back within one runbook with `at most`.",
      zh: "请去掉其中一个调用，或在同一预案内用 `最多` 限定返回次数。"
    )
  )
  static let unknownInput = Rule.error(
    "unknown-call-input",
    Phrase(
      en: "The runbook `{path}` has no input `{name}`.",
      zh: "预案 `{path}` 没有输入 `{name}`。"
    ),
    remedy: Phrase(
      en: "Use one of its inputs: {known}.",
      zh: "请使用它的输入之一：{known}。"
    )
  )
  static let superfluousInput = Rule.error(
    "unknown-call-input",
    Phrase(
      en: "The runbook `{path}` has no input `{name}`.",
      zh: "预案 `{path}` 没有输入 `{name}`。"
    ),
    remedy: Phrase(
      en: "It has no inputs at all: take `with …` away, or declare the input there.",
      zh: "它没有任何输入：请去掉 `并设 …`，或在那里声明该输入。"
    )
  )
  static let missingInput = Rule.error(
    "missing-call-input",
    Phrase(
      en: "The runbook `{path}` needs the input `{name}`, which is not given.",
      zh: "预案 `{path}` 需要输入 `{name}`，但没有给出。"
    ),
    remedy: Phrase(
      en: "Write `with {name}=…` after the link.",
      zh: "请在链接之后写 `并设 {name}=…`。"
    )
  )
  static let tooManySteps = Rule.error(
    "too-many-steps",
    Phrase(
      en: "With this call the runbook has more than {limit} steps.",
      zh: "加上此调用，预案的步骤超过 {limit} 个。"
    ),
    remedy: Phrase(
      en: "Call fewer runbooks, or run some of them on their own.",
      zh: "请减少调用，或单独执行其中一些预案。"
    )
  )
  static let tooDeep = Rule.error(
    "call-too-deep",
    Phrase(
      en: "Calls are nested deeper than {limit} levels here.",
      zh: "此处的调用嵌套超过 {limit} 层。"
    ),
    remedy: Phrase(
      en: "Call the inner runbooks from the outer one.",
      zh: "请由外层预案直接调用内层预案。"
    )
  )
}
