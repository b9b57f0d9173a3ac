import Phrases

/// A step graph as boxes, groups and arrows, for the writers of drawings.
struct PlanDrawing {
  /// What a box stands for.
  enum Shape {
    /// Where the run begins or ends.
    case terminal
    /// A step with commands.
    case work
    /// A step that a person does.
    case manual
    /// A step that waits for an approval, an answer or evidence.
    case gate
    /// A step with several answers.
    case decision
    /// A step that runs another runbook.
    case call
  }

  struct Box {
    var id: String
    /// The lines of its label.
    var label: [String]
    var shape: Shape
    var canBeUndone = false
  }

  /// A step with sub-steps.
  struct Group {
    var id: String
    var title: String
    var elements: [Element]
  }

  indirect enum Element {
    case box(Box)
    case group(Group)
  }

  struct Arrow {
    var from: String
    var to: String
    var label: String?
    /// Whether it is taken only when something failed.
    var isFailure = false
  }

  private(set) var elements: [Element] = []
  private(set) var arrows: [Arrow] = []
  private let graph: StepGraph
  private let language: Language

  init(_ graph: StepGraph, _ language: Language) {
    self.graph = graph
    self.language = language
    let start = Box(id: "start", label: [PlanPhrases.start.text(language)], shape: .terminal)
    let end = Box(id: "finish", label: [PlanPhrases.end.text(language)], shape: .terminal)
    elements = [.box(start)] + graph.roots.map(element) + [.box(end)]
    let first = graph.roots.first.map(entry) ?? "finish"
    arrows = [Arrow(from: "start", to: first)] + graph.edges.compactMap(arrow)
  }

  // MARK: - Boxes

  private func element(_ index: Int) -> Element {
    let node = graph.nodes[index]
    guard !node.children.isEmpty else { return .box(box(index)) }
    var elements: [Element] = isPhase(index) ? [] : [.box(box(index))]
    elements += node.children.map(element)
    if hasRestBox(index) { elements.append(.box(restBox(index))) }
    return .group(Group(id: "group\(index)", title: title(node), elements: elements))
  }

  /// Whether the step only groups, so that its group stands for it.
  private func isPhase(_ index: Int) -> Bool {
    let node = graph.nodes[index]
    let step = node.step
    let works =
      !step.commands.isEmpty || step.call != nil || step.approval != nil || step.wait != nil
    return !node.children.isEmpty && !works && step.onFailure.target == nil
      && step.parallelism == nil
  }

  /// Whether what the step does after its sub-steps has a box of its own.
  private func hasRestBox(_ index: Int) -> Bool {
    !graph.nodes[index].children.isEmpty && graph.hasRest(index)
  }

  private func title(_ node: StepGraph.Node) -> String {
    "\(node.number) \(PrintableText.message(node.step.title))"
  }

  private func box(_ index: Int) -> Box {
    let node = graph.nodes[index]
    let step = node.step
    var label = [title(node)]
    if let role = step.role {
      label.append(PlanPhrases.role.text(language, ["role": role]))
    }
    if let approval = step.approval {
      let arguments = ["count": "\(approval.count)", "role": approval.role]
      label.append(PlanPhrases.approval.text(language, arguments))
    }
    let isSplit = hasRestBox(index)
    let shape: Shape =
      if step.call != nil {
        .call
      } else if !step.choices.isEmpty, !isSplit {
        .decision
      } else if step.approval != nil || (hasQuestion(step) && !isSplit) {
        .gate
      } else if step.commands.contains(where: { $0.role != .rollback }) {
        .work
      } else {
        .manual
      }
    let canBeUndone = step.commands.contains { $0.role == .rollback }
    return Box(id: "step\(index)", label: label, shape: shape, canBeUndone: canBeUndone)
  }

  private func hasQuestion(_ step: Step) -> Bool {
    step.verification != nil || step.evidence != nil
  }

  private func restBox(_ index: Int) -> Box {
    let node = graph.nodes[index]
    let label = PlanPhrases.then.text(language, ["number": node.number])
    let shape: Shape =
      if !node.step.choices.isEmpty {
        .decision
      } else {
        hasQuestion(node.step) ? .gate : .manual
      }
    return Box(id: "done\(index)", label: [label], shape: shape)
  }

  // MARK: - Arrows

  /// The box where a step begins.
  private func entry(_ index: Int) -> String {
    var index = index
    while isPhase(index), let child = graph.nodes[index].children.first { index = child }
    return "step\(index)"
  }

  private func arrow(_ edge: StepGraph.Edge) -> Arrow? {
    let leavesRest: Bool
    var label: String?
    switch edge.kind {
    case .enter, .fork:
      if isPhase(edge.from) { return nil }
      leavesRest = false
    case .failure:
      leavesRest = false
      label = PlanPhrases.onFailure.text(language)
    case .choice(let place):
      leavesRest = true
      label = answer(graph.nodes[edge.from].step.choices[place])
    case .sequence, .back, .next: leavesRest = true
    }
    let from = leavesRest && hasRestBox(edge.from) ? "done\(edge.from)" : "step\(edge.from)"
    let to =
      switch (edge.to, edge.kind) {
      case (.end, _): "finish"
      case (.node(let index), .back): "done\(index)"
      case (.node(let index), _): entry(index)
      }
    return Arrow(from: from, to: to, label: label, isFailure: edge.kind == .failure)
  }

  private func answer(_ choice: Choice) -> String {
    let answer = PrintableText.message(choice.answer)
    guard let condition = choice.condition else { return answer }
    return "\(answer) (\(PrintableText.message(condition.text(language))))"
  }
}

extension FailureAction {
  /// The step of an `on failure:` link.
  fileprivate var target: StepID? {
    if case .go(let id) = self { id } else { nil }
  }
}
