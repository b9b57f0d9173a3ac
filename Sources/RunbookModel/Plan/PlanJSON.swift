import Findings
import Phrases
import Timekeeping

/// Writes a step graph as JSON, for programs; `docs/plan.md` describes the members.
public enum PlanJSON: Sendable {
  /// The object with a line break at its end.
  public static func text(_ graph: StepGraph) -> String {
    let edges = graph.edges.map { edge($0, graph) }
    let value = JSONValue.object([
      "format": "tocsin-plan/1",
      "runbook": runbook(graph.runbook),
      "files": .array(graph.frames.map(file)),
      "steps": .array(graph.nodes.indices.map { step($0, graph) }),
      "edges": .array(edges),
    ])
    return value.text + "\n"
  }

  private static func runbook(_ runbook: Runbook) -> JSONValue {
    .object([
      "id": .string(runbook.id),
      "title": .string(runbook.title),
      "mode": .string(runbook.mode.rawValue),
      "language": .optional(runbook.language?.rawValue),
      "severity": .optional(runbook.severity?.rawValue),
      "owner": .optional(runbook.owner),
      "reviewed": .optional(runbook.reviewed),
      "escalation": .optional(runbook.escalation),
      "tags": .list(runbook.tags),
      "inputs": .array(runbook.inputs.map(input)),
      "secrets": .array(runbook.secrets.map { .string($0.name) }),
      "roles": .array(
        runbook.roles.map { role in
          .object([
            "name": .string(role.name),
            "members": .array(role.members.map(JSONValue.string)),
          ])
        }
      ),
    ])
  }

  private static func input(_ input: InputDeclaration) -> JSONValue {
    .object([
      "name": .string(input.name),
      "required": .bool(input.isRequired),
      "description": .optional(input.description),
      "default": .optional(input.defaultValue),
      "pattern": .optional(input.pattern),
      "choices": .list(input.choices),
    ])
  }

  private static func file(_ frame: StepGraph.Frame) -> JSONValue {
    .object([
      "path": .string(frame.path),
      "sha256": .optional(frame.sha256.isEmpty ? nil : frame.sha256),
      "runbook": .string(frame.runbook.id),
      "callingStep": .optional(frame.id.isEmpty ? nil : frame.id),
    ])
  }

  private static func step(_ index: Int, _ graph: StepGraph) -> JSONValue {
    let node = graph.nodes[index]
    let step = node.step
    let parent = node.parent.map { graph.nodes[$0].step.id.text }
    return .object([
      "id": .string(step.id.text),
      "number": .string(node.number),
      "title": .string(step.title),
      "parent": .optional(parent),
      "file": .integer(node.frame),
      "line": .integer(step.position.line),
      "role": .optional(step.role),
      "waitMilliseconds": milliseconds(step.wait),
      "approval": step.approval.map(approval),
      "timeoutMilliseconds": milliseconds(step.timeout),
      "deadlineMilliseconds": milliseconds(step.deadline),
      "retry": step.retry.map { retry in
        .object([
          "count": .integer(retry.count),
          "intervalMilliseconds": milliseconds(retry.interval),
        ])
      },
      "idempotent": step.isIdempotent.map(JSONValue.bool),
      "auto": step.isAutomatic.map(JSONValue.bool),
      "optional": step.isOptional ? true : nil,
      "commands": step.commands.isEmpty ? nil : .array(step.commands.map(command)),
      "call": step.call.map(call),
      "parallel": step.parallelism.map { $0.limit.map(JSONValue.integer) ?? true },
      "checklist": .list(step.checklist.map(\.text)),
      "verify": .optional(step.verification),
      "evidence": .optional(step.evidence?.kind.rawValue),
      "capture": .optional(step.capture),
      "atMost": step.atMost.map(JSONValue.integer),
      "onFailure": failure(step.onFailure),
      "notify": .list(step.notify),
      "escalation": step.escalation.map { escalation in
        .object([
          "afterMilliseconds": milliseconds(escalation.after),
          "policy": .optional(escalation.policy),
        ])
      },
    ])
  }

  private static func approval(_ approval: Approval) -> JSONValue {
    .object([
      "count": .integer(approval.count),
      "role": .string(approval.role),
      "notTheRunner": .bool(approval.excludesRunner),
      "withinMilliseconds": milliseconds(approval.within),
      "otherwise": .string(approval.otherwise.rawValue),
    ])
  }

  private static func command(_ command: Command) -> JSONValue {
    .object([
      "role": .string(command.role.rawValue),
      "language": .string(command.language),
      "line": .integer(command.position.line),
      "interpreter": .array(command.interpreter.map(JSONValue.string)),
      "script": .string(command.script),
      "timeoutMilliseconds": milliseconds(command.timeout),
      "intervalMilliseconds": milliseconds(command.interval),
      "destructive": command.isDestructive ? true : nil,
      "terminal": command.needsTerminal ? true : nil,
      "folder": .optional(command.workingDirectory),
    ])
  }

  private static func call(_ call: Call) -> JSONValue {
    .object([
      "title": .string(call.title),
      "path": .string(call.path),
      "with": .object(call.bindings.map { JSONValue.Member($0.name, .string($0.value)) }),
    ])
  }

  private static func failure(_ action: FailureAction) -> JSONValue? {
    switch action {
    case .stop: nil
    case .carryOn: "continue"
    case .rollback: "rollback"
    case .abort: "abort"
    case .go: "link"
    }
  }

  private static func edge(_ edge: StepGraph.Edge, _ graph: StepGraph) -> JSONValue {
    let from = graph.nodes[edge.from].step
    let to: JSONValue =
      switch edge.to {
      case .end: .null
      case .node(let index): .string(graph.nodes[index].step.id.text)
      }
    var kind = "sequence"
    var choice: Choice?
    switch edge.kind {
    case .sequence: break
    case .enter: kind = "enter"
    case .fork: kind = "fork"
    case .back: kind = "back"
    case .next: kind = "next"
    case .failure: kind = "failure"
    case .choice(let place):
      kind = "answer"
      choice = from.choices[place]
    }
    return .object([
      "from": .string(from.id.text),
      "to": to,
      "kind": .string(kind),
      "answer": .optional(choice?.answer),
      "when": .optional(choice?.condition?.text(.english)),
    ])
  }

  private static func milliseconds(_ span: TimeSpan?) -> JSONValue? {
    span.map { .integer(Int($0.milliseconds)) }
  }
}
