public import Phrases

/// Writes a step graph in the language of Graphviz.
public struct PlanDot: Sendable {
  /// The reader's language.
  public let language: Language

  /// A writer for a reader of `language`.
  public init(language: Language) {
    self.language = language
  }

  /// The digraph with a line break at its end.
  public func text(_ graph: StepGraph) -> String {
    let drawing = PlanDrawing(graph, language)
    var lines = [
      "digraph plan {",
      "  graph [label=\(Self.quoted([graph.runbook.title])), labelloc=t, fontname=\"sans-serif\"]",
      "  node [shape=box, fontname=\"sans-serif\"]",
      "  edge [fontname=\"sans-serif\"]",
    ]
    for element in drawing.elements { write(element, indent: 1, &lines) }
    for arrow in drawing.arrows {
      var settings: [String] = []
      if let label = arrow.label { settings.append("label=\(Self.quoted([label]))") }
      if arrow.isFailure { settings.append("style=dashed") }
      let tail = settings.isEmpty ? "" : " [\(settings.joined(separator: ", "))]"
      lines.append("  \(arrow.from) -> \(arrow.to)\(tail)")
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func write(_ element: PlanDrawing.Element, indent: Int, _ lines: inout [String]) {
    let space = String(repeating: "  ", count: indent)
    switch element {
    case .box(let box):
      var settings = ["label=\(Self.quoted(box.label))"] + Self.look(box.shape)
      if box.canBeUndone { settings.append("peripheries=2") }
      lines.append("\(space)\(box.id) [\(settings.joined(separator: ", "))]")
    case .group(let group):
      lines.append("\(space)subgraph cluster_\(group.id) {")
      lines.append("\(space)  label=\(Self.quoted([group.title]))")
      for element in group.elements { write(element, indent: indent + 1, &lines) }
      lines.append("\(space)}")
    }
  }

  private static func look(_ shape: PlanDrawing.Shape) -> [String] {
    switch shape {
    case .terminal: ["shape=oval"]
    case .work: []
    case .manual: ["style=rounded"]
    case .gate: ["shape=hexagon", "penwidth=2"]
    case .decision: ["shape=diamond"]
    case .call: ["shape=component"]
    }
  }

  private static func quoted(_ lines: [String]) -> String {
    let escaped = lines.map { line in
      PrintableText.message(line).split(separator: "\\", omittingEmptySubsequences: false)
        .map {
          $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        }
        .joined(separator: "\\\\")
    }
    return "\"" + escaped.joined(separator: "\\n") + "\""
  }
}
