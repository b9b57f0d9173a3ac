import RunbookModel
import Timekeeping

/// Commands: their start, their end, and what follows from it.
extension Planner {
  mutating func prepared(
    _ index: Int,
    _ command: Int,
    _ process: ProcessIdentity,
    _ variables: [String: String]
  ) throws(Refusal) {
    guard state.effects(at: now).contains(.start(step: index, command: command))
    else { throw .notAsked(id(index)) }
    var sealed: [String: String] = [:]
    for (name, value) in variables {
      sealed["variable.\(name)"] = value
    }
    conclude(
      .commandStarted(
        id(index),
        command: command,
        attempt: state.attemptCount + 1,
        process: process
      ),
      sealed: sealed
    )
  }

  mutating func notPrepared(
    _ index: Int,
    _ command: Int,
    _ process: ProcessIdentity,
    _ message: String
  ) throws(Refusal) {
    try prepared(index, command, process, [:])
    ended(
      state.attemptCount,
      CommandResult(end: .notStarted(message), duration: .zero),
      ""
    )
  }

  mutating func ended(
    _ attempt: Int,
    _ result: CommandResult,
    _ stdout: String,
    at endedAt: Instant? = nil
  ) {
    guard case (let index, var open)? = openAttempt(attempt), !open.isUnknown else { return }
    // What had ended by itself was not stopped, whoever asked for that afterwards.
    if let endedAt, let askedAt = open.stopAskedAt, endedAt < askedAt { open.stopping = nil }
    let step = state.step(index)
    let command = step.commands[open.command]
    var result = result
    if step.decidesOnExit, open.command == state.orderedCommands(of: index).last,
      case .exited = result.end, open.stopping == nil
    {
      result.unmet = []
    }
    let needsOutput = step.choices.contains { $0.condition?.reads(.stdout) == true }
    conclude(
      .commandFinished(id(index), attempt: attempt, result),
      sealed: needsOutput ? ["stdout": stdout] : [:],
      occurredAt: endedAt
    )
    switch command.role {
    case .offered: break
    case .rollback:
      if !result.isSuccess, isAutomatic { conclude(.escalationRequested(id(index), .failure)) }
    case .run, .check, .until:
      // What the run has come to anew meanwhile begins with its first command, and what it has
      // left is not tried again.
      guard open.visit == state.steps[index].visit,
        state.steps[index].isActive || state.rollback != nil
      else { return }
      if result.isSuccess {
        if let name = step.capture, command.role != .until {
          conclude(.variableCaptured(id(index), name: name), sealed: ["value": stdout])
        }
      } else if state.outcome == nil {
        afterFailure(index, open, result)
      }
    }
  }

  private mutating func afterFailure(
    _ index: Int,
    _ attempt: StepRun.Attempt,
    _ result: CommandResult
  ) {
    let step = state.step(index)
    let command = step.commands[attempt.command]
    if attempt.stopping == .person {
      stop(index, .command(attempt: attempt.number))
      return
    }
    let reason: FailureReason =
      attempt.stopping == .timeout
      ? .timedOut(attempt: attempt.number) : .command(attempt: attempt.number)
    guard state.rollback == nil else {
      // What is being taken back is not tried again.
      conclude(.stepFailed(id(index), reason))
      return
    }
    if command.role == .until, attempt.stopping == nil, case .exited = result.end {
      let next = now + (command.interval ?? .seconds(10))
      conclude(.retryScheduled(id(index), command: attempt.command, at: next))
      return
    }
    if let retry = step.retry, state.steps[index].tries <= retry.count, command.role != .until {
      conclude(
        .retryScheduled(id(index), command: attempt.command, at: now + retry.interval)
      )
      return
    }
    fail(index, reason)
  }

  mutating func lost(_ attempt: Int) {
    guard let (index, open) = openAttempt(attempt), !open.isUnknown else { return }
    conclude(.outcomeUnknown(id(index), attempt: attempt))
    let step = state.step(index)
    let mayRepeat =
      step.commands[open.command].isReadOnly
      || (step.isIdempotent == true && step.commands[open.command].role != .offered)
    if mayRepeat {
      conclude(.outcomeSettled(id(index), attempt: attempt, .again))
    } else {
      conclude(.escalationRequested(id(index), .outcomeUnknown))
    }
  }

  private func openAttempt(_ number: Int) -> (Int, StepRun.Attempt)? {
    for index in state.steps.indices where state.steps[index].hasOpenAttempt {
      if let attempt = state.steps[index].openAttempt, attempt.number == number {
        return (index, attempt)
      }
    }
    return nil
  }

  /// Fails a step for good and does what it says for that case.
  mutating func fail(_ index: Int, _ reason: FailureReason) {
    let step = state.step(index)
    switch step.onFailure {
    case .stop where step.isOptional, .carryOn:
      conclude(.stepFailed(step.id, reason))
      leave(index, to: nil)
    case .stop: stop(index, reason)
    case .rollback:
      conclude(.stepFailed(step.id, reason))
      conclude(.rollbackStarted(reason: step.title))
    case .abort:
      conclude(.stepFailed(step.id, reason))
      end(.aborted, reason: step.title)
    case .go(let target):
      guard !isExhausted(.step(target), from: index) else {
        stop(index, reason)
        return
      }
      conclude(.stepFailed(step.id, reason))
      move(from: index, to: target, .failure)
    }
  }

  mutating func stop(_ index: Int, _ reason: FailureReason) {
    conclude(.stepStopped(id(index), reason))
    if isAutomatic { conclude(.escalationRequested(id(index), .failure)) }
  }
}

extension Step {
  /// Whether the exit code of the last command is a value to decide on, not a failure.
  var decidesOnExit: Bool { !choices.isEmpty && choices.allSatisfy { $0.condition != nil } }
}
