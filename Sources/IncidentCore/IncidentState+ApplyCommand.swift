import RunbookModel
import Timekeeping

extension IncidentState {
  mutating func applyToCommand(_ event: Event) {
    switch event.fact {
    case .commandStarted(let id, let command, let attempt, let process):
      guard let index = graph.index(of: id) else { return }
      start(index, command, attempt, process, event)
    case .commandStopRequested(let id, let attempt, let reason):
      update(id) {
        $0.change(attempt) {
          $0.stopping = reason
          $0.stopAskedAt = event.occurredAt
        }
      }
    case .commandFinished(let id, let attempt, let result):
      guard let index = graph.index(of: id) else { return }
      steps[index].change(attempt) { $0.result = result }
      finishCommand(index, attempt, result, output: event.sealed["stdout"])
    case .outcomeUnknown(let id, let attempt):
      update(id) { $0.change(attempt) { $0.isUnknown = true } }
      if let index = graph.index(of: id), isOfRollback(attempt, index) {
        rollback?.isStopped = true
      }
    case .outcomeSettled(let id, let attempt, let settlement):
      guard let index = graph.index(of: id) else { return }
      settle(index, attempt, settlement)
    case .retryScheduled(let id, command: _, let time): update(id) { $0.notBefore = time }
    default: break
    }
  }

  private mutating func start(
    _ index: Int,
    _ command: Int,
    _ attempt: Int,
    _ process: ProcessIdentity,
    _ event: Event
  ) {
    steps[index].attempts.append(
      StepRun.Attempt(
        number: attempt,
        command: command,
        visit: steps[index].visit,
        startedAt: event.occurredAt,
        process: process
      )
    )
    attemptCount = max(attemptCount, attempt)
    steps[index].notBefore = nil
    steps[index].tries += 1
    if steps[index].firstTryAt == nil { steps[index].firstTryAt = event.occurredAt }
    for (name, value) in event.sealed where name.hasPrefix("variable.") {
      let key = VariableKey(
        frame: graph.nodes[index].frame,
        name: String(name.dropFirst("variable.".count))
      )
      variables[key] = value
    }
  }

  private mutating func finishCommand(
    _ index: Int,
    _ attempt: Int,
    _ result: CommandResult,
    output: String?
  ) {
    guard let attempt = steps[index].attempts.last(where: { $0.number == attempt }) else { return }
    switch step(index).commands[attempt.command].role {
    case .rollback:
      if result.isSuccess { dropRollback() } else { rollback?.isStopped = true }
    case .offered: steps[index].requestedOffer = nil
    case .run, .check, .until:
      if attempt.visit == steps[index].visit {
        steps[index].lastExit = result.exitCode
        steps[index].lastOutput = output
      }
      if result.isSuccess { passCommand(index, attempt) }
    }
  }

  private mutating func settle(_ index: Int, _ attempt: Int, _ settlement: Settlement) {
    guard let attempt = steps[index].attempts.last(where: { $0.number == attempt }) else { return }
    let lastEnd = CommandResult(end: .notStarted(settlement.rawValue), duration: .zero)
    steps[index].change(attempt.number) { $0.result = lastEnd }
    switch step(index).commands[attempt.command].role {
    case .rollback:
      rollback?.isStopped = false
      if settlement != .again { dropRollback() }
    case .offered: if settlement != .again { steps[index].requestedOffer = nil }
    case .run, .check, .until:
      if settlement == .done { passCommand(index, attempt) }
      if settlement == .again, attempt.visit == steps[index].visit { steps[index].tryAgain() }
    }
  }

  private func isOfRollback(_ attempt: Int, _ index: Int) -> Bool {
    steps[index].attempts.contains {
      $0.number == attempt && step(index).commands[$0.command].role == .rollback
    }
  }

  /// Takes the first rollback command off the list.
  mutating func dropRollback() {
    guard rollback?.remaining.isEmpty == false else { return }
    rollback?.remaining.removeFirst()
    rollback?.isStopped = false
  }

  /// Puts a step that was still at work when the rollback began before all others that are left.
  private mutating func undoAsWell(_ index: Int, after attempt: Int) {
    let isUndone = steps[index].attempts.contains {
      $0.number > attempt && step(index).commands[$0.command].role == .rollback
    }
    guard let left = rollback?.remaining, !isUndone else { return }
    let all = rollbackItems(of: index) + left.filter { $0.step != index }
    rollback?.remaining = all
  }

  private mutating func passCommand(_ index: Int, _ attempt: StepRun.Attempt) {
    if attempt.visit == steps[index].visit {
      steps[index].nextCommand += 1
      steps[index].tries = 0
      steps[index].firstTryAt = nil
    }
    if step(index).commands[attempt.command].role == .run {
      changedSteps.removeAll { $0 == index }
      changedSteps.append(index)
      undoAsWell(index, after: attempt.number)
    }
  }
}

extension StepRun {
  mutating func change(_ attempt: Int, _ change: (inout Attempt) -> Void) {
    if let place = attempts.lastIndex(where: { $0.number == attempt }) { change(&attempts[place]) }
  }
}

extension CommandResult {
  /// Whether it exited by itself and did what was expected.
  public var isSuccess: Bool {
    if case .exited = end { unmet.isEmpty } else { false }
  }
}
