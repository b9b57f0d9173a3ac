import Findings
import Phrases

/// Rules about files and their front matter.
extension ReaderRules {
  static let fileRules: [Rule] = [
    Rule(
      "bad-default",
      .error,
      Phrase(
        en: "A default that is not allowed",
        zh: "不被允许的默认值"
      ),
      why: Phrase(
        en: """
          The default of an input must itself be one of its `choices` and match its `pattern`, \
          or every run that uses it would be refused.
          """,
        zh: "输入的默认值必须属于自己的 `choices` 并符合 `pattern`，否则使用默认值的执行都会被拒绝。"
      )
    ),
    Rule(
      "bad-variable-name",
      .error,
      Phrase(
        en: "A name that no environment variable can have",
        zh: "不能用作环境变量的名称"
      ),
      why: Phrase(
        en: """
          Inputs, secrets and captures reach commands as environment variables, whose names \
          are letters, digits and `_`, not beginning with a digit.
          """,
        zh: "输入、密钥和记录以环境变量的形式传给命令，名称只能由字母、数字和 `_` 组成，且不以数字开头。"
      )
    ),
    Rule(
      "binary-file",
      .error,
      Phrase(
        en: "A file that is not text",
        zh: "不是文本的文件"
      ),
      why: Phrase(
        en: "The file has a zero byte, so it is no Markdown. It may be UTF-16: save it as UTF-8.",
        zh: "文件中有零字节，不是 Markdown。它可能是 UTF-16 编码：请另存为 UTF-8。"
      )
    ),
    Rule(
      "dangerous-variable-name",
      .error,
      Phrase(
        en: "A variable that changes how programs behave",
        zh: "会改变程序行为的变量"
      ),
      why: Phrase(
        en: """
          Names such as `PATH`, `IFS`, `LD_PRELOAD` and `BASH_ENV` decide what programs do, so \
          a value that somebody types must not get into them. Choose another name.
          """,
        zh: "`PATH`、`IFS`、`LD_PRELOAD`、`BASH_ENV` 等名称会决定程序的行为，不能让人输入的值进入其中。请换一个名称。"
      )
    ),
    Rule(
      "duplicate-variable",
      .error,
      Phrase(
        en: "A name that is an input and a secret",
        zh: "同时是输入和密钥的名称"
      ),
      why: Phrase(
        en: """
          One environment variable cannot have two values. A secret is masked everywhere and \
          an input is shown, so it must be clear which one it is.
          """,
        zh: "一个环境变量不能有两个值。密钥处处屏蔽，而输入会显示，因此必须明确是哪一种。"
      )
    ),
    Rule(
      "empty-file",
      .error,
      Phrase(
        en: "An empty file",
        zh: "空文件"
      ),
      why: Phrase(
        en: "There is nothing in the file that anybody could follow.",
        zh: "文件中没有任何可以遵循的内容。"
      )
    ),
    Rule(
      "file-too-large",
      .error,
      Phrase(
        en: "A file that is too large",
        zh: "文件过大"
      ),
      why: Phrase(
        en: "Files over 16 MiB are not read. Split the runbook into several that call each other.",
        zh: "超过 16 MiB 的文件不会读取。请拆分为若干互相调用的预案。"
      )
    ),
    Rule(
      "front-matter-kind",
      .error,
      Phrase(
        en: "Front matter that is not a map",
        zh: "文件头不是映射"
      ),
      why: Phrase(
        en: "Between the `---` lines stands one `key: value` on each line.",
        zh: "两行 `---` 之间每行写一个 `键: 值`。"
      )
    ),
    Rule(
      "front-matter-too-large",
      .error,
      Phrase(
        en: "Front matter that is too large",
        zh: "文件头过大"
      ),
      why: Phrase(
        en: """
          The front matter is longer than 64 KiB or nested deeper than 50 levels. Long text \
          belongs below it.
          """,
        zh: "文件头超过 64 KiB 或嵌套超过 50 层。长文字应写在文件头之后。"
      )
    ),
    Rule(
      "front-matter-value",
      .error,
      Phrase(
        en: "A front matter value that cannot be read",
        zh: "无法读取的文件头取值"
      ),
      why: Phrase(
        en: """
          The key is right and its value is not one that it takes, such as a malformed day in \
          `reviewed`. The message shows a right one.
          """,
        zh: "键正确，但取值不合法，例如 `reviewed` 的日期格式有误。提示中给出了正确写法。"
      )
    ),
    Rule(
      "invalid-utf8",
      .error,
      Phrase(
        en: "A file that is not UTF-8",
        zh: "不是 UTF-8 的文件"
      ),
      why: Phrase(
        en: """
          Runbooks are read as UTF-8. Convert files in GBK or GB18030, for example with `iconv \
          -f GB18030 -t UTF-8`.
          """,
        zh: "预案按 UTF-8 读取。GBK、GB18030 编码的文件请先转换，例如 `iconv -f GB18030 -t UTF-8`。"
      )
    ),
    Rule(
      "malformed-yaml",
      .error,
      Phrase(
        en: "Front matter that is not YAML",
        zh: "文件头不是合法的 YAML"
      ),
      why: Phrase(
        en: """
          The lines between `---` cannot be read as YAML. Often a text with `:` or `#` needs \
          quotes.
          """,
        zh: "两行 `---` 之间的内容无法按 YAML 读取。常见原因是含 `:` 或 `#` 的文字没有加引号。"
      )
    ),
    Rule(
      "secret-source",
      .error,
      Phrase(
        en: "A secret without exactly one source",
        zh: "来源不唯一的密钥"
      ),
      why: Phrase(
        en: """
          A secret has exactly one of `env`, `file`, `command` and `ask`, so that it is clear \
          where its value comes from.
          """,
        zh: "密钥必须且只能写 `env`、`file`、`command`、`ask` 之一，使值的来源明确。"
      )
    ),
    Rule(
      "unknown-front-matter-key",
      .error,
      Phrase(
        en: "An unknown key in the front matter",
        zh: "文件头中的未知键"
      ),
      why: Phrase(
        en: """
          In authored mode an unknown key is an error, because a misspelt one would silently \
          do nothing.
          """,
        zh: "预案方式下未知的键是错误，因为拼错的键会悄悄失效。"
      )
    ),
    Rule(
      "unterminated-front-matter",
      .error,
      Phrase(
        en: "Front matter that is not closed",
        zh: "没有结束的文件头"
      ),
      why: Phrase(
        en: """
          The file begins with `---` and `runbook:`, and no second `---` follows, so it is not \
          read as an authored runbook.
          """,
        zh: "文件以 `---` 和 `runbook:` 开头，但之后没有第二个 `---`，因此未按预案方式读取。"
      )
    ),
    Rule(
      "yaml-alias",
      .error,
      Phrase(
        en: "An alias in the front matter",
        zh: "文件头中的 YAML 别名"
      ),
      why: Phrase(
        en: """
          YAML's anchors and aliases are refused, because a small file could grow without \
          bound by them.
          """,
        zh: "不支持 YAML 的锚点和别名，因为很小的文件也可能借此无限膨胀。"
      )
    ),
  ]
}
