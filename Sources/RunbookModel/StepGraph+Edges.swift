extension StepGraph {
  /// A way from one step to where a run may go on.
  public struct Edge: Codable, Hashable, Sendable {
    /// Where a way leads.
    public enum Place: Codable, Hashable, Sendable {
      /// To the step with that index.
      case node(Int)
      /// To the end of the run.
      case end
    }

    /// Why the way is taken.
    public enum Kind: Codable, Hashable, Sendable {
      /// The step is done and the next one of the file follows.
      case sequence
      /// The step begins with its first sub-step, or with the first step of the runbook it calls.
      case enter
      /// One of several sub-steps that begin side by side.
      case fork
      /// The last sub-step is done, and a step around it goes on with what is left.
      case back
      /// That answer of the step's decision, an index of ``Step/choices``.
      case choice(Int)
      /// The step's `next:`.
      case next
      /// The step's `on failure:` link.
      case failure
    }

    /// The index of the step that the way leads from.
    public let from: Int
    /// Where it leads.
    public let to: Place
    /// Why it is taken.
    public let kind: Kind
  }

  /// Every way that a run can take by itself or by a person's answer, in the order of the steps.
  ///
  /// A step with sub-steps is entered, then its sub-steps run, then the way leads ``Edge/Kind/back``
  /// to it when it still has something to do, else straight on. Jumps that a person makes by hand
  /// (skip, back, go to) are not in it.
  public var edges: [Edge] {
    let followers = followers
    var edges: [Edge] = []
    edges.reserveCapacity(nodes.count * 2)
    for index in nodes.indices {
      let node = nodes[index]
      let isParallel = node.step.parallelism != nil
      for (place, child) in node.children.enumerated() where place == 0 || isParallel {
        edges.append(Edge(from: index, to: .node(child), kind: isParallel ? .fork : .enter))
      }
      if node.children.isEmpty || hasRest(index) {
        addExits(of: index, followers, to: &edges)
      }
      if case .go(let id) = node.step.onFailure, let target = self.index(of: id) {
        edges.append(Edge(from: index, to: .node(target), kind: .failure))
      }
    }
    return edges
  }

  /// Whether a step goes on after its last sub-step with something that leads or is done elsewhere.
  func hasRest(_ index: Int) -> Bool {
    let step = nodes[index].step
    return !step.choices.isEmpty || step.next != nil || !step.checklist.isEmpty
      || step.verification != nil || step.evidence != nil || step.parallelism != nil
  }

  private func addExits(of index: Int, _ followers: [Edge.Place], to edges: inout [Edge]) {
    let step = nodes[index].step
    for (place, choice) in step.choices.enumerated() {
      if let target = self.place(choice.target, from: index, followers) {
        edges.append(Edge(from: index, to: target, kind: .choice(place)))
      }
    }
    guard step.choices.isEmpty else { return }
    if let next = step.next, let target = place(next, from: index, followers) {
      edges.append(Edge(from: index, to: target, kind: .next))
      return
    }
    let target = followers[index]
    // What follows is a later step, or a step around this one.
    let isBack = if case .node(let place) = target { place < index } else { false }
    edges.append(Edge(from: index, to: target, kind: isBack ? .back : .sequence))
  }

  /// Where a target is; the end of a called runbook is where its caller goes on.
  private func place(
    _ target: Target,
    from index: Int,
    _ followers: [Edge.Place]
  ) -> Edge.Place? {
    switch target {
    case .step(let id): return self.index(of: id).map(Edge.Place.node)
    case .end:
      let frame = nodes[index].frame
      guard frame != 0, let caller = self.index(of: StepID(frames[frame].id)) else { return .end }
      // Its own sub-steps come behind what it calls.
      if let own = nodes[caller].children.first(where: { nodes[$0].frame == nodes[caller].frame }) {
        return .node(own)
      }
      return hasRest(caller) ? .node(caller) : followers[caller]
    }
  }

  /// Whether a way leads back to where the run has been, so that it may be gone again and again.
  ///
  /// Sub-steps stand behind their step, and are over before it decides where to go.
  public func isBackward(_ edge: Edge) -> Bool {
    guard case .node(let target) = edge.to else { return false }
    if target <= edge.from { return true }
    guard isInside(target, of: edge.from) else { return false }
    switch edge.kind {
    case .choice, .next: return true
    // Commands fail before the sub-steps; what a person says no to comes behind them.
    case .failure: return nodes[edge.from].step.verification != nil
    case .sequence, .enter, .fork, .back: return false
    }
  }

  /// Where each step leads when it says nothing else, by the step's index.
  private var followers: [Edge.Place] {
    var followers = [Edge.Place](repeating: .end, count: nodes.count)
    func follow(_ siblings: [Int], last: Edge.Place, isParallel: Bool) {
      for (place, index) in siblings.enumerated() {
        let isLast = place + 1 == siblings.count
        followers[index] = isLast || isParallel ? last : .node(siblings[place + 1])
      }
    }
    follow(roots, last: .end, isParallel: false)
    // A step stands before its sub-steps, so its own follower is known when theirs are set.
    for index in nodes.indices where !nodes[index].children.isEmpty {
      follow(
        nodes[index].children,
        last: hasRest(index) ? .node(index) : followers[index],
        isParallel: nodes[index].step.parallelism != nil
      )
    }
    return followers
  }

  /// Whether each step can be reached from the first one, by the step's index.
  ///
  /// A step counts as reached when one of its sub-steps is.
  public func reachable(by edges: [Edge]) -> [Bool] {
    var targets = [[Int]](repeating: [], count: nodes.count)
    for edge in edges {
      if case .node(let target) = edge.to { targets[edge.from].append(target) }
    }
    var isReached = [Bool](repeating: false, count: nodes.count)
    var open = roots.prefix(1).map(\.self)
    while let index = open.popLast() {
      if isReached[index] { continue }
      isReached[index] = true
      open += targets[index]
    }
    for index in nodes.indices.reversed() where isReached[index] {
      if let parent = nodes[index].parent { isReached[parent] = true }
    }
    return isReached
  }
}
