package import IncidentCore
package import Ports
package import RunbookModel
import Synchronization
package import Timekeeping

/// The machine on which simulated commands run: they do as a script says, and outlive the process
/// that started them.
package final class SimulatedCommands: Commands {
  /// A start of a command, for those who write the scripts and those who check what was run.
  package struct Start: Hashable, Sendable {
    /// Its process.
    package var process: ProcessIdentity
    /// The incident, as the command's environment says.
    package var incident: IncidentID
    /// The step.
    package var step: StepID
    /// The text of the script.
    package var script: String
    /// The how manieth start of this script in this step of this incident it is, from 1.
    package var time: Int
    /// The how manieth start of any script in this step of this incident it is, from 1.
    package var timeInStep: Int
    /// When it was let go; `nil` for one that never was.
    package var releasedAt: Instant?
  }

  struct Run {
    var start: Start
    var script: CommandScript
    /// How long it has between TERM and KILL.
    var grace: TimeSpan
    /// When it was asked to end.
    var stoppedAt: Instant?

    /// When and how it ends; `nil` when it does not.
    var end: (at: Instant, CommandEnd)? {
      guard let releasedAt = start.releasedAt else { return stoppedAt.map { ($0, .signalled(9)) } }
      let own: (Instant, CommandEnd)? =
        switch script.end {
        case .exits(let code): (releasedAt + script.takes, .exited(code))
        case .signalled(let signal): (releasedAt + script.takes, .signalled(signal))
        case .hangs, .cannotStart: nil
        }
      guard let stoppedAt else { return own }
      let killed: (Instant, CommandEnd) =
        script.ignoresTermination
        ? (stoppedAt + grace, .signalled(9)) : (stoppedAt, .signalled(15))
      guard let own, own.0 <= killed.0 else { return killed }
      return own
    }
  }

  private let time: VirtualTime
  private let script: @Sendable (Start) -> CommandScript
  private let content = Mutex<[Run]>([])

  /// Process numbers begin above those of the simulation's own processes.
  private static let firstNumber: Int32 = 10_000

  /// A machine whose commands do what `script` says of each start.
  package init(time: VirtualTime, script: @escaping @Sendable (Start) -> CommandScript) {
    self.time = time
    self.script = script
  }

  /// All starts, in the order in which processes were made.
  package var starts: [Start] { content.withLock { $0.map(\.start) } }

  /// Makes a process that waits at the gate.
  package func prepare(
    _ request: CommandRequest
  ) async throws(CommandFault) -> any RunningCommand {
    let incident = IncidentID(request.environment["TOCSIN_INCIDENT"] ?? "")
    let step = StepID(request.environment["TOCSIN_STEP"] ?? "")
    let text = request.arguments.last ?? ""
    let runs = content.withLock { $0 }
    let earlier = runs.map(\.start).filter {
      $0.incident == incident && $0.step == step && $0.releasedAt != nil
    }
    let start = Start(
      process: ProcessIdentity(
        pid: Self.firstNumber + Int32(runs.count),
        startTicks: UInt64(runs.count),
        bootID: "boot",
        host: "host"
      ),
      incident: incident,
      step: step,
      script: text,
      time: earlier.count { $0.script == text } + 1,
      timeInStep: earlier.count + 1
    )
    let script = script(start)
    if case .cannotStart(let fault) = script.end { throw fault }
    content.withLock { $0.append(Run(start: start, script: script, grace: request.grace)) }
    return SimulatedCommand(machine: self, number: runs.count, isAdopted: false)
  }

  /// Finds a process that was let go and lives or left its exit status.
  package func adopt(
    _ process: ProcessIdentity,
    files: String
  ) async -> (any RunningCommand)? {
    let found = content.withLock { runs in
      runs.firstIndex { $0.start.process == process }.map { ($0, runs[$0]) }
    }
    guard let (number, run) = found, run.start.releasedAt != nil else { return nil }
    let hasEnded = run.end.map { $0.at <= time.now } ?? false
    guard !hasEnded || !run.script.losesStatus else { return nil }
    return SimulatedCommand(machine: self, number: number, isAdopted: true)
  }

  // MARK: For the commands

  func run(_ number: Int) -> Run { content.withLock { $0[number] } }

  func release(_ number: Int) {
    content.withLock { $0[number].start.releasedAt = time.now }
    time.tellNews()
  }

  func stop(_ number: Int) {
    content.withLock { runs in
      if runs[number].stoppedAt == nil { runs[number].stoppedAt = time.now }
    }
    time.wakeAll(of: Int(run(number).start.process.pid))
  }

  /// Waits for the end of a command; `nil` when the one who waits is cancelled.
  func end(of number: Int) async -> CommandEnd? {
    while !Task.isCancelled {
      let run = run(number)
      if let (at, end) = run.end, at <= time.now { return end }
      await time.sleep(until: run.end?.at, owner: Int(run.start.process.pid))
    }
    return nil
  }
}

/// A process of a ``SimulatedCommands``, as the one who started or adopted it sees it.
private struct SimulatedCommand: RunningCommand {
  let machine: SimulatedCommands
  let number: Int
  let isAdopted: Bool

  var identity: ProcessIdentity { machine.run(number).start.process }

  /// Asked for by the one who follows it, in whose task everything here runs.
  var signals: AsyncStream<CommandSignal> {
    let script = machine.run(number).script
    let texts: [CommandSignal] = [
      .stdout(Array(script.output.utf8)), .stderr(Array(script.errorOutput.utf8)),
    ]
    let rest = Mutex((texts: texts.filter { !$0.isEmpty }, hasEnded: false))
    let (machine, number, isAdopted) = (machine, number, isAdopted)
    return AsyncStream {
      if let text = rest.withLock({ $0.texts.isEmpty ? nil : $0.texts.removeFirst() }) {
        return text
      }
      guard !rest.withLock(\.hasEnded), let end = await machine.end(of: number) else { return nil }
      rest.withLock { $0.hasEnded = true }
      return .ended(isAdopted && script.losesStatus ? .unknown : end)
    }
  }

  func release() async { machine.release(number) }

  func stop() async { machine.stop(number) }

  func type(_ bytes: [UInt8]) async {}

  func resize(_ size: TerminalSize) async {}

  func forget() async {}
}

extension CommandSignal {
  fileprivate var isEmpty: Bool {
    switch self {
    case .stdout(let bytes), .stderr(let bytes): bytes.isEmpty
    case .ended: false
    }
  }
}
