import Engine
import IncidentCore
import Ports
import RunbookModel
import Timekeeping

/// A run without processes and without a journal: commands do what the test says.
actor FakeRun: RunSession {
  /// What a command does when it is started.
  enum Behaviour: Sendable {
    case ends(Int, output: String)
    /// It runs until it is stopped.
    case hangs
  }

  private var run: Sample
  private let behaviours: [StepID: [Behaviour]]
  private var started: [StepID: Int] = [:]
  private var updatesOut: AsyncStream<RunUpdate>.Continuation?
  private var outputs: [OutputChunk] = []
  private(set) var typed: [UInt8] = []
  private(set) var sizes: [TerminalSize] = []

  init(_ run: Sample, _ behaviours: [StepID: [Behaviour]] = [:]) {
    self.run = run
    self.behaviours = behaviours
  }

  func state() -> IncidentState { run.state }

  func updates() -> AsyncStream<RunUpdate> {
    let (stream, continuation) = AsyncStream.makeStream(of: RunUpdate.self)
    updatesOut = continuation
    return stream
  }

  func send(_ input: Input, by actor: Actor, through _: EventSource) throws(SessionFault) {
    if let refusal = give(input, by: actor) { throw .refused(refusal) }
    carryOn()
  }

  func type(_ bytes: [UInt8]) {
    typed += bytes
    // The program ends at its own q.
    if bytes.contains(0x71) { end(.exited(0)) }
  }

  func resize(_ size: TerminalSize) { sizes.append(size) }

  func output(ofAttempt attempt: Int) -> [OutputChunk] { outputs.filter { $0.attempt == attempt } }

  private func give(_ input: Input, by actor: Actor) -> Refusal? {
    let before = run.events.count
    let refusal = run.give(input, by: actor)
    let events = Array(run.events.dropFirst(before))
    if !events.isEmpty { updatesOut?.yield(.events(events, run.state)) }
    return refusal
  }

  private func carryOn() {
    while let effect = run.state.effects(at: run.now).first {
      switch effect {
      case .start(let step, let command): start(step, command)
      case .stop: end(.signalled(15))
      }
      if case .start = effect, run.state.steps.contains(where: { $0.openAttempt != nil }) { return }
    }
  }

  private func start(_ step: Int, _ command: Int) {
    let id = run.state.step(step).id
    _ = give(
      .prepared(step: step, command: command, Sample.process, variables: [:]),
      by: .engine
    )
    let number = started[id, default: 0]
    started[id] = number + 1
    let all = behaviours[id] ?? []
    switch number < all.count ? all[number] : .ends(0, output: "") {
    case .ends(let code, let output):
      let chunk = OutputChunk(
        attempt: run.state.attemptCount,
        stream: .stdout,
        bytes: Array(output.utf8)
      )
      outputs.append(chunk)
      updatesOut?.yield(.output(chunk))
      end(.exited(code))
    case .hangs: break
    }
  }

  private func end(_ end: CommandResult.End) {
    let isGood = end == .exited(0)
    let result = CommandResult(
      end: end,
      unmet: isGood ? [] : [.exit([0])],
      duration: .seconds(1)
    )
    _ = give(.ended(attempt: run.state.attemptCount, result, stdout: ""), by: .engine)
  }
}
