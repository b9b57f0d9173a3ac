import IncidentCore
import Phrases
import RunbookModel
import Testing
import Timekeeping

/// Consent, the pen, and what people may say.
struct PeopleTests {
  private func gated(_ approval: Approval) -> [Step] {
    [
      step("gate") {
        $0.approval = approval
        $0.commands = [command(.run, "go")]
      }
    ]
  }

  @Test func `consent comes before the command`() throws {
    var story = try Story(gated(Approval(role: "ic")))

    #expect(throws: Refusal.notAsked("gate")) { try story.send(.release("gate")) }
    try story.send(.approve("gate"), by: "chen")

    #expect(try story.phase("gate") == .ready(command: 0))
  }

  @Test func `two different people of the role have to say yes`() throws {
    var story = try Story(
      gated(Approval(count: 2, role: "ic")),
      roles: ["ic": ["chen", "zhao", "li"]]
    )

    try story.send(.approve("gate"), by: "chen")
    #expect(throws: Refusal.alreadyApproved(name: "chen")) {
      try story.send(.approve("gate"), by: "chen")
    }
    #expect(
      throws: Refusal.notInRole(
        name: "wang",
        role: "ic",
        members: ["chen", "zhao", "li"]
      )
    ) {
      try story.send(.approve("gate"), by: "wang")
    }
    try story.send(.approve("gate"), by: "zhao")

    #expect(try story.phase("gate") == .ready(command: 0))
  }

  /// Li Wei and Wang are database administrators on duty, Chen has another role.
  private var book: RoleBook {
    let people = ["li-wei": "李伟", "wang": "王芳", "chen": "陈静"]
    let members = people.mapValues { $0 }
    return RoleBook(
      members: { role, _ in
        role == "dba"
          ? ["li-wei", "wang"].map { RoleBook.Member(id: $0, name: members[$0] ?? $0) } : nil
      },
      person: { name in
        members.first { $0.key == name || $0.value == name }
          .map { RoleBook.Member(id: $0.key, name: $0.value) }
      }
    )
  }

  @Test func `who has the role by the configuration may approve, and others are told who could`()
    throws
  {
    var story = try Story(gated(Approval(count: 2, role: "dba", excludesRunner: true)))
    story.roles = book
    try story.send(.takePen, by: "root")

    let others = ["李伟", "王芳"]
    #expect(throws: Refusal.notInRole(name: "chen", role: "dba", members: others)) {
      try story.send(.approve("gate"), by: "chen")
    }
    try story.send(.approve("gate"), by: "li-wei")
    #expect(throws: Refusal.alreadyApproved(name: "李伟")) {
      try story.send(.approve("gate"), by: "李伟")
    }
    try story.send(.approve("gate"), by: "wang")

    #expect(try story.phase("gate") == .ready(command: 0))
  }

  @Test func `who runs the step is the same person by every name`() throws {
    var story = try Story(gated(Approval(role: "dba", excludesRunner: true)))
    story.roles = book
    try story.send(.takePen, by: "li-wei")

    #expect(throws: Refusal.runnerMayNotApprove(name: "李伟", others: ["王芳"])) {
      try story.send(.approve("gate"), by: "李伟")
    }
  }

  @Test func `the runbook's own people count beside those of the configuration`() throws {
    var story = try Story(gated(Approval(role: "dba")), roles: ["dba": ["chen"]])
    story.roles = book

    try story.send(.approve("gate"), by: "chen")

    #expect(try story.phase("gate") == .ready(command: 0))
  }

  @Test func `a role that nobody has now is nobody's, and one that nobody knows is everybody's`()
    throws
  {
    var story = try Story(gated(Approval(role: "dba")))
    story.roles = RoleBook(
      members: { role, _ in role == "dba" ? [] : nil },
      person: { _ in nil }
    )
    #expect(throws: Refusal.notInRole(name: "li", role: "dba", members: [])) {
      try story.send(.approve("gate"), by: "li")
    }

    var other = try Story(gated(Approval(role: "ic")))
    other.roles = story.roles
    try other.send(.approve("gate"), by: "li")

    #expect(try other.phase("gate") == .ready(command: 0))
  }

  @Test func `an approval that waits is told to the role and to whom the runbook names`() throws {
    let story = try Story(gated(Approval(role: "dba")), roles: ["dba": ["chen"]])

    #expect(story.state.noticeRequests.map(\.targets) == [["role:dba", "person:chen"]])
  }

  @Test func `the one who runs the step may not approve it, nor the approver run it`() throws {
    var story = try Story(gated(Approval(role: "ic", excludesRunner: true)))
    try story.send(.takePen, by: "li")

    #expect(throws: Refusal.runnerMayNotApprove(name: "li")) {
      try story.send(.approve("gate"), by: "li")
    }
    try story.send(.approve("gate"), by: "chen")
    try story.send(.takePen, by: "chen")

    #expect(throws: Refusal.approverMayNotRun(name: "chen")) {
      try story.send(.release("gate"), by: "chen")
    }
  }

  @Test(arguments: [
    (Approval.Expiry.abort, "run.finished"), (.fail, "step.stopped"), (.skip, "step.skipped"),
    (.escalate, "approval.requested"),
  ])
  func `an approval that nobody decides on in time is dead`(
    expiry: Approval.Expiry,
    expected: String
  ) throws {
    var story = try Story(
      gated(Approval(role: "ic", within: .minutes(10), otherwise: expiry)) + [step("after")]
    )
    let before = story.events.count

    try story.pass(.minutes(10))

    let kinds = story.kinds.dropFirst(before)
    #expect(kinds.first == "approval.expired")
    #expect(kinds.contains(expected))
    if expiry != .escalate {
      #expect(throws: Refusal.self) { try story.send(.approve("gate"), by: "chen") }
    }
  }

  @Test func `why a step was left out is told in the reader's language`() throws {
    let approval = Approval(role: "ic", within: .minutes(10), otherwise: .skip)
    var story = try Story(gated(approval) + [step("after")])

    try story.pass(.minutes(10))

    guard case .ended(.skipped(let reason)) = try story.phase("gate") else {
      Issue.record("the step was not left out")
      return
    }
    #expect(reason.message.text(.english) == "nobody approved in time")
    #expect(reason.message.text(.chinese) == "逾期无人审批")
  }

  @Test func `a refusal stops the step until a person says what to do`() throws {
    var story = try Story(gated(Approval(role: "ic")))

    try story.send(.reject("gate", reason: "not now"), by: "chen")
    #expect(try story.phase("gate") == .stopped(.rejected))
    try story.send(.retry("gate"))

    #expect(try story.phase("gate") == .approving)
  }

  @Test func `only the holder of the pen drives, and everybody may approve and write notes`() throws
  {
    var story = try Story([step("one"), step("two") { $0.approval = Approval(role: "ic") }])
    try story.send(.takePen, by: "li")

    #expect(throws: Refusal.penHeld(by: Actor(name: "li"))) {
      try story.send(.confirm("one"), by: "chen")
    }
    try story.send(.note("seen", step: nil, at: nil), by: "chen")
    try story.send(.takePen, by: "chen")
    try story.send(.confirm("one"), by: "chen")
    try story.send(.approve("two"), by: "li")

    #expect(story.state.pen?.name == "chen")
  }

  @Test func `evidence of the wrong form does not fulfil the request`() throws {
    var story = try Story([step("call") { $0.evidence = EvidenceRequest(kind: .file) }])

    try story.send(.attach("call", Evidence(kind: .text, bytes: 2), text: "ok"))
    #expect(story.state.outcome == nil)
    try story.send(
      .attach("call", Evidence(kind: .file, fileName: "a.png", sha256: "00", bytes: 9), text: nil)
    )

    #expect(story.state.outcome == .completed)
  }

  @Test func `a question that is answered with no fails the step`() throws {
    var story = try Story([step("look") { $0.verification = "Is it up?" }])

    try story.send(.verify("look", isConfirmed: false))

    #expect(try story.phase("look") == .stopped(.notConfirmed))
  }

  @Test func `a milestone of earlier keeps both times`() throws {
    var story = try Story([step("one")])
    let earlier = Instant(milliseconds: story.now.milliseconds - 600_000)

    try story.send(.reach(.detected, at: earlier))

    #expect(story.state.milestones[.detected] == earlier)
    #expect(story.events.last?.recordedAt == story.now + Story.writing)
  }

  @Test func `after the run only notes, milestones and corrections are taken`() throws {
    var story = try Story([step("one")])
    try story.send(.confirm("one"))

    #expect(throws: Refusal.runOver) { try story.send(.confirm("one")) }
    try story.send(.reach(.resolved, at: nil))

    #expect(story.state.isResolved)
  }
}
