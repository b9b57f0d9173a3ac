import RunbookModel
import Timekeeping

/// What the person who drives the run may say.
extension Planner {
  mutating func takeFromDriver(_ input: Input) throws(Refusal) {
    if case .takePen = input {
      try requireRunning()
      if state.pen != actor { emit(.penTaken(actor)) }
      return
    }
    try requirePen()
    switch input {
    case .releasePen: if state.pen != nil { emit(.penReleased) }
    case .release(let step): try release(step)
    case .runOffered(let step, let command): try offer(step, command)
    case .mark(let step, let item, let mark): try self.mark(step, item, mark)
    case .verify(let step, let isConfirmed): try verify(step, isConfirmed)
    case .attach(let step, let evidence, let text): try attach(step, evidence, text)
    case .choose(let step, let answer): try choose(step, answer)
    case .confirm(let step): try confirm(step)
    case .retry(let step): try retry(step)
    case .skip(let step, let reason): try skip(step, reason)
    case .overrule(let step, let reason): try overrule(step, reason)
    case .settle(let step, let settlement): try settle(step, settlement)
    case .stopCommand(let step): try stopCommand(step)
    case .jump(let step): try jump(step)
    case .abort(let reason, let rollingBack): try abort(reason, rollingBack)
    default: break
    }
  }

  private mutating func release(_ id: StepID) throws(Refusal) {
    let index = try active(id)
    guard case .ready = state.phase(of: index) else { throw .notAsked(id) }
    if let approval = state.step(index).approval, approval.excludesRunner,
      state.steps[index].consent?.givenBy.contains(where: { roles.isSame($0, actor.name) }) == true
    {
      throw .approverMayNotRun(name: actor.name)
    }
    emit(.stepReleased(id))
  }

  private mutating func offer(_ id: StepID, _ command: Int) throws(Refusal) {
    let index = try active(id)
    let commands = state.step(index).commands
    guard state.phase(of: index) == .attended, commands.indices.contains(command),
      commands[command].role == .offered
    else { throw .notAsked(id) }
    emit(.commandRequested(id, command: command))
  }

  private mutating func mark(
    _ id: StepID,
    _ item: Int,
    _ mark: ItemMark
  ) throws(Refusal) {
    let index = try active(id)
    let count = state.step(index).checklist.count
    guard count > 0 else { throw .notAsked(id) }
    guard (0..<count).contains(item) else { throw .unknownItem(item, count: count) }
    guard state.steps[index].marks[item] != mark else { return }
    emit(.itemMarked(id, item: item, mark))
  }

  private mutating func verify(_ id: StepID, _ isConfirmed: Bool) throws(Refusal) {
    let index = try active(id)
    guard state.step(index).verification != nil, state.phase(of: index) == .attended
    else { throw .notAsked(id) }
    emit(.verificationAnswered(id, isConfirmed: isConfirmed))
    if !isConfirmed { fail(index, .notConfirmed) }
  }

  private mutating func attach(
    _ id: StepID?,
    _ evidence: Evidence,
    _ text: String?
  ) throws(Refusal) {
    if let id { _ = try active(id) }
    emit(.evidenceAttached(id, evidence), sealed: text.map { ["text": $0] } ?? [:])
  }

  private mutating func choose(_ id: StepID, _ answer: String) throws(Refusal) {
    let index = try active(id)
    let choices = state.step(index).choices
    guard !choices.isEmpty, state.phase(of: index) == .attended else { throw .notAsked(id) }
    guard let choice = choices.first(where: { $0.answer == answer }) else {
      throw .unknownAnswer(answer, allowed: choices.map(\.answer))
    }
    guard !isExhausted(choice.target, from: index) else {
      throw .loopExhausted(id, limit: state.step(index).atMost ?? 1)
    }
    emit(.choiceMade(id, answer: answer, target: choice.target))
  }

  private mutating func confirm(_ id: StepID) throws(Refusal) {
    let index = try active(id)
    guard state.phase(of: index) == .attended,
      state.personsPart(of: index).contains(.confirmation)
    else { throw .notAsked(id) }
    emit(.stepConfirmed(id))
  }

  private mutating func retry(_ id: StepID) throws(Refusal) {
    if let rollback = state.rollback, rollback.isStopped, let item = rollback.remaining.first,
      self.id(item.step) == id
    {
      emit(.stepRetried(id))
      return
    }
    let index = try active(id)
    guard case .stopped = state.phase(of: index) else { throw .notAsked(id) }
    emit(.stepRetried(id))
  }

  private mutating func skip(_ id: StepID, _ reason: String) throws(Refusal) {
    if let rollback = state.rollback, rollback.isStopped, let item = rollback.remaining.first,
      self.id(item.step) == id
    {
      guard !reason.isEmpty else { throw .reasonMissing }
      emit(.stepSkipped(id, reason: reason))
      return
    }
    let index = try active(id)
    guard !isBusy(index) else { throw .commandRunning(id) }
    guard !reason.isEmpty || state.step(index).isOptional else { throw .reasonMissing }
    emit(.stepSkipped(id, reason: reason))
    leave(index, to: nil)
  }

  private mutating func overrule(_ id: StepID, _ reason: String) throws(Refusal) {
    let index = try active(id)
    guard case .stopped = state.phase(of: index) else { throw .notAsked(id) }
    guard !reason.isEmpty else { throw .reasonMissing }
    emit(.noteAdded(step: id), sealed: ["text": reason])
    emit(.stepDone(id))
    leave(index, to: nil)
  }

  private mutating func settle(_ id: StepID, _ settlement: Settlement) throws(Refusal) {
    guard let index = state.graph.index(of: id) else { throw .unknownStep(id) }
    guard let attempt = state.steps[index].openAttempt, attempt.isUnknown
    else { throw .notAsked(id) }
    emit(.outcomeSettled(id, attempt: attempt.number, settlement))
    guard state.steps[index].isActive else { return }
    switch settlement {
    case .done, .again: break
    // One of an earlier visit says nothing about this one.
    case .failed where attempt.visit != state.steps[index].visit: break
    case .skip:
      emit(.stepSkipped(id, reason: SkipReason.outcomeUnknown.text))
      leave(index, to: nil)
    case .failed: fail(index, .command(attempt: attempt.number))
    }
  }

  private mutating func stopCommand(_ id: StepID) throws(Refusal) {
    guard let index = state.graph.index(of: id) else { throw .unknownStep(id) }
    guard let attempt = state.steps[index].openAttempt, !attempt.isUnknown, attempt.stopping == nil
    else { throw .notAsked(id) }
    emit(.commandStopRequested(id, attempt: attempt.number, .person))
  }

  private mutating func jump(_ id: StepID) throws(Refusal) {
    guard state.graph.index(of: id) != nil else { throw .unknownStep(id) }
    guard state.ending == nil, state.rollback == nil else { throw .runEnding }
    let current = state.currentSteps
    guard current.count <= 1 else { throw .severalActive }
    if let index = current.first, isBusy(index) { throw .commandRunning(self.id(index)) }
    move(from: current.first, to: id, .person)
  }

  private mutating func abort(_ reason: String, _ rollingBack: Bool) throws(Refusal) {
    guard !reason.isEmpty else { throw .reasonMissing }
    for index in state.steps.indices {
      if let attempt = state.steps[index].openAttempt, !attempt.isUnknown {
        throw .commandRunning(id(index))
      }
    }
    if rollingBack, state.rollback == nil {
      emit(.rollbackStarted(reason: reason))
    } else {
      emit(.runFinished(.aborted, reason: reason))
    }
  }

  /// Whether a command of the step, or of one of its sub-steps, is running.
  private func isBusy(_ index: Int) -> Bool {
    state.steps.indices.contains { other in
      guard let attempt = state.steps[other].openAttempt, !attempt.isUnknown else { return false }
      return state.graph.isInside(other, of: index)
    }
  }
}
