import RunbookModel
public import Timekeeping

extension IncidentState {
  /// The times at which the core wants to be asked again, the earliest first.
  public func deadlines() -> [Deadline] {
    guard outcome == nil else { return [] }
    var deadlines: [Deadline] = []
    for index in steps.indices where steps[index].isActive || steps[index].hasOpenAttempt {
      addDeadlines(of: index, to: &deadlines)
    }
    return deadlines.count > 1 ? deadlines.sorted() : deadlines
  }

  /// The first time at which something is due that needs no process of the run.
  public var enginesDeadline: Deadline? { deadlines().first { !$0.isForHost } }

  /// Adds the deadlines of one step, of which nothing is copied: this is asked after every event.
  private func addDeadlines(of index: Int, to deadlines: inout [Deadline]) {
    func add(_ time: Instant, _ purpose: (StepID) -> Deadline.Purpose) {
      deadlines.append(Deadline(at: time, purpose: purpose(graph.nodes[index].step.id)))
    }
    if let until = steps[index].waitsUntil, !steps[index].hasWaited {
      add(until) { .wait($0) }
    }
    if let consent = steps[index].consent, consent.isOpen, let expiry = consent.expiresAt {
      add(expiry) { .approval($0, request: consent.request) }
    }
    if steps[index].hasOpenAttempt {
      if let attempt = steps[index].openAttempt, !attempt.isUnknown, attempt.stopping == nil,
        let limit = timeLimit(of: attempt, in: index)
      {
        add(limit) { .timeout($0, attempt: attempt.number) }
      }
    } else if steps[index].stopped == nil, steps[index].notBefore != nil,
      let first = steps[index].firstTryAt, let command = nextCommand(of: index),
      graph.nodes[index].step.commands[command].role == .until,
      let timeout = graph.nodes[index].step.commands[command].timeout
        ?? graph.nodes[index].step.timeout
    {
      add(first + timeout) { .polling($0, command: command) }
    }
    if steps[index].isActive, let reached = steps[index].reachedAt {
      if let limit = graph.nodes[index].step.deadline, !steps[index].isLate {
        add(reached + limit) { .step($0) }
      }
      if let after = graph.nodes[index].step.escalation?.after, !steps[index].hasEscalated {
        add(reached + after) { .escalation($0) }
      }
    }
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
    // What still runs may have to be undone first.
    if let rollback, !rollback.isStopped, let item = rollback.remaining.first,
      steps[item.step].openAttempt == nil, runningSteps.isEmpty
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
