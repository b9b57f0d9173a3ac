import DutyRoster
import Findings
import Yams

extension ConfigurationBuilder {
  /// Whether somebody hears of trouble with the engine and the notifiers.
  mutating func checkOverseers(_ fields: Fields) {
    guard !policies.isEmpty, !notifiers.isEmpty else { return }
    guard let node = reportTo, !engine.overseers.isEmpty else {
      let example = people.first.map { "person:\($0.person.id)" } ?? "notifier:sms"
      report(OverseerRules.nobodyTold, reportTo ?? fields.key("notifiers"), ["example": example])
      return
    }
    for target in engine.overseers {
      var seen: Set<EscalationTarget> = []
      guard !mayReach(target, &seen) else { continue }
      let element = node.sequence?.first { $0.scalar?.string == target.description } ?? node
      report(OverseerRules.emptyTarget, element, ["target": target.description])
    }
  }

  /// Whether a target stands for somebody who can be reached, at some time at least; what the file
  /// does not have is said elsewhere.
  private func mayReach(_ target: EscalationTarget, _ seen: inout Set<EscalationTarget>) -> Bool {
    guard seen.insert(target).inserted else { return false }
    switch target {
    case .notifier(let id):
      return !notifiers.contains { $0.settings.id == id && $0.settings.isDrillOnly }
    case .person(let id): return hasContact(id)
    case .team(let id):
      guard let team = parts.teams.first(where: { $0.id == id }) else { return true }
      return team.members.contains(where: hasContact)
    case .role(let id):
      guard let role = parts.roles.first(where: { $0.id == id }) else { return true }
      for member in role.members where mayReach(member, &seen) { return true }
      return false
    case .schedule: return true
    }
  }

  private func hasContact(_ id: String) -> Bool {
    people.first { $0.person.id == id }.map { !$0.person.contacts.isEmpty } ?? true
  }

  /// What is odd about the budget of a notifier's card.
  mutating func checkBudget(_ shape: CardShape, _ card: String, at node: Node) {
    let rule: ConfigurationRule
    switch shape.budget {
    case .without, .sound: return
    case .unlimited: rule = CardRules.budgetWithoutLimit
    case .silent: rule = CardRules.budgetWithoutWarning
    }
    report(rule, node, ["card": card])
  }
}
