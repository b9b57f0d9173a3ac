import Phrases

/// What the commands that read runbooks say themselves.
enum CheckPhrases {
  static let unreadable = Phrase(
    en: "`{path}` cannot be read: {reason}.",
    zh: "无法读取 `{path}`：{reason}。"
  )
  static let notThere = Phrase(en: "No such file or folder", zh: "文件或文件夹不存在")
  static let notAllowed = Phrase(en: "Permission denied", zh: "没有权限")
  static let isFolder = Phrase(en: "It is a folder", zh: "这是一个文件夹")
  static let noFile = Phrase(en: "It is not a regular file", zh: "不是普通文件")
  static let linkCircle = Phrase(
    en: "Its symbolic links go in a circle",
    zh: "符号链接互相循环"
  )
  static let tooLarge = Phrase(
    en: "`{path}` is larger than {limit} MiB.",
    zh: "`{path}` 大于 {limit} MiB。"
  )
  static let noFiles = Phrase(
    en: "there are no Markdown files (`*.md`) at: {paths}.",
    zh: "以下位置没有 Markdown 文件（`*.md`）：{paths}。"
  )
  static let unknownRule = Phrase(
    en: "there is no rule `{code}`. The rules are:",
    zh: "没有规则 `{code}`。现有规则："
  )
  static let error = Phrase(en: "{code} (error)", zh: "{code}（错误）")
  static let warning = Phrase(en: "{code} (warning)", zh: "{code}（警告）")
}
