public import Phrases
import Timekeeping

/// Writes a step graph for people to read before they run it.
public struct PlanText: Sendable {
  /// The reader's language.
  public let language: Language
  /// How many columns a line takes at most.
  public let columns: Int

  /// A writer for a reader of `language`.
  public init(language: Language, columns: Int = 80) {
    self.language = language
    self.columns = max(40, columns)
  }

  /// The whole plan with a line break at its end.
  public func text(_ graph: StepGraph) -> String {
    var lines = headLines(graph.runbook)
    if graph.nodes.isEmpty { lines += ["", say(PlanPhrases.noSteps)] }
    for index in graph.nodes.indices {
      if graph.nodes[index].parent == nil { lines.append("") }
      lines += stepLines(index, graph)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Head

  private func headLines(_ runbook: Runbook) -> [String] {
    var facts = [runbook.id]
    if let severity = runbook.severity { facts.append(severity.rawValue) }
    if let owner = runbook.owner { facts.append(say(PlanPhrases.owner, ["name": owner])) }
    if let day = runbook.reviewed { facts.append(say(PlanPhrases.reviewed, ["day": day])) }
    if runbook.mode == .plain { facts.append(say(PlanPhrases.plain)) }
    var lines = wrapped(runbook.title, indent: 0)
    lines += wrapped(facts.joined(separator: " · "), indent: 0)
    lines += section(PlanPhrases.inputs, runbook.inputs.map(inputLine))
    lines += section(PlanPhrases.secrets, runbook.secrets.map(secretLine))
    lines += section(
      PlanPhrases.roles,
      runbook.roles.map { role in
        let members =
          role.members.isEmpty
          ? say(PlanPhrases.fromRoster) : role.members.listed(language)
        return "\(role.name)  \(members)"
      }
    )
    return lines
  }

  private func section(_ title: Phrase, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", say(title)] + lines.flatMap { wrapped($0, indent: 2) }
  }

  private func inputLine(_ input: InputDeclaration) -> String {
    var parts: [String] = []
    if let description = input.description { parts.append(description) }
    if input.isRequired { parts.append(say(PlanPhrases.required)) }
    if let value = input.defaultValue {
      parts.append(say(PlanPhrases.defaultValue, ["value": value]))
    }
    if !input.choices.isEmpty {
      let values = input.choices.listed
      parts.append(say(PlanPhrases.choices, ["values": values]))
    }
    if let pattern = input.pattern {
      parts.append(say(PlanPhrases.pattern, ["pattern": pattern]))
    }
    return ([input.name + " "] + [parts.joined(separator: " · ")]).joined(separator: " ")
  }

  private func secretLine(_ secret: SecretDeclaration) -> String {
    let source =
      switch secret.source {
      case .environment(let name): say(PlanPhrases.fromEnvironment, ["name": name])
      case .file(let path): say(PlanPhrases.fromFile, ["path": path])
      case .command(let command): say(PlanPhrases.fromCommand, ["command": command])
      case .ask: say(PlanPhrases.asked)
      }
    return "\(secret.name)  \(source)"
  }

  // MARK: - Steps

  private func stepLines(_ index: Int, _ graph: StepGraph) -> [String] {
    let node = graph.nodes[index]
    var depth = 0
    var current = node.parent
    while let parent = current {
      depth += 1
      current = graph.nodes[parent].parent
    }
    let indent = min(depth * 2, columns / 2)
    let head = "\(node.number)  \(node.step.title)"
    let details = indent + 4
    let step = node.step
    var lines = wrapped(head, indent: indent, hanging: 4)
    let settings = settingTexts(step)
    if !settings.isEmpty {
      lines += wrapped(settings.joined(separator: " · "), indent: details)
    }
    if let approval = step.approval { lines += wrapped(approvalText(approval), indent: details) }
    lines += step.commands.map { commandLine($0, indent: details) }
    lines += workTexts(step).flatMap { wrapped($0, indent: details) }
    for item in step.checklist {
      lines += wrapped("[ ] \(item.text)", indent: details + min(item.depth * 2, 20), hanging: 4)
    }
    lines += exitTexts(step, graph).flatMap { wrapped($0, indent: details) }
    return lines
  }

  private func settingTexts(_ step: Step) -> [String] {
    var texts: [String] = []
    if let role = step.role { texts.append(say(PlanPhrases.role, ["role": role])) }
    if let time = step.wait { texts.append(say(PlanPhrases.wait, ["time": time.text])) }
    if let time = step.timeout { texts.append(say(PlanPhrases.timeout, ["time": time.text])) }
    if let time = step.deadline { texts.append(say(PlanPhrases.deadline, ["time": time.text])) }
    if let retry = step.retry {
      let arguments = ["count": "\(retry.count)", "time": retry.interval.text]
      texts.append(say(PlanPhrases.retry, arguments))
    }
    if let isIdempotent = step.isIdempotent {
      texts.append(say(isIdempotent ? PlanPhrases.idempotent : PlanPhrases.notIdempotent))
    }
    if let isAutomatic = step.isAutomatic {
      texts.append(say(isAutomatic ? PlanPhrases.automatic : PlanPhrases.neverAutomatic))
    }
    if step.isOptional { texts.append(say(PlanPhrases.optional)) }
    if let count = step.atMost { texts.append(say(PlanPhrases.atMost, ["count": "\(count)"])) }
    return texts
  }

  private func approvalText(_ approval: Approval) -> String {
    let arguments = ["count": "\(approval.count)", "role": approval.role]
    var texts = [say(PlanPhrases.approval, arguments)]
    if approval.excludesRunner { texts.append(say(PlanPhrases.notTheRunner)) }
    if let within = approval.within {
      texts.append(say(PlanPhrases.within, ["time": within.text]))
      switch approval.otherwise {
      case .escalate: texts.append(say(PlanPhrases.elseEscalate))
      case .abort: texts.append(say(PlanPhrases.elseAbort))
      case .fail: texts.append(say(PlanPhrases.elseFail))
      case .skip: texts.append(say(PlanPhrases.elseSkip))
      }
    }
    return texts.joined(separator: " · ")
  }

  /// The command on one line: its role, how it begins, and how many lines it has.
  private func commandLine(_ command: Command, indent: Int) -> String {
    let lines = command.script.split(whereSeparator: \.isNewline)
    var notes: [String] = []
    if lines.count > 1 {
      notes.append(say(PlanPhrases.moreLines, ["count": "\(lines.count - 1)"]))
    }
    if command.isDestructive { notes.append("[\(say(PlanPhrases.destructive))]") }
    if let timeout = command.timeout {
      notes.append(say(PlanPhrases.timeout, ["time": timeout.text]))
    }
    let role = DisplayWidth.pad(command.role.rawValue, to: 8)
    let tail = notes.isEmpty ? "" : "  " + notes.joined(separator: "  ")
    let room = columns - indent - 10 - DisplayWidth.width(of: tail)
    let first = PrintableText.message(String(lines.first ?? ""))
    let head = DisplayWidth.truncate(first, to: max(16, room))
    return String(repeating: " ", count: indent) + role + "  " + head + tail
  }

  private func workTexts(_ step: Step) -> [String] {
    var texts: [String] = []
    if let call = step.call {
      texts.append(say(PlanPhrases.call, ["title": call.title, "path": call.path]))
      texts += call.bindings.map { "  \($0.name) = \($0.value)" }
    }
    if let parallelism = step.parallelism {
      texts.append(
        parallelism.limit.map { say(PlanPhrases.parallelLimit, ["count": "\($0)"]) }
          ?? say(PlanPhrases.parallel)
      )
    }
    return texts
  }

  /// What stands between the work and the next step, and where the step leads.
  private func exitTexts(_ step: Step, _ graph: StepGraph) -> [String] {
    var texts: [String] = []
    if let question = step.verification {
      texts.append(say(PlanPhrases.verification, ["question": question]))
    }
    if let evidence = step.evidence { texts.append(evidenceText(evidence)) }
    if let name = step.capture { texts.append(say(PlanPhrases.capture, ["name": name])) }
    for choice in step.choices {
      let phrase = choice.condition == nil ? PlanPhrases.answer : PlanPhrases.answerWhen
      texts.append(
        say(
          phrase,
          [
            "answer": choice.answer,
            "target": name(of: choice.target, graph),
            "condition": choice.condition?.text(language) ?? "",
          ]
        )
      )
    }
    if let next = step.next {
      texts.append(say(PlanPhrases.next, ["target": name(of: next, graph)]))
    }
    switch step.onFailure {
    case .stop: break
    case .carryOn: texts.append(say(PlanPhrases.failureContinue))
    case .rollback: texts.append(say(PlanPhrases.failureRollback))
    case .abort: texts.append(say(PlanPhrases.failureAbort))
    case .go(let id):
      texts.append(say(PlanPhrases.failureGo, ["target": name(of: .step(id), graph)]))
    }
    if let escalation = step.escalation { texts.append(escalationText(escalation)) }
    if !step.notify.isEmpty {
      let targets = step.notify.listed
      texts.append(say(PlanPhrases.notify, ["targets": targets]))
    }
    return texts
  }

  private func evidenceText(_ evidence: EvidenceRequest) -> String {
    let kind =
      switch evidence.kind {
      case .text: say(PlanPhrases.text)
      case .file: say(PlanPhrases.file)
      case .any: say(PlanPhrases.anyKind)
      }
    guard let prompt = evidence.prompt else { return say(PlanPhrases.evidence, ["kind": kind]) }
    return say(PlanPhrases.evidenceOf, ["kind": kind, "prompt": prompt])
  }

  private func escalationText(_ escalation: StepEscalation) -> String {
    let policy = escalation.policy ?? ""
    guard let after = escalation.after else {
      return say(PlanPhrases.escalatesBy, ["policy": policy])
    }
    let phrase =
      escalation.policy == nil ? PlanPhrases.escalatesAfter : PlanPhrases.escalatesAfterBy
    return say(phrase, ["time": after.text, "policy": policy])
  }

  private func name(of target: Target, _ graph: StepGraph) -> String {
    switch target {
    case .end: return say(PlanPhrases.end)
    case .step(let id):
      guard let index = graph.index(of: id) else { return id.text }
      return "\(graph.nodes[index].number) \(graph.nodes[index].step.title)"
    }
  }

  // MARK: - Lines

  private func say(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    phrase.text(language, arguments)
  }

  private func wrapped(_ text: String, indent: Int, hanging: Int = 2) -> [String] {
    let room = max(16, columns - indent - hanging)
    let lines = DisplayWidth.wrap(PrintableText.message(text), to: room)
    return lines.enumerated().map { place, line in
      String(repeating: " ", count: place == 0 ? indent : indent + hanging) + line
    }
  }
}
