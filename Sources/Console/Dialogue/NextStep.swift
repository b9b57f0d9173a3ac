import IncidentCore
import RunbookModel

/// Where a run goes from a step, as far as it can be said before.
enum NextStep: Hashable {
  case step(Int)
  case end
  /// An answer decides.
  case answer

  static func of(_ index: Int, in state: IncidentState) -> NextStep {
    let graph = state.graph
    if let child = graph.nodes[index].children.first(where: { state.steps[$0].end == nil }),
      !state.steps[index].hasBegunSubsteps
    {
      return .step(child)
    }
    var place = index
    while true {
      let step = state.step(place)
      if !step.choices.isEmpty, state.steps[place].choice == nil { return .answer }
      let target = state.steps[place].choice?.target ?? step.next
      switch target {
      case .end: return .end
      case .step(let id): return graph.index(of: id).map { .step($0) } ?? .end
      case nil: break
      }
      if let sibling = graph.sibling(after: place) { return .step(sibling) }
      guard let parent = graph.nodes[place].parent else { return .end }
      place = parent
    }
  }
}
