import Phrases

/// The words of the text writer.
enum FindingPhrases {
  static let error = Phrase(en: "error: ", zh: "错误：")
  static let warning = Phrase(en: "warning: ", zh: "警告：")
  static let help = Phrase(en: "help: {text}", zh: "建议：{text}")
  static let untold = Phrase(en: "not decided: ", zh: "未判定：")
  static let note = Phrase(en: "note: {text}", zh: "说明：{text}")
  static let clean = Phrase(
    en: "{files} {files|file|files} checked, nothing to report.",
    zh: "已检查 {files} 个文件，未发现问题。"
  )
  static let summary = Phrase(
    en: """
      {files} {files|file|files} checked: {errors} {errors|error|errors}, \
      {warnings} {warnings|warning|warnings}.
      """,
    zh: "已检查 {files} 个文件：{errors} 个错误，{warnings} 个警告。"
  )
}
