import DutyRoster
import Engine
import IncidentCore
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// What the simulation found, each once more in small.
@Suite struct TroubleTests {
  private let policy = EscalationPolicy(
    name: "default",
    levels: [EscalationLevel(targets: [.person("li")], wait: .seconds(300))]
  )
  private let people: [String: [Responder]] = [
    "person:li": [.person("li")], "person:wang": [.person("wang")],
    "person:chen": [.person("chen")],
  ]

  private func trouble(_ bench: inout CallBench) -> JournalTrouble {
    let trouble = JournalTrouble()
    bench.desk = CallBench.desk(
      trouble.journal(bench.journal),
      bench.situation,
      bench.time,
      holder: "failing"
    )
    return trouble
  }

  @Test func `a message that was announced leaves although the journal fails right afterwards`()
    throws
  {
    var bench = CallBench(policy, people: people)
    let trouble = trouble(&bench)
    try bench.call()

    trouble.fail(.agenda, 3)
    bench.run(until: 10)

    #expect(bench.sent.map(\.description) == ["0s li sms"])
    #expect(bench.kinds().filter { $0 == "message.sent" }.count == 1)
  }

  @Test(arguments: [true, false])
  func `what a gateway said is written down when the journal works again`(
    failsAtAppend: Bool
  ) throws {
    var bench = CallBench(policy, people: people)
    let trouble = trouble(&bench)
    try bench.call()
    bench.holdsBack = true
    bench.run(until: 1)
    bench.holdsBack = false

    trouble.fail(failsAtAppend ? .append : .agenda)
    bench.run(until: 200)

    #expect(bench.sent.count == 1)
    #expect(bench.kinds().filter { $0 == "message.sent" }.count == 1)
    #expect(!bench.kinds().contains("message.unknown"))
  }

  @Test func `the first message leaves at once although somebody wrote at the same moment`() throws
  {
    var bench = CallBench(policy, people: people)
    let trouble = trouble(&bench)
    try bench.call()
    let (base, start) = (bench.journal, CallBench.start)

    trouble.beforeAppend {
      var incident = try? JournaledIncident(IncidentID("a"), journal: base, now: { start })
      _ = try? incident?.take(
        .note("looked", step: nil, at: nil),
        by: Actor(name: "wang"),
        through: .commandLine
      )
    }
    bench.run(until: 10)

    #expect(bench.sent.map(\.description) == ["0s li sms"])
    #expect(!bench.kinds().contains("message.held"))
  }

  /// Somebody takes the first incident just when its message would leave.
  private func overtake(_ bench: CallBench, _ trouble: JournalTrouble) {
    let (base, time) = (bench.journal, bench.time)
    trouble.beforeAppend {
      var incident = try? JournaledIncident(
        IncidentID("a"),
        journal: base,
        now: { time.value }
      )
      _ = try? incident?.take(.acknowledge, by: Actor(name: "li"), through: .commandLine)
    }
  }

  @Test func `messages of other incidents wait for one that leaves and for no other`() throws {
    var bench = CallBench(policy, people: people)
    let trouble = trouble(&bench)
    try bench.call("a")
    try bench.call("b")

    overtake(bench, trouble)
    bench.run(until: 10)

    #expect(!bench.kinds("a").contains("message.attempted"))
    #expect(bench.sent.map(\.description) == ["0s li sms"])
    #expect(bench.kinds("b").contains("message.sent"))
  }

  @Test func `what one message stands for is given up only when that one has left`() throws {
    var bench = CallBench(policy, people: people)
    let trouble = trouble(&bench)
    try bench.call("c")
    bench.run(until: 5)
    try bench.call("a")
    try bench.call("b")
    bench.run(until: 29)

    overtake(bench, trouble)
    bench.run(until: 40)

    #expect(!bench.kinds("a").contains("message.attempted"))
    #expect(bench.sent.map(\.description) == ["0s li sms", "30s li sms"])
    #expect(bench.kinds("b").contains("message.sent"))
  }

  @Test func `who gives the lease away still writes down what gateways said`() throws {
    var bench = CallBench(policy, people: people)
    let leases = TestLeases()
    bench.desk = CallBench.desk(
      bench.journal,
      bench.situation,
      bench.time,
      holder: "first",
      leases: leases
    )
    try bench.call()
    bench.holdsBack = true
    bench.run(until: 1)

    leases.holder.value = "service"
    bench.run(until: 5)
    bench.holdsBack = false
    bench.run(until: 10)

    #expect(bench.desk.standing == .standby(holder: "service"))
    #expect(bench.kinds().filter { $0 == "message.sent" }.count == 1)
  }

  @Test func `who stands by and ends still writes down what gateways said`() throws {
    var bench = CallBench(policy, people: people)
    let leases = TestLeases()
    bench.desk = bench.anotherDesk("first", leases: leases)
    try bench.call()
    bench.holdsBack = true
    bench.run(until: 1)
    leases.holder.value = "service"
    bench.run(until: 5)

    for delivery in bench.underway { bench.land(delivery) }
    bench.desk.close(at: bench.now)

    #expect(bench.kinds().filter { $0 == "message.sent" }.count == 1)
  }

  @Test func `a desk that stands by looks again soon although the clock went back`() throws {
    var bench = CallBench(policy, people: people)
    let leases = TestLeases()
    leases.holder.value = "other"
    bench.desk = CallBench.desk(
      bench.journal,
      bench.situation,
      bench.time,
      holder: "first",
      leases: leases
    )
    try bench.call()
    _ = bench.desk.round(at: bench.now + .seconds(7200))

    leases.holder.value = "first"
    bench.run(until: 10)

    #expect(bench.sent.map(\.name) == ["li"])
  }

  @Test func `what was asked for before the clock was set back is done at once`() throws {
    var bench = CallBench(policy, people: people)
    try bench.call()
    bench.now = bench.now + .seconds(-7200)

    bench.run(until: -7190)

    #expect(bench.sent.map(\.description) == ["-7200s li sms"])
  }

  @Test func `a message that failed is sent anew on a person's word, but not behind an answer`()
    throws
  {
    var bench = CallBench(policy, people: people)
    bench.situation.content.withLock {
      $0.outcome = { delivery, _ in
        delivery.message.key.text.hasSuffix("~3")
          ? .sent(providerID: nil) : .failed(.refused(detail: "403"))
      }
      $0.policies["default"]?.onEmpty = .wait
      $0.policies["default"]?.levels.append(
        EscalationLevel(targets: [.person("wang")], wait: .seconds(300))
      )
      $0.policies["default"]?.levels[0].targets = [.person("li"), .person("chen")]
    }
    bench.holdsBack = true
    try bench.call()
    bench.run(until: 1)
    // Only the first of the two comes back, so that the level goes on.
    bench.land(bench.underway.removeFirst())
    let failed = try #require(bench.deliveries.first?.message.key)

    for second: Int64 in [40, 80] {
      bench.run(until: second)
      try bench.act(.sendAgain(failed), by: "li")
      bench.run(until: second + 1)
      bench.land(bench.underway.removeLast())
    }
    bench.run(until: 100)
    try bench.act(.acknowledge, by: "li")

    let first = bench.sent.first?.name ?? ""
    #expect(bench.sent.filter { $0.name == first }.map(\.second) == [0, 40, 80])
    #expect(throws: SessionFault.self) { try bench.act(.sendAgain(failed), by: "li") }
    #expect(throws: SessionFault.self) { try bench.act(.sendAgain(MessageKey("x")), by: "li") }
  }

  @Test func `when nobody was reached nothing more leaves`() throws {
    var slow = policy
    slow.levels[0].callAgainEvery = .seconds(100)
    var bench = CallBench(slow, people: people)
    try bench.call()
    bench.run(until: 1)

    try bench.act(.escalate(nil, seen: nil), by: "wang")
    bench.run(until: 250)

    #expect(bench.kinds().contains("nobody.reached"))
    #expect(bench.sent.count == 1)
  }

  @Test func `a second round does not ask for fewer people than the first`() throws {
    var two = policy
    two.levels.append(
      EscalationLevel(targets: [.person("wang")], wait: .seconds(300), quorum: 2)
    )
    two.levels[0].targets.append(.person("chen"))
    two.repeats = 1
    var bench = CallBench(two, people: people)
    try bench.call()
    bench.run(until: 400)

    try bench.act(.acknowledge, by: "li")
    bench.run(until: 700)

    #expect(!bench.kinds().contains("escalation.stopped"))
  }

  @Test func `how a command ended is kept until the journal has it`() async throws {
    let bench = Bench()
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    _ = try bench.opened([bench.step("fix", bench.command(.run, "fix"))], journal)
    let trouble = JournalTrouble()
    let failing = trouble.journal(journal)
    let incident = try JournaledIncident(
      IncidentID("a"),
      journal: failing,
      now: bench.time.clock.now
    )
    let command = OneCommand()
    let host = RunHost(
      incident,
      world: RunHost.World(
        journal: failing,
        commands: command,
        clock: bench.time.clock,
        secrets: Secrets { secret throws(SecretFault) in
          throw SecretFault.nobodyToAsk(name: secret.name)
        },
        environment: [:],
        process: command.identity,
        files: { _, _ in "nowhere" }
      )
    )

    // The arrival, the start, and then the end.
    trouble.fail(.append, 3)
    let end = await host.run()

    #expect(end == .journalLost(.busy(detail: "test")))
    #expect(!command.isForgotten.value)
  }
}

/// A command that ends at once, and whether what it left behind was thrown away.
private final class OneCommand: Commands, RunningCommand {
  let identity = ProcessIdentity(pid: 2, startTicks: 2, bootID: "boot", host: "host")
  let isForgotten = Shared(false)

  var signals: AsyncStream<CommandSignal> {
    AsyncStream { continuation in
      continuation.yield(.ended(.exited(0)))
      continuation.finish()
    }
  }

  func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand { self }

  func adopt(_ process: ProcessIdentity, files: String) async -> (any RunningCommand)? { nil }

  func release() async {}
  func stop() async {}
  func type(_ bytes: [UInt8]) async {}
  func resize(_ size: TerminalSize) async {}
  func forget() async { isForgotten.value = true }
}

/// A lease that has whom the test says.
private final class TestLeases: Leases {
  let holder = Shared("first")

  func lease(_ request: LeaseRequest) throws(JournalFault) -> LeaseAnswer {
    request.holder == holder.value
      ? .granted(fence: 1, previous: nil)
      : .held(by: holder.value, until: request.now + .seconds(6))
  }

  func giveBack(_ name: String, holder: String, at now: Instant) throws(JournalFault) {}
}
