public import Findings
import Phrases
import RunbookModel

/// Every rule that a finding of a proof may come from.
public enum ProofRules: Sendable {
  /// The rules, sorted by their codes.
  public static let all: [Rule] = [
    unreachable, endlessLoop, unboundedLoop, openEnd, idleRollback, shortDeadline,
    unknownPolicy, roleGap, approverGap, runnerAlone,
    emptyLevel, emptyLastLevel, silentLevel, nobodyReached, singlePerson, singleGateway, lateHuman,
    undecidedCondition, undecidedProse, undecidedRole, undecidedFirstCall, boundHit,
  ].sorted { $0.code < $1.code }

  /// The rule with that code.
  public static func rule(_ code: String) -> Rule? { all.first { $0.code == code } }

  // MARK: Ways

  // `tocsin check` sees one file; here the same is asked with the calls followed.
  static let unreachable = RuleBook.unreachable
  static let unboundedLoop = RuleBook.unboundedLoop
  static let shortDeadline = RuleBook.shortDeadline

  static let endlessLoop = Rule(
    "endless-loop",
    .error,
    Phrase(en: "A loop that no way leads out of", zh: "没有出口的循环"),
    why: Phrase(
      en: """
        From this step on every way leads back to it, so that a run never comes to an end by itself: \
        when the loop has been taken as often as `at most` allows, the run stands still and a person \
        has to jump. Give one of its steps a way out.
        """,
      zh: "从该步骤出发，所有路径都会绕回来，执行永远不会自行结束：循环次数用完后，执行就停在原地，只能由人手动跳转。请为其中某个步骤增加出口。"
    )
  )
  static let openEnd = Rule(
    "open-end",
    .warning,
    Phrase(
      en: "An end that leaves the incident open without anybody knowing",
      zh: "执行结束而事件未了结，且无人知晓"
    ),
    why: Phrase(
      en: """
        The run can be over here as aborted or failed, and the incident is not. The runbook names no \
        `escalation` and the configuration no `default-policy`, so that nobody is called about it.
        """,
      zh: "执行可能在此中止或失败，而事件并未解决。预案没有写 `escalation`，配置也没有 `default-policy`，因此不会呼叫任何人。"
    )
  )
  static let idleRollback = Rule(
    "idle-rollback",
    .warning,
    Phrase(en: "A rollback that has nothing to undo", zh: "没有可撤销内容的回滚"),
    why: Phrase(
      en: """
        `on failure: rollback` runs the `rollback` fences of the steps that have changed something \
        before. No way to this step leads past one, or the step cannot fail at all.
        """,
      zh: "`失败时：回滚` 会执行此前已做变更的步骤中的 `rollback` 代码块。通往该步骤的所有路径都没有这样的步骤，或者该步骤根本不会失败。"
    )
  )

  // MARK: People

  static let unknownPolicy = Rule(
    "unknown-policy",
    .error,
    Phrase(en: "A policy that the configuration does not have", zh: "配置中不存在的升级策略"),
    why: Phrase(
      en: """
        The plan calls people by a policy of that name. There is none, so that nobody is called and \
        the timeline says so when it is too late.
        """,
      zh: "预案按该名称的升级策略呼叫人员，而配置中没有这个策略，结果是无人被呼叫，事后才能在时间线上看到。"
    )
  )
  static let roleGap = Rule(
    "role-gap",
    .error,
    Phrase(en: "A role that nobody holds at some time of the year", zh: "一年中有时无人担任的角色"),
    why: Phrase(
      en: """
        The step waits for somebody in this role, and at that time the roster has nobody in it: the \
        schedule has a gap, or everybody is on leave. Fill the gap, or add people to the role.
        """,
      zh: "该步骤需要此角色的人员处理，而在该时段值班表中无人担任：值班表有空档，或人员都在休假。请补上空档，或为该角色增加人员。"
    )
  )
  static let approverGap = Rule(
    "approver-gap",
    .error,
    Phrase(en: "An approval that too few people can give", zh: "可审批人数不足的审批"),
    why: Phrase(
      en: """
        At that time fewer people than needed have the role and may approve: those whom the roster \
        gives, and whom the runbook's `roles` lets. An approval that cannot be given holds the plan up \
        until it expires.
        """,
      zh: "在该时段，既在值班表中担任此角色、又被预案 `roles` 允许审批的人数少于所需人数。无法给出的审批会一直卡住预案，直到过期。"
    )
  )
  static let runnerAlone = Rule(
    "runner-alone",
    .error,
    Phrase(en: "An approval that only the runner could give", zh: "只有执行人自己才能给出的审批"),
    why: Phrase(
      en: """
        The approval excludes the one who runs the step. At that time everybody who could run it is \
        needed to approve it, so that nobody can do both.
        """,
      zh: "该审批排除执行人本人，而在该时段，能够执行该步骤的人恰好都是必须审批的人，因此无法完成。"
    )
  )
}
