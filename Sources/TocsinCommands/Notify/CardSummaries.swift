import Findings
import Phrases

/// What the codes of findings in cards stand for.
enum CardSummaries {
  static let rules: [Rule] = [
    rule("card-body", Phrase(en: "More than one body", zh: "有多个请求体")),
    rule(
      "card-budget-without-limit",
      Phrase(en: "A budget that limits nothing", zh: "额度没有上限"),
      .warning
    ),
    rule(
      "card-budget-without-warning",
      Phrase(en: "A budget that warns too late", zh: "额度用完才预警"),
      .warning
    ),
    rule("card-circular-signing", Phrase(en: "Signing that needs itself", zh: "签名循环引用")),
    rule("card-condition", Phrase(en: "A condition that cannot be read", zh: "条件无法识别")),
    rule(
      "card-file-name",
      Phrase(en: "Card and file have different names", zh: "卡片名与文件名不同"),
      .warning
    ),
    rule("card-header", Phrase(en: "A header that is not allowed", zh: "不允许的请求头")),
    rule("card-missing-key", Phrase(en: "A key is missing", zh: "缺少键")),
    rule("card-name", Phrase(en: "A name that is none", zh: "不能用作名称")),
    rule("card-raw-bytes", Phrase(en: "Bytes that are not text", zh: "不是文本的字节")),
    rule("card-reference", Phrase(en: "A reference to nothing", zh: "引用不存在")),
    rule("card-request", Phrase(en: "Not exactly one request", zh: "请求不是恰好一个")),
    rule(
      "card-success",
      Phrase(en: "A success rule that may be wrong", zh: "成功规则可能有误"),
      .warning
    ),
    rule("card-template", Phrase(en: "A place that is not closed", zh: "占位未结束")),
    rule("card-text-template", Phrase(en: "A text that cannot be filled in", zh: "文本模板有误")),
    rule("card-too-large", Phrase(en: "A card that is too large", zh: "卡片过大")),
    rule("card-unknown-key", Phrase(en: "A key that does not exist", zh: "不存在的键")),
    rule("card-url", Phrase(en: "A URL that is not allowed", zh: "不允许的 URL")),
    rule("card-value", Phrase(en: "A value that is not allowed", zh: "不允许的取值")),
    rule("card-verify", Phrase(en: "Verification that is incomplete", zh: "核实规则不完整")),
    rule("card-yaml", Phrase(en: "The card is not YAML", zh: "卡片不是合法的 YAML")),
    rule("card-yaml-alias", Phrase(en: "Anchors and aliases", zh: "使用了锚点和别名")),
  ]

  private static func rule(
    _ code: String,
    _ summary: Phrase,
    _ level: Finding.Level = .error
  ) -> Rule {
    Rule(code, level, summary, why: summary)
  }
}
