import RunbookModel
public import Timekeeping

extension IncidentState {
  /// Takes in one event; the only way in which a state changes.
  ///
  /// It never fails: what it cannot place (a step that the graph does not have) changes nothing.
  public mutating func apply(_ event: Event) {
    version = event.sequence
    lastEventAt = event.recordedAt
    applyToIncident(event)
    applyToStep(event)
    applyToEscalation(event)
  }

  /// Takes in when the journal wrote the last events, which a decision assumed for its own time.
  ///
  /// - Parameters:
  ///   - events: what was decided, as it was written.
  ///   - lastProgressAt: ``lastProgressAt`` before it.
  public mutating func confirm(_ events: [Event], lastProgressAt: Instant?) {
    guard let last = events.last, last.sequence == version else { return }
    lastEventAt = last.recordedAt
    self.lastProgressAt = lastProgressAt
    for event in events { noteProgress(event) }
  }

  private mutating func applyToIncident(_ event: Event) {
    switch event.fact {
    case .incidentOpened(let opening):
      self.opening = opening
      openedAt = event.occurredAt
      openedBy = event.actor
      severity = opening.severity
      for name in opening.inputs {
        variables[VariableKey(frame: 0, name: name)] = event.sealed["input.\(name)"]
      }
    case .incidentAcknowledged:
      if acknowledgedBy == nil { acknowledgedBy = event.actor.name }
      milestones[.acknowledged] = earliest(.acknowledged, event.occurredAt)
    case .severityChanged(from: _, let to, reason: _): severity = to
    case .milestoneReached(let milestone):
      milestones[milestone] = earliest(milestone, event.occurredAt)
    case .hostArrived(let process, isResuming: _): host = process
    case .hostLeft: host = nil
    case .penTaken(let actor): pen = actor
    case .penReleased: pen = nil
    case .runEnding(let outcome, let reason):
      ending = Ending(outcome: outcome, reason: reason, isByPerson: event.actor.isPerson)
      finishSteps(outcome, at: event.occurredAt)
    case .runFinished(let outcome, reason: _):
      self.outcome = outcome
      rollback = nil
      finishSteps(outcome, at: event.occurredAt)
    case .rollbackStarted(let reason): startRollback(reason, at: event.occurredAt)
    default: break
    }
  }

  private func earliest(_ milestone: Milestone, _ time: Instant) -> Instant {
    min(milestones[milestone] ?? time, time)
  }

  private mutating func finishSteps(_ outcome: RunOutcome, at now: Instant) {
    for index in steps.indices where steps[index].end == nil {
      let wasReached = steps[index].isActive
      steps[index].finish(
        wasReached && outcome != .completed
          ? .skipped(.runOver(outcome)) : .notApplicable,
        at: now
      )
    }
  }

  private mutating func startRollback(_ reason: String, at now: Instant) {
    rollback = Rollback(reason: reason, remaining: changedSteps.reversed().flatMap(rollbackItems))
    for index in steps.indices where steps[index].isActive {
      steps[index].finish(.skipped(.words(reason)), at: now)
    }
  }

  /// What undoes a step.
  func rollbackItems(of index: Int) -> [Rollback.Item] {
    let commands = step(index).commands
    return commands.indices.reversed().filter { commands[$0].role == .rollback }
      .map { Rollback.Item(step: index, command: $0) }
  }

  private mutating func applyToStep(_ event: Event) {
    let now = event.occurredAt
    switch event.fact {
    case .stepReached(let id, let visit): reach(id, visit, at: now)
    case .commandRequested(let id, let command): update(id) { $0.requestedOffer = command }
    case .stepConfirmed(let id): update(id) { $0.isConfirmed = true }
    case .callEnded(let id): endCall(of: id, at: now)
    case .waitStarted(let id, let until): update(id) { $0.waitsUntil = until }
    case .waitEnded(let id):
      update(id) {
        $0.hasWaited = true
        $0.waitsUntil = nil
      }
    case .approvalRequested(let id, let request, _, let expiresAt):
      update(id) {
        $0.consent = StepRun.Consent(request: request, askedAt: now, expiresAt: expiresAt)
      }
    case .approvalGiven(let id, request: _): giveConsent(id, by: event.actor.name)
    case .approvalRejected(let id, request: _, reason: _), .approvalExpired(let id, request: _):
      update(id) { $0.consent?.isOpen = false }
    case .stepReleased(let id): update(id) { $0.isReleased = true }
    case .itemMarked(let id, let item, let mark): update(id) { $0.marks[item] = mark }
    case .verificationAnswered(let id, let isConfirmed): update(id) { $0.isVerified = isConfirmed }
    case .evidenceAttached(let id, let evidence):
      if let id { update(id) { $0.evidence.append(evidence) } }
    case .choiceMade(let id, let answer, target: _): choose(answer, in: id)
    case .deadlinePassed(let id): update(id) { $0.isLate = true }
    case .stepDone(let id): update(id) { $0.finish(.done, at: now) }
    case .stepFailed(let id, let reason): update(id) { $0.finish(.failed(reason), at: now) }
    case .stepStopped(let id, let reason): update(id) { $0.stopped = reason }
    case .stepSkipped(let id, let reason): skip(id, reason, at: now)
    case .stepRetried(let id):
      rollback?.isStopped = false
      update(id) { $0.tryAgain() }
    case .runMoved(let from, let to, let reason): move(from: from, to: to, reason, at: now)
    case .variableCaptured(let id, let name):
      if let index = graph.index(of: id) {
        let key = VariableKey(frame: graph.nodes[index].frame, name: name)
        variables[key] = event.sealed["value"]
      }
    case .commandStarted, .commandStopRequested, .commandFinished, .outcomeUnknown,
      .outcomeSettled, .retryScheduled:
      applyToCommand(event)
    default: break
    }
  }

  mutating func update(_ id: StepID, _ change: (inout StepRun) -> Void) {
    if let index = graph.index(of: id) { change(&steps[index]) }
  }

  private mutating func giveConsent(_ id: StepID, by name: String) {
    guard let index = graph.index(of: id) else { return }
    let needed = step(index).approval?.count ?? 1
    steps[index].consent?.givenBy.append(name)
    if let given = steps[index].consent?.givenBy.count, given >= needed {
      steps[index].isApproved = true
      steps[index].consent?.isOpen = false
    }
  }

  private mutating func choose(_ answer: String, in id: StepID) {
    guard let index = graph.index(of: id),
      let choice = step(index).choices.first(where: { $0.answer == answer })
    else { return }
    steps[index].choice = choice
  }

  private mutating func reach(_ id: StepID, _ visit: Int, at now: Instant) {
    guard let index = graph.index(of: id) else { return }
    steps[index].enter(visit: visit, at: now)
    bindInputs(of: index)
    var place = graph.nodes[index].parent
    while let parent = place {
      steps[parent].hasBegunSubsteps = true
      place = graph.nodes[parent].parent
    }
  }

  /// Gives a called runbook its inputs when the run comes to the call.
  mutating func bindInputs(of index: Int) {
    let id = step(index).id.text
    for (number, frame) in graph.frames.enumerated() where number > 0 && frame.id == id {
      for input in frame.runbook.inputs {
        let given = frame.bindings.first { $0.name == input.name }?.value ?? input.defaultValue
        variables[VariableKey(frame: number, name: input.name)] = given.flatMap {
          $0.hasPrefix("$")
            ? variables[VariableKey(frame: frame.caller ?? 0, name: String($0.dropFirst()))] : $0
        }
      }
    }
  }

  /// Ends what a step has called, and none of its own sub-steps, which follow.
  private mutating func endCall(of id: StepID, at now: Instant) {
    guard let index = graph.index(of: id) else { return }
    for other in steps.indices
    where steps[other].end == nil && graph.nodes[other].frame != graph.nodes[index].frame
      && graph.isInside(other, of: index)
    {
      steps[other].finish(.notApplicable, at: now)
    }
  }

  /// Leaves out a step with all its sub-steps; in a rollback, the command that it stands at.
  private mutating func skip(_ id: StepID, _ reason: String, at now: Instant) {
    guard let index = graph.index(of: id) else { return }
    if rollback != nil {
      dropRollback()
      return
    }
    steps[index].finish(.skipped(SkipReason(text: reason)), at: now)
    for other in steps.indices
    where other != index && steps[other].end == nil && graph.isInside(other, of: index) {
      steps[other].finish(.notApplicable, at: now)
    }
  }
}

extension StepRun {
  /// Stands before the command that failed, with all its tries again.
  mutating func tryAgain() {
    stopped = nil
    tries = 0
    firstTryAt = nil
    notBefore = nil
  }
}
