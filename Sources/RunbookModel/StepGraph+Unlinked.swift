extension StepGraph {
  /// The graph of one runbook with its calls left as they are, for checks that read a single file.
  public init(unlinked runbook: Runbook, path: String) {
    var head = runbook
    head.steps = []
    var nodes: [Node] = []
    nodes.reserveCapacity(Self.count(runbook.steps))
    Self.flatten(runbook.steps, parent: nil, number: "", to: &nodes)
    let frame = Frame(
      id: "",
      path: path,
      sha256: "",
      runbook: head,
      bindings: [],
      caller: nil
    )
    self.init(frames: [frame], nodes: nodes)
  }

  private static func count(_ steps: [Step]) -> Int {
    steps.indices.reduce(steps.count) { $0 + count(steps[$1].children) }
  }

  private static func flatten(
    _ steps: [Step],
    parent: Int?,
    number: String,
    to nodes: inout [Node]
  ) {
    // By their places: a step is large, and to go through the list would copy each once more.
    for place in steps.indices {
      let index = nodes.count
      let ownNumber = number.isEmpty ? String(place + 1) : "\(number).\(place + 1)"
      nodes.append(
        Node(step: steps[place], parent: parent, children: [], number: ownNumber, frame: 0)
      )
      if let parent { nodes[parent].children.append(index) }
      nodes[index].step.children = []
      flatten(steps[place].children, parent: index, number: ownNumber, to: &nodes)
    }
  }
}
