import Phrases

/// What is said about the fences of steps.
enum CommandRules {
  static let unknownRole = Rule.error(
    "unknown-role",
    Phrase(
      en: "`{word}` is not a role of a command.",
      zh: "`{word}` 不是命令的用途。"
    ),
    remedy: Phrase(
      en: "Use one of: {known}; without a second word the text is never run.",
      zh: "请使用其中之一：{known}；没有第二个词的代码永远不会执行。"
    )
  )
  static let misspeltRole = Rule.error(
    "unknown-role",
    Phrase(
      en: "`{word}` is not a role of a command.",
      zh: "`{word}` 不是命令的用途。"
    ),
    remedy: Phrase(
      en: "Did you mean `{suggestion}`?",
      zh: "是否想写 `{suggestion}`？"
    )
  )
  static let missingLanguage = Rule.error(
    "missing-language",
    Phrase(
      en: "The fence names a role, but no language.",
      zh: "代码块写了用途，却没有写语言。"
    ),
    remedy: Phrase(
      en: "Write the language first: `bash {word}`.",
      zh: "请先写语言：`bash {word}`。"
    )
  )
  static let unknownLanguage = Rule.error(
    "unknown-language",
    Phrase(
      en: "No program is known that runs `{language}`.",
      zh: "不知道用什么程序执行 `{language}`。"
    ),
    remedy: Phrase(
      en: "Use one of {known}, or name the program: `shell=\"psql -X -c\"`.",
      zh: "请使用 {known} 之一，或写明程序：`shell=\"psql -X -c\"`。"
    )
  )
  static let unknownSetting = Rule.error(
    "unknown-setting",
    Phrase(
      en: "`{name}` is not a setting of a fence.",
      zh: "`{name}` 不是代码块的设置。"
    ),
    remedy: Phrase(
      en: "Use `timeout=`, `interval=`, `shell=`, `tty=` or `cwd=`.",
      zh: "请使用 `timeout=`、`interval=`、`shell=`、`tty=` 或 `cwd=`。"
    )
  )
  static let strayWord = Rule.error(
    "unknown-setting",
    Phrase(
      en: "`{name}` is not a setting of a fence.",
      zh: "`{name}` 不是代码块的设置。"
    ),
    remedy: Phrase(
      en: "Write settings as `name=value`, with quotes around a value that has spaces.",
      zh: "请把设置写成 `名称=值`；含空格的值请加引号。"
    )
  )
  static let badSetting = Rule.error(
    "bad-setting",
    Phrase(
      en: "`{value}` is not a value of `{name}`.",
      zh: "`{value}` 不是 `{name}` 的合法取值。"
    ),
    remedy: Phrase(
      en: "Write it like this: `{example}`.",
      zh: "请这样写：`{example}`。"
    )
  )
  static let intervalWithoutUntil = Rule.error(
    "bad-setting",
    Phrase(
      en: "`interval` is only for `until`.",
      zh: "`interval` 只用于 `until`。"
    ),
    remedy: Phrase(
      en: "Take it away, or make the role `until`.",
      zh: "请去掉它，或把用途改为 `until`。"
    )
  )
  static let empty = Rule.error(
    "empty-command",
    Phrase(
      en: "The command is empty.",
      zh: "命令是空的。"
    ),
    remedy: Phrase(
      en: "Write what is to be run, or delete the fence.",
      zh: "请写出要执行的内容，或删除该代码块。"
    )
  )
  static let prompt = Rule.error(
    "prompt-in-command",
    Phrase(
      en: "The command begins with a prompt, which a program would try to run.",
      zh: "命令以提示符开头，程序会试图执行它。"
    ),
    remedy: Phrase(
      en:
        "Delete the `$ ` at the beginning of the lines, and put sample output into an `output` fence.",
      zh: "请删除行首的 `$ `；示例输出请放进 `output` 代码块。"
    )
  )
  static let placeholder = Rule.error(
    "placeholder",
    Phrase(
      en: "`<{text}>` is a placeholder; text is never put into a command.",
      zh: "`<{text}>` 是占位符；文字不会被填入命令。"
    ),
    remedy: Phrase(
      en: "Declare the input `{name}` and write `\"${name}\"` instead.",
      zh: "请声明输入 `{name}`，并改写为 `\"${name}\"`。"
    )
  )
  static let expectWithoutCommand = Rule.error(
    "expect-without-command",
    Phrase(
      en: "The `expect` fence follows no command of this step.",
      zh: "`expect` 代码块之前没有本步骤的命令。"
    ),
    remedy: Phrase(
      en: "Put it below the command whose result it describes.",
      zh: "请放在它所说明的命令之后。"
    )
  )
  static let emptyExpectation = Rule.error(
    "bad-expectation",
    Phrase(
      en: "The `expect` fence is empty.",
      zh: "`expect` 代码块是空的。"
    ),
    remedy: Phrase(
      en: "Write a line such as `exit: 0`, or delete the fence.",
      zh: "请写一行，例如 `exit: 0`，或删除该代码块。"
    )
  )
  static let unknownExpectation = Rule.error(
    "bad-expectation",
    Phrase(
      en: "`{name}` is not something that can be expected.",
      zh: "`{name}` 不是可以检查的内容。"
    ),
    remedy: Phrase(
      en:
        "Begin the line with `exit`, `contains`, `not contains`, `matches`, `not matches`, `equals` or `json`, then a colon.",
      zh: "请以 `退出码`、`包含`、`不包含`、`匹配`、`不匹配`、`等于` 或 `json` 加冒号开头。"
    )
  )
  static let badExpectation = Rule.error(
    "bad-expectation",
    Phrase(
      en: "`{value}` cannot be expected like this.",
      zh: "`{value}` 的写法不对。"
    ),
    remedy: Phrase(
      en: "Write `exit: 0, 2`, `contains: ready` or `json: .items[0].status == \"up\"`.",
      zh: "请写成 `退出码: 0, 2`、`包含: ready` 或 `json: .items[0].status == \"up\"`。"
    )
  )
  static let badPattern = Rule.error(
    "bad-pattern",
    Phrase(
      en: "`{pattern}` is not a regular expression.",
      zh: "`{pattern}` 不是合法的正则表达式。"
    ),
    remedy: Phrase(
      en: "Check brackets and backslashes, or use `contains` for plain text.",
      zh: "请检查括号和反斜杠；普通文字请用 `包含`。"
    )
  )
  static let severalExits = Rule.error(
    "bad-expectation",
    Phrase(
      en: "The exit code is expected twice.",
      zh: "退出码写了两次。"
    ),
    remedy: Phrase(
      en: "Write all codes on one line: `exit: 0, 2`.",
      zh: "请写在同一行：`退出码: 0, 2`。"
    )
  )
}
