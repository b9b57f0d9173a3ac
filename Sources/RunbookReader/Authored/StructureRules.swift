import Phrases

/// What is said about the sections and headings of an authored runbook.
enum StructureRules {
  static let noSteps = Rule.error(
    "no-steps",
    Phrase(
      en: "There is no section with steps.",
      zh: "没有步骤章节。"
    ),
    remedy: Phrase(
      en: "Write `## Steps`, and below it one `### …` heading for each step.",
      zh: "请写 `## 步骤`，其下每个步骤用一个 `### …` 标题。"
    )
  )
  static let emptySteps = Rule.error(
    "no-steps",
    Phrase(
      en: "The section `{title}` has no steps.",
      zh: "“{title}”一节没有步骤。"
    ),
    remedy: Phrase(
      en: "Write a heading one level deeper for each step, such as `{example}`.",
      zh: "每个步骤写一个低一级的标题，例如 `{example}`。"
    )
  )
  static let secondSteps = Rule.error(
    "second-steps-section",
    Phrase(
      en: "There is a second section with steps.",
      zh: "出现了第二个步骤章节。"
    ),
    remedy: Phrase(
      en: "Put all steps under the first one; headings between them make phases.",
      zh: "请把所有步骤放在第一个章节下；中间的标题可用来划分阶段。"
    )
  )
  static let skippedLevel = Rule.error(
    "skipped-heading-level",
    Phrase(
      en: "The heading `{title}` is {found} levels deep where {wanted} was expected.",
      zh: "标题“{title}”是第 {found} 级，此处应为第 {wanted} 级。"
    ),
    remedy: Phrase(
      en: "Write it with {wanted} `#` characters.",
      zh: "请用 {wanted} 个 `#` 书写。"
    )
  )
  static let emptyHeading = Rule.error(
    "empty-heading",
    Phrase(
      en: "The step has no name.",
      zh: "步骤没有名称。"
    ),
    remedy: Phrase(
      en: "Write what is to be done after the `#` characters.",
      zh: "请在 `#` 之后写明要做的事。"
    )
  )
  static let duplicateHeading = Rule.error(
    "duplicate-heading",
    Phrase(
      en: "The heading `{title}` stands in the file twice, so links to it are unclear.",
      zh: "标题“{title}”在文件中重复出现，链接指向不明确。"
    ),
    remedy: Phrase(
      en: "Give each step a heading of its own.",
      zh: "请给每个步骤写不同的标题。"
    )
  )
  static let duplicateID = Rule.error(
    "duplicate-id",
    Phrase(
      en: "The id `{id}` is already that of another step.",
      zh: "编号 `{id}` 已被另一个步骤使用。"
    ),
    remedy: Phrase(
      en: "Choose another id.",
      zh: "请换一个编号。"
    )
  )
  static let commandOutside = Rule.error(
    "command-outside-step",
    Phrase(
      en: "This command stands outside the steps and would never run.",
      zh: "这条命令不在任何步骤中，永远不会执行。"
    ),
    remedy: Phrase(
      en: "Move it under a step's heading, or take the word `{role}` away.",
      zh: "请移到某个步骤标题之下，或去掉 `{role}`。"
    )
  )
  static let itemsOutside = Rule.warning(
    "items-outside-step",
    Phrase(
      en: "These items stand before the first step and will not be ticked.",
      zh: "这些事项位于第一个步骤之前，不会被勾选。"
    ),
    remedy: Phrase(
      en: "Move them under a step's heading, or into `## Preconditions`.",
      zh: "请移到某个步骤标题之下，或放进 `## 前提条件`。"
    )
  )
  static let deadAnchor = Rule.error(
    "dead-anchor",
    Phrase(
      en: "No heading has the anchor `#{anchor}`.",
      zh: "没有锚点为 `#{anchor}` 的标题。"
    ),
    remedy: Phrase(
      en: "Link to one of the steps, such as `#{example}`.",
      zh: "请链接到某个步骤，例如 `#{example}`。"
    )
  )
  static let misspeltAnchor = Rule.error(
    "dead-anchor",
    Phrase(
      en: "No heading has the anchor `#{anchor}`.",
      zh: "没有锚点为 `#{anchor}` 的标题。"
    ),
    remedy: Phrase(
      en: "Did you mean `#{suggestion}`?",
      zh: "是否想写 `#{suggestion}`？"
    )
  )
  static let notAStep = Rule.error(
    "anchor-not-a-step",
    Phrase(
      en: "`#{anchor}` is a heading, but not a step.",
      zh: "`#{anchor}` 是标题，但不是步骤。"
    ),
    remedy: Phrase(
      en: "Link to a heading below `## Steps`, such as `#{example}`.",
      zh: "请链接到 `## 步骤` 之下的标题，例如 `#{example}`。"
    )
  )
  /// The note at the first of two equal headings.
  static let firstHeading = Phrase(en: "The first one is here.", zh: "第一次出现在这里。")
}
