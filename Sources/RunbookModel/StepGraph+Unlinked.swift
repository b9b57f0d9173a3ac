extension StepGraph {
  /// The graph of one runbook with its calls left as they are, for checks that read a single file.
  ///
  /// The steps of a runbook that nobody else has are moved into the graph: a step is large.
  public init(unlinked runbook: consuming Runbook, path: String) {
    var nodes: [Node] = []
    nodes.reserveCapacity(Self.count(runbook.steps))
    Self.flatten(&runbook.steps, parent: nil, number: "", to: &nodes)
    let frame = Frame(
      id: "",
      path: path,
      sha256: "",
      runbook: runbook,
      bindings: [],
      caller: nil
    )
    self.init(frames: [frame], nodes: nodes)
  }

  private static func count(_ steps: [Step]) -> Int {
    steps.indices.reduce(steps.count) { $0 + count(steps[$1].children) }
  }

  /// Takes the steps out of a list, each before its sub-steps.
  private static func flatten(
    _ steps: inout [Step],
    parent: Int?,
    number: String,
    to nodes: inout [Node]
  ) {
    steps.reverse()
    var place = 0
    while let step = steps.popLast() {
      let index = nodes.count
      place += 1
      let ownNumber = number.isEmpty ? String(place) : "\(number).\(place)"
      nodes.append(Node(step: step, parent: parent, children: [], number: ownNumber, frame: 0))
      if let parent { nodes[parent].children.append(index) }
      var children: [Step] = []
      swap(&children, &nodes[index].step.children)
      flatten(&children, parent: index, number: ownNumber, to: &nodes)
    }
  }
}
