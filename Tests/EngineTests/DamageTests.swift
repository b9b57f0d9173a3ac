import DutyRoster
import Engine
import IncidentCore
import NotifierCards
import Phrases
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// An incident that cannot be read keeps nobody from being called for the others.
@Suite struct DamageTests {
  private let people: [String: [Responder]] = ["person:li": [.person("li")]]
  private let policy = EscalationPolicy(
    name: "default",
    levels: [EscalationLevel(targets: [.person("li")], wait: .seconds(300))]
  )

  @Test(arguments: [
    JournalFault.corrupt(detail: "x"), .unknownGraph(sha256: "x"),
  ])
  func `people are called for all other incidents, and the damage is said`(
    _ fault: JournalFault
  ) throws {
    var bench = CallBench(policy, people: people)
    try bench.call("a")
    try bench.call("b")
    let journal = DamagedJournal(base: bench.journal, incident: IncidentID("a"), fault: fault)
    bench.desk = bench.anotherDesk("first", journal: journal)

    bench.run(until: 60)

    #expect(bench.kinds("a").contains("level.fired") == false)
    #expect(bench.kinds("b").contains("level.fired"))
    #expect(bench.desk.standing == .active)
    #expect(bench.desk.damaged.mapValues(\.fault) == [IncidentID("a"): fault])
    // It is read again every ten seconds, twice, and not as often as something happens.
    #expect(journal.reads.value <= 14)

    journal.isWhole.value = true
    bench.run(until: 80)

    #expect(bench.kinds("a").contains("level.fired"))
    #expect(bench.desk.damaged.isEmpty)
  }
}

extension DamageTests {
  /// Two incidents of which one cannot be read, and somebody who looks after the engine.
  private func watched(
    _ outcome: @escaping @Sendable (Delivery, Instant) -> SendOutcome
  ) throws -> (CallBench, DamagedJournal) {
    var bench = CallBench(policy, people: people)
    bench.situation.content.withLock { content in
      content.people["person:boss"] = [.person("boss", ["sms", "voice"])]
      content.overseers = [.person("boss")]
      content.outcome = outcome
    }
    try bench.call("a")
    try bench.call("b")
    let journal = DamagedJournal(
      base: bench.journal,
      incident: IncidentID("a"),
      fault: .corrupt(detail: "x")
    )
    bench.desk = bench.anotherDesk("first", journal: journal)
    return (bench, journal)
  }

  private func told(_ bench: CallBench) -> [String] {
    bench.sent.filter { $0.name == "boss" }.map { sent in
      guard case .damaged(let incidents) = sent.topic else { return "\(sent)" }
      return "\(sent) \(incidents.joined(separator: ","))"
    }
  }

  @Test func `who looks after the engine is told once, however long it lasts and who starts anew`()
    throws
  {
    var (bench, journal) = try watched { _, _ in .sent(providerID: nil) }

    bench.run(until: 3600)
    bench.desk = bench.anotherDesk("next", journal: journal)
    bench.run(until: 7200)

    #expect(told(bench) == ["0s boss sms a"])
    #expect(bench.kinds("b").contains("level.fired"))
  }

  @Test func `a way that fails is followed by the next one, and nobody by another try`() throws {
    var (bench, _) = try watched { delivery, now in
      guard delivery.message.name == "boss" else { return .sent(providerID: nil) }
      if delivery.message.notifier == "sms" { return .failed(.permanent(detail: "no such number")) }
      return now < CallBench.start + .seconds(500)
        ? .failed(.permanent(detail: "busy")) : .sent(providerID: nil)
    }

    bench.run(until: 3600)

    #expect(
      told(bench) == ["0s boss sms a", "0s boss voice a", "600s boss sms a", "600s boss voice a"]
    )
  }

  @Test func `what may work later is tried again when the provider says so`() throws {
    var (bench, _) = try watched { delivery, now in
      delivery.message.name == "boss" && delivery.attempt == 1
        ? .again(.throttled(detail: "429"), at: now + .seconds(90)) : .sent(providerID: nil)
    }

    bench.run(until: 3600)

    #expect(told(bench) == ["0s boss sms a", "90s boss sms #2 a"])
  }

  @Test func `what was mended and is damaged anew is told anew`() throws {
    var (bench, journal) = try watched { _, _ in .sent(providerID: nil) }
    bench.run(until: 60)

    journal.isWhole.value = true
    bench.run(until: 100)
    journal.isWhole.value = false
    bench.desk = bench.anotherDesk("next", journal: journal)
    bench.run(until: 2000)

    #expect(told(bench).count == 2)
    #expect(bench.kinds("a").contains("level.fired"))
  }

  @Test func `a desk ends although it can write down nothing of what gateways said`() throws {
    var (bench, journal) = try watched { _, _ in .sent(providerID: nil) }
    journal.isWhole.value = true
    bench.holdsBack = true
    bench.run(until: 1)

    journal.isWhole.value = false
    bench.desk = bench.anotherDesk("next", journal: journal)
    for delivery in bench.underway { bench.land(delivery) }
    bench.desk.close(at: bench.now)

    #expect(bench.underway.map(\.incident) == [IncidentID("a")])
    #expect(!bench.kinds("a").contains("message.sent"))
    #expect(bench.desk.damaged.keys.map(\.text) == ["a"])
  }

  @Test(arguments: Language.allCases)
  func `the message says for whom nobody is called and what to do`(language: Language) {
    let one = text(["20261124-k7f2"], language)
    let many = text((1...5).map { "2026112\($0)-k7f2" }, language)

    #expect(one.contains("20261124-k7f2"))
    #expect(many.contains("20261123-k7f2"))
    #expect(!many.replacing("20261121-k7f2", with: "").contains("20261124-k7f2"))
    #expect(many.contains("2 ") && many.contains("5 "))
    for text in [one, many] {
      #expect(text.contains("tocsin verify"))
      #expect(!text.contains("{"))
    }
  }

  private func text(_ incidents: [String], _ language: Language) -> String {
    let board = NotifierBoard(
      providers: [:],
      world: NotifierBoard.World(
        courier: NoCourier(),
        now: { CallBench.start },
        nonce: { [] },
        random: { 0 },
        offsetMinutes: { _ in 0 }
      )
    )
    let message = OutboxMessage(
      key: MessageKey("damage"),
      purpose: .notice(step: nil, notice: 0),
      person: "boss",
      name: "boss",
      language: language,
      notifier: "sms",
      urgency: .high,
      dueAt: nil,
      follows: nil,
      expiresAt: CallBench.start
    )
    return board.messengers.text(
      Delivery(
        incident: IncidentID(incidents[0]),
        message: message,
        address: nil,
        attempt: 1,
        isRepeat: false,
        title: "",
        runbook: "",
        severity: nil,
        isDrill: false,
        step: nil,
        reason: nil,
        openedAt: CallBench.start,
        scheduledAt: CallBench.start,
        topic: .damaged(incidents)
      )
    )
  }
}

private struct NoCourier: Courier {
  func send(_ request: WireRequest) async -> WireOutcome {
    .notSent("nothing is sent")
  }
}

/// A journal of which one incident cannot be read.
private struct DamagedJournal: Journal {
  let base: InMemoryJournal
  let incident: IncidentID
  let fault: JournalFault
  let reads = Shared(0)
  let isWhole = Shared(false)

  func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    if incident == self.incident, !isWhole.value {
      reads.value += 1
      throw fault
    }
    return try base.events(of: incident, after: sequence, limit: limit)
  }

  func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] { try base.append(pieces) }

  func agenda(until time: Instant, limit: Int) throws(JournalFault) -> [AgendaEntry] {
    try base.agenda(until: time, limit: limit)
  }

  func nextAgenda() throws(JournalFault) -> Instant? { try base.nextAgenda() }

  func incidents() throws(JournalFault) -> [IncidentSummary] { try base.incidents() }

  func incidents(isRunning: Bool, limit: Int?) throws(JournalFault) -> [IncidentSummary] {
    try base.incidents(isRunning: isRunning, limit: limit)
  }

  func keep(_ graph: StepGraph, sources: [SourceText]) throws(JournalFault) -> String {
    try base.keep(graph, sources: sources)
  }

  func graph(sha256: String) throws(JournalFault) -> StepGraph { try base.graph(sha256: sha256) }

  func appendOutput(_ chunk: OutputChunk, to incident: IncidentID) throws(JournalFault) {
    try base.appendOutput(chunk, to: incident)
  }

  func output(of incident: IncidentID, attempt: Int) throws(JournalFault) -> [OutputChunk] {
    try base.output(of: incident, attempt: attempt)
  }

  func tally(_ name: String, days: ClosedRange<Int>) throws(JournalFault) -> Int {
    try base.tally(name, days: days)
  }

  func dataVersion() throws(JournalFault) -> Int64 { try base.dataVersion() }
}
