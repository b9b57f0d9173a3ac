import DutyRoster
import Phrases
import Testing
import Timekeeping

private func problems(
  _ roster: Roster,
  _ from: String,
  _ to: String
) throws -> [RosterProblem] {
  try RosterCheck(roster, from: instant(from), to: instant(to)).problems()
}

private func days(_ zone: DutyZone = .utc) throws -> Layer {
  try turns("2026-10-01 00:00", hours: 24, [["a"], ["b"]], during: times("08:00-20:00"))
}

@Test func `each gap is told to the minute`() throws {
  let duty = roster(.utc, [try days()]) { parts in
    parts.coverage = [CoverageRule(name: "one", subject: .place("on-site"), atLeast: 1)]
  }

  let found = try problems(duty, "2026-10-01T00:00Z", "2026-10-02T12:00Z")

  #expect(
    found == [
      .tooFew(
        rule: "one",
        needed: 1,
        present: [],
        time: try interval("2026-10-01T00:00Z", "2026-10-01T08:00Z")
      ),
      .tooFew(
        rule: "one",
        needed: 1,
        present: [],
        time: try interval("2026-10-01T20:00Z", "2026-10-02T08:00Z")
      ),
    ]
  )
}

@Test func `only the hours of a rule count`() throws {
  let office = try times("09:00-18:00")
  let duty = roster(.utc, [try days()]) { parts in
    parts.coverage = [
      CoverageRule(name: "one", subject: .schedule("duty"), atLeast: 1, during: office)
    ]
  }

  let found = try problems(duty, "2026-10-01T00:00Z", "2026-11-01T00:00Z")

  #expect(found == [])
}

@Test func `an overlap is told with the people in it`() throws {
  let early = try #require(TimeRange("06:00-15:00"))
  let late = try #require(TimeRange("14:00-22:00"))
  let table = ShiftTable(
    start: try day("2026-10-01"),
    rows: [
      [
        ShiftTable.Entry(shift: "early", time: early, people: ["a"]),
        ShiftTable.Entry(shift: "late", time: late, people: ["b"]),
      ]
    ]
  )
  let duty = roster(.utc, [Layer(name: "1", rotation: .shifts(table))]) { parts in
    parts.coverage = [
      CoverageRule(name: "one", subject: .place("on-site"), atLeast: 0, atMost: 1)
    ]
  }

  let found = try problems(duty, "2026-10-01T00:00Z", "2026-10-02T00:00Z")

  #expect(
    found == [
      .tooMany(
        rule: "one",
        allowed: 1,
        present: ["a", "b"],
        time: try interval("2026-10-01T14:00Z", "2026-10-01T15:00Z")
      )
    ]
  )
}

@Test func `a role counts its people who are not on leave`() throws {
  let leave = Leave(person: "c", time: try interval("2026-10-01T10:00Z", "2026-10-01T11:00Z"))
  let duty = roster(.utc, [try days()]) { parts in
    parts.leave = [leave]
    parts.roles = [Role(id: "ic", name: "IC", members: [.person("c"), .schedule("duty")])]
    parts.coverage = [CoverageRule(name: "ic", subject: .role("ic"), atLeast: 2)]
  }

  let found = try problems(duty, "2026-10-01T08:00Z", "2026-10-01T20:00Z")

  #expect(
    found == [
      .tooFew(
        rule: "ic",
        needed: 2,
        present: ["a"],
        time: try interval("2026-10-01T10:00Z", "2026-10-01T11:00Z")
      )
    ]
  )
}

@Test func `one person in two places at once is told`() throws {
  let other = try turns("2026-10-01 00:00", hours: 48, [["a"], ["c"]])
  let duty = roster(.utc, [try days()]) { parts in
    parts.schedules.append(
      Schedule(id: "mobile", name: "Mobile", zone: .utc, place: "mobile", layers: [other])
    )
  }

  let found = try problems(duty, "2026-10-01T00:00Z", "2026-10-03T00:00Z")

  #expect(
    found == [
      .severalPlaces(
        person: "a",
        schedules: ["duty", "mobile"],
        time: try interval("2026-10-01T08:00Z", "2026-10-01T20:00Z")
      )
    ]
  )
}

@Test func `who works too long or rests too little is told`() throws {
  let layer = try turns("2026-10-05 06:00", hours: 18, [["a"], ["b"]])
  let duty = roster(.utc, [layer]) { parts in
    parts.limits = [
      WorkLimit(
        name: "law",
        places: ["on-site"],
        perDay: .minutes(12 * 60),
        perWeek: .minutes(60 * 60),
        rest: .minutes(20 * 60)
      )
    ]
  }

  let found = try problems(duty, "2026-10-05T00:00Z", "2026-10-08T00:00Z")

  let first = try day("2026-10-05")
  let second = try day("2026-10-06")
  let rest = try interval("2026-10-06T00:00Z", "2026-10-06T18:00Z")
  let otherRest = try interval("2026-10-06T18:00Z", "2026-10-07T12:00Z")
  let (worked, allowed) = (TimeSpan.minutes(18 * 60), TimeSpan.minutes(12 * 60))
  let expected: [RosterProblem] = [
    .longDay(person: "a", limit: "law", day: first, worked: worked, allowed: allowed),
    .shortRest(person: "a", limit: "law", time: rest, wanted: .minutes(20 * 60)),
    .longDay(person: "b", limit: "law", day: second, worked: worked, allowed: allowed),
    .shortRest(person: "b", limit: "law", time: otherRest, wanted: .minutes(20 * 60)),
  ]
  #expect(found == expected)
}

@Test func `a week is that of the person's own calendar`() throws {
  let layer = try turns("2026-10-05 00:00", hours: 24 * 7, [["a"], ["b"]])
  let home = try zone("Asia/Shanghai")
  let duty = roster(.utc, [layer]) { parts in
    parts.people[0].zone = home
    parts.limits = [WorkLimit(name: "law", perWeek: .minutes(160 * 60 - 1))]
  }

  let found = try problems(duty, "2026-10-05T00:00Z", "2026-10-12T00:00Z")

  #expect(
    found == [
      .longWeek(
        person: "a",
        limit: "law",
        day: try day("2026-10-05"),
        worked: .minutes(160 * 60),
        allowed: .minutes(160 * 60 - 1)
      )
    ]
  )
}

@Test func `a handover that clocks skip or repeat is told`() throws {
  let newYork = try zone("America/New_York")
  let spring = try turns("2026-01-01 02:30", hours: 24, [["a"], ["b"]])
  let autumn = try turns("2026-01-01 01:30", hours: 24, [["a"], ["b"]])

  let skipped = try problems(
    roster(newYork, [spring]),
    "2026-03-01T00:00Z",
    "2026-03-15T00:00Z"
  )
  let repeated = try problems(
    roster(newYork, [autumn]),
    "2026-10-25T00:00Z",
    "2026-11-08T00:00Z"
  )

  #expect(
    skipped == [
      .skippedTime(
        schedule: "duty",
        wall: try wall("2026-03-08 02:30"),
        at: try instant("2026-03-08T07:00Z")
      )
    ]
  )
  #expect(
    repeated == [
      .repeatedTime(
        schedule: "duty",
        wall: try wall("2026-11-01 01:30"),
        first: try instant("2026-11-01T05:30Z"),
        last: try instant("2026-11-01T06:30Z")
      )
    ]
  )
}

@Test func `who cannot be reached and a swap of nothing are told`() throws {
  let swap = Swap(
    schedule: "duty",
    person: "b",
    day: try day("2026-10-01"),
    other: "a",
    returnDay: try day("2026-10-01")
  )
  let duty = roster(.utc, [try days()]) { parts in
    parts.people[1].contacts = [
      Person.ContactMethod(notifier: "mail", address: "b@example.org", urgency: .low)
    ]
    parts.swaps = [swap]
  }

  let found = try problems(duty, "2026-10-01T00:00Z", "2026-10-03T00:00Z")

  #expect(
    found == [
      .unreachable(person: "b", urgency: .high),
      .emptySwap(schedule: "duty", person: "b", day: try day("2026-10-01")),
    ]
  )
}

@Test(arguments: Language.allCases)
func `every problem is a sentence in both languages`(language: Language) throws {
  let time = try interval("2026-10-01T00:00Z", "2026-10-01T08:00Z")
  let first = try day("2026-10-01")
  let duty = roster(.utc, [try days()])
  let all: [RosterProblem] = [
    .tooFew(rule: "r", needed: 2, present: ["a"], time: time),
    .tooMany(rule: "r", allowed: 1, present: ["a", "b"], time: time),
    .severalPlaces(person: "a", schedules: ["duty"], time: time),
    .longDay(person: "a", limit: "l", day: first, worked: .minutes(780), allowed: .minutes(720)),
    .longWeek(person: "a", limit: "l", day: first, worked: .minutes(61), allowed: .minutes(60)),
    .shortRest(person: "a", limit: "l", time: time, wanted: .minutes(720)),
    .skippedTime(schedule: "duty", wall: WallTime(first, minutes: 150), at: time.start),
    .repeatedTime(
      schedule: "duty",
      wall: WallTime(first, minutes: 90),
      first: time.start,
      last: time.end
    ),
    .unreachable(person: "a", urgency: .low),
    .emptySwap(schedule: "duty", person: "a", day: first),
  ]
  let words = ProblemText(duty, language: language)

  let sentences = all.map { words.sentence($0) }

  #expect(sentences.allSatisfy { !$0.isEmpty && !$0.contains("{") })
  #expect(Set(sentences).count == all.count)
  #expect(Set(all.map(\.code)).count == all.count)
  let summary = words.text(all, from: time.start, to: time.end)
  #expect(summary.split(separator: "\n").count == all.count + 1)
  #expect(!summary.contains("{"))
}
