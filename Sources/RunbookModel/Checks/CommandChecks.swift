import Findings
import Phrases

/// Checks on commands and what is said about them.
enum CommandChecks {
  static func check(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    for step in checked.steps {
      findMissingTimeout(step, checked, &findings)
      findEndlessPoll(step, checked, &findings)
      findNoWayBack(step, checked, &findings)
      findRollbackWithoutRun(step, checked, &findings)
      findUnsafeRetry(step, checked, &findings)
      findIdleSettings(step, checked, &findings)
    }
  }

  static let missingTimeout = Rule(
    "missing-timeout",
    .warning,
    Phrase(en: "A `run` step without `timeout`", zh: "`run` 步骤没有超时"),
    why: Phrase(
      en: """
        A command that hangs holds up the whole run, and nobody knows whether it still works. Say \
        how long one attempt may take with `- timeout: 1m`, or `timeout=1m` in the fence.
        """,
      zh: "命令一旦卡住，整个执行都会停滞，也没人知道它是否还在工作。请用 `- 超时：1m` 或代码块中的 `timeout=1m` 写明一次尝试最长多久。"
    )
  )

  private static func findMissingTimeout(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    guard step.timeout == nil,
      let command = step.commands.first(where: { $0.role == .run && $0.timeout == nil })
    else { return }
    findings.append(
      missingTimeout.finding(
        at: checked.span(from: command.position),
        Phrase(
          en: "This command of “{title}” may hang for ever.",
          zh: "“{title}”中的这条命令可能一直卡住。"
        ).with(["title": step.title]),
        remedy: Phrase(
          en: "Add `- timeout: 1m` to the step, with a time that is enough.",
          zh: "请在步骤中添加 `- 超时：1m`，并改为足够的时间。"
        ).with([:])
      )
    )
  }

  static let endlessPoll = Rule(
    "endless-poll",
    .warning,
    Phrase(en: "An `until` without an end", zh: "没有期限的 `until`"),
    why: Phrase(
      en: """
        An `until` fence polls until it succeeds or its timeout is over. Without a `timeout` or a \
        `deadline` it waits for ever, and nobody is told that the state never came.
        """,
      zh: "`until` 代码块会反复检查，直到成功或超时。既没有 `超时` 又没有 `时限` 时，它会一直等下去，没有人会得知期望的状态始终未到。"
    )
  )

  private static func findEndlessPoll(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    guard step.timeout == nil, step.deadline == nil,
      let command = step.commands.first(where: { $0.role == .until && $0.timeout == nil })
    else { return }
    findings.append(
      endlessPoll.finding(
        at: checked.span(from: command.position),
        Phrase(
          en: "Nothing ends this polling when it does not succeed.",
          zh: "如果一直不成功，这里的轮询没有终止条件。"
        ).with([:]),
        remedy: Phrase(
          en: "Add `timeout=10m` to the fence, or `- timeout:` or `- deadline:` to the step.",
          zh: "请在代码块上添加 `timeout=10m`，或在步骤中添加 `- 超时：` 或 `- 时限：`。"
        ).with([:])
      )
    )
  }

  static let noWayBack = Rule(
    "no-way-back",
    .warning,
    Phrase(
      en: "A destructive command without `rollback` or `approve`",
      zh: "破坏性命令既无回滚也无审批"
    ),
    why: Phrase(
      en: """
        The command looks like one that destroys something or is hard to undo. Say how it is undone \
        in a `rollback` fence, or let a second person agree before it runs with `approve`.
        """,
      zh: "该命令看起来会造成破坏或难以撤销。请用 `rollback` 代码块写明如何撤销，或用 `审批` 让第二个人在执行前同意。"
    )
  )

  private static func findNoWayBack(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    guard step.approval == nil, !step.commands.contains(where: { $0.role == .rollback }),
      let command = step.commands.first(where: { $0.role == .run && $0.isDestructive })
    else { return }
    findings.append(
      noWayBack.finding(
        at: checked.span(from: command.position),
        Phrase(
          en: "This command is destructive, and nothing says how to undo it.",
          zh: "该命令具有破坏性，却没有写明如何撤销。"
        ).with([:]),
        remedy: Phrase(
          en: "Add a `rollback` fence, or `- approve: ROLE, not the runner`.",
          zh: "请添加 `rollback` 代码块，或 `- 审批：角色，非执行人`。"
        ).with([:])
      )
    )
  }

  static let rollbackWithoutRun = Rule(
    "rollback-without-run",
    .warning,
    Phrase(en: "A `rollback` with nothing to undo", zh: "没有可撤销内容的 `rollback`"),
    why: Phrase(
      en: """
        A `rollback` fence undoes the `run` fences of its own step. The step has none, so it would \
        undo something that another step did, in the wrong order.
        """,
      zh: "`rollback` 代码块撤销的是本步骤的 `run` 代码块。该步骤没有 `run`，回滚就会以错误的顺序撤销其他步骤的操作。"
    )
  )

  private static func findRollbackWithoutRun(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    // A step that is done by hand may still be undone by a command.
    let acts =
      step.call != nil || !step.checklist.isEmpty || step.verification != nil
      || step.commands.contains { $0.role == .run || $0.role == .offered }
    guard !acts, step.commands.contains(where: { $0.role != .rollback }),
      let command = step.commands.first(where: { $0.role == .rollback })
    else { return }
    findings.append(
      rollbackWithoutRun.finding(
        at: checked.span(from: command.position),
        Phrase(
          en: "The step “{title}” changes nothing that this could undo.",
          zh: "步骤“{title}”没有做任何可供撤销的变更。"
        ).with(["title": step.title]),
        remedy: Phrase(
          en: "Move the fence to the step whose command it undoes.",
          zh: "请把该代码块移到它所撤销的命令所在的步骤。"
        ).with([:])
      )
    )
  }

  static let unsafeRetry = Rule(
    "unsafe-retry",
    .warning,
    Phrase(en: "`retry` on a step that must not run twice", zh: "不可重复执行的步骤设置了重试"),
    why: Phrase(
      en: """
        The step says `idempotent: no`, so running it twice does harm, and `retry` runs it again \
        by itself after a failure that may have been half a success.
        """,
      zh: "该步骤写明 `可重复执行：否`，执行两次会造成损害；而 `重试` 会在失败后自动再次执行，即使上一次可能已经完成了一半。"
    )
  )

  private static func findUnsafeRetry(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    guard step.isIdempotent == false, step.retry != nil,
      step.commands.contains(where: { $0.role == .run })
    else { return }
    findings.append(
      unsafeRetry.finding(
        at: checked.span(ofKey: ["retry", "重试"], in: step),
        Phrase(
          en: "“{title}” must not run twice, and is tried again by itself.",
          zh: "“{title}”不可重复执行，却会自动重试。"
        ).with(["title": step.title]),
        remedy: Phrase(
          en: "Delete `retry`, so that a person decides, or make the command safe to repeat.",
          zh: "请删除 `重试`，由人来决定；或让命令可以安全地重复执行。"
        ).with([:])
      )
    )
  }

  static let settingWithoutCommand = Rule(
    "setting-without-command",
    .warning,
    Phrase(en: "A setting for commands in a step without one", zh: "没有命令的步骤带有命令设置"),
    why: Phrase(
      en: """
        `timeout`, `retry`, `idempotent`, `auto` and `capture` are about the step's commands. The \
        step has none that runs: a fence without a role such as `run` is only text. Use `deadline` \
        for a step that a person does.
        """,
      zh:
        "`超时`、`重试`、`可重复执行`、`自动` 和 `记录为` 针对的是步骤的命令。该步骤没有会执行的命令：没有 `run` 等用途的代码块只是文字。由人完成的步骤请用 `时限`。"
    )
  )

  private static func findIdleSettings(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    guard step.call == nil, !step.commands.contains(where: { $0.role != .rollback }) else { return }
    var keys: [[String]] = []
    if step.timeout != nil, step.commands.isEmpty { keys.append(["timeout", "超时"]) }
    if step.retry != nil { keys.append(["retry", "重试"]) }
    if step.isIdempotent != nil { keys.append(["idempotent", "可重复执行"]) }
    if step.isAutomatic != nil { keys.append(["auto", "自动"]) }
    if step.capture != nil { keys.append(["capture", "记录为"]) }
    for key in keys {
      let span = checked.span(ofKey: key, in: step)
      let line = checked.source[span.position.line]
      let isWrittenInChinese = line.contains(key[1])
      findings.append(
        settingWithoutCommand.finding(
          at: span,
          Phrase(
            en: "`{key}` does nothing, because “{title}” has no command that runs.",
            zh: "`{key}` 不起作用，因为“{title}”没有会执行的命令。"
          ).with(["key": isWrittenInChinese ? key[1] : key[0], "title": step.title]),
          remedy: Phrase(
            en: "Give the step's fence a role (```` ```bash run ````), or delete the line.",
            zh: "请为步骤的代码块加上用途（```` ```bash run ````），或删除这一行。"
          ).with([:])
        )
      )
    }
  }
}
