import IncidentCore
import Ports
import SimulatedWorld
import Timekeeping

/// The journal as one process sees it: it dies with the process, and with the world's trouble.
struct TroubledJournal: Leases {
  let stage: Stage
  let process: SimulatedProcess

  private static let lastWord = JournalFault.storage(detail: "the process is dead")

  var journal: WatchedJournal {
    WatchedJournal(
      stage.base,
      before: { (call) throws(JournalFault) in
        try requireLife()
        switch call {
        case .append, .appendOutput, .keep, .nextAgenda: return
        case .agenda, .read:
          if stage.strikes(.unreadable, stage.lot.rates.readFault) {
            throw .busy(detail: "trouble")
          }
        }
      },
      append: { (pieces) throws(JournalFault) in try append(pieces) }
    )
  }

  private func requireLife() throws(JournalFault) {
    guard process.isAlive else { throw Self.lastWord }
  }

  private func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    let rates = stage.lot.rates
    if stage.isInOutage(process) { throw .full(detail: "trouble") }
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
