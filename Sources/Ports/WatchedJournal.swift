package import IncidentCore
package import RunbookModel
package import Timekeeping

/// Another journal with something done before and after each call, for tests and dry runs.
package struct WatchedJournal: Journal {
  /// What is asked of it.
  package enum Call: Hashable, Sendable {
    /// Events are written.
    case append
    /// Output is written.
    case appendOutput
    /// A graph is written.
    case keep
    /// What is due is read.
    case agenda
    /// When something is due next is read.
    case nextAgenda
    /// Anything else is read.
    case read

    /// Whether something is written that others have to hear of.
    package var isNews: Bool { self == .append || self == .appendOutput }
  }

  /// Events that are appended in the place of the base, and what came of it.
  package typealias Append =
    @Sendable ([JournalPiece]) throws(JournalFault) -> [Result<[Event], JournalFault>]

  /// What is done before a call; what it throws is the answer.
  package typealias Check = @Sendable (Call) throws(JournalFault) -> Void

  /// The journal that is asked.
  package let base: any Journal
  private let before: Check?
  private let appending: Append?
  private let after: (@Sendable (Call) -> Void)?

  /// `base` with those functions.
  ///
  /// - Parameters:
  ///   - base: the journal that is asked.
  ///   - before: what is done first.
  ///   - append: what is done in the place of the base's `append`.
  ///   - after: what is done at the end, also when the base has failed.
  package init(
    _ base: any Journal,
    before: Check? = nil,
    append: Append? = nil,
    after: (@Sendable (Call) -> Void)? = nil
  ) {
    self.base = base
    self.before = before
    appending = append
    self.after = after
  }

  private func call<Answer>(
    _ call: Call,
    _ body: () throws(JournalFault) -> Answer
  ) throws(JournalFault) -> Answer {
    if let before { try before(call) }
    defer { after?(call) }
    return try body()
  }

  package func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    try call(.append) { () throws(JournalFault) in
      if let appending { return try appending(pieces) }
      return try base.append(pieces)
    }
  }

  package func agenda(until time: Instant, limit: Int) throws(JournalFault) -> [AgendaEntry] {
    try call(.agenda) { () throws(JournalFault) in try base.agenda(until: time, limit: limit) }
  }

  package func nextAgenda() throws(JournalFault) -> Instant? {
    try call(.nextAgenda) { () throws(JournalFault) in try base.nextAgenda() }
  }

  package func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    try call(.read) { () throws(JournalFault) in
      try base.events(of: incident, after: sequence, limit: limit)
    }
  }

  package func incidents() throws(JournalFault) -> [IncidentSummary] {
    try call(.read) { () throws(JournalFault) in try base.incidents() }
  }

  package func incidents(
    isRunning: Bool,
    limit: Int?
  ) throws(JournalFault) -> [IncidentSummary] {
    try call(.read) { () throws(JournalFault) in
      try base.incidents(isRunning: isRunning, limit: limit)
    }
  }

  package func keep(
    _ graph: StepGraph,
    sources: [SourceText]
  ) throws(JournalFault) -> String {
    try call(.keep) { () throws(JournalFault) in try base.keep(graph, sources: sources) }
  }

  package func graph(sha256: String) throws(JournalFault) -> StepGraph {
    try call(.read) { () throws(JournalFault) in try base.graph(sha256: sha256) }
  }

  package func appendOutput(
    _ chunk: OutputChunk,
    to incident: IncidentID
  ) throws(JournalFault) {
    try call(.appendOutput) { () throws(JournalFault) in
      try base.appendOutput(chunk, to: incident)
    }
  }

  package func output(
    of incident: IncidentID,
    attempt: Int
  ) throws(JournalFault) -> [OutputChunk] {
    try call(.read) { () throws(JournalFault) in try base.output(of: incident, attempt: attempt) }
  }

  package func tally(_ name: String, days: ClosedRange<Int>) throws(JournalFault) -> Int {
    try call(.read) { () throws(JournalFault) in try base.tally(name, days: days) }
  }

  package func messages(providerID: String) throws(JournalFault) -> [MessageReference] {
    try call(.read) { () throws(JournalFault) in try base.messages(providerID: providerID) }
  }

  package func answerCodes(
    of person: String,
    limit: Int
  ) throws(JournalFault) -> [AnswerCode] {
    try call(.read) { () throws(JournalFault) in
      try base.answerCodes(of: person, limit: limit)
    }
  }

  package func dataVersion() throws(JournalFault) -> Int64 {
    try call(.read) { () throws(JournalFault) in try base.dataVersion() }
  }
}
