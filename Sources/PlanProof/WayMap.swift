import RunbookModel

/// Where a run can come to, and by which shortest way.
///
/// A step with sub-steps is two places: before them and after them. How often backward links were
/// taken need not be told apart: a shortest way passes a step once and therefore takes a backward
/// link of it once at most, which every bound allows.
struct WayMap {
  /// A step, before or after its sub-steps.
  struct Place: Hashable {
    var step: Int
    var isAfter: Bool

    fileprivate var number: Int { step * 2 + (isAfter ? 1 : 0) }

    fileprivate init(number: Int) {
      step = number / 2
      isAfter = number % 2 == 1
    }

    init(step: Int, isAfter: Bool = false) {
      self.step = step
      self.isAfter = isAfter
    }
  }

  /// A way from one place to another, or to an end.
  struct Way {
    var from: Place
    var to: Place?
    var edge: StepGraph.Edge
  }

  let graph: StepGraph
  let ways: [Way]
  /// The ways out of each place, as indexes of ``ways``.
  private let leaving: [[Int]]
  /// Whether the run can come to each step, or to one of its sub-steps.
  let isReached: [Bool]
  /// The way by which the search came to each place first.
  private let cameBy: [Int?]
  private let seen: [Bool]

  init(_ graph: StepGraph) {
    self.graph = graph
    ways = graph.edges.compactMap { Self.way($0, in: graph) }
    var leaving = [[Int]](repeating: [], count: graph.nodes.count * 2)
    for (index, way) in ways.enumerated() { leaving[way.from.number].append(index) }
    self.leaving = leaving
    var seen = [Bool](repeating: false, count: leaving.count)
    var cameBy = [Int?](repeating: nil, count: leaving.count)
    var queue = graph.roots.prefix(1).map { Place(step: $0).number }
    for number in queue { seen[number] = true }
    var next = 0
    while next < queue.count {
      for index in leaving[queue[next]] {
        guard let target = ways[index].to?.number, !seen[target] else { continue }
        seen[target] = true
        cameBy[target] = index
        queue.append(target)
      }
      next += 1
    }
    var isReached = graph.nodes.indices.map { seen[$0 * 2] || seen[$0 * 2 + 1] }
    for index in graph.nodes.indices.reversed() where isReached[index] {
      if let parent = graph.nodes[index].parent { isReached[parent] = true }
    }
    self.seen = seen
    self.cameBy = cameBy
    self.isReached = isReached
  }

  /// An edge as a way between places; `nil` when no run can take it.
  private static func way(_ edge: StepGraph.Edge, in graph: StepGraph) -> Way? {
    let step = graph.nodes[edge.from].step
    let hasSubsteps = !graph.nodes[edge.from].children.isEmpty
    var isAfter = hasSubsteps
    switch edge.kind {
    case .enter, .fork: isAfter = false
    case .failure:
      guard step.canFail else { return nil }
      // Commands fail before the sub-steps; what a person says no to comes behind them.
      isAfter = hasSubsteps && !step.failsBeforeSubsteps
    case .sequence, .back, .choice, .next: break
    }
    var target: Place?
    if case .node(let index) = edge.to {
      target = Place(step: index, isAfter: goesOnAfter(edge, index, step, graph))
    }
    return Way(from: Place(step: edge.from, isAfter: isAfter), to: target, edge: edge)
  }

  /// Whether a way leads to what a step has left to do after its sub-steps.
  private static func goesOnAfter(
    _ edge: StepGraph.Edge,
    _ target: Int,
    _ step: Step,
    _ graph: StepGraph
  ) -> Bool {
    switch edge.kind {
    case .back: return true
    case .choice(let place): if step.choices[place].target != .end { return false }
    case .next: if step.next != .end { return false }
    case .sequence, .enter, .fork, .failure: return false
    }
    return target != edge.from && graph.isInside(edge.from, of: target)
  }

  func ways(from place: Place) -> [Way] { leaving[place.number].map { ways[$0] } }

  func isSeen(_ place: Place) -> Bool { seen[place.number] }

  /// The places that a run can come to.
  var seenPlaces: [Place] { seen.indices.filter { seen[$0] }.map { Place(number: $0) } }

  /// The shortest way from the first step to a step.
  func shortestWay(to step: Int) -> [StepGraph.Edge] {
    // A step that is reached by a jump into it is reached where its sub-step is.
    var place = Place(step: step)
    if !isSeen(place) { place.isAfter = true }
    if !isSeen(place) {
      guard let child = graph.nodes[step].children.first(where: { isReached[$0] }) else {
        return []
      }
      return shortestWay(to: child)
    }
    var edges: [StepGraph.Edge] = []
    var number = place.number
    while let index = cameBy[number] {
      edges.append(ways[index].edge)
      number = ways[index].from.number
    }
    return edges.reversed()
  }

  /// The places from which no way leads to any end, with the groups of them that are never left.
  func traps() -> [[Place]] {
    var entering = [[Int]](repeating: [], count: leaving.count)
    var open: [Int] = []
    var canEnd = [Bool](repeating: false, count: leaving.count)
    for way in ways {
      if let target = way.to { entering[target.number].append(way.from.number) }
    }
    for number in canEnd.indices {
      let place = Place(number: number)
      let ends = ways(from: place).contains { $0.to == nil }
      if ends || graph.nodes[place.step].step.canEndRun { open.append(number) }
    }
    while let number = open.popLast() {
      if canEnd[number] { continue }
      canEnd[number] = true
      open += entering[number]
    }
    let closed = seen.indices.filter { seen[$0] && !canEnd[$0] }
    return Components(of: closed) { number in
      leaving[number].compactMap { ways[$0].to?.number }
    }.final.map { $0.map { Place(number: $0) } }
  }

  /// The shortest way from a step around and back to it, within those places.
  func round(from start: Place, within places: Set<Place>) -> [StepGraph.Edge] {
    var cameBy: [Place: Way] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      for way in ways(from: queue[next]) {
        guard let target = way.to, places.contains(target), cameBy[target] == nil else { continue }
        cameBy[target] = way
        if target == start { return trace(start, cameBy) }
        queue.append(target)
      }
      next += 1
    }
    return []
  }

  private func trace(_ start: Place, _ cameBy: [Place: Way]) -> [StepGraph.Edge] {
    var edges: [StepGraph.Edge] = []
    var place = start
    repeat {
      guard let way = cameBy[place] else { break }
      edges.append(way.edge)
      place = way.from
    } while place != start
    return edges.reversed()
  }

  /// Whether each step can be reached from one of `starts` by at least one way.
  func reachable(behind starts: [Int]) -> [Bool] {
    var isMarked = [Bool](repeating: false, count: leaving.count)
    var open = starts.flatMap { [$0 * 2, $0 * 2 + 1] }
      .flatMap { number in leaving[number].compactMap { ways[$0].to?.number } }
    while let number = open.popLast() {
      if isMarked[number] { continue }
      isMarked[number] = true
      open += leaving[number].compactMap { ways[$0].to?.number }
    }
    return graph.nodes.indices.map { isMarked[$0 * 2] || isMarked[$0 * 2 + 1] }
  }
}

extension Step {
  /// Whether it can come to its `on failure`.
  var canFail: Bool { failsBeforeSubsteps || verification != nil }

  /// Whether it can fail before its sub-steps: a command fails, or an approval is refused.
  var failsBeforeSubsteps: Bool {
    approval != nil
      || commands.contains { command in
        switch command.role {
        case .run, .check, .until: true
        case .rollback, .offered: false
        }
      }
  }

  /// Whether the run can be over at it by itself, as aborted.
  var canEndRun: Bool {
    if approval?.otherwise == .abort, approval?.within != nil { return true }
    switch onFailure {
    case .abort, .rollback: return canFail
    case .stop, .carryOn, .go: return false
    }
  }
}
