import IncidentCore
import Ports
import RunbookModel
import Timekeeping

/// Starting, following and stopping commands.
extension RunHost {
  func perform(_ effect: Effect) async {
    switch effect {
    case .start(let step, let command): await start(step, command)
    case .stop(let attempt): await running[attempt]?.command.stop()
    }
    settled(effect)
  }

  private func start(_ index: Int, _ command: Int) async {
    let version = incident.state.version
    let variables = offeredVariables
    offeredVariables = [:]
    let prepared: any RunningCommand
    let secrets: [String: String]
    do {
      secrets = try await secretValues(of: index, command)
      let request = request(index, command, secrets.merging(variables) { _, given in given })
      prepared = try await world.commands.prepare(request)
    } catch {
      let refusal = take(
        .notPrepared(step: index, command: command, world.process, message: describe(error))
      )
      tell(of: refusal, .start(step: index, command: command), index, since: version)
      return
    }
    let attempt = incident.state.attemptCount + 1
    let refusal = take(
      .prepared(step: index, command: command, prepared.identity, variables: variables)
    )
    guard incident.state.steps[index].openAttempt?.number == attempt,
      incident.state.steps[index].openAttempt?.process == prepared.identity
    else {
      await prepared.stop()
      await prepared.forget()
      tell(of: refusal, .start(step: index, command: command), index, since: version)
      return
    }
    let keeper = AttemptKeeper(
      attempt: attempt,
      step: index,
      command: prepared,
      hasTerminal: incident.state.step(index).commands[command].needsTerminal,
      startedAt: world.clock.now(),
      secrets: Array(secrets.values)
    )
    running[attempt] = keeper
    await prepared.release()
    await follow(attempt)
  }

  /// Says once that a command may not start although nothing has happened since it fell due.
  private func tell(of refusal: Refusal?, _ effect: Effect, _ index: Int, since version: Int) {
    guard let refusal, incident.state.version == version, lookout.isFirstTry(effect) else { return }
    report(.commandRefused(incident.state.step(index).id, refusal))
  }

  /// Finds a command that an earlier process started, or states that nobody saw its end.
  func carryOn(_ attempt: StepRun.Attempt, _ index: Int) async {
    let files = world.files(incident.state.id, attempt.number)
    guard let command = await world.commands.adopt(attempt.process, files: files) else {
      take(.lost(attempt: attempt.number))
      return
    }
    let secrets = (try? await secretValues(of: index, attempt.command)) ?? [:]
    var keeper = AttemptKeeper(
      attempt: attempt.number,
      step: index,
      command: command,
      hasTerminal: incident.state.step(index).commands[attempt.command].needsTerminal,
      startedAt: attempt.startedAt,
      secrets: Array(secrets.values)
    )
    keeper.skipKept(output(ofAttempt: attempt.number))
    running[attempt.number] = keeper
    // A person may have asked to stop it before it was found.
    lookout.forgetTries(of: .stop(attempt: attempt.number))
    wakeUp()
    await follow(attempt.number)
  }

  private func follow(_ attempt: Int) async {
    guard let command = running[attempt]?.command else { return }
    for await signal in command.signals {
      switch signal {
      case .stdout(let bytes): show(running[attempt]?.take(bytes, .stdout))
      case .stderr(let bytes): show(running[attempt]?.take(bytes, .stderr))
      case .ended(let commandEnd): await finish(attempt, commandEnd)
      }
    }
  }

  private func finish(_ attempt: Int, _ commandEnd: CommandEnd) async {
    guard var keeper = running[attempt] else { return }
    for chunk in keeper.close() {
      show(chunk)
    }
    running[attempt] = keeper
    flushOutput()
    running[attempt] = nil
    let command = incident.state.steps[keeper.step].attempts.last { $0.number == attempt }
    let expectations = command.map {
      incident.state.step(keeper.step).commands[$0.command].expectations
    }
    if let result = keeper.result(
      commandEnd,
      expectations: expectations ?? [],
      at: world.clock.now()
    ) {
      take(.ended(attempt: attempt, result, stdout: keeper.trimmedOutput))
    } else {
      take(.lost(attempt: attempt))
    }
    // What the journal did not take is all that the next process has to know how it ended.
    if case .journalLost = end { return }
    // What follows begins first: nobody waits for files to be removed.
    await Task.yield()
    await keeper.command.forget()
  }

  private func show(_ chunk: OutputChunk?) {
    if let chunk, !chunk.bytes.isEmpty { tell(.output(chunk)) }
  }

  /// Writes down what commands wrote since the last time.
  func flushOutput() {
    for attempt in running.keys.sorted() {
      guard var keeper = running[attempt] else { continue }
      for chunk in keeper.unwritten() {
        do throws(JournalFault) {
          try world.journal.appendOutput(chunk, to: incident.state.id)
        } catch {
          if !lookout.hasLostOutput { report(.outputLost(error)) }
          lookout.hasLostOutput = true
        }
      }
      running[attempt] = keeper
    }
  }

  // MARK: What a command gets

  /// The values of the secrets that a command's script names.
  private func secretValues(of index: Int, _ command: Int) async throws -> [String: String] {
    let frame = incident.state.graph.frames[incident.state.graph.nodes[index].frame]
    var values: [String: String] = [:]
    let script = incident.state.step(index).commands[command].script
    for secret in frame.runbook.secrets where script.contains(secret.name) {
      do throws(SecretFault) {
        values[secret.name] = try await world.secrets.value(secret)
      } catch {
        report(.secretMissing(error))
        throw error
      }
    }
    return values
  }

  private func request(
    _ index: Int,
    _ command: Int,
    _ secrets: [String: String]
  ) -> CommandRequest {
    let state = incident.state
    let step = state.step(index)
    let definition = step.commands[command]
    var environment = world.environment
    environment["TOCSIN_INCIDENT"] = state.id.text
    environment["TOCSIN_STEP"] = step.id.text
    if state.opening?.isDrill == true { environment["TOCSIN_DRILL"] = "1" }
    environment.merge(state.variables(ofFrame: state.graph.nodes[index].frame)) { _, new in new }
    environment.merge(secrets) { _, new in new }
    let program = definition.interpreter.first ?? "sh"
    let name = program.split(separator: "/").last.map(String.init) ?? program
    return CommandRequest(
      arguments: definition.interpreter + [definition.script],
      isShell: ["sh", "bash", "dash", "zsh", "ksh"].contains(name)
        && definition.interpreter.last == "-c",
      environment: environment,
      workingDirectory: definition.workingDirectory,
      terminal: definition.needsTerminal ? terminalSize : nil,
      files: world.files(state.id, state.attemptCount + 1)
    )
  }

  private func describe(_ error: any Error) -> String {
    switch error {
    case CommandFault.notFound(let program): "not found: \(program)"
    case CommandFault.refused(let detail), CommandFault.exhausted(let detail): detail
    case SecretFault.unavailable(let name, let detail): "secret \(name): \(detail)"
    case SecretFault.nobodyToAsk(let name): "secret \(name): no terminal to ask at"
    default: "\(error)"
    }
  }
}
