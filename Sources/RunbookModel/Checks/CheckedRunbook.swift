import Findings

/// A part of one line.
struct SourceSpan {
  /// Where it begins.
  var position: SourcePosition
  /// How many Unicode scalars it covers.
  var length: Int
}

extension SourceSpan {
  /// The rest of the line from `position` on, without white space at its end.
  init(restOf source: SourceText, from position: SourcePosition) {
    let rest = source[position.line].unicodeScalars.dropFirst(position.column - 1)
    let end = rest.lastIndex { !$0.properties.isWhitespace }
    let length = end.map { rest.distance(from: rest.startIndex, to: $0) + 1 } ?? 1
    self.init(position: position, length: length)
  }
}

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
    var line = step.position.line + 1
    while line <= source.lineCount {
      let text = source[line]
      let bare = text.drop { $0 == " " || $0 == "\t" }
      if bare.hasPrefix("#") || bare.hasPrefix("```") || bare.hasPrefix("~~~") { break }
      if let mark = bare.first, "-*+".contains(mark) {
        let item = bare.dropFirst().drop { $0 == " " || $0 == "\t" }
        let key = item.prefix { $0 != ":" && $0 != "：" }
        if key.count < item.count, keys.contains(Self.normal(key)) {
          let indent = text.unicodeScalars.count - item.unicodeScalars.count
          return span(from: SourcePosition(line: line, column: indent + 1))
        }
      }
      line += 1
    }
    return span(from: step.position)
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

  /// A key in lower case with single spaces, as metadata is compared.
  private static func normal(_ key: Substring) -> String {
    key.lowercased().split(separator: " ").joined(separator: " ")
  }
}
