import DutyRoster
import Engine
import IncidentCore
import Ports
import RunbookModel
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
