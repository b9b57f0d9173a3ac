import Phrases

/// Rules about what a configuration means: references, policies, duty.
enum MeaningRules {
  static let all = [
    misspeltReference, unknownReference, bareTarget, duplicateID, unknownZone, roleCycle,
    noLevels, emptyLevel, lastResortCanBeEmpty, lastResortOnLeave,
    noDefaultPolicy, quorumTooHigh,
    endsBeforeStart, noParticipants, calendarNeeded, calendarYearMissing, calendarYearSoon,
    calendarUnreadable, noContact, drillOnlyContact, literalSecret,
    possibleSecret, serverExposed, serverPlain,
  ]

  static let misspeltReference = ConfigurationRule.error(
    "config-misspelt-reference",
    Phrase(en: "A name that is referred to is misspelt.", zh: "引用的名称拼写有误。"),
    Phrase(
      en: "There is no `{kind}:{name}` in this file.",
      zh: "本文件中没有 `{kind}:{name}`。"
    ),
    remedy: Phrase(en: "Write `{suggestion}`.", zh: "请改为 `{suggestion}`。")
  )
  static let unknownReference = ConfigurationRule.error(
    "config-unknown-reference",
    Phrase(en: "Something is referred to that is not there.", zh: "引用了不存在的对象。"),
    Phrase(
      en: "There is no `{kind}:{name}` in this file.",
      zh: "本文件中没有 `{kind}:{name}`。"
    ),
    remedy: Phrase(
      en: "Add it below `{section}:`, or refer to another.",
      zh: "请在 `{section}:` 下添加，或改为引用其他对象。"
    )
  )
  static let bareTarget = ConfigurationRule.error(
    "config-target-kind",
    Phrase(en: "A target does not say what it is.", zh: "目标没有写明类型。"),
    Phrase(
      en:
        "`{value}` does not say whether it is a person, a role, a schedule, a team or a notifier.",
      zh: "`{value}` 没有写明是人员、角色、值班表、班组还是通知渠道。"
    ),
    remedy: Phrase(en: "Write `{example}`.", zh: "请写成 `{example}`。")
  )
  static let duplicateID = ConfigurationRule.error(
    "config-duplicate-name",
    Phrase(en: "Two things have one name.", zh: "名称重复。"),
    Phrase(
      en: "`{name}` is already the name of another one.",
      zh: "名称 `{name}` 已被占用。"
    ),
    remedy: Phrase(en: "Give one of them another name.", zh: "请给其中一个换个名称。")
  )
  static let unknownZone = ConfigurationRule.error(
    "config-unknown-zone",
    Phrase(en: "A time zone is not known.", zh: "未知的时区。"),
    Phrase(en: "There is no time zone `{value}`.", zh: "没有时区 `{value}`。"),
    remedy: Phrase(
      en: "Use a name of the IANA database, such as `{suggestion}`.",
      zh: "请使用 IANA 时区名称，例如 `{suggestion}`。"
    )
  )
  static let roleCycle = ConfigurationRule.error(
    "config-role-cycle",
    Phrase(en: "A role contains itself.", zh: "角色循环引用。"),
    Phrase(
      en: "The role `{name}` contains itself: {path}.",
      zh: "角色 `{name}` 循环引用了自己：{path}。"
    ),
    remedy: Phrase(
      en: "Take one of these roles out of the other.",
      zh: "请去掉其中一处对角色的引用。"
    )
  )
  static let noLevels = ConfigurationRule.error(
    "config-policy-without-levels",
    Phrase(en: "A policy calls nobody.", zh: "升级策略没有级别。"),
    Phrase(en: "The policy `{name}` has no level.", zh: "升级策略 `{name}` 没有任何级别。"),
    remedy: Phrase(
      en: "Add one, such as `{example}`.",
      zh: "请至少添加一级，例如 `{example}`。"
    )
  )
  static let emptyLevel = ConfigurationRule.error(
    "config-empty-level",
    Phrase(en: "A level calls nobody.", zh: "级别没有呼叫对象。"),
    Phrase(en: "This level calls nobody.", zh: "该级别没有呼叫任何人。"),
    remedy: Phrase(
      en: "Name whom to call, or take the level out.",
      zh: "请写明呼叫谁，或删除该级别。"
    )
  )
  static let lastResortCanBeEmpty = ConfigurationRule.error(
    "config-last-resort-empty",
    Phrase(
      en: "The last resort of a policy can stand for nobody.",
      zh: "升级策略的最后保障可能无人。"
    ),
    Phrase(
      en: "Nothing makes sure that the last whom `{name}` calls is anybody.",
      zh: "无法保证升级策略 `{name}` 最后呼叫的人确实存在。"
    ),
    remedy: Phrase(
      en: "Add `last-resort:` with a person who has a contact, or with a notifier.",
      zh: "请添加 `last-resort:`，写上有联系方式的人员或通知渠道。"
    )
  )
  static let lastResortOnLeave = ConfigurationRule.warning(
    "config-last-resort-on-leave",
    Phrase(
      en: "Everybody in the last resort of a policy is on leave at one time.",
      zh: "升级策略的最后保障人员同时休假。"
    ),
    Phrase(
      en: "On {day} everybody whom `{name}` calls last is on leave.",
      zh: "{day}，升级策略 `{name}` 最后呼叫的人员全部休假。"
    ),
    remedy: Phrase(
      en: "Add somebody to `last-resort:` who is there, or a notifier.",
      zh: "请在 `last-resort:` 中补充届时在岗的人员，或通知渠道。"
    )
  )
  static let noDefaultPolicy = ConfigurationRule.warning(
    "config-no-default-policy",
    Phrase(en: "No policy is the default one.", zh: "没有默认升级策略。"),
    Phrase(
      en: "Nobody is called for a runbook that names no policy.",
      zh: "预案未指定升级策略时不会呼叫任何人。"
    ),
    remedy: Phrase(
      en: "Add `default-policy: {name}`.",
      zh: "请添加 `default-policy: {name}`。"
    )
  )
  static let serverExposed = ConfigurationRule.warning(
    "config-server-exposed",
    Phrase(en: "Others reach the server without TLS.", zh: "服务端口对外开放且没有 TLS。"),
    Phrase(
      en: "`{value}` can be reached from other machines, and what comes in is not encrypted.",
      zh: "其他机器可以访问 `{value}`，而传输内容没有加密。"
    ),
    remedy: Phrase(
      en: "Listen on 127.0.0.1 and put a proxy with TLS in front of it.",
      zh: "请监听 127.0.0.1，并在前面放置带 TLS 的反向代理。"
    )
  )
  static let serverPlain = ConfigurationRule.warning(
    "config-server-plain",
    Phrase(en: "Links can be read on their way.", zh: "链接在传输途中可被读取。"),
    Phrase(
      en: "`{value}` is not encrypted: whoever sees a link can answer it.",
      zh: "`{value}` 没有加密：看到链接的人都可以代为应答。"
    ),
    remedy: Phrase(en: "Use an address of `https://`.", zh: "请使用 `https://` 地址。")
  )
  static let quorumTooHigh = ConfigurationRule.error(
    "config-quorum",
    Phrase(
      en: "A level can never be acknowledged by enough people.",
      zh: "级别的确认人数永远达不到要求。"
    ),
    Phrase(
      en: "{quorum} people must acknowledge, and the level calls {count}.",
      zh: "要求 {quorum} 人确认接手，但该级别只呼叫 {count} 人。"
    ),
    remedy: Phrase(
      en: "Lower `quorum`, or call more people.",
      zh: "请降低 `quorum`，或呼叫更多人。"
    )
  )
  static let endsBeforeStart = ConfigurationRule.error(
    "config-ends-before-it-begins",
    Phrase(en: "Something ends before it begins.", zh: "结束时间早于开始时间。"),
    Phrase(en: "This ends before it begins.", zh: "结束时间不晚于开始时间。"),
    remedy: Phrase(en: "Swap or correct the two times.", zh: "请核对或对调两个时间。")
  )
  static let noParticipants = ConfigurationRule.error(
    "config-empty-schedule",
    Phrase(en: "A schedule or a turn has nobody.", zh: "值班表或轮次中没有人。"),
    Phrase(en: "`{name}` has nobody to be on duty.", zh: "`{name}` 没有值班人员。"),
    remedy: Phrase(
      en: "Name people, such as `participants: [li-wei, wang-fang]`.",
      zh: "请填写人员，例如 `participants: [li-wei, wang-fang]`。"
    )
  )
  static let calendarNeeded = ConfigurationRule.error(
    "config-no-calendar",
    Phrase(
      en: "Working days are asked for without a calendar.",
      zh: "用到工作日但没有指定日历。"
    ),
    Phrase(
      en: "`days: {value}` needs a calendar of public holidays.",
      zh: "`days: {value}` 需要节假日日历。"
    ),
    remedy: Phrase(
      en: "Add `calendar: china` here or at the top of the file.",
      zh: "请在此处或文件开头添加 `calendar: china`。"
    )
  )
  static let calendarYearMissing = ConfigurationRule.error(
    "config-calendar-year",
    Phrase(
      en: "The calendar says nothing about this year.",
      zh: "日历缺少今年的数据。"
    ),
    Phrase(
      en: "The calendar `{calendar}` says nothing about {year}.",
      zh: "日历 `{calendar}` 没有 {year} 年的数据。"
    ),
    remedy: Phrase(
      en: "Write the year into a file of your own and name it below `calendars:`.",
      zh: "请把该年安排写入自己的文件，并在 `calendars:` 下引用。"
    )
  )
  static let calendarYearSoon = ConfigurationRule.warning(
    "config-calendar-next-year",
    Phrase(
      en: "The calendar says nothing about the year that is about to begin.",
      zh: "日历缺少明年的数据。"
    ),
    Phrase(
      en: "The calendar `{calendar}` says nothing about {year}, which is about to begin.",
      zh: "{year} 年将至，日历 `{calendar}` 还没有该年的数据。"
    ),
    remedy: Phrase(
      en: "When it is published, write it into a file and name it below `calendars:`.",
      zh: "官方公布后，请写入文件并在 `calendars:` 下引用。"
    )
  )
  static let calendarUnreadable = ConfigurationRule.error(
    "config-calendar-unreadable",
    Phrase(en: "A calendar's file cannot be read.", zh: "日历文件无法读取。"),
    Phrase(
      en: "The calendar file `{path}` cannot be read.",
      zh: "无法读取日历文件 `{path}`。"
    ),
    remedy: Phrase(
      en: "Paths count from the folder of this file; check the name.",
      zh: "路径相对于本文件所在目录，请检查文件名。"
    )
  )
  static let noContact = ConfigurationRule.warning(
    "config-no-contact",
    Phrase(
      en: "A person cannot be reached at one urgency.",
      zh: "人员在某一紧急程度下没有联系方式。"
    ),
    Phrase(
      en: "`{name}` has no contact for messages of `{urgency}` urgency.",
      zh: "`{name}` 没有用于 `{urgency}` 紧急程度消息的联系方式。"
    ),
    remedy: Phrase(
      en: "Add one, or take `urgency:` away from one that is there.",
      zh: "请补充联系方式，或去掉已有联系方式的 `urgency:`。"
    )
  )
  static let drillOnlyContact = ConfigurationRule.warning(
    "config-drill-only-contact",
    Phrase(
      en: "A person or a policy relies on a notifier for drills.",
      zh: "人员或策略依赖仅用于演练的通知渠道。"
    ),
    Phrase(
      en: "`{name}` is for drills only: no message of a real incident leaves through it.",
      zh: "`{name}` 仅用于演练，真实事件的消息不会经它发出。"
    ),
    remedy: Phrase(
      en: "Name a notifier without `drill-only: true`.",
      zh: "请改用没有 `drill-only: true` 的通知渠道。"
    )
  )
  static let literalSecret = ConfigurationRule.error(
    "config-literal-secret",
    Phrase(en: "A secret stands in the file.", zh: "文件中直接写了密钥。"),
    Phrase(
      en: "`{name}` looks like a secret that is written out.",
      zh: "`{name}` 看起来直接写出了密钥。"
    ),
    remedy: Phrase(
      en: "Keep it elsewhere and refer to it, as in `{example}`; `file` and `command` do as well.",
      zh: "请存放在别处并引用，例如 `{example}`；也可用 `file` 或 `command`。"
    )
  )
  static let possibleSecret = ConfigurationRule.warning(
    "config-possible-secret",
    Phrase(en: "What stands in the file may be a secret.", zh: "文件中可能直接写了密钥。"),
    Phrase(
      en: "`{name}` may be a secret that is written out.",
      zh: "`{name}` 可能直接写出了密钥。"
    ),
    remedy: Phrase(
      en: "If it is one, keep it elsewhere and refer to it, as in `{example}`.",
      zh: "若属密钥，请存放在别处并引用，例如 `{example}`。"
    )
  )
}
