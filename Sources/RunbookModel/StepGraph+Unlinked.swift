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
    steps.reduce(steps.count) { $0 + ($1.children.isEmpty ? 0 : count($1.children)) }
  }

  private static func flatten(
    _ steps: [Step],
    parent: Int?,
    number: String,
    to nodes: inout [Node]
  ) {
    for (place, step) in steps.enumerated() {
      let index = nodes.count
      let ownNumber = number.isEmpty ? String(place + 1) : "\(number).\(place + 1)"
      var bare = step
      bare.children = []
      nodes.append(Node(step: bare, parent: parent, children: [], number: ownNumber, frame: 0))
      if let parent { nodes[parent].children.append(index) }
      flatten(step.children, parent: index, number: ownNumber, to: &nodes)
    }
  }
}
