public import Phrases

/// Writes a step graph as a Mermaid flowchart, which GitHub and GitLab draw.
///
/// Classes set line widths and dashes only, never colours, so that the drawing is readable in light
/// and dark mode.
public struct PlanMermaid: Sendable {
  /// The reader's language.
  public let language: Language

  /// A writer for a reader of `language`.
  public init(language: Language) {
    self.language = language
  }

  /// The flowchart with a line break at its end.
  public func text(_ graph: StepGraph) -> String {
    let drawing = PlanDrawing(graph, language)
    var lines = ["flowchart TD"]
    var classes: [(name: String, ids: [String])] = [("gate", []), ("undo", []), ("terminal", [])]
    for element in drawing.elements { write(element, indent: 1, &lines, &classes) }
    for arrow in drawing.arrows {
      let line = arrow.isFailure ? "-.->" : "-->"
      let label = arrow.label.map { "|\(Self.quoted([$0]))|" } ?? ""
      lines.append("  \(arrow.from) \(line)\(label) \(arrow.to)")
    }
    lines.append("  classDef gate stroke-width:3px")
    lines.append("  classDef undo stroke-dasharray:6 3")
    lines.append("  classDef terminal stroke-width:2px")
    for group in classes where !group.ids.isEmpty {
      lines.append("  class \(group.ids.joined(separator: ",")) \(group.name)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func write(
    _ element: PlanDrawing.Element,
    indent: Int,
    _ lines: inout [String],
    _ classes: inout [(name: String, ids: [String])]
  ) {
    let space = String(repeating: "  ", count: indent)
    switch element {
    case .box(let box):
      let (open, close) = Self.brackets(box.shape)
      lines.append("\(space)\(box.id)\(open)\(Self.quoted(box.label))\(close)")
      if box.shape == .gate { classes[0].ids.append(box.id) }
      if box.canBeUndone { classes[1].ids.append(box.id) }
      if box.shape == .terminal { classes[2].ids.append(box.id) }
    case .group(let group):
      lines.append("\(space)subgraph \(group.id)[\(Self.quoted([group.title]))]")
      for element in group.elements { write(element, indent: indent + 1, &lines, &classes) }
      lines.append("\(space)end")
    }
  }

  private static func brackets(_ shape: PlanDrawing.Shape) -> (open: String, close: String) {
    switch shape {
    case .terminal: ("([", "])")
    case .work: ("[", "]")
    case .manual: ("(", ")")
    case .gate: ("{{", "}}")
    case .decision: ("{", "}")
    case .call: ("[[", "]]")
    }
  }

  /// The lines as a quoted label.
  ///
  /// Everything that Mermaid or the Markdown in its labels could read as syntax becomes a
  /// numeric entity.
  private static func quoted(_ lines: [String]) -> String {
    "\"" + lines.map(escaped).joined(separator: "<br/>") + "\""
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "-", ":", "/", "?", "!", "'", "+":
        escaped.unicodeScalars.append(scalar)
      default:
        if scalar.isASCII {
          escaped += "#\(scalar.value);"
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }
}
