import IncidentCore
import Ports
import RunbookModel
import SimulatedWorld
import Timekeeping

/// The journal as one process sees it: it dies with the process, and with the world's trouble.
struct TroubledJournal: Journal, Leases {
  let stage: Stage
  let process: SimulatedProcess

  private static let lastWord = JournalFault.storage(detail: "the process is dead")

  private func requireLife() throws(JournalFault) {
    guard process.isAlive else { throw Self.lastWord }
  }

  private func requireReadable() throws(JournalFault) {
    try requireLife()
    if stage.strikes(.unreadable, stage.lot.rates.readFault) {
      throw .busy(detail: "trouble")
    }
  }

  func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    try requireLife()
    let rates = stage.lot.rates
    if stage.strikes(.crashBeforeAppend, rates.crash) { try die() }
    for (trouble, fault) in [
      (Trouble.diskFull, JournalFault.full(detail: "trouble")),
      (.busy, .busy(detail: "trouble")), (.corrupt, .corrupt(detail: "trouble")),
    ] where stage.strikes(trouble, rates.journalFault / 3) {
      throw fault
    }
    if let incident = pieces.first?.incident, stage.strikes(.overtaken, rates.interference) {
      stage.interfere(with: incident)
    }
    let results = try stage.write(pieces)
    if stage.strikes(.asleep, rates.pause) { stage.sleepOn(with: pieces.first?.incident) }
    if stage.strikes(.crashAfterAppend, rates.crash) { try die() }
    if stage.strikes(.writtenAllTheSame, rates.writtenFault) {
      throw .storage(detail: "trouble")
    }
    return results
  }

  private func die() throws(JournalFault) {
    stage.kill(process)
    throw Self.lastWord
  }

  func agenda(until time: Instant, limit: Int) throws(JournalFault) -> [AgendaEntry] {
    try requireReadable()
    return try stage.base.agenda(until: time, limit: limit)
  }

  func nextAgenda() throws(JournalFault) -> Instant? {
    try requireLife()
    return try stage.base.nextAgenda()
  }

  func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    try requireReadable()
    return try stage.base.events(of: incident, after: sequence, limit: limit)
  }

  func incidents() throws(JournalFault) -> [IncidentSummary] {
    try requireReadable()
    return try stage.base.incidents()
  }

  func incidents(isRunning: Bool, limit: Int?) throws(JournalFault) -> [IncidentSummary] {
    try requireReadable()
    return try stage.base.incidents(isRunning: isRunning, limit: limit)
  }

  func keep(_ graph: StepGraph, sources: [SourceText]) throws(JournalFault) -> String {
    try requireLife()
    return try stage.base.keep(graph, sources: sources)
  }

  func graph(sha256: String) throws(JournalFault) -> StepGraph {
    try requireReadable()
    return try stage.base.graph(sha256: sha256)
  }

  func appendOutput(_ chunk: OutputChunk, to incident: IncidentID) throws(JournalFault) {
    try requireLife()
    try stage.base.appendOutput(chunk, to: incident)
  }

  func output(of incident: IncidentID, attempt: Int) throws(JournalFault) -> [OutputChunk] {
    try requireReadable()
    return try stage.base.output(of: incident, attempt: attempt)
  }

  func dataVersion() throws(JournalFault) -> Int64 {
    try requireReadable()
    return try stage.base.dataVersion()
  }

  // MARK: Leases

  func lease(_ request: LeaseRequest) throws(JournalFault) -> LeaseAnswer {
    try requireLife()
    if stage.strikes(.leaseFault, stage.lot.rates.journalFault / 2) {
      throw .busy(detail: "trouble")
    }
    let answer = try stage.leases.lease(request)
    if case .held(let holder, _) = answer, stage.strikes(.twoActive, stage.lot.rates.leaseLie) {
      let previous = LeaseAnswer.Previous(holder: holder, lastSeen: request.now, gaveBack: false)
      return .granted(fence: 0, previous: previous)
    }
    return answer
  }

  func giveBack(_ name: String, holder: String, at now: Instant) throws(JournalFault) {
    try requireLife()
    try stage.leases.giveBack(name, holder: holder, at: now)
  }
}
