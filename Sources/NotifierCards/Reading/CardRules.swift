import Findings
import Phrases

/// A rule that a card can break, with what is said when it does.
struct CardRule {
  let code: String
  let level: Finding.Level
  let message: Phrase
  let remedy: Phrase

  init(_ code: String, _ level: Finding.Level, _ message: Phrase, remedy: Phrase) {
    self.code = code
    self.level = level
    self.message = message
    self.remedy = remedy
  }

  init(_ code: String, _ message: Phrase, remedy: Phrase) {
    self.init(code, .error, message, remedy: remedy)
  }
}

/// What is said about cards.
enum CardRules {
  static let malformed = CardRule(
    "card-yaml",
    Phrase(
      en: "The card is not valid YAML: {problem}.",
      zh: "通知卡片不是合法的 YAML：{problem}。"
    ),
    remedy: Phrase(
      en: "Write one `key: value` per line, and put text with `:` or `#` in quotes.",
      zh: "每行写一个 `键: 值`；含有 `:` 或 `#` 的文字请加引号。"
    )
  )
  static let tooLarge = CardRule(
    "card-too-large",
    Phrase(
      en: "The card is too long or nested too deeply.",
      zh: "通知卡片过长或嵌套过深。"
    ),
    remedy: Phrase(
      en: "Keep it under 128 KiB and 40 levels.",
      zh: "请控制在 128 KiB 和 40 层以内。"
    )
  )
  static let alias = CardRule(
    "card-yaml-alias",
    Phrase(
      en: "The card uses YAML anchors and aliases.",
      zh: "通知卡片使用了 YAML 锚点和别名。"
    ),
    remedy: Phrase(
      en: "Write the value out at each place; quote text that begins with `&` or `*`.",
      zh: "请在每处写出完整的值；以 `&` 或 `*` 开头的文字请加引号。"
    )
  )
  static let needsMap = CardRule(
    "card-value",
    Phrase(
      en: "`{key}` needs `key: value` lines below it.",
      zh: "`{key}` 下面需要 `键: 值` 的形式。"
    ),
    remedy: Phrase(en: "Its keys are: {known}.", zh: "可用的键：{known}。")
  )
  static let unknownKey = CardRule(
    "card-unknown-key",
    Phrase(en: "`{owner}` has no key `{key}`.", zh: "`{owner}` 没有 `{key}` 这个键。"),
    remedy: Phrase(en: "Use one of: {known}.", zh: "请使用其中之一：{known}。")
  )
  static let misspeltKey = CardRule(
    "card-unknown-key",
    Phrase(en: "`{owner}` has no key `{key}`.", zh: "`{owner}` 没有 `{key}` 这个键。"),
    remedy: Phrase(en: "Did you mean `{suggestion}`?", zh: "是否想写 `{suggestion}`？")
  )
  static let missingKey = CardRule(
    "card-missing-key",
    Phrase(en: "`{owner}` lacks the key `{key}`.", zh: "`{owner}` 缺少键 `{key}`。"),
    remedy: Phrase(en: "Add a line such as `{example}`.", zh: "请添加一行，例如 `{example}`。")
  )
  static let badValue = CardRule(
    "card-value",
    Phrase(
      en: "`{value}` is not a value of `{key}`.",
      zh: "`{value}` 不是 `{key}` 的合法取值。"
    ),
    remedy: Phrase(en: "Write it like this: `{example}`.", zh: "请这样写：`{example}`。")
  )
  static let badChoice = CardRule(
    "card-value",
    Phrase(
      en: "`{value}` is not a value of `{key}`.",
      zh: "`{value}` 不是 `{key}` 的合法取值。"
    ),
    remedy: Phrase(en: "Use one of: {known}.", zh: "请使用其中之一：{known}。")
  )
  static let needsText = CardRule(
    "card-value",
    Phrase(en: "`{key}` needs a text.", zh: "`{key}` 需要文字。"),
    remedy: Phrase(en: "Write it like this: `{example}`.", zh: "请这样写：`{example}`。")
  )
  static let badName = CardRule(
    "card-name",
    Phrase(en: "`{value}` is not a name.", zh: "`{value}` 不能用作名称。"),
    remedy: Phrase(
      en: "Use letters, digits, `_` and `-`, beginning with a letter.",
      zh: "请使用字母、数字、`_` 和 `-`，并以字母开头。"
    )
  )
  static let fileName = CardRule(
    "card-file-name",
    .warning,
    Phrase(
      en: "The card is called `{name}`, its file `{file}`.",
      zh: "卡片名为 `{name}`，文件名却是 `{file}`。"
    ),
    remedy: Phrase(
      en: "Give both the same name, so that the card is found.",
      zh: "请使用相同的名称，以便找到该卡片。"
    )
  )
  static let unclosed = CardRule(
    "card-template",
    Phrase(en: "A place `{open}` is not closed.", zh: "`{open}` 没有结束。"),
    remedy: Phrase(
      en: "Close it with `{close}`, or write `${open}` for the two characters themselves.",
      zh: "请补上 `{close}`；若需要这两个字符本身，请写 `${open}`。"
    )
  )
  static let unknownSource = CardRule(
    "card-reference",
    Phrase(en: "There is nothing called `{source}`.", zh: "没有名为 `{source}` 的值。"),
    remedy: Phrase(
      en: "See the list of references in the documentation of notifiers.",
      zh: "请查看通知渠道文档中的引用列表。"
    )
  )
  static let misspeltSource = CardRule(
    "card-reference",
    Phrase(en: "There is nothing called `{source}`.", zh: "没有名为 `{source}` 的值。"),
    remedy: Phrase(en: "Did you mean `{suggestion}`?", zh: "是否想写 `{suggestion}`？")
  )
  static let misplacedSource = CardRule(
    "card-reference",
    Phrase(en: "`{source}` has no value here.", zh: "`{source}` 在此处没有值。"),
    remedy: Phrase(
      en: "Only signing sees the request, and only what is sent has a message and an address.",
      zh: "只有签名步骤能看到请求；只有发送时才有消息和接收地址。"
    )
  )
  static let rawSource = CardRule(
    "card-raw-bytes",
    Phrase(
      en: "The step `{step}` gives bytes that cannot stand in a request.",
      zh: "步骤 `{step}` 产生的是原始字节，不能直接放入请求。"
    ),
    remedy: Phrase(
      en: "Add `as: hex` or `as: base64` to the step.",
      zh: "请在该步骤中添加 `as: hex` 或 `as: base64`。"
    )
  )
  static let circular = CardRule(
    "card-circular-signing",
    Phrase(
      en: "`{place}` holds a signature that is made from `{place}` itself.",
      zh: "`{place}` 中的签名又依赖 `{place}` 本身。"
    ),
    remedy: Phrase(
      en: "Leave the signature out with `except:`, or put it into a header.",
      zh: "请用 `except:` 排除签名项，或把签名放入请求头。"
    )
  )
  static let badURL = CardRule(
    "card-url",
    Phrase(
      en: "The URL must begin with `http://`, `https://` or a setting.",
      zh: "URL 必须以 `http://`、`https://` 或某个设置项开头。"
    ),
    remedy: Phrase(
      en: "Begin with a setting that has the provider's address as its default: `{example}`.",
      zh: "请以一个默认值为服务商地址的设置项开头：`{example}`。"
    )
  )
  static let badHeader = CardRule(
    "card-header",
    Phrase(en: "`{value}` cannot be the name of a header.", zh: "`{value}` 不能用作请求头名称。"),
    remedy: Phrase(
      en: "Use letters, digits and `-`; the host and the length are set by themselves.",
      zh: "请使用字母、数字和 `-`；Host 与长度由程序自动设置。"
    )
  )
  static let oneBody = CardRule(
    "card-body",
    Phrase(en: "The request has more than one body.", zh: "请求写了不止一种正文。"),
    remedy: Phrase(
      en: "Keep one of `json`, `form`, `xml` and `text`.",
      zh: "`json`、`form`、`xml`、`text` 请只保留一种。"
    )
  )
  static let oneRequest = CardRule(
    "card-request",
    Phrase(
      en: "The request must have a `url`, a `mail` or a `program`, and only one of them.",
      zh: "请求必须且只能包含 `url`、`mail`、`program` 之一。"
    ),
    remedy: Phrase(en: "Keep one of them.", zh: "请只保留其中一个。")
  )
  static let condition = CardRule(
    "card-condition",
    Phrase(en: "`{value}` is not a condition.", zh: "`{value}` 不是合法的条件。"),
    remedy: Phrase(
      en: """
        Write `status 200-299`, `$.code == 0`, `text contains "busy"` or \
        `every $.list: @.code == "Ok"`.
        """,
      zh: """
        请写成 `status 200-299`、`$.code == 0`、`text contains "busy"` 或 \
        `every $.list: @.code == "Ok"`。
        """
    )
  )
  static let mustache = CardRule(
    "card-text-template",
    Phrase(
      en: "The text is not a Mustache template: {problem}.",
      zh: "文本不是合法的 Mustache 模板：{problem}。"
    ),
    remedy: Phrase(
      en: "Write `{example}`, and close each section with its name.",
      zh: "请写 `{example}`；每个区段都要用其名称结束。"
    )
  )
  static let noOK = CardRule(
    "card-success",
    .warning,
    Phrase(
      en: "The card does not say when a message was taken, so each status from 200 to 299 counts.",
      zh: "卡片未说明怎样算发送成功，因此 200 至 299 的状态码都算成功。"
    ),
    remedy: Phrase(
      en: "Write `respond:` with `ok:`; many gateways answer 200 to errors.",
      zh: "请在 `respond:` 中写明 `ok:`；许多网关在出错时也返回 200。"
    )
  )
  static let budgetWithoutLimit = CardRule(
    "card-budget-without-limit",
    .warning,
    Phrase(
      en: "`budget` has neither `per_day` nor `per_month`, so it limits nothing.",
      zh: "`budget` 既没有 `per_day`，也没有 `per_month`，不起任何限制作用。"
    ),
    remedy: Phrase(
      en: "Write how many messages may leave, such as `per_day: 2000`, or take `budget` out.",
      zh: "请写明可以发送多少条，例如 `per_day: 2000`，或删除 `budget`。"
    )
  )
  static let budgetWithoutWarning = CardRule(
    "card-budget-without-warning",
    .warning,
    Phrase(
      en: "`budget` warns only when nothing is left.",
      zh: "`budget` 到用完时才预警。"
    ),
    remedy: Phrase(
      en: "Write `warn_at: 80%`, or leave `warn_at` out, which means the same.",
      zh: "请写 `warn_at: 80%`；不写 `warn_at` 效果相同。"
    )
  )
  static let noVerification = CardRule(
    "card-verify",
    Phrase(
      en: "`on_unknown: verify` needs a `verify` section, and the other way round.",
      zh: "`on_unknown: verify` 与 `verify` 部分必须同时出现。"
    ),
    remedy: Phrase(
      en: "Add the request that asks the provider, or choose `resend` or `skip`.",
      zh: "请添加向服务商查询的请求，或改用 `resend`、`skip`。"
    )
  )
}
