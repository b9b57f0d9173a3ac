import IncidentCore
import Ports
import RunbookModel
import Synchronization
import Timekeeping

/// A journal that fails when it is told to.
final class FailingJournal: Journal {
  private struct Content {
    var appends = 0
    var agendas = 0
    /// Which append fails, from 1; others write through.
    var failingAppend: Int?
    var failingAgenda: Int?
    /// What happens just before an append.
    var before: (@Sendable () -> Void)?
  }

  let base: InMemoryJournal
  private let content = Mutex(Content())

  init(_ base: InMemoryJournal) { self.base = base }

  /// Lets the so manieth append from now on fail.
  func failAppend(_ number: Int) {
    content.withLock { $0.failingAppend = $0.appends + number }
  }

  /// Lets the so manieth look at the agenda from now on fail.
  func failAgenda(_ number: Int) {
    content.withLock { $0.failingAgenda = $0.agendas + number }
  }

  /// Does something just before the next append.
  func beforeAppend(_ action: @escaping @Sendable () -> Void) {
    content.withLock { $0.before = action }
  }

  func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    let (isFailing, before) = content.withLock { content in
      content.appends += 1
      defer { content.before = nil }
      return (content.appends == content.failingAppend, content.before)
    }
    if isFailing { throw .busy(detail: "test") }
    before?()
    return try base.append(pieces)
  }

  func agenda(until time: Instant, limit: Int) throws(JournalFault) -> [AgendaEntry] {
    let isFailing = content.withLock { content in
      content.agendas += 1
      return content.agendas == content.failingAgenda
    }
    if isFailing { throw .busy(detail: "test") }
    return try base.agenda(until: time, limit: limit)
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
    try base.appendOutput(chunk, to: incident)
  }

  func output(of incident: IncidentID, attempt: Int) throws(JournalFault) -> [OutputChunk] {
    try base.output(of: incident, attempt: attempt)
  }

  func dataVersion() throws(JournalFault) -> Int64 { try base.dataVersion() }
}
