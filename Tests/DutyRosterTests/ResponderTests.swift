import DutyRoster
import Foundation
import Phrases
import RunbookModel
import Testing
import Timekeeping

/// A daily duty of a, b, c in Shanghai that changes at 08:00, from the first of October on.
private func sample(
  overrides: [DutyOverride] = [],
  change: (inout Roster.Parts) -> Void = { _ in }
) throws -> Roster {
  roster(
    try zone("Asia/Shanghai"),
    [try turns("2026-10-01 08:00", hours: 24, [["a"], ["b"], ["c"]])],
    overrides: overrides,
    change: change
  )
}

private func people(_ roster: Roster, _ target: EscalationTarget, _ at: String) throws -> [String] {
  roster.responders(for: [target], urgency: .high, at: try instant(at)).map(\.name)
}

@Test func `leave, a swap and an override are taken together`() throws {
  let override = DutyOverride(
    time: try interval("2026-10-02T12:00Z", "2026-10-02T15:00Z"),
    people: ["d"]
  )
  let swap = Swap(
    schedule: "duty",
    person: "a",
    day: try day("2026-10-01"),
    other: "b",
    returnDay: try day("2026-10-02")
  )
  let leave = Leave(person: "a", time: try interval("2026-10-02T14:00Z", "2026-10-02T18:00Z"))
  let duty = try sample(overrides: [override]) { parts in
    parts.swaps = [swap]
    parts.leave = [leave]
  }

  let shifts = try duty.shifts(
    of: "duty",
    from: instant("2026-10-01T00:00Z"),
    to: instant("2026-10-03T00:00Z")
  )

  #expect(
    text(shifts) == [
      "2026-10-01T00:00 2026-10-02T00:00 b", "2026-10-02T00:00 2026-10-02T12:00 a",
      "2026-10-02T12:00 2026-10-02T15:00 d", "2026-10-02T18:00 2026-10-03T00:00 a",
    ]
  )
  #expect(
    shifts.map(\.rule) == [
      "schedule:duty, swap a 2026-10-01", "schedule:duty, swap b 2026-10-02",
      "schedule:duty, override 2026-10-02", "schedule:duty, swap b 2026-10-02",
    ]
  )
}

@Test func `an override may stand in for one of two`() throws {
  let layer = try turns("2026-10-01 00:00", hours: 24, [["a", "b"]])
  let time = try interval("2026-10-01T06:00Z", "2026-10-01T12:00Z")
  let override = DutyOverride(time: time, people: ["c"], replaced: "a")

  let shifts = try roster(.utc, [layer], overrides: [override])
    .shifts(of: "duty", from: instant("2026-10-01T00:00Z"), to: instant("2026-10-02T00:00Z"))

  #expect(
    text(shifts) == [
      "2026-10-01T00:00 2026-10-01T06:00 a", "2026-10-01T00:00 2026-10-02T00:00 b",
      "2026-10-01T06:00 2026-10-01T12:00 c", "2026-10-01T12:00 2026-10-02T00:00 a",
    ]
  )
}

@Test func `a later layer counts only in its hours`() throws {
  let base = try turns("2026-10-01 00:00", hours: 24, [["a"]], name: "base")
  let nights = try turns(
    "2026-10-01 00:00",
    hours: 24,
    [["b"], ["c"]],
    name: "nights",
    during: times("22:00-06:00")
  )

  let shifts = try roster(.utc, [base, nights])
    .shifts(of: "duty", from: instant("2026-10-01T12:00Z"), to: instant("2026-10-02T12:00Z"))

  // Turns change at midnight also where hours go over it.
  #expect(
    text(shifts) == [
      "2026-10-01T12:00 2026-10-01T22:00 a", "2026-10-01T22:00 2026-10-02T00:00 b",
      "2026-10-02T00:00 2026-10-02T06:00 c", "2026-10-02T06:00 2026-10-02T12:00 a",
    ]
  )
}

@Test(arguments: [
  ("2024-02-28T12:00Z", "a"), ("2024-02-29T12:00Z", "b"), ("2024-03-01T12:00Z", "c"),
  ("2024-12-31T23:59Z", "b"), ("2025-01-01T00:00Z", "c"), ("2025-01-01T23:59Z", "c"),
])
func `turns count a leap day and go on over the end of a year`(
  at: String,
  person: String
) throws {
  let layer = try turns("2024-02-28 00:00", hours: 24, [["a"], ["b"], ["c"]])

  let shifts = try roster(.utc, [layer]).onCall(at: instant(at))

  #expect(shifts.map(\.person) == [person])
}

@Test func `nobody is on duty before a rotation starts and after its last day`() throws {
  var layer = try turns("2026-10-01 08:00", hours: 24, [["a"]])
  layer.lastDay = try day("2026-10-02")

  let shifts = try roster(.utc, [layer])
    .shifts(of: "duty", from: instant("2026-09-01T00:00Z"), to: instant("2026-11-01T00:00Z"))

  #expect(
    text(shifts) == [
      "2026-10-01T08:00 2026-10-02T08:00 a", "2026-10-02T08:00 2026-10-03T08:00 a",
    ]
  )
}

@Test func `each person is called once, by the rule that chose them first`() throws {
  let duty = try sample { parts in
    parts.teams = [Team(id: "all", name: "All", members: ["a", "b"])]
    parts.roles = [
      Role(id: "ic", name: "IC", members: [.schedule("duty"), .role("deputy")]),
      Role(id: "deputy", name: "Deputy", members: [.person("b"), .role("ic")]),
    ]
  }

  let responders = duty.responders(
    for: [.role("ic"), .person("a"), .team("all"), .notifier("robot"), .notifier("robot")],
    urgency: .high,
    at: try instant("2026-10-01T03:00Z")
  )

  #expect(
    responders.map(\.chosenBy) == [
      "role:ic, schedule:duty, layer base", "role:ic, role:deputy", "notifier:robot",
    ]
  )
  #expect(responders.map(\.person) == ["a", "b", nil])
  #expect(responders.map(\.contacts.count) == [1, 1, 1])
}

@Test func `who is on leave is called by no rule at all`() throws {
  let leave = Leave(person: "a", time: try interval("2026-10-01T00:00Z", "2026-10-02T00:00Z"))
  let duty = try sample { parts in
    parts.leave = [leave]
    parts.roles = [Role(id: "ic", name: "IC", members: [.person("a"), .schedule("duty")])]
  }

  #expect(try people(duty, .person("a"), "2026-10-01T03:00Z") == [])
  #expect(try people(duty, .role("ic"), "2026-10-01T03:00Z") == [])
  #expect(try people(duty, .person("a"), "2026-10-02T00:00Z") == ["A"])
}

@Test func `a target that nobody knows stands for nobody`() throws {
  let duty = try sample()

  #expect(try people(duty, .person("x"), "2026-10-01T03:00Z") == [])
  #expect(try people(duty, .role("x"), "2026-10-01T03:00Z") == [])
  #expect(try people(duty, .schedule("x"), "2026-10-01T03:00Z") == [])
  #expect(try people(duty, .team("x"), "2026-10-01T03:00Z") == [])
}

@Test(
  arguments: [
    // 02:00 in Shanghai is in the middle of the night.
    (Urgency.low, "2026-10-01T18:00Z", "2026-10-01T23:00Z"), (.high, "2026-10-01T18:00Z", nil),
    (.low, "2026-10-01T23:00Z", nil), (.low, "2026-10-01T14:00Z", "2026-10-01T23:00Z"),
    (.low, "2026-10-01T13:59Z", nil),
  ] as [(Urgency, String, String?)]
)
func `quiet hours delay what is not urgent`(
  urgency: Urgency,
  at: String,
  until: String?
) throws {
  let quiet = try times("22:00-07:00")
  let duty = try sample { $0.people[0].quietHours = quiet }

  let responders = duty.responders(for: [.person("a")], urgency: urgency, at: try instant(at))

  #expect(responders.first?.contacts.map(\.notBefore) == [try until.map { try instant($0) }])
}

@Test func `quiet hours that never end are not observed`() throws {
  let duty = try sample { $0.people[0].quietHours = Hours([Hours.Window()]) }

  let responders = duty.responders(
    for: [.person("a")],
    urgency: .low,
    at: try instant("2026-10-01T18:00Z")
  )

  #expect(responders.first?.contacts.map(\.notBefore) == [nil])
}

@Test func `contacts go by urgency, and in an emergency any is better than none`() throws {
  let duty = try sample { parts in
    parts.people[0].contacts = [
      Person.ContactMethod(notifier: "sms", address: "1"),
      Person.ContactMethod(notifier: "voice", address: "1", after: .minutes(2), urgency: .high),
      Person.ContactMethod(notifier: "mail", address: "a@example.org", urgency: .low),
    ]
    parts.people[1].contacts = [
      Person.ContactMethod(notifier: "mail", address: "b@example.org", urgency: .low)
    ]
  }
  let at = try instant("2026-10-01T03:00Z")

  let high = duty.responders(for: [.person("a"), .person("b")], urgency: .high, at: at)
  let low = duty.responders(for: [.person("a")], urgency: .low, at: at)

  #expect(high.map { $0.contacts.map(\.notifier) } == [["sms", "voice"], ["mail"]])
  #expect(high[0].contacts.map(\.after) == [nil, .minutes(2)])
  #expect(low.map { $0.contacts.map(\.notifier) } == [["sms", "mail"]])
}

@Test func `the first variant that fits counts, and only what it says`() throws {
  let base = EscalationPolicy(
    name: "p",
    levels: [EscalationLevel(targets: [.person("a")], wait: .minutes(5))],
    repeats: 1,
    lastResort: [.person("b")],
    acknowledgementTimeout: .minutes(30)
  )
  let night = [EscalationLevel(targets: [.person("c")], wait: .minutes(1))]
  let rules = PolicyRules(
    policy: base,
    variants: [
      PolicyRules.Variant(severities: [.sev1, .sev2], repeats: 3),
      PolicyRules.Variant(during: try times("22:00-07:00"), levels: night),
      PolicyRules.Variant(severities: [.sev3], lastResort: [.person("d")]),
    ]
  )
  let duty = try sample()
  let noon = try instant("2026-10-01T04:00Z")
  let midnight = try instant("2026-10-01T16:00Z")

  var urgent = base
  urgent.repeats = 3
  var dark = base
  dark.levels = night
  var third = base
  third.lastResort = [.person("d")]
  #expect(duty.policy(rules, severity: nil, at: noon) == base)
  #expect(duty.policy(rules, severity: .sev1, at: midnight) == urgent)
  #expect(duty.policy(rules, severity: nil, at: midnight) == dark)
  #expect(duty.policy(rules, severity: .sev3, at: midnight) == dark)
  #expect(duty.policy(rules, severity: .sev3, at: noon) == third)
}

@Test(.timeLimit(.minutes(1)))
func `a year of fifty people in ten schedules is told`() throws {
  let zone = try zone("Europe/Berlin")
  var parts = Roster.Parts()
  parts.zone = zone
  parts.people = (0..<50).map { number in
    Person(id: "p\(number)", name: "P\(number)", language: .english, zone: zone)
  }
  parts.schedules = try (0..<10).map { number in
    let own = (0..<5).map { ["p\(number * 5 + $0)"] }
    let nights = try turns(
      "2026-01-01 08:00",
      hours: 24,
      own.reversed(),
      name: "nights",
      during: times("20:00-08:00")
    )
    let base = try turns("2025-12-29 09:00", hours: 168, own)
    return Schedule(id: "s\(number)", name: "S", zone: zone, layers: [base, nights])
  }
  let duty = Roster(parts)

  let shifts = try duty.shifts(
    from: instant("2026-01-01T00:00Z"),
    to: instant("2027-01-01T00:00Z")
  )

  #expect(shifts.count > 10 * 365)
  #expect(Set(shifts.map(\.person)).count == 50)
}

@Test(arguments: [
  ("person:ann", "person:ann"),
  ("role:ic, schedule:duty, layer 白天", "role:ic，schedule:duty，轮值“白天”"),
  ("schedule:duty, layer a, b", "schedule:duty，轮值“a, b”"),
  ("schedule:duty, swap ann 2026-10-02", "schedule:duty，与 ann 换班（2026-10-02）"),
  ("schedule:duty, override 2026-10-02", "schedule:duty，2026-10-02 起的临时调整"),
  (
    "schedule:duty, layer days, calendar china without 2031",
    "schedule:duty，轮值“days”，日历 china 没有 2031 年的数据"
  ),
  ("schedule:duty, day shift", "schedule:duty, day shift"), ("test", "test"), ("", ""),
])
func `a rule is read back from the text in a journal, and told in Chinese`(
  text: String,
  chinese: String
) throws {
  let rule = ChoiceRule(text)

  let copy = try JSONDecoder().decode(ChoiceRule.self, from: JSONEncoder().encode(rule))

  #expect(rule.description == text)
  #expect(rule.text(.chinese) == chinese)
  #expect(copy == rule)
}
