import Findings
import Phrases
import RunbookModel

/// What can be told from the ways through the graph alone.
extension PlanProof {
  func proveFlow(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    findUnreached(subject, map, &found)
    findEndless(subject, map, &found)
    findUnbounded(subject, map, &found)
    findIdleRollbacks(subject, map, &found)
    noteUntold(subject, map, &found)
  }

  /// The way to a step as a note.
  func witness(_ step: Int, _ map: WayMap, at position: SourcePosition) -> [Finding.Note] {
    let edges = map.shortestWay(to: step)
    // That the first step comes first need not be said.
    guard !edges.isEmpty else { return [] }
    let way = WayText.text(from: map.graph.roots.first, edges, in: map.graph)
    return [Finding.Note(ProofPhrases.shortestWay.with(["way": way]), at: position)]
  }

  private func findUnreached(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    let graph = subject.graph
    for index in graph.nodes.indices where !map.isReached[index] {
      let node = graph.nodes[index]
      // A called runbook is proved as a plan of its own.
      if node.frame != 0 { continue }
      if let parent = node.parent, !map.isReached[parent] { continue }
      let source = subject.source(of: index)
      found.add(
        subject.path(of: index),
        ProofRules.unreachable.finding(
          at: SourceSpan(restOf: source, from: node.step.position),
          ProofPhrases.unreachable.with(["title": node.step.title]),
          remedy: ProofPhrases.unreachableRemedy.with(["anchor": node.step.anchor]),
          notes: closedWays(to: index, map)
        )
      )
    }
  }

  /// The ways to a step that a reader may have thought of, with why none is ever taken.
  private func closedWays(to index: Int, _ map: WayMap) -> [Finding.Note] {
    let edges = map.graph.edges.filter { edge in
      if case .node(let target) = edge.to { target == index } else { false }
    }
    return edges.prefix(3).map { edge in
      let step = map.graph.nodes[edge.from].step
      let isFailure = edge.kind == .failure && !step.canFail
      let phrase = isFailure ? ProofPhrases.neverFails : ProofPhrases.alsoUnreached
      return Finding.Note(phrase.with(["title": step.title]), at: step.position)
    }
  }

  private func findEndless(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    let graph = subject.graph
    for trap in map.traps() {
      guard let first = trap.first(where: { graph.nodes[$0.step].frame == 0 }) else { continue }
      let step = graph.nodes[first.step].step
      let round = map.round(from: first, within: Set(trap))
      let text = WayText.text(from: first.step, round, in: graph)
      let notes =
        witness(first.step, map, at: step.position)
        + [Finding.Note(ProofPhrases.round.with(["way": text]), at: step.position)]
      found.add(
        subject.path(of: first.step),
        ProofRules.endlessLoop.finding(
          at: SourceSpan(restOf: subject.source(of: first.step), from: step.position),
          ProofPhrases.endlessLoop.with(["title": step.title]),
          remedy: ProofPhrases.endlessLoopRemedy.with([:]),
          notes: notes
        )
      )
    }
  }

  private func findUnbounded(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    let graph = subject.graph
    for edge in graph.edges where map.isReached[edge.from] {
      let node = graph.nodes[edge.from]
      guard node.frame == 0, node.step.atMost == nil, case .node(let target) = edge.to,
        graph.isBackward(edge), let span = subject.jump(edge), !endsCall(edge, node.step)
      else { continue }
      found.add(
        subject.path(of: edge.from),
        ProofRules.unboundedLoop.finding(
          at: span,
          ProofPhrases.unboundedLoop.with(["title": graph.nodes[target].step.title]),
          remedy: ProofPhrases.unboundedLoopRemedy.with(["title": node.step.title]),
          notes: witness(edge.from, map, at: node.step.position)
        )
      )
    }
  }

  /// Whether a way is the end of a called runbook, which leads back to the caller and is no loop.
  private func endsCall(_ edge: StepGraph.Edge, _ step: Step) -> Bool {
    switch edge.kind {
    case .choice(let place): step.choices[place].target == .end
    case .next: step.next == .end
    case .sequence, .enter, .fork, .back, .failure: false
    }
  }

  private func findIdleRollbacks(
    _ subject: Subject,
    _ map: WayMap,
    _ found: inout FoundInFiles
  ) {
    let graph = subject.graph
    let nodes = graph.nodes
    guard nodes.contains(where: { $0.step.onFailure == .rollback }) else { return }
    let undoable = nodes.indices.filter { map.isReached[$0] && nodes[$0].step.canBeUndone }
    let isBehind = map.reachable(behind: undoable)
    for index in nodes.indices where nodes[index].step.onFailure == .rollback {
      let step = nodes[index].step
      guard map.isReached[index], nodes[index].frame == 0, !isBehind[index],
        !(step.canBeUndone && step.canFailAfterChange)
      else { continue }
      let source = subject.source(of: index)
      found.add(
        subject.path(of: index),
        ProofRules.idleRollback.finding(
          at: SourceSpan(ofKey: StepKeys.onFailure, in: step, source),
          (step.canFail ? ProofPhrases.idleRollback : ProofPhrases.rollbackNeverBegins)
            .with(["title": step.title]),
          remedy: ProofPhrases.idleRollbackRemedy.with([:]),
          notes: witness(index, map, at: step.position)
        )
      )
    }
  }

  private func noteUntold(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    let graph = subject.graph
    if graph.runbook.mode == .plain {
      found.add(
        graph.frames[0].path,
        ProofRules.undecidedProse.finding(
          at: SourceSpan(position: SourcePosition(line: 1, column: 1), length: 1),
          ProofPhrases.undecidedProse.with([:]),
          remedy: ProofPhrases.undecidedProseRemedy.with([:])
        )
      )
    }
    let own = graph.nodes.indices.filter { graph.nodes[$0].frame == 0 && map.isReached[$0] }
    let open = own.flatMap { index in
      graph.nodes[index].step.choices.filter { $0.condition.map(\.dependsOnRun) ?? false }
    }
    if let first = open.first {
      found.add(
        graph.frames[0].path,
        ProofRules.undecidedCondition.finding(
          at: SourceSpan(position: first.position, length: 1),
          ProofPhrases.undecidedCondition.with(["count": "\(open.count)"]),
          remedy: ProofPhrases.undecidedConditionRemedy.with([:])
        )
      )
    }
  }
}

/// The words that metadata lines begin with, in both languages.
enum StepKeys {
  static let onFailure = ["on failure", "失败时"]
  static let next = ["next", "下一步"]
  static let role = ["role", "负责人"]
  static let approve = ["approve", "审批"]
  static let deadline = ["deadline", "时限"]
  static let escalate = ["escalate", "升级"]
  static let notify = ["notify", "通知"]
}

extension PlanProof.Subject {
  func path(of index: Int) -> String { graph.frames[graph.nodes[index].frame].path }

  func source(of index: Int) -> SourceText { sources[path(of: index)] ?? SourceText("") }

  /// Where a jump is written; `nil` when the edge is none.
  func jump(_ edge: StepGraph.Edge) -> SourceSpan? {
    let step = graph.nodes[edge.from].step
    let source = source(of: edge.from)
    switch edge.kind {
    case .choice(let place):
      return SourceSpan(restOf: source, from: step.choices[place].position)
    case .next: return SourceSpan(ofKey: StepKeys.next, in: step, source)
    case .failure: return SourceSpan(ofKey: StepKeys.onFailure, in: step, source)
    case .sequence, .enter, .fork, .back: return nil
    }
  }
}

extension Condition {
  /// Whether only a run can tell if it holds.
  var dependsOnRun: Bool {
    switch self {
    case .all(let clauses): !clauses.isEmpty
    case .otherwise: false
    }
  }
}

extension Step {
  /// Whether a rollback has something to do once the step has changed something.
  var canBeUndone: Bool {
    commands.contains { $0.role == .run } && commands.contains { $0.role == .rollback }
  }

  /// Whether it can fail when one of its changing commands has succeeded already.
  var canFailAfterChange: Bool {
    guard let first = commands.firstIndex(where: { $0.role == .run }) else { return false }
    return verification != nil
      || commands[(first + 1)...].contains { $0.role != .rollback && $0.role != .offered }
  }
}
