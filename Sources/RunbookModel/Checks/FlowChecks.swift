import Findings
import Phrases

/// Checks on the ways between steps.
enum FlowChecks {
  static func check(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    findUnreachable(checked, &findings)
    findLoops(checked, &findings)
    findJumpsOutOfParallel(checked, &findings)
    findRollbackWithoutCommands(checked, &findings)
  }

  static let unreachable = Rule(
    "unreachable-step",
    .warning,
    Phrase(en: "A step that no way leads to", zh: "无法到达的步骤"),
    why: Phrase(
      en: """
        Decisions and `next:` lead past the step, so no run ever comes to it. Link to it from a \
        decision, move it to where the run passes, or delete it.
        """,
      zh: "各个判断和 `next:` 都绕过了该步骤，任何一次执行都不会走到它。请从某个判断链接到它，把它移到会经过的位置，或将其删除。"
    )
  )

  private static func findUnreachable(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    let graph = checked.graph
    let isReached = graph.reachable(by: checked.edges)
    for index in graph.nodes.indices where !isReached[index] {
      let node = graph.nodes[index]
      if let parent = node.parent, !isReached[parent] { continue }
      findings.append(
        unreachable.finding(
          at: checked.span(from: node.step.position),
          Phrase(
            en: "No way leads to the step “{title}”.",
            zh: "没有任何路径通向步骤“{title}”。"
          ).with(["title": node.step.title]),
          remedy: Phrase(
            en: "Link to `#{anchor}` from a decision, or delete the step.",
            zh: "请从某个判断链接到 `#{anchor}`，或删除该步骤。"
          ).with(["anchor": node.step.anchor])
        )
      )
    }
  }

  static let unboundedLoop = Rule(
    "unbounded-loop",
    .error,
    Phrase(en: "A link backwards without `at most`", zh: "往回的链接缺少“最多”次数"),
    why: Phrase(
      en: """
        A link to an earlier step is a loop. Without `at most: N` a run could go round in it for \
        ever, so the step that has the link must say how often it may be taken.
        """,
      zh: "指向前面步骤的链接会形成循环。没有 `最多：N 次` 时执行可能永远循环下去，因此含有该链接的步骤必须写明最多可走几次。"
    )
  )

  private static func findLoops(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    let nodes = checked.graph.nodes
    for edge in checked.edges {
      let step = nodes[edge.from].step
      guard case .node(let target) = edge.to, checked.graph.isBackward(edge), step.atMost == nil,
        let span = jump(edge, checked)
      else { continue }
      findings.append(
        unboundedLoop.finding(
          at: span,
          Phrase(
            en: "This leads back to “{title}” with no bound on how often.",
            zh: "此处跳回“{title}”，但没有限定次数。"
          ).with(["title": nodes[target].step.title]),
          remedy: Phrase(
            en: "Add `- at most: 3` to the step “{step}”, with the number that you mean.",
            zh: "请在步骤“{step}”中添加 `- 最多：3 次`，并改为合适的次数。"
          ).with(["step": step.title])
        )
      )
    }
  }

  /// Where the link of a jump is written, or `nil` when the edge is no jump.
  private static func jump(_ edge: StepGraph.Edge, _ checked: CheckedRunbook) -> SourceSpan? {
    let step = checked.graph.nodes[edge.from].step
    switch edge.kind {
    case .choice(let place): return checked.span(from: step.choices[place].position)
    case .next: return checked.span(ofKey: ["next", "下一步"], in: step)
    case .failure: return checked.span(ofKey: ["on failure", "失败时"], in: step)
    case .sequence, .enter, .fork, .back: return nil
    }
  }

  static let jumpOutOfParallel = Rule(
    "jump-out-of-parallel",
    .warning,
    Phrase(en: "A link into or out of parallel steps", zh: "跳入或跳出并行步骤的链接"),
    why: Phrase(
      en: """
        Parallel sub-steps begin together and are waited for together. A link from one of them to \
        a step outside, or from outside into one of them, leaves the others behind.
        """,
      zh: "并行的子步骤同时开始，并一起等待完成。从其中一个跳到外面，或从外面跳进其中一个，都会把其他子步骤丢下。"
    )
  )

  private static func findJumpsOutOfParallel(
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    let nodes = checked.graph.nodes
    guard nodes.contains(where: { $0.step.parallelism != nil }) else { return }
    func branches(_ index: Int) -> [Int] {
      var branches: [Int] = []
      var current = index
      while let parent = nodes[current].parent {
        if nodes[parent].step.parallelism != nil { branches.append(current) }
        current = parent
      }
      return branches
    }
    for edge in checked.edges {
      guard let span = jump(edge, checked) else { continue }
      let target = if case .node(let target) = edge.to { branches(target) } else { [Int]() }
      guard branches(edge.from) != target else { continue }
      findings.append(
        jumpOutOfParallel.finding(
          at: span,
          Phrase(
            en: "This link crosses the border of steps that run in parallel.",
            zh: "该链接跨越了并行步骤的边界。"
          ).with([:]),
          remedy: Phrase(
            en: "Decide before the parallel steps begin or after all of them are done.",
            zh: "请在并行步骤开始之前或全部完成之后再做判断。"
          ).with([:])
        )
      )
    }
  }

  static let nothingToRollBack = Rule(
    "nothing-to-roll-back",
    .warning,
    Phrase(en: "`on failure: rollback` without any rollback", zh: "失败时回滚，但没有任何回滚命令"),
    why: Phrase(
      en: """
        `on failure: rollback` runs the `rollback` fences of the finished steps. The runbook has \
        none, so a failure would only abort the run.
        """,
      zh: "`失败时：回滚` 会执行已完成步骤的 `rollback` 代码块。该预案一个也没有，失败时只会中止执行。"
    )
  )

  private static func findRollbackWithoutCommands(
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    let steps = checked.steps
    // A called runbook may bring rollbacks of its own.
    let canRollBack = steps.contains {
      $0.call != nil || $0.commands.contains { $0.role == .rollback }
    }
    guard !canRollBack else { return }
    for step in steps where step.onFailure == .rollback {
      findings.append(
        nothingToRollBack.finding(
          at: checked.span(ofKey: ["on failure", "失败时"], in: step),
          Phrase(
            en: "No step of this runbook has a `rollback` fence.",
            zh: "该预案中没有任何步骤带有 `rollback` 代码块。"
          ).with([:]),
          remedy: Phrase(
            en: "Add `rollback` fences to the steps that change something, or write `abort`.",
            zh: "请为会做变更的步骤添加 `rollback` 代码块，或改写为 `中止`。"
          ).with([:])
        )
      )
    }
  }
}
