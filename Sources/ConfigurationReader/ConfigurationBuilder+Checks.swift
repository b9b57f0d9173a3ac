import DutyRoster
import Findings
import Timekeeping
import Yams

extension ConfigurationBuilder {
  /// What can only be told when all of the file is known.
  mutating func checkMeaning(_ fields: Fields) {
    checkReferences()
    checkRoleCycles()
    checkCalendars()
    checkContacts()
    checkAddresses()
    checkOverseers(fields)
    for (rules, key) in policies { checkLastResort(rules, key) }
    if defaultPolicy == nil, policies.count > 1, fields["default-policy"] == nil {
      report(
        MeaningRules.noDefaultPolicy,
        fields.key("policies"),
        ["name": policies[0].rules.policy.name]
      )
    }
  }

  // MARK: References

  private func names(_ kind: Reference.Kind) -> [String] {
    switch kind {
    case .person: people.map(\.person.id)
    case .team: parts.teams.map(\.id)
    case .role: parts.roles.map(\.id)
    case .schedule: parts.schedules.map(\.id)
    case .place: parts.places.map(\.id)
    case .notifier: notifiers.map(\.settings.id) + groups.map(\.id)
    case .policy: policies.map(\.rules.policy.name)
    }
  }

  private mutating func checkReferences() {
    let drillOnly = Set(notifiers.filter(\.settings.isDrillOnly).map(\.settings.id))
    let kinds = Set(references.map(\.kind))
    let known = Dictionary(uniqueKeysWithValues: kinds.map { ($0, names($0)) })
    let sets = known.mapValues { Set($0) }
    for reference in references {
      guard sets[reference.kind]?.contains(reference.name) == true else {
        reportUnknown(reference, known: known[reference.kind] ?? [])
        continue
      }
      if reference.kind == .notifier, drillOnly.contains(reference.name) {
        let finding = MeaningRules.drillOnlyContact.finding(
          at: reference.position,
          length: reference.length,
          ["name": reference.name]
        )
        findings.append(finding)
      }
    }
  }

  private mutating func reportUnknown(_ reference: Reference, known: [String]) {
    var arguments = ["kind": reference.kind.rawValue, "name": reference.name]
    var rule = MeaningRules.unknownReference
    if let suggestion = Suggestion.nearest(to: reference.name, among: known) {
      rule = MeaningRules.misspeltReference
      arguments["suggestion"] = suggestion
    } else {
      arguments["section"] = reference.kind.section
    }
    findings.append(
      rule.finding(at: reference.position, length: reference.length, arguments)
    )
  }

  // MARK: Roles

  private mutating func checkRoleCycles() {
    let members = Dictionary(
      parts.roles.map { role in
        (
          role.id,
          role.members.compactMap { member -> String? in
            if case .role(let id) = member { id } else { nil }
          }
        )
      },
      uniquingKeysWith: { first, _ in first }
    )
    // A role above that is not below itself was looked at before.
    var sound: Set<String> = []
    for role in parts.roles {
      var path: [String] = []
      if let cycle = cycle(from: role.id, members, &path, &sound) {
        guard let key = roleKeys[role.id] else { continue }
        let text = (cycle + [cycle[0]]).joined(separator: " → ")
        report(MeaningRules.roleCycle, key, ["name": role.id, "path": text])
        return
      }
    }
  }

  private func cycle(
    from role: String,
    _ members: [String: [String]],
    _ path: inout [String],
    _ sound: inout Set<String>
  ) -> [String]? {
    if let start = path.firstIndex(of: role) { return Array(path[start...]) }
    // As deep a nesting means a file that was made to hurt.
    guard !sound.contains(role), path.count < 500 else { return nil }
    path.append(role)
    for member in members[role] ?? [] {
      if let cycle = cycle(from: member, members, &path, &sound) { return cycle }
    }
    path.removeLast()
    sound.insert(role)
    return nil
  }

  // MARK: Calendars and contacts

  private mutating func checkCalendars() {
    guard let now = surroundings.now else { return }
    let today = parts.zone.wall(now).day
    for (id, position) in usedCalendars {
      guard let calendar = parts.calendars.first(where: { $0.id == id }) else { continue }
      var arguments = ["calendar": id, "year": "\(today.year)"]
      if calendar.years[today.year] == nil {
        findings.append(MeaningRules.calendarYearMissing.finding(at: position, arguments))
      } else if today.month >= 11, calendar.years[today.year + 1] == nil {
        arguments["year"] = "\(today.year + 1)"
        findings.append(MeaningRules.calendarYearSoon.finding(at: position, arguments))
      }
    }
  }

  /// Somebody who may be called has to be reachable.
  private mutating func checkContacts() {
    let called = Set(references.filter { $0.kind == .person }.map(\.name))
    for (person, key) in people where called.contains(person.id) {
      for urgency in Urgency.allCases where person.contacts(for: urgency).isEmpty {
        let arguments = ["name": person.id, "urgency": urgency.rawValue]
        report(MeaningRules.noContact, key, arguments)
      }
    }
  }

  // MARK: The last resort

  private mutating func checkLastResort(_ rules: PolicyRules, _ key: Node) {
    var forms = [(rules.policy.levels, rules.policy.lastResort)]
    forms += rules.variants.map { variant in
      (variant.levels ?? rules.policy.levels, variant.lastResort ?? rules.policy.lastResort)
    }
    for (levels, lastResort) in forms where !levels.isEmpty {
      let targets = lastResort.isEmpty ? levels.last?.targets ?? [] : lastResort
      if let finding = weakness(of: targets, rules.policy.name, key) {
        findings.append(finding)
        return
      }
    }
  }

  /// Why targets may stand for nobody who can be reached at some time; `nil` when they cannot.
  private func weakness(of targets: [EscalationTarget], _ name: String, _ key: Node) -> Finding? {
    var certain: [String] = []
    var seen: Set<EscalationTarget> = []
    if hasChannel(targets, &certain, &seen) { return nil }
    let reachable = certain.filter { id in
      people.contains { $0.person.id == id && !$0.person.contacts.isEmpty }
    }
    guard let first = reachable.first else {
      return MeaningRules.lastResortCanBeEmpty.finding(
        at: position(key),
        length: length(key),
        ["name": name]
      )
    }
    var away = leave(of: first)
    for person in reachable.dropFirst() {
      let leave = leave(of: person)
      away = away.flatMap { leave.common(with: $0) }
    }
    return away.first.map { interval in
      let day = parts.zone.wall(interval.start).day.description
      return MeaningRules.lastResortOnLeave.finding(
        at: position(key),
        length: length(key),
        ["name": name, "day": day]
      )
    }
  }

  private func leave(of person: String) -> [DutyInterval] {
    parts.leave
      .filter { $0.person == person && $0.time.end > surroundings.now ?? $0.time.start }
      .map(\.time)
      .merged()
  }

  /// Collects the people that targets stand for at all times, and tells whether there is a channel.
  private func hasChannel(
    _ targets: [EscalationTarget],
    _ certain: inout [String],
    _ seen: inout Set<EscalationTarget>
  ) -> Bool {
    for target in targets where seen.insert(target).inserted {
      switch target {
      case .notifier(let id):
        // A channel for drills stays silent in an emergency.
        if !notifiers.contains(where: { $0.settings.id == id && $0.settings.isDrillOnly }) {
          return true
        }
      case .person(let id): certain.append(id)
      case .team(let id): certain += parts.teams.first { $0.id == id }?.members ?? []
      case .role(let id):
        let members = parts.roles.first { $0.id == id }?.members ?? []
        if hasChannel(members, &certain, &seen) { return true }
      case .schedule: break
      }
    }
    return false
  }
}
