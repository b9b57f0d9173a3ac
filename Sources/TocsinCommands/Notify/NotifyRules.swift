import Findings
import NotifierCards
import Phrases

/// A rule about how tocsin.yaml uses cards, with what is said when it is broken.
struct NotifyRule {
  let code: String
  let summary: Phrase
  let message: Phrase
  let remedy: Phrase

  /// The finding at a place of the configuration.
  func finding(
    at position: SourcePosition,
    length: Int,
    _ arguments: [String: String]
  ) -> Finding {
    Finding(
      code,
      .error,
      at: position,
      length: length,
      message.with(arguments),
      remedy: remedy.with(arguments)
    )
  }
}

/// What is said about notifiers in tocsin.yaml.
enum NotifyRules {
  static let noCard = NotifyRule(
    code: "notifier-card-missing",
    summary: Phrase(en: "A notifier has no card", zh: "通知渠道没有卡片"),
    message: Phrase(
      en: "There is no card `{card}.yaml` for the notifier `{notifier}`.",
      zh: "通知渠道 `{notifier}` 的卡片 `{card}.yaml` 不存在。"
    ),
    remedy: Phrase(
      en: "Name one of these, or write your own: {known}.",
      zh: "请使用以下卡片之一，或自行编写：{known}。"
    )
  )
  static let unusableCard = NotifyRule(
    code: "notifier-card-unusable",
    summary: Phrase(en: "A notifier's card has errors", zh: "通知渠道的卡片有错误"),
    message: Phrase(
      en: "The card {path} of the notifier `{notifier}` cannot be used.",
      zh: "通知渠道 `{notifier}` 的卡片 {path} 无法使用。"
    ),
    remedy: Phrase(
      en: "Mend what `tocsin notify check {path}` reports.",
      zh: "请修正 `tocsin notify check {path}` 报告的问题。"
    )
  )
  static let unknownSetting = NotifyRule(
    code: "notifier-setting-unknown",
    summary: Phrase(en: "A setting that the card does not know", zh: "卡片没有的参数"),
    message: Phrase(
      en: "The card `{card}` has no setting `{name}`.",
      zh: "卡片 `{card}` 没有参数 `{name}`。"
    ),
    remedy: Phrase(en: "Its settings are: {known}.", zh: "它的参数有：{known}。")
  )
  static let misspeltSetting = NotifyRule(
    code: "notifier-setting-unknown",
    summary: unknownSetting.summary,
    message: unknownSetting.message,
    remedy: Phrase(en: "Did you mean `{suggestion}`?", zh: "是否想写 `{suggestion}`？")
  )
  static let missingSetting = NotifyRule(
    code: "notifier-setting-missing",
    summary: Phrase(en: "A setting that the card needs is missing", zh: "缺少卡片所需的参数"),
    message: Phrase(
      en: "The notifier `{notifier}` lacks the setting `{name}`, which its card `{card}` needs.",
      zh: "通知渠道 `{notifier}` 缺少卡片 `{card}` 所需的参数 `{name}`。"
    ),
    remedy: Phrase(
      en: "Add it, such as `{example}`.",
      zh: "请添加，例如 `{example}`。"
    )
  )
  static let openSecret = NotifyRule(
    code: "notifier-secret-open",
    summary: Phrase(en: "A secret stands in the file", zh: "密钥直接写在文件中"),
    message: Phrase(
      en: "`{name}` is a secret of the card `{card}` and must not stand below `parameters:`.",
      zh: "`{name}` 是卡片 `{card}` 的密钥，不得写在 `parameters:` 下。"
    ),
    remedy: Phrase(
      en: "Write `{example}` instead.",
      zh: "请改写为 `{example}`。"
    )
  )
  static let badContact = NotifyRule(
    code: "contact-address",
    summary: Phrase(en: "An address that the card does not take", zh: "卡片不接受的地址"),
    message: Phrase(
      en: "The notifier `{notifier}` does not take this address: its card `{card}` wants `{kind}`.",
      zh: "通知渠道 `{notifier}` 不接受该地址：卡片 `{card}` 需要 `{kind}` 类型。"
    ),
    remedy: Phrase(
      en: "Correct the address, or use a notifier that reaches it.",
      zh: "请修正地址，或改用能送达的通知渠道。"
    )
  )
  static let badAddress = NotifyRule(
    code: "notifier-address",
    summary: Phrase(en: "A channel without a usable address", zh: "渠道没有可用的地址"),
    message: badContact.message,
    remedy: Phrase(
      en: "Write one like this: `{example}`.",
      zh: "请这样写：`{example}`。"
    )
  )
  static let missingAddress = NotifyRule(
    code: "notifier-address",
    summary: badAddress.summary,
    message: Phrase(
      en: "A policy calls the notifier `{notifier}`, whose card `{card}` needs an address.",
      zh: "有策略直接呼叫通知渠道 `{notifier}`，而其卡片 `{card}` 需要地址。"
    ),
    remedy: Phrase(
      en: "Give it one, such as `{example}`, or call a person.",
      zh: "请为它指定地址，例如 `{example}`，或改为呼叫人员。"
    )
  )

  /// The rules about tocsin.yaml and those about cards, sorted by their codes.
  static let all: [Rule] = {
    let own = [
      noCard, unusableCard, unknownSetting, missingSetting, openSecret, badContact, badAddress,
    ].map { Rule($0.code, .error, $0.summary, why: $0.summary) }
    return (own + CardSummaries.rules).sorted { $0.code < $1.code }
  }()
}

/// What the codes of findings in cards stand for.
enum CardSummaries {
  static let rules: [Rule] = [
    rule("card-body", Phrase(en: "More than one body", zh: "有多个请求体")),
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
    rule("card-raw-bytes", Phrase(en: "Bytes that are no text", zh: "不是文本的字节")),
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
    rule("card-yaml", Phrase(en: "The card is no YAML", zh: "卡片不是合法的 YAML")),
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
