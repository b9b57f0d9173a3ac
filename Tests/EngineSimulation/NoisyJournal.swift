import IncidentCore
import JournalStore
import Ports
import RunbookModel
import Timekeeping

/// The real journal, which tells the simulation of each write.
struct NoisyJournal: Journal {
  let base: SQLiteJournal
  let onWrite: @Sendable () -> Void

  func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    defer { onWrite() }
    return try base.append(pieces)
  }

  func agenda(until time: Instant, limit: Int) throws(JournalFault) -> [AgendaEntry] {
    try base.agenda(until: time, limit: limit)
  }

  func nextAgenda() throws(JournalFault) -> Instant? { try base.nextAgenda() }

  func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    try base.events(of: incident, after: sequence, limit: limit)
  }

  func incidents() throws(JournalFault) -> [IncidentSummary] { try base.incidents() }

  func incidents(isRunning: Bool, limit: Int?) throws(JournalFault) -> [IncidentSummary] {
    try base.incidents(isRunning: isRunning, limit: limit)
  }

  func keep(_ graph: StepGraph, sources: [SourceText]) throws(JournalFault) -> String {
    try base.keep(graph, sources: sources)
  }

  func graph(sha256: String) throws(JournalFault) -> StepGraph { try base.graph(sha256: sha256) }

  func appendOutput(_ chunk: OutputChunk, to incident: IncidentID) throws(JournalFault) {
    defer { onWrite() }
    try base.appendOutput(chunk, to: incident)
  }

  func output(of incident: IncidentID, attempt: Int) throws(JournalFault) -> [OutputChunk] {
    try base.output(of: incident, attempt: attempt)
  }

  func dataVersion() throws(JournalFault) -> Int64 { try base.dataVersion() }
}
