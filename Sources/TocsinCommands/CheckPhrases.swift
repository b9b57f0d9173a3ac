import Phrases

/// What the commands that read runbooks say themselves.
enum CheckPhrases {
  static let unreadable = Phrase(
    en: "tocsin: `{path}` cannot be read: {reason}.",
    zh: "tocsin：无法读取 `{path}`：{reason}。"
  )
  static let notThere = Phrase(en: "No such file or folder", zh: "文件或文件夹不存在")
  static let notAllowed = Phrase(en: "Permission denied", zh: "没有权限")
  static let isFolder = Phrase(en: "It is a folder", zh: "这是一个文件夹")
  static let noFile = Phrase(en: "It is no ordinary file", zh: "不是普通文件")
  static let linkCircle = Phrase(
    en: "Its symbolic links go in a circle",
    zh: "符号链接互相循环"
  )
  static let tooLarge = Phrase(
    en: "tocsin: `{path}` is larger than {limit} MiB.",
    zh: "tocsin：`{path}` 大于 {limit} MiB。"
  )
  static let noFiles = Phrase(
    en: "tocsin: there are no Markdown files (`*.md`) at: {paths}.",
    zh: "tocsin：以下位置没有 Markdown 文件（`*.md`）：{paths}。"
  )
  static let unknownRule = Phrase(
    en: "tocsin: there is no rule `{code}`. The rules are:",
    zh: "tocsin：没有规则 `{code}`。现有规则："
  )
  static let error = Phrase(en: "{code} (error)", zh: "{code}（错误）")
  static let warning = Phrase(en: "{code} (warning)", zh: "{code}（警告）")
}
