import Foundation
public import IncidentCore
public import Ports
public import RunbookModel
import Synchronization
public import Timekeeping

/// The journal for a run that must not stop: when the database cannot be written, a side file is.
///
/// From its first failed write on, an incident goes on in the side file and in memory, until
/// ``merge()`` brings it back. Other incidents and other processes do not see it before.
public final class FallbackJournal: Journal {
  /// Where events go that the database does not take.
  public struct Refuge: Sendable {
    /// The path of the database, whose folder is the first choice for the side file.
    public var path: String
    /// Further folders, for a full or read-only disk.
    public var folders: [String]

    /// A refuge beside `path` or in one of `folders`.
    public init(path: String, folders: [String]) {
      self.path = path
      self.folders = folders
    }
  }

  private let journal: Result<SQLiteJournal, JournalFault>
  private let refuge: Refuge
  private let now: @Sendable () -> Instant
  private let salt: @Sendable () -> [UInt8]
  private let goesOn: @Sendable (JournalFault) -> Bool
  private let overlay = Mutex(Overlay())

  /// A journal over `journal`, or over nothing when it could not be opened.
  ///
  /// - Parameters:
  ///   - journal: the database, or why there is none.
  ///   - refuge: where the side file may be.
  ///   - clock: the time of writing.
  ///   - salt: 16 random bytes.
  ///   - goesOn: whether the run goes on without the database after that fault.
  public init(
    _ journal: Result<SQLiteJournal, JournalFault>,
    refuge: Refuge,
    clock: @escaping @Sendable () -> Instant,
    salt: @escaping @Sendable () -> [UInt8],
    goesOn: @escaping @Sendable (JournalFault) -> Bool
  ) {
    self.journal = journal
    self.refuge = refuge
    self.salt = salt
    self.goesOn = goesOn
    now = clock
  }

  /// Why events go into a side file; `nil` while the database takes them.
  public var fault: JournalFault? { overlay.withLock { $0.fault } }

  /// The side files that are open.
  public var sideFiles: [String] {
    overlay.withLock { $0.writer?.files.map(\.path) ?? [] }
  }

  /// Brings what is in side files into the database, after which the run goes on there.
  ///
  /// Whoever follows an incident of ``MergeReport/moved`` must read it anew from its first event.
  /// Does nothing but look when there is none; when the database still takes nothing, the run goes
  /// on in the side file.
  @discardableResult
  public func merge() throws(JournalFault) -> MergeReport {
    let journal = try journal.get()
    return try overlay.withLock { (overlay) throws(JournalFault) in
      let own = overlay.writer?.files.map(\.path) ?? []
      let report = try journal.mergeSideFiles(in: refuge.folders, own: own)
      overlay = Overlay()
      return report
    }
  }

  /// Writes several pieces, each all or none, and makes them durable together.
  public func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    if overlay.withLock({ $0.tails.isEmpty }),
      let results = try? journal.get().append(pieces)
    {
      return results
    }
    var results: [Result<[Event], JournalFault>] = []
    for piece in pieces {
      do throws(JournalFault) {
        results.append(.success(try append(piece)))
      } catch .conflict(let actual) {
        results.append(.failure(.conflict(actual: actual)))
      }
    }
    return results
  }

  private func append(_ piece: JournalPiece) throws(JournalFault) -> [Event] {
    let (incident, expected, drafts) = (piece.incident, piece.expected, piece.drafts)
    return try overlay.withLock { (overlay) throws(JournalFault) in
      if overlay.tails[incident] == nil {
        do throws(JournalFault) {
          return try journal.get().append([piece])[0].get()
        } catch {
          try leave(because: error, &overlay)
          let actual = try? journal.get().head(of: incident).sequence
          if let actual, actual != expected { throw .conflict(actual: actual) }
        }
      }
      let tail = overlay.tails[incident] ?? Overlay.Tail(base: expected)
      guard tail.last == expected else { throw .conflict(actual: tail.last) }
      if case .due(let time) = piece.agenda { overlay.agenda[incident] = time }
      guard !drafts.isEmpty else { return [] }
      let written = now()
      try overlay.write(to: newWriter()) { writer, number in
        SideLine(
          writer: writer,
          number: number,
          written: written,
          incident: incident,
          after: expected,
          drafts: drafts
        )
      }
      return overlay.extend(tail, of: incident, with: drafts, recordedAt: written)
    }
  }

  /// The events of `incident` behind event number `sequence`, in order, at most `limit`.
  public func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    guard let tail = overlay.withLock({ $0.tails[incident] }) else {
      return try journal.get().events(of: incident, after: sequence, limit: limit)
    }
    var events: [Event] = []
    if sequence < tail.base {
      events = try journal.get().events(
        of: incident,
        after: sequence,
        limit: min(limit, tail.base - sequence)
      )
    }
    return events + tail.events.drop { $0.sequence <= sequence }.prefix(limit - events.count)
  }

  /// All incidents, the latest first.
  public func incidents() throws(JournalFault) -> [IncidentSummary] {
    let tails = overlay.withLock { $0.tails }
    var summaries: [IncidentSummary] = []
    do throws(JournalFault) {
      summaries = try journal.get().incidents()
    } catch {
      if tails.isEmpty { throw error }
    }
    for index in summaries.indices {
      if let tail = tails[summaries[index].id] { summaries[index].follow(tail.events) }
    }
    let known = Set(summaries.map(\.id))
    let new = tails.filter { !known.contains($0.key) }.values
      .compactMap { IncidentSummary(of: $0.events) }
    return (summaries + new).sorted {
      ($0.opening.recordedAt, $0.id) > ($1.opening.recordedAt, $1.id)
    }
  }

  /// The incidents that are to be looked at by `time`, the one that is due first before the others.
  public func agenda(
    until time: Instant,
    limit: Int
  ) throws(JournalFault) -> [AgendaEntry] {
    let away = overlay.withLock { ($0.tails, $0.agenda) }
    guard !away.0.isEmpty else { return try journal.get().agenda(until: time, limit: limit) }
    let kept = (try? journal.get().agenda(until: time, limit: limit + away.0.count)) ?? []
    let own = away.1.filter { $0.value <= time }
      .map { AgendaEntry(incident: $0.key, due: $0.value) }
    return Array(
      (kept.filter { away.0[$0.incident] == nil } + own)
        .sorted { ($0.due, $0.incident) < ($1.due, $1.incident) }.prefix(limit)
    )
  }

  /// When the next incident is to be looked at.
  public func nextAgenda() throws(JournalFault) -> Instant? {
    let (isAway, own) = overlay.withLock { (!$0.tails.isEmpty, $0.agenda.values.min()) }
    guard isAway else { return try journal.get().nextAgenda() }
    let kept = (try? journal.get().nextAgenda()) ?? nil
    return [kept, own].compactMap { $0 }.min()
  }

  /// The latest incidents, at most `limit`; with `isRunning` only those that are not over.
  public func incidents(
    isRunning: Bool,
    limit: Int?
  ) throws(JournalFault) -> [IncidentSummary] {
    if overlay.withLock({ $0.tails.isEmpty }) {
      return try journal.get().incidents(isRunning: isRunning, limit: limit)
    }
    // What the side file says may have ended a run that the database shows as going on.
    let found = try incidents().filter { !isRunning || $0.outcome == nil }
    return limit.map { Array(found.prefix($0)) } ?? found
  }

  /// Keeps a step graph under the SHA-256 of its canonical JSON, which is returned.
  public func keep(_ graph: StepGraph, sources: [SourceText]) throws(JournalFault) -> String {
    try overlay.withLock { (overlay) throws(JournalFault) in
      do throws(JournalFault) {
        return try journal.get().keep(graph, sources: sources)
      } catch {
        try leave(because: error, &overlay)
      }
      let (sha256, json) = try KeptGraph.canonical(graph, path: refuge.path)
      let written = now()
      try overlay.write(to: newWriter()) { writer, number in
        SideLine(
          writer: writer,
          number: number,
          written: written,
          graph: SideLine.Graph(
            sha256: sha256,
            json: json,
            sources: sources.map {
              SideLine.Source(path: $0.path, sha256: $0.sha256, text: $0.text)
            }
          )
        )
      }
      overlay.graphs[sha256] = graph
      return sha256
    }
  }

  /// The step graph with that SHA-256.
  public func graph(sha256: String) throws(JournalFault) -> StepGraph {
    if let graph = overlay.withLock({ $0.graphs[sha256] }) { return graph }
    return try journal.get().graph(sha256: sha256)
  }

  /// Keeps a piece of a command's output.
  public func appendOutput(
    _ chunk: OutputChunk,
    to incident: IncidentID
  ) throws(JournalFault) {
    try overlay.withLock { (overlay) throws(JournalFault) in
      if overlay.outputs[incident] == nil {
        do throws(JournalFault) {
          return try journal.get().appendOutput(chunk, to: incident)
        } catch {
          try leave(because: error, &overlay)
        }
      }
      let written = now()
      try overlay.write(to: newWriter()) { writer, number in
        SideLine(
          writer: writer,
          number: number,
          written: written,
          incident: incident,
          output: SideLine.Output(
            attempt: chunk.attempt,
            stream: chunk.stream,
            base64: Data(chunk.bytes).base64EncodedString()
          )
        )
      }
      overlay.outputs[incident, default: []].append(chunk)
    }
  }

  /// What was kept of an attempt's output, in the order it was written.
  public func output(
    of incident: IncidentID,
    attempt: Int
  ) throws(JournalFault) -> [OutputChunk] {
    let chunks = overlay.withLock { $0.outputs[incident] }
    guard let chunks else {
      return try journal.get().output(of: incident, attempt: attempt)
    }
    let kept = (try? journal.get().output(of: incident, attempt: attempt)) ?? []
    return kept + chunks.filter { $0.attempt == attempt }
  }

  /// The messages that a provider took under that id, at most a few.
  public func messages(providerID: String) throws(JournalFault) -> [MessageReference] {
    let tails = overlay.withLock(\.tails)
    guard !tails.isEmpty else { return try journal.get().messages(providerID: providerID) }
    let kept = (try? journal.get().messages(providerID: providerID)) ?? []
    let own = tails.sorted { $0.key < $1.key }.flatMap {
      Self.messages(providerID: providerID, in: $0.value.events)
    }
    return kept + own.filter { !kept.contains($0) }
  }

  /// The latest codes that a person got to answer with, at most `limit`, the newest first.
  public func answerCodes(
    of person: String,
    limit: Int
  ) throws(JournalFault) -> [AnswerCode] {
    let tails = overlay.withLock(\.tails)
    guard !tails.isEmpty else { return try journal.get().answerCodes(of: person, limit: limit) }
    let kept = (try? journal.get().answerCodes(of: person, limit: limit)) ?? []
    let own = tails.sorted { $0.key > $1.key }.compactMap {
      Self.answerCode(of: person, in: $0.value.events)
    }
    return Array((own + kept).prefix(limit))
  }

  /// A number that changes whenever anybody has written into the database, or this process into a
  /// side file.
  public func dataVersion() throws(JournalFault) -> Int64 {
    let (lines, isAway) = overlay.withLock { (Int64($0.lineCount), $0.fault != nil) }
    guard isAway else { return try journal.get().dataVersion() }
    // Both only grow, so that their sum never comes back to an earlier number.
    return ((try? journal.get().dataVersion()) ?? 0) + lines
  }

  /// Notes why the database is left, or throws when it is not to be.
  private func leave(
    because fault: JournalFault,
    _ overlay: inout Overlay
  ) throws(JournalFault) {
    switch fault {
    case .conflict, .unknownIncident, .unknownGraph: throw fault
    case .full, .busy, .readOnly, .corrupt, .tooNew, .storage:
      guard goesOn(fault) else { throw fault }
      if overlay.fault == nil { overlay.fault = fault }
    }
  }

  private func newWriter() -> SideFileWriter {
    let url = URL(fileURLWithPath: refuge.path)
    return SideFileWriter(
      folders: [url.deletingLastPathComponent().path] + refuge.folders,
      journalName: url.lastPathComponent,
      id: Hex.text(salt())
    )
  }
}

extension IncidentSummary {
  /// Takes in the events behind those it knows.
  fileprivate mutating func follow(_ events: [Event]) {
    guard let newer = IncidentSummary(of: events) else { return }
    last = newer.last
    outcome = newer.outcome ?? outcome
    isResolved = isResolved || newer.isResolved
  }
}
