import Findings
import Phrases
import PlanProof
import Testing
import Timekeeping

/// A change of the sound configuration that makes one thing wrong.
struct YearCase: CustomTestStringConvertible, Sendable {
  var code: String
  var text: String
  var replacement: String
  var steps = "### A"
  var head = "escalation: usual"
  /// Words of the message, so that it is the right time.
  var words: String

  var testDescription: String { "\(code): \(replacement)" }
}

private let levels = "      - { call: [schedule:duty], wait: 5m }\n"
private let approval = """
  ### A

  - role: ops
  - approve: lead, not the runner, within 5m
  - timeout: 1m

  ```sh run
  true
  ```
  """

private let cases = [
  YearCase(
    code: "role-gap",
    text: "roles:",
    replacement: "leave: [{ person: bo, from: 2026-01-06, to: 2026-01-07 }]\nroles:",
    steps: "### A\n\n- role: ops",
    words: "from 2026-01-06 00:00 to 2026-01-08 00:00"
  ),
  YearCase(
    code: "empty-level",
    text: "roles:",
    replacement: "leave: [{ person: bo, from: 2026-01-06, to: 2026-01-07 }]\nroles:",
    words: "from 2026-01-06 00:00 to 2026-01-08 00:00"
  ),
  YearCase(
    code: "single-person",
    text: "roles:",
    replacement: "leave: [{ person: bo, from: 2026-03-02, to: 2026-03-02 }]\nroles:",
    // Five minutes before the leave the last resort comes when it has begun, Amal's week or not.
    words: "Amal"
  ),
  YearCase(
    code: "runner-alone",
    text: "  lead: { members: [amal, bo] }",
    replacement: "  lead: { members: [schedule:duty] }",
    steps: approval,
    words: "From 2026-01-01 00:00 to 2027-01-01 00:00"
  ),
  YearCase(
    code: "approver-gap",
    text: "roles:",
    replacement: "leave: [{ person: bo, from: 2026-05-01, to: 2026-05-01 }]\nroles:",
    steps: approval.replacing("approve: lead", with: "approve: 2 of lead"),
    words: "from 2026-05-01 00:00 to 2026-05-02 00:00"
  ),
  YearCase(
    code: "silent-level",
    text: "address: \"+447700900202\"",
    replacement: "address: \"+447700900202\", after: 6m",
    words: "Level 1"
  ),
  YearCase(
    code: "single-gateway",
    text: "{ sms: [one, two] }",
    replacement: "{ sms: [one] }",
    words: "https://one.example/sms"
  ),
  YearCase(
    code: "single-gateway",
    text: "https://two.example/sms",
    replacement: "https://one.example/sms",
    words: "from 2026-01-01 00:00 to 2026-12-31 23:55"
  ),
]

@Test(arguments: cases)
func `a fault of the year is found with its time, and the sound year has none`(
  sample: YearCase
) throws {
  let bad = Proved.soundConfiguration.replacing(sample.text, with: sample.replacement)
  try #require(bad != Proved.soundConfiguration)
  let plan = Proved.runbook(sample.steps, head: sample.head)
  let soundPlan = plan.replacing("2 of lead", with: "lead")

  let found = try Proved.proof(plan, with: bad).findings(sample.code)
  let sound = try Proved.proof(soundPlan)

  #expect(found.count == 1)
  #expect(found.first?.message.text(.english).contains(sample.words) == true, "\(found)")
  #expect(sound.faults == [])
}

@Test func `nobody is reached when only a channel is left`() throws {
  let configuration = """
    time-zone: UTC
    people:
      amal: { name: Amal, contacts: [{ notifier: sms, address: "+447700900201" }] }
    notifiers:
      sms: { card: sms, parameters: { url: "https://one.example/sms" } }
      robot: { card: robot }
    leave: [{ person: amal, from: 2026-08-01, to: 2026-08-14 }]
    policies:
      usual:
        levels: [{ call: [person:amal], wait: 5m }]
        last-resort: [person:amal, notifier:robot]
    """

  let proof = try Proved.proof(Proved.runbook("### A"), with: configuration)

  let nobody = proof.findings("nobody-reached").map { $0.message.text(.english) }
  #expect(
    nobody == [
      "An alert from 2026-08-01 00:00 to 2026-08-15 00:00 reaches no person through `usual`."
    ]
  )
  #expect(proof.findings("empty-level").count == 1)
  #expect(proof.findings("empty-last-level").isEmpty)
  #expect(proof.findings("single-person").count == 1)
}

@Test func `the last level may not be empty, whoever is before it`() throws {
  let configuration = Proved.soundConfiguration
    .replacing(
      "    last-resort: [person:amal, person:bo]",
      with: "    last-resort: [schedule:duty, person:amal]"
    )
    .replacing(
      "roles:",
      with: """
        leave:
          - { person: bo, from: 2026-01-06, to: 2026-01-06 }
          - { person: amal, from: 2026-01-06, to: 2026-01-06 }
        roles:
        """
    )

  let proof = try Proved.proof(Proved.runbook("### A"), with: configuration)

  #expect(proof.findings("empty-last-level").count == 1)
  #expect(proof.findings("nobody-reached").count == 1)
}

@Test func `the longest time to a person is told with its instant`() throws {
  let configuration = Proved.soundConfiguration
    .replacing("roles:", with: "leave: [{ person: bo, from: 2026-01-06, to: 2026-01-07 }]\nroles:")
    .replacing(
      "    last-resort: [person:amal, person:bo]",
      with: "    on-empty: wait\n    last-resort: [person:amal, person:bo]"
    )

  let proof = try Proved.proof(
    Proved.runbook("### A"),
    with: configuration,
    humanWithin: .minutes(4)
  )

  let ladder = try #require(proof.ladders.first)
  #expect(ladder.first?.time == .minutes(5))
  #expect(ladder.first?.at == Instant(rfc3339: "2026-01-06T00:00:00Z"))
  #expect(ladder.first?.isAlways == false)
  #expect(ladder.last?.time == .minutes(5))
  #expect(ladder.over?.time == .minutes(10))
  let late = proof.findings("late-human").map { $0.message.text(.english) }
  #expect(late.count == 1)
  #expect(late.first?.contains("from 2026-01-06 00:00 to 2026-01-08 00:00") == true)
}

@Test func `quiet hours make a call of low urgency later`() throws {
  let configuration = """
    time-zone: UTC
    people:
      amal:
        { name: Amal, quiet-hours: "22:00-07:00", contacts: [{ notifier: sms, address: "+447700900201" }] }
    notifiers: { sms: { card: sms, parameters: { url: "https://one.example/sms" } } }
    policies:
      usual:
        levels: [{ call: [person:amal], wait: 10h, urgency: low }]
        last-resort: [person:amal]
    """

  let ladder = try #require(
    Proved.proof(Proved.runbook("### A"), with: configuration).ladders.first
  )

  #expect(ladder.first?.time == .minutes(9 * 60))
  #expect(ladder.first?.at == Instant(rfc3339: "2026-01-01T22:00:00Z"))
}

@Test func `a variant is proved at its own hours and for its own severities`() throws {
  let configuration =
    Proved.soundConfiguration + """

          variants:
            - severity: [sev4]
              during: { times: ["00:00-06:00"] }
              levels: [{ call: [schedule:duty], wait: 1h, urgency: low }]
      """

  let ladders = try Proved.proof(Proved.runbook("### A"), with: configuration).ladders

  #expect(ladders.map(\.isAtSomeHours) == [false, true])
  #expect(ladders.map(\.severities.count) == [5, 1])
  #expect(ladders[1].last?.time == .minutes(60))
}

@Test func `a year without official data is a fault and no guess`() throws {
  let configuration = """
    calendar: china
    people:
      amal: { name: Amal, contacts: [{ notifier: sms, address: "+447700900201" }] }
    notifiers: { sms: { card: sms } }
    schedules:
      duty:
        layers:
          - rotation: weekly
            starts: 2025-12-29
            during: { days: working }
            participants: [amal]
    policies:
      usual: { levels: [{ call: [schedule:duty], wait: 5m }], last-resort: [person:amal] }
    """
  let world = try Proved.world(configuration)

  #expect(throws: (any Error).self) {
    try PlanProof(world, year: 2031).proof(of: [Proved.subject(Proved.runbook("### A"))])
  }
  #expect(throws: Never.self) {
    try PlanProof(world, year: 2026).proof(of: [Proved.subject(Proved.runbook("### A"))])
  }
}

@Test func `a bound that was hit is named`() throws {
  let long = Proved.soundConfiguration.replacing(
    "    last-resort: [person:amal, person:bo]",
    with: "    repeat: 5\n    last-resort: [person:amal, person:bo]"
  )

  let ladder = try Proved.proof(
    Proved.runbook("### A"),
    with: long,
    limits: PlanProof.Limits(rungs: 3)
  )
  let steps = try Proved.proof(
    Proved.runbook("### A\n\n### B\n\n### C"),
    limits: PlanProof.Limits(steps: 2)
  )

  #expect(ladder.findings("bound-hit").count == 1)
  #expect(steps.findings("bound-hit").count == 1)
}
