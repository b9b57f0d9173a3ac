import ConfigurationReader
import DutyRoster
import Findings
import IncidentCore
import Phrases
import RunbookModel
import SimulatedWorld
import Timekeeping
import Yams

/// Turns a YAML tree into a scenario, and says what is wrong with it.
struct ScenarioBuilder {
  typealias Entry = (key: Node, value: Node)

  var findings: [Finding] = []
  var scenario = Scenario()
  let surroundings: ScenarioReader.Surroundings

  init(_ surroundings: ScenarioReader.Surroundings) { self.surroundings = surroundings }

  var zone: DutyZone { surroundings.configuration?.roster.zone ?? .utc }

  mutating func read(_ root: Node) {
    let fields = fields(root, ScenarioKeys.document, "scenario", "people: {}")
    if let node = fields["title"]?.value { scenario.title = text(node, "title", "title: …") }
    for key in ["runbook", "config"] {
      if let node = fields[key]?.value { _ = text(node, key, "\(key): …") }
    }
    if let node = fields["at"]?.value { readStart(node) }
    if let node = fields["seed"]?.value {
      scenario.seed = value(node, "seed", "seed: 7") { UInt64($0) }
    }
    if let node = fields["severity"]?.value {
      scenario.severity = value(node, "severity", "severity: sev1") { Severity(rawValue: $0) }
    }
    if let node = fields["drill"]?.value {
      let flags = ["true": true, "false": false, "yes": true, "no": false]
      scenario.isDrill = value(node, "drill", "drill: true") { flags[$0] } ?? false
    }
    if let node = fields["until"]?.value, let span = span(node, "until") { scenario.length = span }
    if let node = fields["started-by"]?.value { readBeginning(node) }
    readInputs(fields["inputs"]?.value)
    readPeople(fields["people"]?.value)
    readSteps(fields["steps"]?.value)
    readNotifiers(fields["notifiers"]?.value)
    readExpectations(fields["expect"]?.value)
  }

  // MARK: The beginning

  private mutating func readStart(_ node: Node) {
    let example = "at: 2026-10-02T03:00"
    guard let text = text(node, "at", example) else { return }
    guard let start = StartTime.instant(text, zone: zone) else {
      report(
        ScenarioRules.badTime,
        node,
        ["value": text, "key": "at", "example": example]
      )
      return
    }
    scenario.start = start
  }

  private mutating func readBeginning(_ node: Node) {
    guard let name = text(node, "started-by", "started-by: alert") else { return }
    if name == "alert" || name == "告警" {
      scenario.beginning = .alert
    } else if let person = person(name, node) {
      scenario.beginning = .person(person)
    }
  }

  private mutating func readInputs(_ node: Node?) {
    let known = surroundings.graph.runbook.inputs.map(\.name)
    for (key, value) in entries(node, "inputs", "inputs: { host: db-1 }") {
      let name = key.scalar?.string ?? ""
      guard known.contains(name) else {
        let list = known.isEmpty ? "—" : known.listed
        report(ScenarioRules.unknownInput, key, ["name": name, "known": list])
        continue
      }
      if let text = value.scalar?.string { scenario.inputs[name] = text }
    }
  }

  // MARK: People and notifiers

  private mutating func readPeople(_ node: Node?) {
    for (key, value) in entries(node, "people", "people: { li-wei: answers after 5m }") {
      let name = key.scalar?.string ?? ""
      guard let text = text(value, name, "\(name): answers after 5m") else { continue }
      guard let script = ScenarioGrammar.person.meaning(of: text) else {
        reportSentence(value, text, name, ScenarioGrammar.person)
        continue
      }
      if name == "others" || name == "其他人" {
        scenario.others = script ?? PersonScript(.never)
        continue
      }
      guard let person = person(name, key) else { continue }
      scenario.people[person] = script ?? PersonScript(.never)
      if script == nil { scenario.away.append(person) }
    }
  }

  private mutating func readNotifiers(_ node: Node?) {
    let known = surroundings.configuration?.notifiers.map(\.id) ?? []
    for (key, value) in entries(node, "notifiers", "notifiers: { sms: down for 20m }") {
      let name = key.scalar?.string ?? ""
      guard known.contains(name) else {
        reportName(key, name, known: known)
        continue
      }
      for element in elements(value) {
        guard let text = text(element, name, "\(name): down for 20m") else { continue }
        guard let written = ScenarioGrammar.fault.meaning(of: text) else {
          reportSentence(element, text, name, ScenarioGrammar.fault)
          continue
        }
        if let fault = fault(written, element, name) {
          scenario.notifiers[name, default: []].append(fault)
        }
      }
    }
  }

  /// The fault with the times that its words stand for.
  private mutating func fault(
    _ written: ScenarioGrammar.WrittenFault,
    _ node: Node,
    _ name: String
  ) -> Scenario.NotifierFault? {
    let from = written.from.map { moment($0) } ?? .after(.zero)
    let to = written.to.flatMap { moment($0) } ?? written.length.map { .after($0) }
    var isInOrder = written.to == nil || to != nil
    if case .after(let first)? = from, let to, case .after(let last) = to {
      isInOrder = first < last
    }
    guard let from, isInOrder else {
      let example = "\(name): down from 0m to 20m"
      let value = node.scalar?.string ?? ""
      report(ScenarioRules.badTime, node, ["value": value, "key": name, "example": example])
      return nil
    }
    return Scenario.NotifierFault(kind: written.kind, from: from, to: to)
  }

  private func moment(_ text: String) -> Scenario.NotifierFault.Moment? {
    if let span = TimeSpan(text: text) { return .after(span) }
    if let time = TimeOfDay(text) { return .clock(time) }
    return StartTime.instant(text, zone: zone).map { .instant($0) }
  }

  // MARK: Names

  /// The id of a person whom the configuration or the runbook knows.
  mutating func person(_ name: String, _ node: Node) -> String? {
    if let id = knownPerson(name) { return id }
    reportName(node, name, known: people, others: peoplesNames + ["others", "其他人"])
    return nil
  }

  func knownPerson(_ name: String) -> String? {
    if people.contains(name) { return name }
    return surroundings.configuration?.roster.parts.people.first { $0.name == name }?.id
  }

  /// Everybody whom the configuration or the runbook knows, each once.
  var people: [String] {
    let named = surroundings.graph.frames.flatMap { $0.runbook.roles.flatMap(\.members) }
      .filter { $0 != "anyone" && $0 != "任何人" }
    var all = surroundings.configuration?.roster.parts.people.map(\.id) ?? []
    for name in named where !all.contains(name) { all.append(name) }
    return all
  }

  /// What people are called, who may be named by it as well.
  var peoplesNames: [String] {
    surroundings.configuration?.roster.parts.people.map(\.name) ?? []
  }

  /// The id of a step that is given by its name, number or title.
  mutating func step(_ name: String, _ node: Node) -> StepID? {
    let nodes = surroundings.graph.nodes
    let found = nodes.first {
      $0.step.id.text == name || $0.number == name || $0.step.title == name
        || $0.step.anchor == name
    }
    if let found { return found.step.id }
    let known = nodes.map(\.step.id.text) + nodes.map(\.step.title)
    if let suggestion = Suggestion.nearest(to: name, among: known) {
      report(ScenarioRules.misspeltStep, node, ["name": name, "suggestion": suggestion])
    } else {
      report(ScenarioRules.unknownStep, node, ["name": name])
    }
    return nil
  }
}
