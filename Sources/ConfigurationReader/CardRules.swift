import Phrases

/// Rules about what notifiers' cards ask for.
enum CardRules {
  static let all = [
    unknownCard, misspeltCard, unknownSetting, misspeltSetting, missingSetting, wrongAddress,
    missingAddress, budgetWithoutLimit, budgetWithoutWarning,
  ]

  static let misspeltCard = ConfigurationRule.error(
    "config-misspelt-card",
    Phrase(en: "A notifier's card is misspelt.", zh: "通知卡片名称拼写有误。"),
    Phrase(en: "There is no card `{name}`.", zh: "没有通知卡片 `{name}`。"),
    remedy: Phrase(en: "Write `{suggestion}`.", zh: "请改为 `{suggestion}`。")
  )
  static let unknownCard = ConfigurationRule.error(
    "config-unknown-card",
    Phrase(en: "A notifier's card is not there.", zh: "通知卡片不存在。"),
    Phrase(en: "There is no card `{name}`.", zh: "没有通知卡片 `{name}`。"),
    remedy: Phrase(
      en: "Put `{name}.yaml` into the folder `notifiers` beside this file, or use one of: {known}.",
      zh: "请把 `{name}.yaml` 放入本文件旁的 `notifiers` 目录，或使用现有卡片：{known}。"
    )
  )
  static let misspeltSetting = ConfigurationRule.error(
    "config-misspelt-setting",
    Phrase(en: "A setting of a notifier is misspelt.", zh: "通知渠道的设置项拼写有误。"),
    Phrase(
      en: "The card `{card}` has no setting `{name}`.",
      zh: "通知卡片 `{card}` 没有设置项 `{name}`。"
    ),
    remedy: Phrase(en: "Write `{suggestion}`.", zh: "请改为 `{suggestion}`。")
  )
  static let unknownSetting = ConfigurationRule.error(
    "config-unknown-setting",
    Phrase(en: "A card does not know a setting.", zh: "通知卡片没有该设置项。"),
    Phrase(
      en: "The card `{card}` has no setting `{name}`.",
      zh: "通知卡片 `{card}` 没有设置项 `{name}`。"
    ),
    remedy: Phrase(en: "Its settings are: {known}.", zh: "可用的设置项：{known}。")
  )
  static let missingSetting = ConfigurationRule.error(
    "config-missing-setting",
    Phrase(en: "A card needs a setting that is not there.", zh: "缺少通知卡片必需的设置项。"),
    Phrase(
      en: "The card `{card}` needs `{name}`.",
      zh: "通知卡片 `{card}` 需要设置项 `{name}`。"
    ),
    remedy: Phrase(en: "Add it: `{example}`.", zh: "请补充：`{example}`。")
  )
  static let wrongAddress = ConfigurationRule.error(
    "config-address",
    Phrase(en: "An address is not of the kind that a card wants.", zh: "地址类型不符合通知卡片要求。"),
    Phrase(
      en: "`{address}` is not an address for `{notifier}`: its card `{card}` wants `{kind}`.",
      zh: "`{address}` 不能用作 `{notifier}` 的地址：卡片 `{card}` 需要 `{kind}`。"
    ),
    remedy: Phrase(
      en: "Correct it; numbers have their country, such as `+447700900123`.",
      zh: "请更正；电话号码须带国家代码，例如 `+447700900123`。"
    )
  )
  static let missingAddress = ConfigurationRule.error(
    "config-channel-address",
    Phrase(
      en: "A notifier is called as a channel and has no address.",
      zh: "通知渠道被直接呼叫，但没有地址。"
    ),
    Phrase(
      en: "`notifier:{notifier}` has no address: its card `{card}` wants `{kind}`.",
      zh: "`notifier:{notifier}` 没有地址：卡片 `{card}` 需要 `{kind}`。"
    ),
    remedy: Phrase(
      en: "Add `address:` to the notifier, or call a person.",
      zh: "请为该通知渠道添加 `address:`，或改为呼叫人员。"
    )
  )
  static let budgetWithoutLimit = ConfigurationRule.warning(
    "config-budget-without-limit",
    Phrase(en: "The budget of a notifier limits nothing.", zh: "通知渠道的额度没有上限。"),
    Phrase(
      en: "The `budget` of the card `{card}` has neither `per_day` nor `per_month`.",
      zh: "卡片 `{card}` 的 `budget` 既没有 `per_day`，也没有 `per_month`。"
    ),
    remedy: Phrase(
      en: "Write into the card how many messages may leave, or take `budget` out.",
      zh: "请在卡片中写明可以发送多少条，或删除 `budget`。"
    )
  )
  static let budgetWithoutWarning = ConfigurationRule.warning(
    "config-budget-without-warning",
    Phrase(
      en: "The budget of a notifier warns of nothing.",
      zh: "通知渠道的额度用完前没有预警。"
    ),
    Phrase(
      en: "The `budget` of the card `{card}` warns only when nothing is left.",
      zh: "卡片 `{card}` 的 `budget` 到用完时才预警。"
    ),
    remedy: Phrase(
      en: "Write `warn_at: 80%` into the card, or leave `warn_at` out.",
      zh: "请在卡片中写 `warn_at: 80%`，或不写 `warn_at`。"
    )
  )
}
