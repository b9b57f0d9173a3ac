import RunbookModel
public import Timekeeping

extension IncidentState {
  /// The times at which the core wants to be asked again, the earliest first.
  public func deadlines() -> [Deadline] {
    guard outcome == nil else { return [] }
    var deadlines: [Deadline] = []
    for index in steps.indices where steps[index].isActive || steps[index].hasOpenAttempt {
      deadlines += self.deadlines(of: index)
    }
    return deadlines.sorted()
  }

  /// The first time at which something is due that needs no process of the run.
  public var enginesDeadline: Deadline? { deadlines().first { !$0.isForHost } }

  private func deadlines(of index: Int) -> [Deadline] {
    let step = step(index)
    let run = steps[index]
    var deadlines: [Deadline] = []
    if let until = run.waitsUntil, !run.hasWaited {
      deadlines.append(Deadline(at: until, purpose: .wait(step.id)))
    }
    if let consent = run.consent, consent.isOpen, let expiry = consent.expiresAt {
      deadlines.append(
        Deadline(at: expiry, purpose: .approval(step.id, request: consent.request))
      )
    }
    if let attempt = run.openAttempt, !attempt.isUnknown, attempt.stopping == nil,
      let limit = timeLimit(of: attempt, in: index)
    {
      deadlines.append(
        Deadline(at: limit, purpose: .timeout(step.id, attempt: attempt.number))
      )
    }
    if run.openAttempt == nil, run.stopped == nil, let command = nextCommand(of: index),
      run.notBefore != nil,
      step.commands[command].role == .until, let first = run.firstTryAt,
      let timeout = step.commands[command].timeout ?? step.timeout
    {
      deadlines.append(Deadline(at: first + timeout, purpose: .polling(step.id, command: command)))
    }
    if run.isActive, let reached = run.reachedAt {
      if let limit = step.deadline, !run.isLate {
        deadlines.append(Deadline(at: reached + limit, purpose: .step(step.id)))
      }
      if let after = step.escalation?.after, !run.hasEscalated {
        deadlines.append(Deadline(at: reached + after, purpose: .escalation(step.id)))
      }
    }
    return deadlines
  }

  /// When an attempt has had its time: its own, or for a poll the time of all polls.
  public func timeLimit(of attempt: StepRun.Attempt, in index: Int) -> Instant? {
    let command = step(index).commands[attempt.command]
    guard let timeout = command.timeout ?? step(index).timeout else { return nil }
    let start = command.role == .until ? steps[index].firstTryAt : attempt.startedAt
    return (start ?? attempt.startedAt) + timeout
  }

  /// What the host has to do at `now`.
  public func effects(at now: Instant) -> [Effect] {
    guard outcome == nil else { return [] }
    var effects: [Effect] = []
    if let rollback, !rollback.isStopped, let item = rollback.remaining.first,
      steps[item.step].openAttempt == nil
    {
      effects.append(.start(step: item.step, command: item.command))
    }
    for index in steps.indices where steps[index].isActive || steps[index].hasOpenAttempt {
      if let attempt = steps[index].openAttempt {
        if attempt.stopping != nil, !attempt.isUnknown {
          effects.append(.stop(attempt: attempt.number))
        }
      } else if case .due(let command, let notBefore) = phase(of: index),
        notBefore.map({ $0 <= now }) ?? true
      {
        effects.append(.start(step: index, command: command))
      }
    }
    return effects
  }

  /// The next time at which a start that waits falls due.
  public func nextStart() -> Instant? {
    activeSteps.compactMap { index in
      if case .due(command: _, let notBefore) = phase(of: index) { notBefore } else { nil }
    }.min()
  }
}

extension Planner {
  mutating func timePassed(_ deadline: Deadline) {
    guard deadline.at <= now, state.deadlines().contains(deadline) else { return }
    switch deadline.purpose {
    case .wait(let step): conclude(.waitEnded(step))
    case .approval(let step, let request):
      if let index = state.graph.index(of: step) { expireApproval(index, request) }
    case .timeout(let step, let attempt):
      conclude(.commandStopRequested(step, attempt: attempt, .timeout))
    case .polling(let step, command: _):
      if let index = state.graph.index(of: step), let last = state.steps[index].attempts.last {
        fail(index, .timedOut(attempt: last.number))
      }
    case .step(let step):
      conclude(.deadlinePassed(step))
      if let index = state.graph.index(of: step), !state.steps[index].hasEscalated {
        conclude(.escalationRequested(step, .deadline))
      }
    case .escalation(let step): conclude(.escalationRequested(step, .deadline))
    }
  }
}
