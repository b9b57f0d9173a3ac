import Phrases

/// What is said about files that nobody wrote for a tool.
enum PlainRules {
  static let emptySection = Rule.warning(
    "empty-section",
    Phrase(
      en: "Nothing stands under the heading `{title}`.",
      zh: "标题“{title}”下没有内容。"
    ),
    remedy: Phrase(
      en: "Write what is to be done, or delete the heading.",
      zh: "请写明要做的事，或删除该标题。"
    )
  )
  static let duplicateHeading = Rule.warning(
    "duplicate-heading",
    Phrase(
      en: "The heading `{title}` stands in the file twice.",
      zh: "标题“{title}”在文件中重复出现。"
    ),
    remedy: Phrase(
      en: "Give each heading a text of its own, so that links are clear.",
      zh: "请给每个标题写不同的文字，使链接指向明确。"
    )
  )
  static let noText = Rule.error(
    "no-text",
    Phrase(
      en: "The file has nothing that could be a step.",
      zh: "文件中没有可以作为步骤的内容。"
    ),
    remedy: Phrase(
      en: "Write down what is to be done, as headings, a list or paragraphs.",
      zh: "请用标题、列表或段落写明要做的事。"
    )
  )
}
