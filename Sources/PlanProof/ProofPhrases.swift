import Phrases

/// What proofs say about plans.
enum ProofPhrases {
  static let shortestWay = Phrase(en: "The shortest way there: {way}", zh: "最短路径：{way}")
  static let unreachable = Phrase(
    en: "No way leads to the step “{title}”.",
    zh: "没有任何路径通向步骤“{title}”。"
  )
  static let unreachableRemedy = Phrase(
    en: "Link to `#{anchor}` from a decision, or delete the step.",
    zh: "请从某个判断链接到 `#{anchor}`，或删除该步骤。"
  )
  static let neverFails = Phrase(
    en: "“{title}” leads there when it fails, and has nothing that could fail.",
    zh: "“{title}”失败时才会到达，但它没有任何可能失败的内容。"
  )
  static let alsoUnreached = Phrase(
    en: "“{title}” leads there and is not reached itself.",
    zh: "“{title}”会到达，但它自己也无法到达。"
  )
  static let endlessLoop = Phrase(
    en: "From “{title}” no way leads to an end of the plan.",
    zh: "从“{title}”出发，没有任何路径可以走到预案的结尾。"
  )
  static let endlessLoopRemedy = Phrase(
    en: "Give a step of the loop an answer or a `next` that leads out of it.",
    zh: "请为循环中的某个步骤增加通向循环之外的答案或“下一步”。"
  )
  static let round = Phrase(en: "The loop: {way}", zh: "循环：{way}")
  static let unboundedLoop = Phrase(
    en: "This leads back to “{title}” with no bound on how often.",
    zh: "此处跳回“{title}”，但没有限定次数。"
  )
  static let unboundedLoopRemedy = Phrase(
    en: "Add `- at most: 3` to the step “{title}”, with the number that you mean.",
    zh: "请在步骤“{title}”中添加 `- 最多：3 次`，并改为合适的次数。"
  )
  static let idleRollback = Phrase(
    en: "When “{title}” fails, no step before it has changed anything that can be undone.",
    zh: "“{title}”失败时，之前没有任何步骤做过可撤销的变更。"
  )
  static let rollbackNeverBegins = Phrase(
    en: "“{title}” has nothing that could fail, so its rollback never begins.",
    zh: "“{title}”没有任何可能失败的内容，其回滚永远不会开始。"
  )
  static let idleRollbackRemedy = Phrase(
    en: "Add a `rollback` fence to a step that changes something before, or write `abort`.",
    zh: "请为之前做变更的步骤添加 `rollback` 代码块，或改写为 `中止`。"
  )
  static let openEnd = Phrase(
    en: "The run can be over at “{title}” with the incident unresolved, and nobody is called.",
    zh: "执行可能在“{title}”结束而事件未解决，且不会呼叫任何人。"
  )
  static let openEndRemedy = Phrase(
    en: "Name a policy with `escalation:` in the front matter, or a `default-policy:` in {file}.",
    zh: "请在文件头用 `escalation:` 指定升级策略，或在 {file} 中设置 `default-policy:`。"
  )
  static let shortDeadline = Phrase(
    en: "The deadline is {deadline}, and what is inside it may take {time} as it is written.",
    zh: "时限为 {deadline}，而其中的内容按现有设置可能需要 {time}。"
  )
  static let shortDeadlineRemedy = Phrase(
    en: "Make the deadline longer, or the timeouts or the number of retries inside it smaller.",
    zh: "请延长时限，或缩短其中的超时、减少重试次数。"
  )
  static let longestWay = Phrase(en: "The longest way inside: {way}", zh: "其中最长的路径：{way}")
  static let approvalCounted = Phrase(
    en: "The approval may take {time} of it.",
    zh: "其中审批可能占用 {time}。"
  )

  // MARK: People

  static let unknownPolicy = Phrase(
    en: "There is no policy `{name}` in {file}, so nobody would be called.",
    zh: "{file} 中没有升级策略 `{name}`，届时不会呼叫任何人。"
  )
  static let unknownPolicyRemedy = Phrase(
    en: "Add it below `policies:`, or name one that is there: {known}.",
    zh: "请在 `policies:` 下添加，或改用现有策略：{known}。"
  )
  static let misspeltPolicy = Phrase(en: "Write `{suggestion}`.", zh: "请改为 `{suggestion}`。")
  static let roleGap = Phrase(
    en: "“{title}” needs the role `{role}`, which nobody has from {from} to {to}.",
    zh: "“{title}”需要角色 `{role}`，而 {from} 至 {to} 无人担任。"
  )
  static let roleGapRemedy = Phrase(
    en:
      "Close the gap in the schedule behind `roles: {role}` in {file}, or add people to the role.",
    zh: "请在 {file} 中补上 `roles: {role}` 所用值班表的空档，或为该角色增加人员。"
  )
  static let approverGap = Phrase(
    en: """
      “{title}” needs {count} {count|person|people} of `{role}`, and fewer may approve from {from} \
      to {to}.
      """,
    zh: "“{title}”需要 {count} 名 `{role}` 审批，而 {from} 至 {to} 可审批的人数不足。"
  )
  static let runnerAlone = Phrase(
    en: """
      From {from} to {to} everybody in `{runners}` who could run “{title}” is needed to approve it \
      as `{role}`.
      """,
    zh: "{from} 至 {to}，`{runners}` 中能执行“{title}”的人恰好都是必须以 `{role}` 身份审批的人。"
  )
  static let approvalRemedy = Phrase(
    en: "Add people to `{role}`, or let another role approve.",
    zh: "请为 `{role}` 增加人员，或改由其他角色审批。"
  )
  static let gapCount = Phrase(
    en: "That is the first of {count} such times in {year}; they last {total} in all.",
    zh: "这是 {year} 年 {count} 个这样的时段中的第一个，合计 {total}。"
  )

  // MARK: Ladders

  static let emptyLevel = Phrase(
    en: "Level {level} of `{policy}` stands for nobody from {from} to {to}.",
    zh: "`{policy}` 的第 {level} 级在 {from} 至 {to} 无人。"
  )
  static let emptyLastLevel = Phrase(
    en: "The last whom `{policy}` calls are nobody from {from} to {to}.",
    zh: "`{policy}` 最后呼叫的人在 {from} 至 {to} 无人。"
  )
  static let emptyLevelRemedy = Phrase(
    en: "Close the gap in the schedule, or add a person or a team to the level.",
    zh: "请补上值班表的空档，或在该级别中增加人员或班组。"
  )
  static let silentLevel = Phrase(
    en: "Level {level} of `{policy}` sends nothing to its people when armed from {from} to {to}.",
    zh: "在 {from} 至 {to} 触发时，`{policy}` 的第 {level} 级不会向其人员发出任何消息。"
  )
  static let silentLevelRemedy = Phrase(
    en: "Give its people a contact that has its turn within the wait, or raise the urgency.",
    zh: "请为其人员设置在等待时间内生效的联系方式，或提高紧急程度。"
  )
  static let nobodyReached = Phrase(
    en: "An alert from {from} to {to} reaches no person through `{policy}`.",
    zh: "{from} 至 {to} 的告警通过 `{policy}` 呼叫不到任何人。"
  )
  static let nobodyReachedRemedy = Phrase(
    en: "Add somebody with a contact to `last-resort:`.",
    zh: "请在 `last-resort:` 中加入有联系方式的人员。"
  )
  static let singlePerson = Phrase(
    en: "An alert from {from} to {to} calls nobody but {name} (`{person}`) through `{policy}`.",
    zh: "{from} 至 {to} 的告警通过 `{policy}` 只会呼叫 {name}（`{person}`）一人。"
  )
  static let singlePersonRemedy = Phrase(
    en: "Add somebody else to a level or to `last-resort:`.",
    zh: "请在某个级别或 `last-resort:` 中增加其他人员。"
  )
  static let singleGateway = Phrase(
    en: "Without “{gateway}” an alert from {from} to {to} reaches no person through `{policy}`.",
    zh: "“{gateway}”故障时，{from} 至 {to} 的告警通过 `{policy}` 呼叫不到任何人。"
  )
  static let singleGatewayRemedy = Phrase(
    en: """
      Give people a contact through another provider that has its turn in time (`after:`), or put \
      two into `provider-groups:`.
      """,
    zh: "请为人员增加经由其他服务商、且能及时启用（`after:`）的联系方式，或在 `provider-groups:` 中放入两家。"
  )
  static let lateHuman = Phrase(
    en:
      "An alert from {from} to {to} calls its first person later than {limit} through `{policy}`.",
    zh: "{from} 至 {to} 的告警通过 `{policy}` 首次呼叫人员的时间晚于 {limit}。"
  )
  static let lateHumanRemedy = Phrase(
    en: "Call somebody sooner: a shorter wait, an earlier contact, or a level that is never empty.",
    zh: "请提前呼叫：缩短等待、提前联系方式的时间，或使用始终有人的级别。"
  )

  // MARK: What could not be told

  static let undecidedCondition = Phrase(
    en: """
      {count} {count|answer depends|answers depend} on what commands print; each was taken for \
      possible.
      """,
    zh: "有 {count} 个答案取决于命令输出，均视为可能。"
  )
  static let undecidedConditionRemedy = Phrase(
    en: "Nothing need be done; a rehearsal plays one of them.",
    zh: "无需处理；推演时会走其中一种。"
  )
  static let undecidedProse = Phrase(
    en: "This plan is prose without roles and times, so only its ladders were looked at.",
    zh: "该预案是普通文字，没有角色和时间，因此只检查了升级策略。"
  )
  static let undecidedProseRemedy = Phrase(
    en: "Give it a front matter with `runbook:` to prove more.",
    zh: "如需检查更多内容，请添加带 `runbook:` 的文件头。"
  )
  static let undecidedRole = Phrase(
    en: "Who has the role `{role}` is not in {file}.",
    zh: "{file} 中没有写明谁担任角色 `{role}`。"
  )
  static let misspeltRole = Phrase(
    en: "Who has the role `{role}` is not in {file}; `{suggestion}` is.",
    zh: "{file} 中没有写明谁担任角色 `{role}`；有 `{suggestion}`。"
  )
  static let undecidedRoleRemedy = Phrase(
    en: "Add `{role}` below `roles:` in {file}.",
    zh: "请在 {file} 的 `roles:` 下添加 `{role}`。"
  )
  static let undecidedFirstCall = Phrase(
    en: "No `escalation:`, so people are called only when a step needs them.",
    zh: "没有 `escalation:`，只有步骤需要人时才会呼叫。"
  )
  static let undecidedFirstCallRemedy = Phrase(
    en: "Add `escalation: {policy}` to the front matter.",
    zh: "请在文件头添加 `escalation: {policy}`。"
  )
  static let tooManySteps = Phrase(
    en: "The plan has {count} steps with those that it calls, and {limit} are looked at.",
    zh: "该预案连同所调用的预案共有 {count} 个步骤，超过上限 {limit}。"
  )
  static let splitPlan = Phrase(
    en: "Prove the called runbooks one by one.",
    zh: "请逐个检查被调用的预案。"
  )
  static let longLadder = Phrase(
    en: """
      `{policy}` has more than {rungs} rungs or {instants} instants to look at; the rest was left \
      out.
      """,
    zh: "`{policy}` 超过 {rungs} 级或 {instants} 个时刻，其余部分未检查。"
  )
  static let shortenLadder = Phrase(
    en: "Lower `repeat:`, or shorten the ladder.",
    zh: "请减少 `repeat:`，或缩短升级过程。"
  )
}
