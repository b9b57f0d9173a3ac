import Phrases

/// What the argument parser says, by its own English.
enum UsagePhrases {
  /// Lines around a message; of two that fit the first is meant.
  static let lines = [
    Phrase(en: "Error: {message}", zh: "错误：{message}"),
    Phrase(en: "Usage: {usage}", zh: "用法：{usage}"),
    Phrase(en: "Help:  {help}", zh: "说明：{help}"),
    Phrase(
      en: "  See '{command} --help' for more information.",
      zh: "  详见 `{command} --help`。"
    ),
    Phrase(en: "OVERVIEW: {text}", zh: "用途：{text}"),
    Phrase(en: "USAGE: {usage}", zh: "用法：{usage}"),
    Phrase(en: "ARGUMENTS:", zh: "参数："),
    Phrase(en: "OPTIONS:", zh: "选项："),
    Phrase(en: "SUBCOMMANDS:", zh: "命令："),
    Phrase(
      en: "  See '{command} <subcommand>' for detailed help.",
      zh: "  各命令的详细说明：`{command} <命令>`。"
    ),
    Phrase(en: "  {option}Show the version.", zh: "  {option}显示版本。"),
    Phrase(en: "  {option}Show help information.", zh: "  {option}显示本说明。"),
  ]

  /// What is wrong with the arguments; of two that fit the first is meant.
  static let errors = [
    misspeltCommand, unknownCommand,
    Phrase(
      en: "Unknown option '{option}'. Did you mean '{suggestion}'?",
      zh: "未知选项 {option}。是否要用 {suggestion}？"
    ),
    Phrase(en: "Unknown option '{option}'", zh: "未知选项 {option}；可用的选项见下方用法。"),
    Phrase(en: "Missing value for '{option}'", zh: "选项 {option} 缺少值；请写在选项之后。"),
    Phrase(
      en: "The option '{option}' does not take any value, but '{value}' was specified.",
      zh: "选项 {option} 不带值；请去掉“{value}”。"
    ),
    Phrase(
      en: "Unexpected argument '{value}'",
      zh: "多余的参数“{value}”；请去掉，或按下方用法改写。"
    ),
    Phrase(
      en: "{n} unexpected arguments: '{values}'",
      zh: "有 {n} 个多余的参数：'{values}'；请去掉，或按下方用法改写。"
    ),
    Phrase(
      en: "Value to be set with flag '{second}' had already been set with flag '{first}'",
      zh: "{second} 与前面的 {first} 冲突；请只写其中一个。"
    ),
    Phrase(en: "Missing expected argument '{argument}'", zh: "缺少参数 {argument}；请按下方用法补上。"),
    Phrase(en: "Missing one of: '{arguments}'", zh: "须写以下参数之一：'{arguments}'。"),
    Phrase(
      en: "The value '{value}' is invalid for '{argument}'. Please provide one of {choices}.",
      zh: "{argument} 的值“{value}”无效；可选：{choices}。"
    ),
    Phrase(
      en: "The value '{value}' is invalid for '{argument}': {reason}",
      zh: "{argument} 的值“{value}”无效：{reason}"
    ),
    Phrase(
      en: "The value '{value}' is invalid for '{argument}'",
      zh: "{argument} 的值“{value}”无效；含义见下方说明。"
    ),
    Phrase(en: "Invalid option: {option}", zh: "无效选项：{option}；可用的选项见下方用法。"),
    Phrase(en: "Missing required subcommand.", zh: "缺少命令；可用的命令见下方用法。"),
    Phrase(
      en: "Can't generate completion scripts for '{shell}'.",
      zh: "无法为 {shell} 生成补全脚本。"
    ),
  ]

  /// What stands behind the help of an argument.
  static let values = Phrase(en: "{help} (values: {values})", zh: "{help}（可选：{values}）")
  static let standard = Phrase(en: "{help} (default: {value})", zh: "{help}（默认：{value}）")

  static let unknownCommand = Phrase(
    en: "There is no command `{command}`; `tocsin --help` lists them.",
    zh: "没有命令 `{command}`；`tocsin --help` 可列出全部命令。"
  )
  static let misspeltCommand = Phrase(
    en: "There is no command `{command}`. Did you mean `tocsin {suggestion}`?",
    zh: "没有命令 `{command}`。是否要用 `tocsin {suggestion}`？"
  )
}
