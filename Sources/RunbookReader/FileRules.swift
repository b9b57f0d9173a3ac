import Phrases

/// What is said about a file as a whole.
enum FileRules {
  static let empty = Rule.error(
    "empty-file",
    Phrase(
      en: "The file is empty.",
      zh: "文件是空的。"
    ),
    remedy: Phrase(
      en: "Write a runbook into it, or delete it.",
      zh: "请写入预案内容，或删除该文件。"
    )
  )
  static let binary = Rule.error(
    "binary-file",
    Phrase(
      en: "The file is not text: it has a zero byte.",
      zh: "文件不是文本：其中有零字节。"
    ),
    remedy: Phrase(
      en: "Give a Markdown file.",
      zh: "请提供 Markdown 文件。"
    )
  )
  static let encoding = Rule.error(
    "invalid-utf8",
    Phrase(
      en: "The file is not UTF-8 from here on.",
      zh: "从此处起文件不是 UTF-8 编码。"
    ),
    remedy: Phrase(
      en: "Save it as UTF-8; files in GBK or GB18030 must be converted.",
      zh: "请另存为 UTF-8；GBK、GB18030 编码的文件需要转换。"
    )
  )
  static let tooLarge = Rule.error(
    "file-too-large",
    Phrase(
      en: "The file is larger than {limit} MiB.",
      zh: "文件大于 {limit} MiB。"
    ),
    remedy: Phrase(
      en: "Split it into several runbooks that call each other.",
      zh: "请拆分为若干互相调用的预案。"
    )
  )
  static let unterminatedFence = Rule.warning(
    "unterminated-fence",
    Phrase(
      en: "This code block is not closed and hides headings below it.",
      zh: "此代码块没有结束，其后的标题被当成了代码。"
    ),
    remedy: Phrase(
      en: "Write a line with the closing fence after the last line of code.",
      zh: "请在代码最后一行之后写上结束标记。"
    )
  )
  static let unterminatedCommand = Rule.error(
    "unterminated-command",
    Phrase(
      en: "This command is not closed, so the headings and steps below it would run with it.",
      zh: "此命令代码块没有结束，其后的标题和步骤会被当作命令执行。"
    ),
    remedy: Phrase(
      en: "Write a line with the closing fence after the last line of the command.",
      zh: "请在命令最后一行之后写上结束标记。"
    )
  )
  static let openFence = Rule.warning(
    "unterminated-fence",
    Phrase(
      en: "This code block is not closed.",
      zh: "此代码块没有结束。"
    ),
    remedy: Phrase(
      en: "Write a line with the closing fence, indented like the opening one.",
      zh: "请写上结束标记，缩进与开头一致。"
    )
  )
  static let commandInInfo = Rule.warning(
    "command-in-info-string",
    Phrase(
      en: "A command stands on the line that opens the code block, where it is not read.",
      zh: "命令写在了代码块的起始行上，不会被读取。"
    ),
    remedy: Phrase(
      en: "Move it to the next line.",
      zh: "请移到下一行。"
    )
  )
}
