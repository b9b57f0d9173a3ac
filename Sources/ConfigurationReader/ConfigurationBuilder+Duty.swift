import DutyRoster
import Yams

extension ConfigurationBuilder {
  // MARK: Leave and swaps

  mutating func readAbsences(_ fields: Fields) {
    var example = "leave: [{ person: li-wei, from: 2026-10-01, to: 2026-10-03 }]"
    for item in items(fields["leave"], "leave", example: example) {
      guard let entry = self.fields(item, .leave, owner: "leave", example: example),
        let node = entry["person"],
        let id = reference(node, .person, "person", example: "person: li-wei")
      else { continue }
      let zone = people.first { $0.person.id == id }?.person.zone ?? parts.zone
      guard let time = interval(entry, zone: zone) else { continue }
      let reason = entry["reason"].flatMap { text($0, "reason", example: "reason: 年假") }
      parts.leave.append(Leave(person: id, time: time, reason: reason))
    }
    example = "swaps: [{ schedule: on-site, person: li-wei, day: 2026-10-01, with: wang-fang }]"
    for item in items(fields["swaps"], "swaps", example: example) {
      guard let entry = self.fields(item, .swap, owner: "swaps", example: example),
        let schedule = entry["schedule"].flatMap({
          reference($0, .schedule, "schedule", example: "schedule: on-site")
        }),
        let person = entry["person"].flatMap({
          reference($0, .person, "person", example: "person: li-wei")
        }),
        let other = entry["with"].flatMap({
          reference($0, .person, "with", example: "with: wang-fang")
        }),
        let day = entry["day"].flatMap({ day($0, "day") })
      else { continue }
      let returnDay = entry["for"].flatMap { self.day($0, "for") }
      parts.swaps.append(
        Swap(schedule: schedule, person: person, day: day, other: other, returnDay: returnDay)
      )
    }
  }

  // MARK: Coverage and limits

  mutating func readCoverage(_ fields: Fields) {
    var example = "coverage: [{ place: on-site, at-least: 1 }]"
    for item in items(fields["coverage"], "coverage", example: example) {
      guard let entry = self.fields(item, .coverage, owner: "coverage", example: example),
        let subject = subject(entry, example: example)
      else { continue }
      var rule = CoverageRule(name: "", subject: subject, atLeast: 0)
      let name = entry["name"].flatMap { text($0, "name", example: "name: 驻场不少于1人") }
      if let node = entry["at-least"] { rule.atLeast = count(node, "at-least", in: 0...1000) ?? 0 }
      if let node = entry["at-most"] { rule.atMost = count(node, "at-most", in: 0...1000) }
      if entry["at-least"] == nil, entry["at-most"] == nil {
        let keys = "at-least, at-most"
        let arguments = ["owner": "coverage", "keys": keys, "example": "at-least: 1"]
        report(FormRules.conflictingKeys, item, arguments)
      }
      if let atMost = rule.atMost, atMost < rule.atLeast, let node = entry["at-most"] {
        reportBadValue(node, "at-most", example: "at-most: \(rule.atLeast)")
      }
      if let node = entry["during"] { rule.during = hours(node, "coverage.during") }
      rule.name = name ?? subject.text
      parts.coverage.append(rule)
    }
    example = "limits: [{ places: [on-site], per-day: 12h, per-week: 60h, rest: 8h }]"
    for item in items(fields["limits"], "limits", example: example) {
      guard let entry = self.fields(item, .limit, owner: "limits", example: example) else {
        continue
      }
      var limit = WorkLimit(name: "")
      limit.name = entry["name"].flatMap { text($0, "name", example: "name: 工时") } ?? "limits"
      limit.places = elements(entry["places"], "places", example: "places: [on-site]").compactMap {
        reference($0, .place, "places", example: "places: [on-site]")
      }
      if let node = entry["per-day"] { limit.perDay = span(node, "per-day", example: "12h") }
      if let node = entry["per-week"] { limit.perWeek = span(node, "per-week", example: "60h") }
      if let node = entry["rest"] { limit.rest = span(node, "rest", example: "8h") }
      parts.limits.append(limit)
    }
  }

  private mutating func subject(_ entry: Fields, example: String) -> CoverageRule.Subject? {
    var found: [CoverageRule.Subject] = []
    if let node = entry["place"] {
      reference(node, .place, "place", example: example).map { found.append(.place($0)) }
    }
    if let node = entry["schedule"] {
      reference(node, .schedule, "schedule", example: example).map { found.append(.schedule($0)) }
    }
    if let node = entry["role"] {
      reference(node, .role, "role", example: example).map { found.append(.role($0)) }
    }
    if found.count == 1 { return found[0] }
    let keys = "place, schedule, role"
    report(
      FormRules.conflictingKeys,
      entry.node,
      ["owner": "coverage", "keys": keys, "example": example]
    )
    return nil
  }
}
