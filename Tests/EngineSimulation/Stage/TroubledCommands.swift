import IncidentCore
import Ports
import RunbookModel
import SimulatedWorld
import Timekeeping

/// Commands as one process starts and follows them.
struct TroubledCommands: Commands {
  let stage: Stage
  let process: SimulatedProcess

  func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand {
    guard process.isAlive else { throw .exhausted(detail: "the process is dead") }
    let command = try await stage.machine.prepare(request)
    return TroubledCommand(
      stage: stage,
      process: process,
      base: command,
      incident: IncidentID(request.environment["TOCSIN_INCIDENT"] ?? ""),
      step: StepID(request.environment["TOCSIN_STEP"] ?? "")
    )
  }

  func adopt(_ identity: ProcessIdentity, files: String) async -> (any RunningCommand)? {
    guard process.isAlive, !stage.hasForgotten(identity) else { return nil }
    guard let base = await stage.machine.adopt(identity, files: files) else { return nil }
    return TroubledCommand(
      stage: stage,
      process: process,
      base: base,
      incident: stage.incident(of: identity),
      step: StepID("")
    )
  }
}

private struct TroubledCommand: RunningCommand {
  let stage: Stage
  let process: SimulatedProcess
  let base: any RunningCommand
  let incident: IncidentID
  let step: StepID

  var identity: ProcessIdentity { base.identity }

  var signals: AsyncStream<CommandSignal> { base.signals }

  func release() async {
    guard process.isAlive else { return }
    if stage.strikes(.crashBeforeRelease, stage.lot.rates.crash) {
      stage.kill(process)
      return
    }
    stage.released(identity, incident, step)
    await base.release()
    if stage.strikes(.crashAfterRelease, stage.lot.rates.crash) { stage.kill(process) }
  }

  func stop() async { if process.isAlive { await base.stop() } }

  func type(_ bytes: [UInt8]) async {}

  func resize(_ size: TerminalSize) async {}

  func forget() async {
    guard process.isAlive else { return }
    stage.forgot(identity, incident)
  }
}

extension CommandScript {
  /// What a start does is drawn from the seed and from which start it is, not from when it happens.
  static func drawn(_ start: SimulatedCommands.Start, for stage: Stage) -> CommandScript {
    var chance = SeededGenerator(seed: stage.lot.seed)
    for byte in "\(start.incident.text)/\(start.script)/\(start.time)".utf8 {
      chance = SeededGenerator(seed: chance.next() ^ UInt64(byte))
    }
    let takes = TimeSpan(
      milliseconds: Int64(chance.number(in: chance.isHit(percent: 30) ? 1000...40_000 : 1...900))
    )
    var script = CommandScript(.exits(0), takes: takes, output: "out")
    // What was tried often enough works, so that every history comes to an end.
    switch chance.number(in: 0...99) {
    case ..<60: break
    case ..<75 where start.time < 4:
      stage.note(.commandFails)
      script.end = .exits(chance.number(in: 1...3))
    case ..<80 where start.time < 4: script.end = .signalled(11)
    case ..<88 where start.time < 3:
      stage.note(.commandHangs)
      script.end = .hangs
    case ..<92 where start.time < 3:
      stage.note(.commandCannotStart)
      script.end = .cannotStart(.notFound(program: "sh"))
    default: break
    }
    script.ignoresTermination = chance.isHit(percent: 20)
    if chance.isHit(percent: 25) {
      stage.note(.commandDies)
      script.losesStatus = true
    }
    return script
  }
}
