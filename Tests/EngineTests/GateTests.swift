import DutyRoster
import Engine
import Findings
import IncidentCore
import Phrases
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// Who is called for the gates of a run after the first.
@Suite struct GateTests {
  private let people: [String: [Responder]] = [
    "person:li": [.person("li")], "person:wang": [.person("wang")],
    "person:chen": [.person("chen")], "role:dba": [.person("wang")],
  ]

  private func policy(_ change: (inout EscalationPolicy) -> Void = { _ in }) -> EscalationPolicy {
    var policy = EscalationPolicy(
      name: "default",
      levels: ["li", "chen"].map {
        EscalationLevel(targets: [.person($0)], wait: .seconds(300))
      }
    )
    change(&policy)
    return policy
  }

  /// A question, which may be for a role.
  private func question(_ id: String, _ role: String? = nil) -> Step {
    var step = Step(
      id: StepID(id),
      anchor: id,
      title: id,
      position: SourcePosition(line: 1, column: 1)
    )
    step.verification = "Is it well?"
    step.role = role
    return step
  }

  /// A run of those steps, those behind the first as its parts when it does several at once.
  private func open(_ bench: CallBench, _ steps: [Step]) throws {
    let isParent = steps.first?.parallelism != nil
    let nodes = steps.enumerated().map { number, step in
      StepGraph.Node(
        step: step,
        parent: isParent && number > 0 ? 0 : nil,
        children: isParent && number == 0 ? Array(1..<steps.count) : [],
        number: step.id.text,
        frame: 0
      )
    }
    var runbook = Runbook(mode: .authored, id: "a", title: "A")
    runbook.escalation = "default"
    let frame = StepGraph.Frame(
      id: "",
      path: "a",
      sha256: "",
      runbook: runbook,
      bindings: [],
      caller: nil
    )
    let graph = StepGraph(frames: [frame], nodes: nodes)
    let time = bench.time
    var incident = JournaledIncident(
      new: IncidentID("a"),
      graph: graph,
      journal: bench.journal,
      now: { time.value }
    )
    let opening = Opening(
      title: "Incident a",
      runbook: "a",
      graphSHA256: try bench.journal.keep(graph, sources: []),
      mode: .automatic,
      isDrill: false,
      severity: nil,
      inputs: [],
      language: .english,
      version: "test"
    )
    _ = try incident.take(
      .open(opening, inputs: [:]),
      by: Actor(name: "monitor"),
      through: .commandLine
    )
  }

  private func book(_ policy: EscalationPolicy) -> DutyBook {
    let people = people
    return DutyBook(
      policy: { _, _, _ in policy },
      responders: { targets, _, _ in targets.flatMap { people[$0.description] ?? [] } },
      roles: RoleBook(
        members: { role, _ in role == "dba" ? [.init(id: "wang", name: "wang")] : nil },
        person: { .init(id: $0, name: $0) }
      )
    )
  }

  private func bench(_ policy: EscalationPolicy, _ steps: [Step]) throws -> CallBench {
    let bench = CallBench(nil)
    let book = book(policy)
    bench.situation.content.withLock { $0.book = book }
    try open(bench, steps)
    return bench
  }

  private func bench(_ policy: EscalationPolicy, _ roles: [String?]) throws -> CallBench {
    try bench(policy, roles.enumerated().map { question("s\($0)", $1) })
  }

  private func answer(_ bench: CallBench, _ step: String, by name: String) throws {
    try bench.act(.verify(StepID(step), isConfirmed: true), by: name)
  }

  @Test func `the opening and the first gate call by one ladder`() throws {
    var bench = try bench(policy(), ["dba"])

    bench.run(until: 400)

    #expect(bench.sent.map(\.description) == ["0s li sms", "0s wang sms", "300s chen sms"])
  }

  @Test
  func `who has the incident is told of the next gate alone, the others when they do not come`()
    throws
  {
    var bench = try bench(policy(), [nil, nil])
    bench.run(until: 60)
    try bench.act(.acknowledge, by: "li")
    try answer(bench, "s0", by: "li")

    bench.run(until: 700)

    #expect(
      bench.sent.map(\.description) == [
        "0s li sms", "60s li sms", "360s li sms", "660s chen sms",
      ]
    )
  }

  @Test func `an answered gate leaves the incident with whoever has it`() throws {
    var bench = try bench(policy(), [nil, nil, nil])
    bench.run(until: 60)
    try bench.act(.acknowledge, by: "li")
    for step in ["s0", "s1"] {
      try answer(bench, step, by: "li")
      bench.run(until: step == "s0" ? 120 : 180)
    }

    #expect(bench.sent.map(\.description) == ["0s li sms", "60s li sms", "120s li sms"])
  }

  @Test func `a gate of a role that who has the incident does not have calls the role alone`()
    throws
  {
    var bench = try bench(policy(), [nil, "dba"])
    bench.run(until: 60)
    try bench.act(.acknowledge, by: "li")
    try answer(bench, "s0", by: "li")

    bench.run(until: 400)

    #expect(
      bench.sent.map(\.description) == [
        "0s li sms", "60s wang sms", "360s li sms", "360s wang sms",
      ]
    )
  }

  @Test func `a gate joins a ladder that has called somebody who can answer`() throws {
    var bench = try bench(policy(), ["dba", "dba"])
    bench.run(until: 60)
    try answer(bench, "s0", by: "wang")

    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["0s li sms", "0s wang sms"])
    #expect(bench.kinds().filter { $0 == "escalation.armed" }.count == 1)
  }

  @Test func `an acknowledgement that is too old calls everybody`() throws {
    var bench = try bench(policy { $0.acknowledgementTimeout = .seconds(100) }, [nil, nil])
    bench.run(until: 10)
    try bench.act(.acknowledge, by: "li")
    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["0s li sms", "110s li sms"])
  }

  @Test func `a role is called alone before a level that calls one of several`() throws {
    let turns = policy { $0.levels[0].selection = .roundRobin }
    var bench = try bench(turns, ["dba"])

    bench.run(until: 1)

    #expect(Set(bench.sent.map(\.name)) == ["li", "wang"])
  }

  @Test func `a gate that was answered before anybody was called asks for no role`() throws {
    var bench = try bench(policy(), [nil, "dba", nil])
    bench.run(until: 60)
    try bench.act(.acknowledge, by: "li")
    try answer(bench, "s0", by: "li")
    try answer(bench, "s1", by: "chen")

    bench.run(until: 100)

    let names = bench.events().compactMap { event in
      if case .escalationArmed(_, _, _, let policy) = event.fact { policy.name } else { nil }
    }
    #expect(names == ["default", "person:li > default", "person:li > default"])
    #expect(bench.sent.map(\.description) == ["0s li sms", "60s li sms"])
  }

  @Test func `what joined a ladder is called for when what began it is answered`() throws {
    var parent = question("all")
    parent.parallelism = Parallelism(limit: nil)
    var gate = question("gate")
    gate.approval = Approval(
      count: 1,
      role: "dba",
      excludesRunner: false,
      within: .seconds(60),
      otherwise: .escalate
    )
    var bench = try bench(
      policy { $0.levels[0].targets = [.role("dba")] },
      [parent, question("check"), gate]
    )
    bench.run(until: 1)
    try bench.act(.acknowledge, by: "wang")
    try bench.act(.verify(StepID("check"), isConfirmed: false), by: "li")
    bench.run(until: 90)
    try bench.act(.retry(StepID("check")), by: "li")
    try answer(bench, "check", by: "li")

    bench.run(until: 119)

    #expect(bench.kinds().filter { $0 == "escalation.armed" }.count == 2)
    #expect(bench.kinds().filter { $0 == "escalation.joined" }.count == 3)
    #expect(bench.kinds().filter { $0 == "escalation.stopped" }.count == 1)
  }

  @Test func `a message that reaches nobody calls people although its step is over`() throws {
    var told = question("s0")
    told.notify = ["role:dba"]
    var bench = try bench(policy(), [told, question("s1")])
    bench.situation.content.withLock {
      $0.outcome = { delivery, _ in
        guard case .notice = delivery.message.purpose else { return .sent(providerID: nil) }
        return .failed(.refused(detail: "403"))
      }
    }
    bench.holdsBack = true
    bench.run(until: 1)
    try bench.act(.acknowledge, by: "li")
    try answer(bench, "s0", by: "li")
    bench.holdsBack = false

    bench.run(until: 400)

    #expect(
      bench.sent.map(\.description) == ["0s li sms", "0s wang sms", "30s li sms", "301s chen sms"]
    )
  }
}
