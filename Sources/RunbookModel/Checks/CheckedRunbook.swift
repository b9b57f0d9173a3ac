import Findings

/// A runbook with what several checks need to know about it.
struct CheckedRunbook {
  let runbook: Runbook
  let graph: StepGraph
  let edges: [StepGraph.Edge]
  let outline: DocumentOutline
  let source: SourceText
  private let bodyLines: [SourcePosition: Int]

  init(_ runbook: Runbook, outline: DocumentOutline, source: SourceText) {
    self.runbook = runbook
    self.outline = outline
    self.source = source
    graph = StepGraph(unlinked: runbook, path: "")
    edges = graph.edges
    steps = graph.nodes.map(\.step)
    bodyLines = Dictionary(
      outline.fences.map { ($0.position, $0.bodyLine) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The steps without their sub-steps, in the order of the file.
  let steps: [Step]

  /// The rest of the line from `position` on.
  func span(from position: SourcePosition) -> SourceSpan {
    SourceSpan(restOf: source, from: position)
  }

  /// The step's metadata line with one of those keys, or its heading when there is none.
  func span(ofKey keys: [String], in step: Step) -> SourceSpan {
    SourceSpan(ofKey: keys, in: step, source)
  }

  /// The first place of `text`, which ends a name, on a line of the command.
  func span(of text: String, onLine offset: Int, in command: Command) -> SourceSpan? {
    guard let first = bodyLines[command.position] else { return nil }
    let line = source[first + offset]
    let scalars = Array(line.unicodeScalars)
    let wanted = Array(text.unicodeScalars)
    let place = scalars.indices.first { place in
      let end = place + wanted.count
      return scalars[place...].starts(with: wanted)
        && (end == scalars.count || !ShellScript.isNamePart(scalars[end]))
    }
    guard let place else { return nil }
    return SourceSpan(
      position: SourcePosition(line: first + offset, column: place + 1),
      length: wanted.count
    )
  }

  /// Whether the step is the list of preconditions, which stands above the other steps.
  func isPreconditions(_ index: Int) -> Bool {
    guard index == 0, graph.roots.count > 1 else { return false }
    func level(_ index: Int) -> Int? {
      let position = graph.nodes[index].step.position
      return outline.headings.first { $0.position == position }?.level
    }
    guard let own = level(0), let next = level(graph.roots[1]) else { return false }
    return own < next
  }
}
