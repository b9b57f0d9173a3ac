import Findings
import Phrases

/// Rules about headings, metadata, decisions and calls.
extension ReaderRules {
  static let stepRules: [Rule] = [
    Rule(
      "anchor-not-a-step",
      .error,
      Phrase(
        en: "A link to a heading that is not a step",
        zh: "链接指向不是步骤的标题"
      ),
      why: Phrase(
        en: """
          A decision, `next:` or `on failure:` leads to a step, which is a heading below `## \
          Steps`. The heading exists but stands elsewhere, so a run cannot go there.
          """,
        zh: "判断、`下一步：` 和 `失败时：` 只能指向步骤，即 `## 步骤` 之下的标题。该标题存在，但在别处，执行无法跳转到那里。"
      )
    ),
    Rule(
      "bad-condition",
      .error,
      Phrase(
        en: "A condition that cannot be read",
        zh: "无法读取的条件"
      ),
      why: Phrase(
        en: """
          A condition after `when:` is `exit`, `stdout` or `$name`, then a comparison, then a \
          value, several of them joined by `and`; or `otherwise`. Text with spaces stands in \
          double quotes.
          """,
        zh: "`当：` 之后的条件由 `exit`、`stdout` 或 `$名称`，加比较符和值组成，多个条件用 `且` 连接；或者写 `否则`。含空格的文字用双引号括起。"
      )
    ),
    Rule(
      "bad-duration",
      .error,
      Phrase(
        en: "A length of time that cannot be read",
        zh: "无法读取的时长"
      ),
      why: Phrase(
        en: """
          Durations carry their unit: `500ms`, `30s`, `5m`, `2h`, `1d`, `1h30m`. A bare number \
          is refused, because nobody knows whether it means seconds.
          """,
        zh: "时长必须带单位：`30 秒`、`5 分钟`、`2 小时`、`1 天`、`1h30m`。只写数字会被拒绝，因为无法判断是不是秒。"
      )
    ),
    Rule(
      "bad-value",
      .error,
      Phrase(
        en: "A metadata value that cannot be read",
        zh: "无法读取的元数据取值"
      ),
      why: Phrase(
        en: """
          The key is right and its value is not one that it takes. The message shows a right \
          one.
          """,
        zh: "键正确，但取值不合法。提示中给出了正确写法。"
      )
    ),
    Rule(
      "call-cycle",
      .error,
      Phrase(
        en: "Runbooks that call each other in a circle",
        zh: "互相循环调用的预案"
      ),
      why: Phrase(
        en: """
          A runbook calls itself, directly or through others, so the run would never end. \
          Break the circle, or go back within one runbook with `at most`.
          """,
        zh: "预案直接或间接地调用了自己，执行永远不会结束。请打破循环，或在同一预案内用 `最多` 限定返回次数。"
      )
    ),
    Rule(
      "call-too-deep",
      .error,
      Phrase(
        en: "Calls that are nested too deeply",
        zh: "嵌套过深的调用"
      ),
      why: Phrase(
        en: """
          Runbooks call each other more than 20 levels deep. Nobody can follow that in an \
          outage; call the inner ones from the outer one.
          """,
        zh: "预案之间的调用嵌套超过 20 层，故障时没有人能跟得上。请由外层预案直接调用内层预案。"
      )
    ),
    Rule(
      "dead-anchor",
      .error,
      Phrase(
        en: "A link to a heading that does not exist",
        zh: "链接指向不存在的标题"
      ),
      why: Phrase(
        en: """
          No heading of the file has that anchor. An anchor is the heading in lower case with \
          `-` for spaces and without punctuation; Chinese characters stay.
          """,
        zh: "文件中没有该锚点对应的标题。锚点是把标题转为小写、空格换成 `-`、去掉标点的结果；汉字保留。"
      )
    ),
    Rule(
      "duplicate-heading",
      .error,
      Phrase(
        en: "Two headings with the same text",
        zh: "两个相同的标题"
      ),
      why: Phrase(
        en: """
          Step ids are made from headings, and links could mean either. Give each step a \
          heading of its own.
          """,
        zh: "步骤编号由标题生成，链接无法区分两者。请给每个步骤写不同的标题。"
      )
    ),
    Rule(
      "duplicate-id",
      .error,
      Phrase(
        en: "Two steps with the same id",
        zh: "两个步骤编号相同"
      ),
      why: Phrase(
        en: """
          A step's id is its name in the journal and in links, so it must be unique in the \
          runbook.
          """,
        zh: "步骤编号是它在日志和链接中的名字，在预案中必须唯一。"
      )
    ),
    Rule(
      "duplicate-key",
      .error,
      Phrase(
        en: "A metadata key that stands twice",
        zh: "重复出现的元数据键"
      ),
      why: Phrase(
        en: "The step says the same thing twice, and only one of the two could hold.",
        zh: "步骤对同一件事写了两次，只能有一个生效。"
      )
    ),
    Rule(
      "empty-answer",
      .error,
      Phrase(
        en: "An answer without text",
        zh: "没有文字的选项"
      ),
      why: Phrase(
        en: "The text of a decision's link is the answer that people choose.",
        zh: "判断中链接的文字就是供人选择的选项。"
      )
    ),
    Rule(
      "empty-heading",
      .error,
      Phrase(
        en: "A step without a name",
        zh: "没有名称的步骤"
      ),
      why: Phrase(
        en: """
          A step's id is made from its heading; a heading without letters and digits gives \
          none.
          """,
        zh: "步骤编号由标题生成；标题中没有文字或数字就无法生成编号。"
      )
    ),
    Rule(
      "empty-section",
      .warning,
      Phrase(
        en: "A heading with nothing under it",
        zh: "下面没有内容的标题"
      ),
      why: Phrase(
        en: "In a plain file the heading would be a step, and nothing says what to do in it.",
        zh: "在普通文件中该标题会成为一个步骤，但没有写明要做什么。"
      )
    ),
    Rule(
      "items-outside-step",
      .warning,
      Phrase(
        en: "Checklist items before the first step",
        zh: "第一个步骤之前的检查项"
      ),
      why: Phrase(
        en: """
          Items are ticked within a step or the preconditions. These stand before the first \
          step and are only text.
          """,
        zh: "检查项只在步骤或前提条件中勾选。这些事项位于第一个步骤之前，只是文字。"
      )
    ),
    Rule(
      "misplaced-metadata",
      .error,
      Phrase(
        en: "Metadata that is not read",
        zh: "未被读取的元数据"
      ),
      why: Phrase(
        en: """
          Only the first list under a heading is metadata. This one looks like it and stands \
          further down, so it would be shown as text and do nothing.
          """,
        zh: "只有标题下的第一个列表是元数据。此列表看起来像元数据，但位置靠后，只会当作文字显示，不起作用。"
      )
    ),
    Rule(
      "missing-call-input",
      .error,
      Phrase(
        en: "A call that lacks an input",
        zh: "缺少输入的调用"
      ),
      why: Phrase(
        en: """
          The called runbook has a required input without a default, and the call does not \
          give it: write `with name=value`.
          """,
        zh: "被调用的预案有必填且无默认值的输入，而调用没有给出：请写 `并设 名称=值`。"
      )
    ),
    Rule(
      "missing-call-target",
      .error,
      Phrase(
        en: "A call of a runbook that does not exist",
        zh: "调用不存在的预案"
      ),
      why: Phrase(
        en: """
          The path of a call is relative to the file that it stands in. Without the file the \
          step cannot be done.
          """,
        zh: "调用的路径相对于所在文件。没有该文件，步骤就无法执行。"
      )
    ),
    Rule(
      "mixed-decision",
      .warning,
      Phrase(
        en: "A decision with text among the answers",
        zh: "选项中混有文字的判断"
      ),
      why: Phrase(
        en: "A list is a decision only when every item is a link to a heading of the file.",
        zh: "只有每一项都是指向本文件标题的链接时，列表才是判断。"
      )
    ),
    Rule(
      "mixed-metadata",
      .error,
      Phrase(
        en: "Metadata with text among it",
        zh: "混有文字的元数据"
      ),
      why: Phrase(
        en: """
          A list is metadata only when every item is a known `key: value` or a decision's \
          link. Put the text below the list.
          """,
        zh: "只有每一项都是已知的 `键: 值` 或判断的链接时，列表才是元数据。请把文字移到列表之下。"
      )
    ),
    Rule(
      "no-steps",
      .error,
      Phrase(
        en: "A runbook without steps",
        zh: "没有步骤的预案"
      ),
      why: Phrase(
        en: """
          An authored runbook has a section `## Steps` and below it a heading one level deeper \
          for each step.
          """,
        zh: "按预案方式读取的文件要有 `## 步骤` 一节，其下每个步骤用一个低一级的标题。"
      )
    ),
    Rule(
      "no-text",
      .error,
      Phrase(
        en: "A file with nothing that could be a step",
        zh: "没有任何可作为步骤的内容"
      ),
      why: Phrase(
        en: "The file has no heading, list or paragraph that tells what to do.",
        zh: "文件中没有说明要做什么的标题、列表或段落。"
      )
    ),
    Rule(
      "second-decision",
      .error,
      Phrase(
        en: "Two decisions in one step",
        zh: "一个步骤中有两个判断"
      ),
      why: Phrase(
        en: "A step ends with one decision. Ask the other question in a step of its own.",
        zh: "一个步骤以一个判断结束。另一个问题请放到单独的步骤。"
      )
    ),
    Rule(
      "second-steps-section",
      .error,
      Phrase(
        en: "Two sections with steps",
        zh: "两个步骤章节"
      ),
      why: Phrase(
        en: "A runbook has one section with steps; headings in it make phases.",
        zh: "一份预案只有一个步骤章节；可用其中的标题划分阶段。"
      )
    ),
    Rule(
      "skipped-heading-level",
      .error,
      Phrase(
        en: "A heading that skips a level",
        zh: "跳级的标题"
      ),
      why: Phrase(
        en: """
          Steps stand one level below `## Steps`, sub-steps one below their step. A skipped \
          level leaves it open what belongs to what.
          """,
        zh: "步骤比 `## 步骤` 低一级，子步骤比步骤低一级。跳级会使从属关系不明确。"
      )
    ),
    Rule(
      "too-many-steps",
      .error,
      Phrase(
        en: "A runbook with too many steps",
        zh: "步骤过多的预案"
      ),
      why: Phrase(
        en: """
          With its calls the runbook has more than 20,000 steps. Call fewer runbooks, or run \
          some of them on their own.
          """,
        zh: "加上调用，预案的步骤超过 20000 个。请减少调用，或单独执行其中一些预案。"
      )
    ),
    Rule(
      "unknown-call-input",
      .error,
      Phrase(
        en: "A call with an input that is not declared",
        zh: "调用给出了未声明的输入"
      ),
      why: Phrase(
        en: """
          The call gives a value to a name that is no input of the called runbook. It is often \
          a misspelling.
          """,
        zh: "调用给出的名称不是被调用预案的输入，往往是拼写错误。"
      )
    ),
    Rule(
      "unknown-key",
      .error,
      Phrase(
        en: "An unknown metadata key",
        zh: "未知的元数据键"
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
      "unreadable-call-target",
      .error,
      Phrase(
        en: "A call of a file that is not a runbook",
        zh: "调用的文件不是预案"
      ),
      why: Phrase(
        en: """
          The file of the call exists and cannot be read as a runbook. Check that file to see \
          what is wrong with it.
          """,
        zh: "调用的文件存在，但无法作为预案读取。请检查该文件以查明原因。"
      )
    ),
  ]
}
