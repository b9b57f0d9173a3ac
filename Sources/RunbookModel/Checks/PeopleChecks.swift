import Findings
import Phrases

/// Checks on roles and the people in them.
enum PeopleChecks {
  static func check(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    // Without `roles:` a roster elsewhere knows who is who.
    guard !checked.runbook.roles.isEmpty else { return }
    findUndeclared(checked, &findings)
    findEmpty(checked, &findings)
    for index in checked.graph.nodes.indices {
      findTooFewApprovers(index, checked, &findings)
      findGateWithoutRole(index, checked, &findings)
    }
  }

  static let undeclaredRole = Rule(
    "undeclared-role",
    .warning,
    Phrase(en: "A role that `roles` does not declare", zh: "`roles` 中未声明的角色"),
    why: Phrase(
      en: """
        The front matter lists the roles of this runbook, and this one is not among them, so nobody \
        would be asked. It is often a misspelling.
        """,
      zh: "文件头列出了该预案的角色，而此角色不在其中，因此不会有人被通知。这往往是拼写错误。"
    )
  )

  private static func findUndeclared(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    let names = checked.runbook.roles.map(\.name)
    func report(_ role: String?, _ key: [String], _ step: Step) {
      guard let role, !names.contains(role) else { return }
      findings.append(
        undeclaredRole.finding(
          at: checked.span(ofKey: key, in: step),
          Phrase(
            en: "The role `{role}` is not declared in `roles`.",
            zh: "角色 `{role}` 未在 `roles` 中声明。"
          ).with(["role": role]),
          remedy: Phrase(
            en: "Declare it in the front matter, or use one of: {names}.",
            zh: "请在文件头中声明它，或使用其中之一：{names}。"
          ).with(["names": names.listed])
        )
      )
    }
    for step in checked.steps {
      report(step.role, ["role", "负责人"], step)
      report(step.approval?.role, ["approve", "审批"], step)
    }
  }

  static let emptyRole = Rule(
    "empty-role",
    .warning,
    Phrase(en: "A role with nobody in it", zh: "没有人的角色"),
    why: Phrase(
      en: """
        Other roles of this runbook name their people and this one names none, so its steps would \
        wait for nobody. When a duty roster knows the people of all roles, leave out every list.
        """,
      zh: "该预案的其他角色都列出了人员，此角色却没有，它的步骤将无人处理。如果所有角色的人员都由值班表提供，请不要在此列出任何名单。"
    )
  )

  private static func findEmpty(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    let roles = checked.runbook.roles
    guard roles.contains(where: { !$0.members.isEmpty }) else { return }
    let used = Set(checked.steps.flatMap { [$0.role, $0.approval?.role] })
    for role in roles where role.members.isEmpty && used.contains(role.name) {
      findings.append(
        emptyRole.finding(
          at: checked.span(from: role.position),
          Phrase(en: "Nobody is in the role `{role}`.", zh: "角色 `{role}` 中没有人。")
            .with(["role": role.name]),
          remedy: Phrase(
            en: "Name its people: `{role}: [alice, bob]`.",
            zh: "请写上人员：`{role}: [alice, bob]`。"
          ).with(["role": role.name])
        )
      )
    }
  }

  static let tooFewApprovers = Rule(
    "too-few-approvers",
    .warning,
    Phrase(en: "An approval that nobody can give", zh: "无人能够给出的审批"),
    why: Phrase(
      en: """
        The approval asks for more people than the role has. With `not the runner` the person who \
        does the step does not count: when the step's role and the approving role are the same \
        people, one of them is already taken.
        """,
      zh: "审批要求的人数超过该角色的人数。写有 `非执行人` 时，执行该步骤的人不计入：当步骤的角色与审批角色是同一批人时，其中一人已被占用。"
    )
  )

  private static func findTooFewApprovers(
    _ index: Int,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    let step = checked.graph.nodes[index].step
    guard let approval = step.approval,
      let approvers = checked.runbook.roles.first(where: { $0.name == approval.role })?.members,
      !approvers.isEmpty
    else { return }
    var available = Set(approvers).count
    if approval.excludesRunner, let role = role(of: index, checked),
      let runners = checked.runbook.roles.first(where: { $0.name == role })?.members,
      !runners.isEmpty, Set(runners).isSubset(of: Set(approvers))
    {
      available -= 1
    }
    guard available < approval.count else { return }
    findings.append(
      tooFewApprovers.finding(
        at: checked.span(ofKey: ["approve", "审批"], in: step),
        Phrase(
          en: """
            {count} {count|person|people} must approve, and at most {available} of `{role}` can.
            """,
          zh: "需要 {count} 人审批，而 `{role}` 中最多只有 {available} 人可以审批。"
        ).with([
          "count": "\(approval.count)", "available": "\(available)", "role": approval.role,
        ]),
        remedy: Phrase(
          en: "Add people to `{role}`, or ask for fewer or for another role.",
          zh: "请为 `{role}` 增加人员，减少所需人数，或改由其他角色审批。"
        ).with(["role": approval.role])
      )
    )
  }

  static let gateWithoutRole = Rule(
    "gate-without-role",
    .warning,
    Phrase(en: "A step that waits for a person without `role`", zh: "需要人处理的步骤没有负责人"),
    why: Phrase(
      en: """
        The runbook declares roles, and this step waits for somebody (a checklist, a question, \
        evidence or a decision) without saying for whom. In an automatic run nobody would be called.
        """,
      zh: "该预案声明了角色，而此步骤需要有人处理（检查清单、确认、证据或判断），却没有写明由谁负责。自动执行时将无人被呼叫。"
    )
  )

  private static func findGateWithoutRole(
    _ index: Int,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    let step = checked.graph.nodes[index].step
    let waits =
      !step.checklist.isEmpty || step.verification != nil || step.evidence != nil
      || (!step.choices.isEmpty && !step.choices.contains { $0.condition != nil })
    guard waits, !checked.isPreconditions(index), role(of: index, checked) == nil else { return }
    findings.append(
      gateWithoutRole.finding(
        at: checked.span(from: step.position),
        Phrase(
          en: "“{title}” waits for a person and does not say for whom.",
          zh: "“{title}”需要人处理，却没有写明由谁负责。"
        ).with(["title": step.title]),
        remedy: Phrase(
          en: "Add `- role: {role}` to the step, with the role that you mean.",
          zh: "请在步骤中添加 `- 负责人：{role}`，并改为合适的角色。"
        ).with(["role": checked.runbook.roles[0].name])
      )
    )
  }

  /// The step's role, or that of the nearest step around it that has one.
  private static func role(of index: Int, _ checked: CheckedRunbook) -> String? {
    var current: Int? = index
    while let place = current {
      if let role = checked.graph.nodes[place].step.role { return role }
      current = checked.graph.nodes[place].parent
    }
    return nil
  }
}
