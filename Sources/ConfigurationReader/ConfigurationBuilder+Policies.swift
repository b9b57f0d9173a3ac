import DutyRoster
import Findings
import RunbookModel
import Timekeeping
import Yams

extension ConfigurationBuilder {
  mutating func readPolicies(_ node: Node?) {
    let example = "policies: { database: { levels: [...] } }"
    for (id, key, value) in named(node, "policies", example: example) {
      let owner = "policies.\(id)"
      guard let fields = fields(value, .policy, owner: owner, example: "levels: [...]") else {
        continue
      }
      var policy = EscalationPolicy(name: id, levels: [], catchUp: engine.catchUp)
      if let node = fields["levels"] {
        policy.levels = levels(node, owner)
        if policy.levels.isEmpty { reportNoLevels(node, id) }
      }
      policy.repeats = repeats(fields) ?? 0
      policy.lastResort = lastResort(fields) ?? []
      policy.acknowledgementTimeout = acknowledgementTimeout(fields)
      if let node = fields["on-empty"] {
        policy.onEmpty =
          self.value(node, "on-empty", example: "on-empty: next|wait") {
            EscalationPolicy.OnEmpty(rawValue: $0)
          } ?? .next
      }
      if let node = fields["catch-up"] { policy.catchUp = catchUp(node) ?? policy.catchUp }
      var variants: [PolicyRules.Variant] = []
      for item in items(fields["variants"], "variants", example: "variants: [{ … }]") {
        if let variant = variant(item, id) { variants.append(variant) }
      }
      policies.append((PolicyRules(policy: policy, variants: variants), key))
    }
  }

  private mutating func variant(_ node: Node, _ policy: String) -> PolicyRules.Variant? {
    let owner = "policies.\(policy).variants"
    let example = "variants: [{ severity: [sev1], levels: [...] }]"
    guard let fields = fields(node, .variant, owner: owner, example: example) else { return nil }
    var variant = PolicyRules.Variant()
    for element in elements(fields["severity"], "severity", example: "severity: [sev1, sev2]") {
      if let severity: Severity = choice(element, "severity") {
        variant.severities.append(severity)
      }
    }
    if fields["severity"] != nil, variant.severities.isEmpty { return nil }
    if let node = fields["during"] {
      guard let hours = hours(node, "\(owner).during") else { return nil }
      variant.during = hours
    }
    if let node = fields["levels"] {
      let levels = levels(node, owner)
      if levels.isEmpty { reportNoLevels(node, policy) }
      variant.levels = levels
    }
    variant.repeats = repeats(fields)
    variant.lastResort = lastResort(fields)
    variant.acknowledgementTimeout = acknowledgementTimeout(fields)
    return variant
  }

  private mutating func repeats(_ fields: Fields) -> Int? {
    fields["repeat"].flatMap { count($0, "repeat", in: 0...100) }
  }

  private mutating func lastResort(_ fields: Fields) -> [EscalationTarget]? {
    fields["last-resort"].map { targets($0, "last-resort") }
  }

  private mutating func acknowledgementTimeout(_ fields: Fields) -> TimeSpan? {
    fields["acknowledgement-timeout"].flatMap {
      span($0, "acknowledgement-timeout", example: "30m")
    }
  }

  private mutating func reportNoLevels(_ node: Node, _ policy: String) {
    let example = "levels: [{ call: [schedule:on-site], wait: 5m }]"
    report(MeaningRules.noLevels, node, ["name": policy, "example": example])
  }

  // MARK: Levels

  private mutating func levels(_ node: Node, _ owner: String) -> [EscalationLevel] {
    items(node, "levels", example: "levels: [{ call: [schedule:on-site], wait: 5m }]")
      .compactMap { level($0, owner) }
  }

  private mutating func level(_ node: Node, _ owner: String) -> EscalationLevel? {
    let example = "{ call: [schedule:on-site], wait: 5m }"
    guard let fields = fields(node, .level, owner: "\(owner).levels", example: example) else {
      return nil
    }
    let calls = targets(fields["call"], "call")
    if calls.isEmpty, let node = fields["call"] {
      if case .sequence(let sequence) = node, !sequence.isEmpty {
        // What is wrong with each target was said.
      } else {
        report(MeaningRules.emptyLevel, node)
      }
    }
    guard let waitNode = fields["wait"] else { return nil }
    let wait = span(waitNode, "wait")
    var level = EscalationLevel(targets: calls, wait: wait ?? .minutes(5))
    if let node = fields["quorum"] {
      level.quorum = count(node, "quorum", in: 1...100) ?? 1
      checkQuorum(level, node)
    }
    if let node = fields["selection"] {
      level.selection =
        value(node, "selection", example: "selection: everyone|round-robin") {
          EscalationLevel.Selection(rawValue: $0)
        } ?? .everyone
    }
    if let node = fields["call-again-every"] {
      level.callAgainEvery = span(node, "call-again-every", example: "2m")
    }
    if let node = fields["urgency"] { level.urgency = choice(node, "urgency") ?? .high }
    return level
  }

  /// A quorum that people who are named one by one can never reach.
  private mutating func checkQuorum(_ level: EscalationLevel, _ node: Node) {
    let count = level.targets.reduce(0) { sum, target in
      switch target {
      case .person: sum + 1
      case .notifier: sum
      case .team(let id): sum + (parts.teams.first { $0.id == id }?.members.count ?? 0)
      case .role, .schedule: sum + 1000
      }
    }
    if level.quorum > count, !level.targets.isEmpty {
      let arguments = ["quorum": "\(level.quorum)", "count": "\(count)"]
      report(MeaningRules.quorumTooHigh, node, arguments)
    }
  }

  mutating func catchUp(_ node: Node) -> EscalationPolicy.CatchUp? {
    if case .mapping = node {
      let example = "catch-up: { skip-older-than: 2h }"
      guard let fields = fields(node, .catchUp, owner: "catch-up", example: example) else {
        return nil
      }
      return fields["skip-older-than"]
        .flatMap { span($0, "skip-older-than", example: "2h") }
        .map { .skip(olderThan: $0) }
    }
    return value(node, "catch-up", example: "catch-up: once|all") { text in
      switch text {
      case "once": .once
      case "all": .all
      default: nil
      }
    }
  }
}
