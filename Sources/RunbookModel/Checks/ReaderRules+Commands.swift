import Findings
import Phrases

/// Rules about fences and commands.
extension ReaderRules {
  static let commandRules: [Rule] = [
    Rule(
      "bad-expectation",
      .error,
      Phrase(
        en: "An expectation that cannot be read",
        zh: "无法读取的期望"
      ),
      why: Phrase(
        en: """
          Each line of an `expect` fence is `exit`, `contains`, `not contains`, `matches`, \
          `not matches`, `equals` or `json`, a colon, and a value. `exit` stands at most once.
          """,
        zh: "`expect` 代码块的每一行由 `退出码`、`包含`、`不包含`、`匹配`、`不匹配`、`等于` 或 `json` 加冒号和值组成。`退出码` 最多写一次。"
      )
    ),
    Rule(
      "bad-pattern",
      .error,
      Phrase(
        en: "A regular expression that cannot be read",
        zh: "无法读取的正则表达式"
      ),
      why: Phrase(
        en: """
          The pattern is not a valid regular expression, so nothing could be compared with it. \
          Often a bracket is missing or a backslash is too many.
          """,
        zh: "该正则表达式不合法，无法用于比较。常见原因是缺少括号或多了反斜杠。"
      )
    ),
    Rule(
      "bad-setting",
      .error,
      Phrase(
        en: "A fence's setting with a wrong value",
        zh: "代码块设置的取值有误"
      ),
      why: Phrase(
        en: """
          The settings of a fence are `timeout=30s`, `interval=10s` (only for `until`), \
          `shell="psql -X -c"`, `tty=yes` and `cwd=FOLDER`.
          """,
        zh:
          "代码块的设置有 `timeout=30s`、`interval=10s`（仅用于 `until`）、`shell=\"psql -X -c\"`、`tty=yes` 和 `cwd=目录`。"
      )
    ),
    Rule(
      "command-in-info-string",
      .warning,
      Phrase(
        en: "A command on the line that opens a fence",
        zh: "代码块起始行上写有命令"
      ),
      why: Phrase(
        en: """
          What stands behind the opening ``` names the language and is not shown on any Git \
          host. Move the command to the next line.
          """,
        zh: "起始的 ``` 后面是语言名称，在任何 Git 平台上都不显示。请把命令移到下一行。"
      )
    ),
    Rule(
      "command-outside-step",
      .error,
      Phrase(
        en: "A command outside every step",
        zh: "不在任何步骤中的命令"
      ),
      why: Phrase(
        en: """
          The fence has a role such as `run` and stands outside `## Steps`, so it would never \
          run. Move it into a step, or take the role away when it is only text.
          """,
        zh: "该代码块写有 `run` 等用途，却不在 `## 步骤` 之下，永远不会执行。请移到某个步骤中；若只是说明文字，请去掉用途。"
      )
    ),
    Rule(
      "empty-command",
      .error,
      Phrase(
        en: "A command without text",
        zh: "空的命令"
      ),
      why: Phrase(
        en: "The fence has a role such as `run` and nothing in it.",
        zh: "代码块写有 `run` 等用途，但没有内容。"
      )
    ),
    Rule(
      "expect-without-command",
      .error,
      Phrase(
        en: "An `expect` fence without a command",
        zh: "没有对应命令的 `expect`"
      ),
      why: Phrase(
        en: "An `expect` fence says what must be true of the command above it in the same step.",
        zh: "`expect` 代码块说明同一步骤中它上方命令的结果应当如何。"
      )
    ),
    Rule(
      "missing-language",
      .error,
      Phrase(
        en: "A fence with a role and no language",
        zh: "有用途而没有语言的代码块"
      ),
      why: Phrase(
        en: """
          The first word of a fence is its language, which chooses the program that runs it; \
          the second word is its role.
          """,
        zh: "代码块的第一个词是语言，决定用什么程序执行；第二个词是用途。"
      )
    ),
    Rule(
      "placeholder",
      .error,
      Phrase(
        en: "A `<placeholder>` in a command",
        zh: "命令中的 `<占位符>`"
      ),
      why: Phrase(
        en: """
          Text is never put into a command, so that nothing can be injected. Declare an input \
          and use it as an environment variable: `"$host"`.
          """,
        zh: "为防止注入，文字绝不会被填入命令。请声明输入，并以环境变量使用：`\"$host\"`。"
      )
    ),
    Rule(
      "prompt-in-command",
      .error,
      Phrase(
        en: "A prompt in a command",
        zh: "命令中的提示符"
      ),
      why: Phrase(
        en: """
          The command begins with `$ ` or the like, as copied from a terminal. A program would \
          try to run the prompt.
          """,
        zh: "命令以 `$ ` 等提示符开头，像是从终端复制的。程序会把提示符当作命令执行。"
      )
    ),
    Rule(
      "unknown-language",
      .error,
      Phrase(
        en: "A language that no program is known for",
        zh: "没有对应程序的语言"
      ),
      why: Phrase(
        en: """
          The language chooses the program that runs a command. For any other language name \
          the program with `shell=`.
          """,
        zh: "语言决定用什么程序执行命令。其他语言请用 `shell=` 写明程序。"
      )
    ),
    Rule(
      "unknown-role",
      .error,
      Phrase(
        en: "An unknown role of a fence",
        zh: "未知的代码块用途"
      ),
      why: Phrase(
        en: """
          The second word of a fence is `run`, `check`, `until`, `rollback`, `expect` or \
          `output`. A misspelt one would silently never run.
          """,
        zh: "代码块的第二个词是 `run`、`check`、`until`、`rollback`、`expect` 或 `output`。拼错的用途会悄悄地永不执行。"
      )
    ),
    Rule(
      "unknown-setting",
      .error,
      Phrase(
        en: "An unknown setting of a fence",
        zh: "未知的代码块设置"
      ),
      why: Phrase(
        en: "The settings of a fence are `timeout=`, `interval=`, `shell=`, `tty=` and `cwd=`.",
        zh: "代码块的设置有 `timeout=`、`interval=`、`shell=`、`tty=` 和 `cwd=`。"
      )
    ),
    Rule(
      "unterminated-command",
      .error,
      Phrase(
        en: "A command that is not closed and has headings in it",
        zh: "没有结束的命令代码块，其中含有标题"
      ),
      why: Phrase(
        en: """
          Everything behind the opening line would run as a command, the text of later steps too. \
          Close the block with the same fence and the same indentation.
          """,
        zh: "起始行之后的所有内容，包括后面步骤的文字，都会被当作命令执行。请用同样的标记和缩进结束代码块。"
      )
    ),
    Rule(
      "unterminated-fence",
      .warning,
      Phrase(
        en: "A code block that is not closed",
        zh: "没有结束的代码块"
      ),
      why: Phrase(
        en: """
          Everything behind the opening line is code, headings and steps too. Close the block \
          with the same fence and the same indentation.
          """,
        zh: "起始行之后的所有内容都成了代码，包括标题和步骤。请用同样的标记和缩进结束代码块。"
      )
    ),
  ]
}
