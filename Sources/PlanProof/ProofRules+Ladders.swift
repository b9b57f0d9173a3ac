import Findings
import Phrases

extension ProofRules {
  // MARK: Ladders

  static let emptyLevel = Rule(
    "empty-level",
    .warning,
    Phrase(en: "A level that stands for nobody at some time", zh: "有时无人的升级级别"),
    why: Phrase(
      en: """
        When the level has its turn at that time, it stands for nobody. It is passed over at once, or \
        its wait is lost with `on-empty: wait`. Add somebody who is always there, or limit the policy \
        by a variant with `during`.
        """,
      zh: "轮到该级别时恰好无人：系统会立即跳到下一级，或在 `on-empty: wait` 时白白等待。请加入始终在岗的人员，或用带 `during` 的变体限定时段。"
    )
  )
  static let emptyLastLevel = Rule(
    "empty-last-level",
    .error,
    Phrase(en: "The last level can stand for nobody", zh: "最后一级可能无人"),
    why: Phrase(
      en: """
        Behind the last level nobody else is called. At that time it stands for nobody, so that an \
        incident may end as *nobody was reached* without the last call.
        """,
      zh: "最后一级之后不再呼叫任何人。在该时段这一级无人，事件可能在没有最后一次呼叫的情况下以“未能联系到任何人”告终。"
    )
  )
  static let silentLevel = Rule(
    "silent-level",
    .warning,
    Phrase(en: "A level whose people are sent nothing", zh: "有人却发不出消息的升级级别"),
    why: Phrase(
      en: """
        The level stands for people, and no message to any of them leaves before its time is over: they \
        have no contact, their contacts come later than the wait, or low urgency waits for the end of \
        quiet hours. The wait is lost.
        """,
      zh: "该级别有人，但在等待时间内不会有任何消息发给他们：没有联系方式、联系方式的延后时间长于等待时间，或低紧急程度的消息要等免打扰时段结束。这段等待是白费的。"
    )
  )
  static let nobodyReached = Rule(
    "nobody-reached",
    .error,
    Phrase(en: "An alert that reaches nobody", zh: "呼叫不到任何人的告警"),
    why: Phrase(
      en: """
        Armed at that time, the ladder is gone through to its end and no message to a person leaves. \
        Messages to channels do not count: nobody may be looking.
        """,
      zh: "在该时段触发时，整个升级过程走完也没有一条消息发给人员。发到群机器人等渠道的不算：可能没有人在看。"
    )
  )
  static let singlePerson = Rule(
    "single-person",
    .warning,
    Phrase(en: "A ladder that hangs on one person", zh: "只依赖一个人的升级策略"),
    why: Phrase(
      en: """
        Armed at that time, the whole ladder with its last resort calls nobody but one person. Asleep, \
        on a plane or with an empty battery, they are nobody.
        """,
      zh: "在该时段触发时，从第一级到最后保障只会呼叫同一个人。此人睡着了、在飞机上或手机没电时，就等于无人。"
    )
  )
  static let singleGateway = Rule(
    "single-gateway",
    .warning,
    Phrase(en: "A ladder that hangs on one gateway", zh: "只依赖一个网关的升级策略"),
    why: Phrase(
      en: """
        Every message to a person on the ladder goes through one provider: the same host or the same \
        card. When it is down nobody is reached. Add a second notifier of another provider to \
        people's contacts, or put both into `provider-groups`.
        """,
      zh:
        "该升级策略发给人员的每一条消息都经过同一个服务商（同一主机或同一通知卡片）。它一旦故障就联系不到任何人。请为人员增加另一服务商的渠道，或将两者放入 `provider-groups`。"
    )
  )
  static let lateHuman = Rule(
    "late-human",
    .error,
    Phrase(en: "A person is called later than agreed", zh: "首次呼叫人员晚于约定时间"),
    why: Phrase(
      en: """
        With `--human-within` you say how long it may take until the first message to a person leaves. \
        Armed at that time, the ladder takes longer.
        """,
      zh: "`--human-within` 约定了从告警到首条消息发给人员的最长时间。在该时段触发时，升级策略用时更长。"
    )
  )

  // MARK: What could not be told

  static let undecidedCondition = Rule(
    "undecided-condition",
    .note,
    Phrase(en: "Answers that only a run can give", zh: "只有执行时才知道的答案"),
    why: Phrase(
      en: """
        `when:` compares what commands print or what was captured. Nobody knows it beforehand, so \
        every answer was taken for possible.
        """,
      zh: "`当：` 比较的是命令输出或记录的变量，事先无从知道，因此把每个答案都视为可能。"
    )
  )
  static let undecidedProse = Rule(
    "undecided-prose",
    .note,
    Phrase(en: "A plan in prose", zh: "以普通文字写成的预案"),
    why: Phrase(
      en: """
        A file without `runbook:` in its front matter is walked as a checklist. It names no roles, \
        approvals or times, so that only its ladders could be looked at.
        """,
      zh: "文件头没有 `runbook:` 的文件只作为检查清单逐项执行。它没有写明角色、审批和时间，因此只能检查升级策略。"
    )
  )
  static let undecidedRole = Rule(
    "undecided-role",
    .note,
    Phrase(en: "A role that the configuration does not know", zh: "配置中没有的角色"),
    why: Phrase(
      en: """
        Who has the role is not in the configuration, so that nobody can say whether somebody is there \
        at every time, and nobody is called by it. Add it below `roles:`.
        """,
      zh: "配置中没有写明谁担任该角色，因此无法判断是否时时有人，也无法据此呼叫。请在 `roles:` 下添加。"
    )
  )
  static let undecidedFirstCall = Rule(
    "undecided-first-call",
    .note,
    Phrase(
      en: "People are called only when a step needs them",
      zh: "只有步骤需要人时才会呼叫"
    ),
    why: Phrase(
      en: """
        The runbook names no `escalation`, so that opening an incident calls nobody. How long it takes \
        until a step needs somebody depends on how long its commands run.
        """,
      zh: "预案没有写 `escalation`，事件开启时不会呼叫任何人。多久之后才有步骤需要人，取决于命令的运行时间。"
    )
  )
  static let boundHit = Rule(
    "bound-hit",
    .note,
    Phrase(en: "More than is looked at", zh: "超出检查范围"),
    why: Phrase(
      en: """
        The proof ends in bounded time and memory. This is larger than its bounds, so that only a part \
        of it was looked at and nothing is promised about the rest.
        """,
      zh: "检查在有限的时间和内存内完成。此处超出上限，只检查了一部分，对其余部分不作保证。"
    )
  )
}
