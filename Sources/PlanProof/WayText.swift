import RunbookModel

/// A way through a plan as a line that people read in any language.
///
/// `A → B` is what follows by itself, `A —Yes→ B` an answer, and `A —✗→ B` a failure.
enum WayText {
  /// How many steps are named at each end of a long way.
  private static let ends = 4

  /// The way that begins at `start`.
  static func text(from start: Int?, _ edges: [StepGraph.Edge], in graph: StepGraph) -> String {
    guard let start else { return "" }
    var hops = [(arrow: "", title: graph.nodes[start].step.title)]
    var last: Int? = start
    for edge in edges {
      var title = "■"
      var step: Int?
      if case .node(let target) = edge.to {
        (step, title) = (target, graph.nodes[target].step.title)
      }
      // Going back to what is left of a step that was named says nothing new.
      if edge.kind == .back || (step != nil && step == last) { continue }
      hops.append((arrow(edge, in: graph), title))
      last = step
    }
    guard hops.count > 2 * ends + 1 else { return hops.map { $0.arrow + $0.title }.joined() }
    let first = hops.prefix(ends).map { $0.arrow + $0.title }.joined()
    let rest = hops.suffix(ends).map { $0.arrow + $0.title }.joined()
    return "\(first) → … (\(hops.count - 2 * ends))\(rest)"
  }

  private static func arrow(_ edge: StepGraph.Edge, in graph: StepGraph) -> String {
    switch edge.kind {
    case .choice(let place): " —\(graph.nodes[edge.from].step.choices[place].answer)→ "
    case .failure: " —✗→ "
    case .sequence, .enter, .fork, .back, .next: " → "
    }
  }
}
