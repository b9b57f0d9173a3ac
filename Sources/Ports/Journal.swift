public import IncidentCore
public import RunbookModel
public import Timekeeping

/// Where everything that happens is written down: the only truth.
///
/// Two processes may use one journal. Appending is a compare-and-set: of two that decide at once
/// from the same state, one wins and the other reads on and decides again.
public protocol Journal: Sendable {
  /// Writes several pieces, each all or none, and makes them durable together.
  ///
  /// - Returns: for each piece the events with their places and the time of writing, or
  ///   ``JournalFault/conflict(actual:)``.
  /// - Throws: what the storage says; then none of them is written.
  func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>]

  /// The incidents that are to be looked at by `time`, the one that is due first before the others.
  func agenda(until time: Instant, limit: Int) throws(JournalFault) -> [AgendaEntry]

  /// When the next incident is to be looked at.
  func nextAgenda() throws(JournalFault) -> Instant?

  /// The events of `incident` behind event number `sequence`, in order, at most `limit`.
  func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event]

  /// All incidents, the latest first.
  func incidents() throws(JournalFault) -> [IncidentSummary]

  /// The latest incidents, at most `limit`; with `isRunning` only those that are not over.
  func incidents(isRunning: Bool, limit: Int?) throws(JournalFault) -> [IncidentSummary]

  /// Keeps a step graph under the SHA-256 of its canonical JSON, which is returned.
  func keep(_ graph: StepGraph, sources: [SourceText]) throws(JournalFault) -> String

  /// The step graph with that SHA-256.
  func graph(sha256: String) throws(JournalFault) -> StepGraph

  /// Keeps a piece of a command's output.
  func appendOutput(_ chunk: OutputChunk, to incident: IncidentID) throws(JournalFault)

  /// What was kept of an attempt's output, in the order it was written.
  func output(of incident: IncidentID, attempt: Int) throws(JournalFault) -> [OutputChunk]

  /// The sum of what was tallied under a name on those days.
  func tally(_ name: String, days: ClosedRange<Int>) throws(JournalFault) -> Int

  /// The messages that a provider took under that id, at most a few.
  func messages(providerID: String) throws(JournalFault) -> [MessageReference]

  /// The latest codes that a person got to answer with, at most `limit`, the newest first.
  func answerCodes(of person: String, limit: Int) throws(JournalFault) -> [AnswerCode]

  /// A number that changes whenever anybody has written into the journal.
  ///
  /// Asking costs nearly nothing, so that a loop that waits may ask again and again, and read only
  /// when there is something to read.
  func dataVersion() throws(JournalFault) -> Int64
}

extension Journal {
  /// Writes `drafts` behind event number `expected` of `incident`, all or none, durably.
  ///
  /// - Returns: the events with their places and the time of writing.
  @discardableResult
  public func append(
    _ drafts: [DraftEvent],
    to incident: IncidentID,
    after expected: Int,
    agenda: JournalPiece.Agenda = .unchanged
  ) throws(JournalFault) -> [Event] {
    let piece = JournalPiece(drafts, to: incident, after: expected, agenda: agenda)
    guard let result = try append([piece]).first else { return [] }
    return try result.get()
  }
}

/// Events that are written together, and when somebody has to look at their incident again.
public struct JournalPiece: Hashable, Sendable {
  /// What becomes of the incident's place in the agenda.
  public enum Agenda: Hashable, Sendable {
    /// It stays as it is.
    case unchanged
    /// The incident has to be looked at then; `nil` for never.
    case due(Instant?)
  }

  /// The incident.
  public var incident: IncidentID
  /// The number of its last event, as the writer knows it.
  public var expected: Int
  /// What is to be written.
  public var drafts: [DraftEvent]
  /// When somebody has to look at it again; kept in the same transaction.
  public var agenda: Agenda
  /// What is counted beside the events, in the same transaction.
  public var tallies: [Tally]

  /// `drafts` behind event number `expected` of `incident`.
  public init(
    _ drafts: [DraftEvent],
    to incident: IncidentID,
    after expected: Int,
    agenda: Agenda = .unchanged,
    tallies: [Tally] = []
  ) {
    self.tallies = tallies
    self.drafts = drafts
    self.incident = incident
    self.expected = expected
    self.agenda = agenda
  }
}

/// Something that is counted over all incidents, such as the messages that a provider was given.
public struct Tally: Hashable, Sendable {
  /// What is counted.
  public var name: String
  /// On which day: days since 1970-01-01 by the clock that counts; 0 when days do not matter.
  public var day: Int
  /// How many more, or fewer when it is negative; the number itself when it is ``isTotal``.
  public var change: Int
  /// Whether it takes the place of what was counted before.
  public var isTotal: Bool

  /// `change` more of `name` on `day`.
  public init(_ name: String, day: Int = 0, by change: Int) {
    self.name = name
    self.day = day
    self.change = change
    isTotal = false
  }

  /// `total` of `name` on `day`, whatever was counted before.
  public init(_ name: String, day: Int = 0, total: Int) {
    self.name = name
    self.day = day
    change = total
    isTotal = true
  }
}

/// An incident that somebody has to look at.
public struct AgendaEntry: Hashable, Sendable {
  /// The incident.
  public var incident: IncidentID
  /// When.
  public var due: Instant

  /// `incident` is to be looked at then.
  public init(incident: IncidentID, due: Instant) {
    self.incident = incident
    self.due = due
  }
}

extension Journal {
  /// Reads all of them; a journal that can ask for fewer has a method of its own.
  public func incidents(
    isRunning: Bool,
    limit: Int?
  ) throws(JournalFault) -> [IncidentSummary] {
    let found = try incidents().filter { !isRunning || $0.outcome == nil }
    return limit.map { Array(found.prefix($0)) } ?? found
  }
}

/// The text of a runbook as it was when a run began.
public struct SourceText: Hashable, Sendable {
  /// The path as it was given.
  public var path: String
  /// The SHA-256 of the bytes.
  public var sha256: String
  /// The text.
  public var text: String

  /// The text of the file at `path`.
  public init(path: String, sha256: String, text: String) {
    self.path = path
    self.sha256 = sha256
    self.text = text
  }
}

/// An incident as a list shows it.
public struct IncidentSummary: Hashable, Sendable {
  /// The incident.
  public var id: IncidentID
  /// Its first event.
  public var opening: Event
  /// Its last event.
  public var last: Event
  /// How its run ended; `nil` while it goes on.
  public var outcome: RunOutcome?
  /// Whether it is resolved.
  public var isResolved: Bool

  /// A summary of those parts.
  public init(
    id: IncidentID,
    opening: Event,
    last: Event,
    outcome: RunOutcome?,
    isResolved: Bool
  ) {
    self.id = id
    self.opening = opening
    self.last = last
    self.outcome = outcome
    self.isResolved = isResolved
  }
}

/// A piece of a command's output, secrets already masked.
public struct OutputChunk: Hashable, Sendable {
  /// Which of the command's two outputs.
  public enum Stream: String, Codable, Hashable, Sendable {
    /// Standard output, and everything when the command has a terminal.
    case stdout
    /// Standard error.
    case stderr
  }

  /// The attempt of a command, by its number in the incident.
  public var attempt: Int
  /// Which output.
  public var stream: Stream
  /// The bytes.
  public var bytes: [UInt8]

  /// A piece of the output of `attempt`.
  public init(attempt: Int, stream: Stream, bytes: [UInt8]) {
    self.attempt = attempt
    self.stream = stream
    self.bytes = bytes
  }
}

/// Why the journal could not do what it was asked.
public enum JournalFault: Error, Hashable, Sendable {
  /// Somebody else wrote first: the incident is at event number `actual`.
  case conflict(actual: Int)
  /// There is no such incident.
  case unknownIncident(IncidentID)
  /// There is no such step graph.
  case unknownGraph(sha256: String)
  /// The disk is full.
  case full(detail: String)
  /// Another process holds the database longer than we wait.
  case busy(detail: String)
  /// The folder or file may not be written.
  case readOnly(detail: String)
  /// The file is damaged or no journal of ours.
  case corrupt(detail: String)
  /// A newer Tocsin wrote it: its format is `found`, we know up to `known`.
  case tooNew(found: Int, known: Int)
  /// Anything else the storage said.
  case storage(detail: String)
}
