import Phrases
import RunbookModel

/// What would run, as text; nothing is run, and no branch is taken on what is not known yet.
struct DryRun {
  let graph: StepGraph
  let inputs: [String: String]
  let language: Language

  /// The plan, then each command in full with the values it would get.
  var text: String {
    var lines = [PlanText(language: language).text(graph)]
    for node in graph.nodes where !node.step.commands.isEmpty {
      lines.append("\(node.number)  \(node.step.title)")
      for command in node.step.commands {
        lines.append("    \(command.role.rawValue) · \(command.interpreter.joined(separator: " "))")
        lines += command.script.split(separator: "\n", omittingEmptySubsequences: false)
          .enumerated().map { ($0.offset == 0 ? "    $ " : "      ") + $0.element }
        lines += values(command, in: node).map { "      \($0)" }
      }
      lines.append("")
    }
    lines.append(CommandPhrases.nothingRan.text(language))
    return lines.joined(separator: "\n") + "\n"
  }

  /// The variables of a command: inputs by value, the rest by where they will come from.
  private func values(_ command: Command, in node: StepGraph.Node) -> [String] {
    let runbook = graph.frames[node.frame].runbook
    let captures = graph.nodes.filter { $0.frame == node.frame }
      .compactMap { other in other.step.capture.map { ($0, other.number) } }
    func isUsed(_ name: String) -> Bool {
      command.script.contains("$\(name)") || command.script.contains("${\(name)")
    }
    var lines: [String] = []
    for input in runbook.inputs where isUsed(input.name) {
      let bound = graph.frames[node.frame].bindings.first { $0.name == input.name }?.value
      let value = node.frame == 0 ? inputs[input.name] : bound ?? input.defaultValue
      lines.append("\(input.name) = \(value ?? "‹?›")")
    }
    for (name, number) in captures where isUsed(name) {
      lines.append("\(name) = ‹\(number)›")
    }
    for secret in runbook.secrets where isUsed(secret.name) {
      lines.append("\(secret.name) = ••••••")
    }
    return lines
  }
}
