import ConfigurationReader
import DutyRoster
import Findings
import Phrases
import RunbookModel
import SimulatedWorld
import Timekeeping
import Yams

/// What happens at steps, and what is expected.
extension ScenarioBuilder {
  mutating func readSteps(_ node: Node?) {
    for (key, value) in entries(node, "steps", "steps: { restart: fails }") {
      guard let name = key.scalar?.string, let id = step(name, key),
        let index = surroundings.graph.index(of: id)
      else { continue }
      let step = surroundings.graph.nodes[index].step
      var plan = Scenario.StepPlan()
      if case .mapping(let mapping) = value, mapping.keys.allSatisfy({ !isCommandKey($0) }) {
        let fields = fields(value, ScenarioKeys.step, name, "answer: yes")
        if let node = fields["command"]?.value {
          plan.commands = commands(node, name, step, isRollback: false)
        }
        if let node = fields["rollback"]?.value {
          plan.rollbacks = commands(node, name, step, isRollback: true)
        }
        if let node = fields["answer"]?.value { plan.work.answers = answers(node, step) }
        if let node = fields["works"]?.value { plan.work.takes = span(node, "works") }
      } else {
        plan.commands = commands(value, name, step, isRollback: false)
      }
      scenario.steps[id] = plan
    }
  }

  private func isCommandKey(_ node: Node) -> Bool {
    node.scalar.map { ScenarioKeys.command.keys.contains($0.string) } ?? false
  }

  private mutating func commands(
    _ node: Node,
    _ name: String,
    _ step: Step,
    isRollback: Bool
  ) -> [Scenario.CommandPlan] {
    guard step.commands.contains(where: { ($0.role == .rollback) == isRollback }) else {
      report(ScenarioRules.noCommand, node, ["step": name])
      return []
    }
    return elements(node).compactMap { command($0, name) }
  }

  private mutating func command(_ node: Node, _ name: String) -> Scenario.CommandPlan? {
    guard case .mapping = node else {
      guard let text = text(node, name, "\(name): fails") else { return nil }
      if let plan = ScenarioGrammar.command.meaning(of: text) { return plan }
      reportSentence(node, text, name, ScenarioGrammar.command)
      return nil
    }
    let fields = fields(node, ScenarioKeys.command, name, "ends: exit 1")
    var plan = Scenario.CommandPlan(.succeeds)
    if let ends = fields["ends"]?.value {
      guard let written = command(ends, name) else { return nil }
      plan = written
    }
    if let takes = fields["takes"]?.value { plan.takes = span(takes, "takes") }
    // Output may have many lines, and may be empty.
    if let output = fields["output"]?.value.scalar { plan.output = output.string }
    return plan
  }

  private mutating func answers(_ node: Node, _ step: Step) -> [String] {
    elements(node).compactMap { element in
      guard let text = text(element, "answer", "answer: yes") else { return nil }
      let answers = step.choices.map(\.answer)
      let words = ["retry", "skip", "done", "again", "failed", "yes", "no"]
      let chinese = ["重试", "跳过", "完成", "重做", "失败", "是", "否"]
      let isFree = step.evidence != nil
      let number = Int(text).map { (1...max(1, answers.count)).contains($0) } ?? false
      guard
        isFree || number
          || (answers + words + chinese).contains(where: {
            $0.lowercased() == text.lowercased()
          })
      else {
        let known = answers + (answers.isEmpty ? words : ["retry", "skip", "done"])
        let suggestion = Suggestion.nearest(to: text, among: known + chinese)
        report(
          ScenarioRules.unknownAnswer,
          element,
          [
            "step": step.id.text, "value": text,
            "known": suggestion ?? known.joined(separator: " | "),
          ]
        )
        return nil
      }
      return text
    }
  }

  // MARK: Expectations

  mutating func readExpectations(_ node: Node?) {
    guard let node, node.null == nil else { return }
    for element in elements(node) {
      guard let text = text(element, "expect", "expect: [a human within 15m]") else { continue }
      guard let written = WrittenExpectation.grammar.meaning(of: text) else {
        let isChinese = text.unicodeScalars.contains { $0.value >= 0x4E00 }
        let known = WrittenExpectation.grammar.sentences(isChinese ? 1 : 0)
        report(
          ScenarioRules.unknownExpectation,
          element,
          ["value": text, "known": known.map { "`\($0)`" }.listed]
        )
        continue
      }
      if let content = content(written, element) {
        scenario.expectations.append(
          Expected(content, text: text, position: position(element))
        )
      }
    }
  }

  private mutating func content(
    _ written: WrittenExpectation,
    _ node: Node
  ) -> Expected.Content? {
    switch written {
    case .humanWithin(let time): .humanWithin(time)
    case .answers(let name, let time): who(name, node).map { .answers($0, within: time) }
    case .called(let name, let time): who(name, node).map { .called($0, within: time) }
    case .calledByLevel(let name, let level): who(name, node).map { .calledByLevel($0, level) }
    case .notCalled(let name): who(name, node).map { .notCalled($0) }
    case .silenceAfterAcknowledgement: .silenceAfterAcknowledgement
    case .nobodyReached: .nobodyReached
    case .ends(let outcome, let time): .ends(outcome, within: time)
    case .notOver: .notOver
    case .step(let name, let word, let time):
      step(name, node).map { .step($0, word, within: time) }
    case .nothingLate: .nothingLate
    case .atMostCalls(let count, let name):
      ["anybody", "anyone", "任何人"].contains(name.lowercased())
        ? .atMostCalls(count, nil) : who(name, node).map { .atMostCalls(count, $0) }
    }
  }

  private mutating func who(_ name: String, _ node: Node) -> Who? {
    if let person = knownPerson(name) { return .person(person) }
    let parts = surroundings.configuration?.roster.parts
    let targets: [(name: String, title: String, target: EscalationTarget)] =
      (parts?.roles.map { ($0.id, $0.name, .role($0.id)) } ?? [])
      + (parts?.schedules.map { ($0.id, $0.name, .schedule($0.id)) } ?? [])
      + (parts?.teams.map { ($0.id, $0.name, .team($0.id)) } ?? [])
      + (surroundings.configuration?.notifiers.map { ($0.id, $0.id, .notifier($0.id)) } ?? [])
    let found = targets.first {
      $0.target.description == name || $0.name == name || $0.title == name
    }
    if let found { return .target(found.target) }
    reportName(
      node,
      name,
      known: people + targets.map(\.target.description),
      others: peoplesNames + targets.flatMap { [$0.name, $0.title] }
    )
    return nil
  }
}
