import IncidentCore
import NotifierCards
package import Ports
import RunbookModel
import Timekeeping

extension SimulatedProcess {
  /// That journal as long as the process lives.
  package func journal(_ journal: any Journal) -> any Journal {
    WatchedJournal(journal, before: { (_) throws(JournalFault) in try self.requireLife() })
  }

  /// Those leases as long as the process lives.
  package func leases(_ leases: any Leases) -> any Leases {
    MortalLeases(base: leases, process: self)
  }

  /// Those commands as long as the process lives: what it has started goes on without it.
  package func commands(_ commands: any Commands) -> any Commands {
    MortalCommands(base: commands, process: self)
  }

  /// That courier as long as the process lives: what has left arrives, and nobody hears of it.
  package func courier(_ courier: any Courier) -> any Courier {
    MortalCourier(base: courier, process: self)
  }

  /// Those messengers as long as the process lives.
  package func messengers(_ messengers: Messengers) -> Messengers {
    var mortal = messengers
    mortal.send = { delivery in
      guard self.isAlive else { return .unknown(detail: Self.lastWord, resendAt: nil) }
      return await messengers.send(delivery)
    }
    return mortal
  }

  /// What ports of a dead process say.
  fileprivate static let lastWord = "the process is dead"

  fileprivate func requireLife() throws(JournalFault) {
    guard isAlive else { throw .storage(detail: Self.lastWord) }
  }
}

private struct MortalLeases: Leases {
  let base: any Leases
  let process: SimulatedProcess

  func lease(_ request: LeaseRequest) throws(JournalFault) -> LeaseAnswer {
    try process.requireLife()
    return try base.lease(request)
  }

  func giveBack(_ name: String, holder: String, at now: Instant) throws(JournalFault) {
    try process.requireLife()
    try base.giveBack(name, holder: holder, at: now)
  }
}

private struct MortalCommands: Commands {
  let base: any Commands
  let process: SimulatedProcess

  func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand {
    guard process.isAlive else { throw .exhausted(detail: SimulatedProcess.lastWord) }
    return MortalCommand(base: try await base.prepare(request), process: process)
  }

  func adopt(_ identity: ProcessIdentity, files: String) async -> (any RunningCommand)? {
    guard process.isAlive else { return nil }
    return await base.adopt(identity, files: files).map {
      MortalCommand(base: $0, process: process)
    }
  }
}

private struct MortalCommand: RunningCommand {
  let base: any RunningCommand
  let process: SimulatedProcess

  var identity: ProcessIdentity { base.identity }

  var signals: AsyncStream<CommandSignal> { base.signals }

  func release() async { if process.isAlive { await base.release() } }

  func stop() async { if process.isAlive { await base.stop() } }

  func type(_ bytes: [UInt8]) async { if process.isAlive { await base.type(bytes) } }

  func resize(_ size: TerminalSize) async { if process.isAlive { await base.resize(size) } }

  func forget() async { if process.isAlive { await base.forget() } }
}

private struct MortalCourier: Courier {
  let base: any Courier
  let process: SimulatedProcess

  func send(_ request: WireRequest) async -> WireOutcome { await send(request, of: "") }

  func send(_ request: WireRequest, of notifier: String) async -> WireOutcome {
    guard process.isAlive else { return .notSent(SimulatedProcess.lastWord) }
    return await base.send(request, of: notifier)
  }
}
