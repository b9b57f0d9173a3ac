import DutyRoster
import Findings
import IncidentCore
import Phrases
import PlanProof
import RunbookModel
import TestSupport
import Testing
import Timekeeping

/// Steps with random links: decisions, `next`, failures, sub-steps.
private func randomSteps(_ numbers: inout SeededNumbers) -> String {
  let count = Int.random(in: 3...7, using: &numbers)
  func link(_ numbers: inout SeededNumbers) -> String {
    "[L](#s\(Int.random(in: 0..<count, using: &numbers)))"
  }
  var text = ""
  for step in 0..<count {
    let isInside = step > 0 && Int.random(in: 0..<4, using: &numbers) == 0
    text += "\(isInside ? "####" : "###") S\(step)\n\n- at most: 1\n"
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0:
      text += "- [Yes](#s\(Int.random(in: 0..<count, using: &numbers)))\n"
      text += "- [No](#s\(Int.random(in: 0..<count, using: &numbers)))\n"
    case 1: text += "- next: \(link(&numbers))\n"
    case 2: text += "- verify: Well?\n- on failure: \(link(&numbers))\n"
    default: break
    }
    text += "\nText.\n\n"
  }
  return text
}

/// The real engine's decisions, with answers by chance.
private func walk(_ graph: StepGraph, _ numbers: inout SeededNumbers) throws -> Set<String> {
  var state = IncidentState(id: IncidentID("walk"), graph: graph)
  var reached: Set<String> = []
  func send(_ input: Input) throws {
    let now = Instant(milliseconds: 1_760_000_000_000)
    let drafts = try state.decide(input, by: Actor(name: "li"), through: .terminal, at: now)
    for draft in drafts {
      if case .stepReached(let id, visit: _) = draft.fact { reached.insert(id.text) }
      state.apply(draft.event(in: state.id, sequence: state.version + 1, recordedAt: now))
    }
  }
  let opening = Opening(
    title: "Walk",
    runbook: "walk",
    graphSHA256: "",
    mode: .interactive,
    isDrill: false,
    severity: nil,
    inputs: [],
    language: .english,
    version: "test"
  )
  try send(.open(opening, inputs: [:]))
  for _ in 0..<40 {
    guard state.outcome == nil, let step = state.currentSteps.first,
      state.phase(of: step) == .attended, let part = state.personsPart(of: step).first
    else { break }
    let id = state.step(step).id
    do {
      switch part {
      case .verification: try send(.verify(id, isConfirmed: Bool.random(using: &numbers)))
      case .choice(let choices):
        let answer = choices[Int.random(in: 0..<choices.count, using: &numbers)].answer
        try send(.choose(id, answer: answer))
      case .confirmation: try send(.confirm(id))
      case .items, .evidence: break
      }
    } catch is Refusal {
      // A link backwards was taken as often as it may be; the other answer may still be open.
      continue
    }
  }
  return reached
}

@Test(arguments: 0..<24)
func `what the engine comes to on random ways is what the proof says`(seed: Int) throws {
  var numbers = SeededNumbers(seed: UInt64(seed))
  let subject = try Proved.subject(Proved.runbook(randomSteps(&numbers)))
  let proof = try PlanProof(Proved.world(Proved.soundConfiguration), year: 2026)
    .proof(of: [subject])
  let lines = Set(proof.findings("unreachable-step").map(\.position.line))
  let nodes = subject.graph.nodes
  var isCut = nodes.map { lines.contains($0.step.position.line) }
  for index in nodes.indices {
    if let parent = nodes[index].parent, isCut[parent] { isCut[index] = true }
  }

  var reached: Set<String> = []
  for _ in 0..<60 { reached.formUnion(try walk(subject.graph, &numbers)) }
  // A step is come to with its sub-steps.
  for index in nodes.indices.reversed() where reached.contains(nodes[index].step.id.text) {
    if let parent = nodes[index].parent { reached.insert(nodes[parent].step.id.text) }
  }

  let proved = nodes.indices.filter { !isCut[$0] }.map { nodes[$0].step.id.text }
  #expect(proved.sorted() == reached.sorted(), "seed \(seed)")
}

/// A roster with random gaps: two schedules at hours of the day, and leave.
private func randomConfiguration(_ numbers: inout SeededNumbers) -> String {
  func hours(_ numbers: inout SeededNumbers) -> String {
    let start = Int.random(in: 0...12, using: &numbers)
    return "\(start):00-\(Int.random(in: (start + 1)...23, using: &numbers)):30"
  }
  func level(_ target: String, _ numbers: inout SeededNumbers) -> String {
    let wait = Int.random(in: 3...90, using: &numbers)
    return "      - { call: [\(target)], wait: \(wait)m }\n"
  }
  let day = Int.random(in: 10...20, using: &numbers)
  return """
    time-zone: Europe/Berlin
    people:
      a: { name: A, contacts: [{ notifier: sms, address: "+447700900201", after: 2m }] }
      b: { name: B, contacts: [{ notifier: sms, address: "+447700900202" }] }
      c: { name: C, contacts: [{ notifier: sms, address: "+447700900203" }] }
    notifiers: { sms: { card: sms } }
    schedules:
      one:
        layers:
          - rotation: daily
            starts: 2025-12-20
            during: { times: ["\(hours(&numbers))"] }
            participants: [a, b]
      two:
        layers:
          - rotation: weekly
            starts: 2025-12-22
            during: { days: monday-friday, times: ["\(hours(&numbers))"] }
            participants: [c]
    roles: { ops: { members: [schedule:one, schedule:two] } }
    leave:
      - { person: c, from: 2026-03-\(day), to: 2026-04-\(day) }
      - { person: a, from: 2026-10-\(day), to: 2026-10-\(day + 5) }
    policies:
      usual:
        levels:
    \(level("schedule:one", &numbers))\(level("schedule:two", &numbers))\
    \(level("role:ops", &numbers))    repeat: \(Int.random(in: 0...2, using: &numbers))
        on-empty: \(Bool.random(using: &numbers) ? "next" : "wait")
        last-resort: [person:b]
    """
}

/// The ladder as a person would work it out: level after level, asking the roster each time.
private func ladder(
  _ configuration: Configuration,
  at start: Instant
) -> (first: Int64?, last: Int64) {
  guard let policy = configuration.policies.first?.policy else { return (nil, 0) }
  var time = start
  var first: Int64?
  var rung: Rung? = Rung(round: 1, level: 1)
  var last: Int64 = 0
  while let current = rung, let level = policy.level(at: current) {
    last = (time - start).milliseconds
    let people = configuration.roster.responders(for: level.targets, urgency: .high, at: time)
    for person in people {
      let delay = person.contacts[0].after?.milliseconds ?? 0
      if delay < level.wait.milliseconds { first = min(first ?? .max, last + delay) }
    }
    if !people.isEmpty || policy.onEmpty == .wait { time = time + level.wait }
    rung = policy.rung(after: current)
  }
  return (first, last)
}

@Test(arguments: 0..<8)
func `the longest times are those of the roster asked again and again`(seed: Int) throws {
  var numbers = SeededNumbers(seed: UInt64(seed) + 1000)
  let text = randomConfiguration(&numbers)
  let world = try Proved.world(text)
  let proof = try PlanProof(world, year: 2026).proof(of: [])
  let times = try #require(proof.ladders.first)
  let newYear = try #require(Instant(rfc3339: "2025-12-31T23:00:00Z"))

  var first: Int64 = 0
  var last: Int64 = 0
  for _ in 0..<150 {
    let minute = Int64.random(in: 0..<(330 * 1440), using: &numbers)
    let found = ladder(world.configuration, at: newYear + .minutes(minute))
    first = max(first, found.first ?? .max)
    last = max(last, found.last)
  }

  let worstFirst = try #require(times.first)
  let worstLast = try #require(times.last)
  #expect(first <= worstFirst.time.milliseconds)
  #expect(last <= worstLast.time.milliseconds)
  // What is said to be the worst is so at the instant that is named.
  #expect(ladder(world.configuration, at: worstFirst.at).first == worstFirst.time.milliseconds)
  #expect(ladder(world.configuration, at: worstLast.at).last == worstLast.time.milliseconds)
}

@Test(arguments: 0..<4)
func `a role is empty in the proof when the roster has nobody in it`(seed: Int) throws {
  var numbers = SeededNumbers(seed: UInt64(seed) + 2000)
  let roster = try Proved.world(randomConfiguration(&numbers)).configuration.roster
  let start = try #require(Instant(rfc3339: "2026-03-01T00:00:00Z"))
  let end = start + .minutes(21 * 1440)
  let timetable = try DutyTimetable(roster, from: start, to: end)

  let stretches = timetable.stretches(of: [.role("ops")])
  let minutes = stride(from: 0, to: Int64(21 * 1440), by: 61).map { start + .minutes($0) }

  #expect(stretches.first?.time.start == start && stretches.last?.time.end == end)
  for minute in minutes {
    let people = roster.responders(for: [.role("ops")], urgency: .high, at: minute)
      .compactMap(\.person).sorted()
    #expect(stretches.first { $0.time.contains(minute) }?.people == people)
  }
}
