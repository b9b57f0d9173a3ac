import DutyRoster
import RunbookModel
import Timekeeping

/// One form of a policy: the one of a variant, or the one without any, with when it is armed.
struct LadderForm {
  /// The policy as it is frozen in an incident.
  var policy: EscalationPolicy
  /// The severities that lead to it; `nil` among them is an incident without one.
  var severities: [Severity?]
  /// When it is armed.
  var when: [DutyInterval]
  /// Where its levels stand in the file: `policies.duty.levels`.
  var levelsPath: String
  /// Where its last resort stands, or else the policy.
  var lastResortPath: String
}

extension PlanProof {
  /// The forms that a policy takes in the year, the one without a variant first; those that no
  /// incident gets are left out.
  func forms(of rules: PolicyRules) throws(RosterFault) -> [LadderForm] {
    let name = rules.policy.name
    let context = HoursContext(calendars: roster.calendars)
    var open: [[DutyInterval]] = []
    for variant in rules.variants {
      let hours = try variant.during?.intervals(in: whole, zone: roster.zone, context: context)
      open.append(hours ?? [whole])
    }
    var forms = (0...rules.variants.count).map { number in
      let variant = number == 0 ? nil : rules.variants[number - 1]
      return LadderForm(
        policy: variant.map { rules.policy.taking($0) } ?? rules.policy,
        severities: [],
        when: [],
        levelsPath: variant?.levels == nil
          ? "policies.\(name).levels" : "policies.\(name).variants.\(number - 1).levels",
        lastResortPath: variant?.lastResort == nil
          ? "policies.\(name).last-resort"
          : "policies.\(name).variants.\(number - 1).last-resort"
      )
    }
    let severities: [Severity?] = [nil] + Severity.allCases
    for severity in severities {
      var rest = [whole]
      for (number, variant) in rules.variants.enumerated() {
        if !variant.severities.isEmpty {
          guard let severity, variant.severities.contains(severity) else { continue }
        }
        let taken = open[number].flatMap { rest.common(with: $0) }
        if taken.isEmpty { continue }
        forms[number + 1].severities.append(severity)
        forms[number + 1].when += taken
        rest = rest.flatMap { taken.merged().missing(in: $0) }
      }
      if !rest.isEmpty {
        forms[0].severities.append(severity)
        forms[0].when += rest
      }
    }
    return forms.filter { !$0.when.isEmpty && !$0.policy.levels.isEmpty }.map { form in
      var form = form
      form.when = form.when.merged()
      return form
    }
  }
}
