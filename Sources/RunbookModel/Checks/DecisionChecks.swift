import Findings
import Phrases

/// Checks on decisions.
enum DecisionChecks {
  static func check(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    for step in checked.steps {
      if step.choices.count == 1 { reportSingle(step, checked, &findings) }
      findAnswersNeverTaken(step, checked, &findings)
      findEmptyConditions(step, checked, &findings)
      if !step.choices.isEmpty, step.next != nil { reportNext(step, checked, &findings) }
    }
  }

  static let singleAnswer = Rule(
    "single-answer",
    .warning,
    Phrase(en: "A decision with a single answer", zh: "只有一个答案的判断"),
    why: Phrase(
      en: """
        A list in which every item is a link is a decision. With one answer there is nothing to \
        decide: use `next:` to go there, or put the link into a sentence when it is only text.
        """,
      zh: "每一项都是链接的列表就是判断。只有一个答案时无需判断：若要跳转请用 `下一步：`，若只是文字请把链接写进句子里。"
    )
  )

  private static func reportSingle(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    findings.append(
      singleAnswer.finding(
        at: checked.span(from: step.choices[0].position),
        Phrase(
          en: "The decision “{title}” has a single answer.",
          zh: "判断“{title}”只有一个答案。"
        ).with(["title": step.title]),
        remedy: Phrase(
          en: "Add the other answers, or go there with `- next: [{answer}](…)`.",
          zh: "请补全其他答案，或用 `- 下一步：[{answer}](…)` 跳转。"
        ).with(["answer": step.choices[0].answer])
      )
    )
  }

  static let answerNeverTaken = Rule(
    "answer-never-taken",
    .warning,
    Phrase(en: "An answer that another one hides", zh: "被其他答案遮蔽的答案"),
    why: Phrase(
      en: """
        The first answer whose condition holds is taken, and `otherwise` when no other does. A \
        second `otherwise`, a repeated condition or a repeated answer can never be told apart from \
        the first one.
        """,
      zh: "系统会选择第一个条件成立的答案；都不成立时选择 `否则`。第二个 `否则`、重复的条件或重复的答案都无法与前一个区分。"
    )
  )

  private static func findAnswersNeverTaken(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    for (place, choice) in step.choices.enumerated() {
      let first = step.choices[..<place].first {
        $0.answer == choice.answer || (choice.condition != nil && $0.condition == choice.condition)
      }
      guard let first else { continue }
      findings.append(
        answerNeverTaken.finding(
          at: checked.span(from: choice.position),
          Phrase(
            en: "The answer “{answer}” can never be taken, because an earlier one is the same.",
            zh: "答案“{answer}”永远不会被选中，因为前面已有相同的答案或条件。"
          ).with(["answer": choice.answer]),
          remedy: Phrase(
            en: "Give it a text and a condition of its own, or delete it.",
            zh: "请为它写上不同的文字和条件，或将其删除。"
          ).with([:]),
          notes: [
            Finding.Note(
              Phrase(en: "The earlier one is here.", zh: "前一个在这里。").with([:]),
              at: first.position
            )
          ]
        )
      )
    }
  }

  static let conditionWithoutCommand = Rule(
    "condition-without-command",
    .error,
    Phrase(en: "A condition on a command that is not there", zh: "条件所依据的命令不存在"),
    why: Phrase(
      en: """
        `exit` and `stdout` are the results of the last `run`, `check` or `until` fence of the same \
        step. The step has none, so the condition can never be judged. Move the command into the \
        step, or capture its output in a variable and compare that.
        """,
      zh:
        "`exit` 和 `stdout` 是同一步骤中最后一个 `run`、`check` 或 `until` 代码块的结果。该步骤没有这样的代码块，条件无从判断。请把命令移到该步骤中，或把输出记录为变量再做比较。"
    )
  )

  private static func findEmptyConditions(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    guard !step.commands.contains(where: { $0.role != .rollback }) else { return }
    for choice in step.choices {
      guard case .all(let clauses) = choice.condition,
        clauses.contains(where: { $0.operand == .exit || $0.operand == .stdout })
      else { continue }
      findings.append(
        conditionWithoutCommand.finding(
          at: checked.span(from: choice.position),
          Phrase(
            en: "The step “{title}” has no command whose result could be compared.",
            zh: "步骤“{title}”中没有可供比较结果的命令。"
          ).with(["title": step.title]),
          remedy: Phrase(
            en: "Add a `check` fence to the step, or compare a captured `$variable`.",
            zh: "请在该步骤中添加 `check` 代码块，或比较已记录的 `$变量`。"
          ).with([:])
        )
      )
    }
  }

  static let nextAfterDecision = Rule(
    "next-after-decision",
    .warning,
    Phrase(en: "`next` in a step with a decision", zh: "带判断的步骤中的“下一步”"),
    why: Phrase(
      en: """
        A decision always goes on at one of its answers, so `next:` in the same step is never used.
        """,
      zh: "判断总会沿其中一个答案继续，因此同一步骤中的 `下一步：` 不会生效。"
    )
  )

  private static func reportNext(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    findings.append(
      nextAfterDecision.finding(
        at: checked.span(ofKey: ["next", "下一步"], in: step),
        Phrase(
          en: "The answers of “{title}” say where to go, so `next` is never used.",
          zh: "“{title}”的答案已决定去向，`下一步` 不会生效。"
        ).with(["title": step.title]),
        remedy: Phrase(en: "Delete the line.", zh: "请删除这一行。").with([:])
      )
    )
  }
}
