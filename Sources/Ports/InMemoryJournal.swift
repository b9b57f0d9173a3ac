package import IncidentCore
package import RunbookModel
import Synchronization
package import Timekeeping

/// A journal that is gone with its process, for tests and dry runs.
///
/// It keeps the promises of the real one but durability and hashes; the name that it gives a step
/// graph is its number in the place of a SHA-256.
package final class InMemoryJournal: Journal {
  private struct Contents {
    var events: [IncidentID: [Event]] = [:]
    var order: [IncidentID] = []
    var graphs: [StepGraph] = []
    var outputs: [IncidentID: [OutputChunk]] = [:]
    var version: Int64 = 0
    var reads = 0
    var tallies: [String: [Int: Int]] = [:]
    var dueTimes: [IncidentID: Instant] = [:]
    /// What ``dueTimes`` says, the earliest first.
    var agenda: [AgendaEntry] = []

    mutating func setDue(_ incident: IncidentID, at time: Instant?) {
      let old = dueTimes[incident]
      guard old != time else { return }
      if let old { agenda.remove(at: place(of: AgendaEntry(incident: incident, due: old))) }
      if let time {
        let entry = AgendaEntry(incident: incident, due: time)
        agenda.insert(entry, at: place(of: entry))
      }
      dueTimes[incident] = time
    }

    /// The place of the first entry that does not come before `entry`.
    private func place(of entry: AgendaEntry) -> Int {
      var (low, high) = (0, agenda.count)
      while low < high {
        let middle = (low + high) / 2
        let other = agenda[middle]
        if (other.due, other.incident) < (entry.due, entry.incident) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low
    }

    mutating func append(
      _ piece: JournalPiece,
      recordedAt: Instant
    ) -> Result<[Event], JournalFault> {
      let actual = events[piece.incident]?.count ?? 0
      guard actual == piece.expected else { return .failure(.conflict(actual: actual)) }
      if case .due(let time) = piece.agenda { setDue(piece.incident, at: time) }
      for tally in piece.tallies {
        let before = tally.isTotal ? 0 : tallies[tally.name]?[tally.day] ?? 0
        tallies[tally.name, default: [:]][tally.day] = before + tally.change
      }
      version += 1
      guard !piece.drafts.isEmpty else { return .success([]) }
      let new = piece.drafts.enumerated().map {
        $0.element.event(
          in: piece.incident,
          sequence: actual + 1 + $0.offset,
          recordedAt: recordedAt
        )
      }
      if actual == 0 { order.append(piece.incident) }
      events[piece.incident, default: []] += new
      return .success(new)
    }
  }

  private let contents = Mutex(Contents())
  private let now: @Sendable () -> Instant
  private let onWrite: @Sendable () -> Void

  /// An empty journal; `clock` tells the time of writing, and `onWrite` is told that somebody wrote.
  package init(
    clock: @escaping @Sendable () -> Instant,
    onWrite: @escaping @Sendable () -> Void = {}
  ) {
    now = clock
    self.onWrite = onWrite
  }

  package func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    let recordedAt = now()
    defer { onWrite() }
    return contents.withLock { contents in
      pieces.map { piece in contents.append(piece, recordedAt: recordedAt) }
    }
  }

  package func agenda(
    until time: Instant,
    limit: Int
  ) throws(JournalFault) -> [AgendaEntry] {
    contents.withLock { contents in
      Array(contents.agenda.prefix(limit).prefix { $0.due <= time })
    }
  }

  package func tally(_ name: String, days: ClosedRange<Int>) throws(JournalFault) -> Int {
    contents.withLock { contents in
      (contents.tallies[name] ?? [:]).reduce(0) { $0 + (days.contains($1.key) ? $1.value : 0) }
    }
  }

  package func nextAgenda() throws(JournalFault) -> Instant? {
    contents.withLock { $0.agenda.first?.due }
  }

  package func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    try contents.withLock { (contents) throws(JournalFault) in
      contents.reads += 1
      guard let events = contents.events[incident] else { throw .unknownIncident(incident) }
      if sequence == 0, events.count <= limit { return events }
      return Array(events.dropFirst(sequence).prefix(limit))
    }
  }

  package func incidents() throws(JournalFault) -> [IncidentSummary] {
    contents.withLock { contents in
      contents.order.compactMap { contents.events[$0].flatMap { IncidentSummary(of: $0) } }
        .sorted { ($0.opening.recordedAt, $0.id) > ($1.opening.recordedAt, $1.id) }
    }
  }

  package func keep(
    _ graph: StepGraph,
    sources _: [SourceText]
  ) throws(JournalFault) -> String {
    contents.withLock { contents in
      let known = contents.graphs.firstIndex(of: graph)
      if known == nil { contents.graphs.append(graph) }
      let number = String(known ?? contents.graphs.count - 1, radix: 16)
      return String(repeating: "0", count: 64 - number.count) + number
    }
  }

  package func graph(sha256: String) throws(JournalFault) -> StepGraph {
    try contents.withLock { (contents) throws(JournalFault) in
      guard sha256.count == 64, let number = Int(sha256, radix: 16),
        contents.graphs.indices.contains(number)
      else { throw .unknownGraph(sha256: sha256) }
      return contents.graphs[number]
    }
  }

  package func appendOutput(
    _ chunk: OutputChunk,
    to incident: IncidentID
  ) throws(JournalFault) {
    defer { onWrite() }
    contents.withLock { contents in
      contents.outputs[incident, default: []].append(chunk)
      contents.version += 1
    }
  }

  package func output(
    of incident: IncidentID,
    attempt: Int
  ) throws(JournalFault) -> [OutputChunk] {
    contents.withLock { contents in
      (contents.outputs[incident] ?? []).filter { $0.attempt == attempt }
    }
  }

  package func dataVersion() throws(JournalFault) -> Int64 { contents.withLock(\.version) }

  /// How often events were asked for.
  package var readCount: Int { contents.withLock(\.reads) }
}

extension IncidentSummary {
  /// The summary of an incident with those events; `nil` for none.
  package init?(of events: [Event]) {
    guard let opening = events.first, let last = events.last else { return nil }
    var outcome: RunOutcome?
    var isResolved = false
    for event in events {
      if case .runFinished(let end, reason: _) = event.fact { outcome = end }
      if case .milestoneReached(.resolved) = event.fact { isResolved = true }
    }
    self.init(
      id: opening.incident,
      opening: opening,
      last: last,
      outcome: outcome,
      isResolved: isResolved
    )
  }
}
