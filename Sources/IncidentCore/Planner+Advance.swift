import RunbookModel
import Timekeeping

/// What follows by itself: the engine carries the run to the next place where it must wait.
extension Planner {
  /// Concludes until nothing more follows; bounded, because decisions may lead in circles.
  mutating func advance() {
    var rounds = 0
    while state.opening != nil, state.outcome == nil, rounds < 100_000 {
      rounds += 1
      let before = drafts.count
      if let ending = state.ending {
        end(ending.outcome, reason: ending.reason)
      } else if state.rollback != nil {
        advanceRollback()
      } else {
        for index in state.activeSteps.reversed() where drafts.count == before {
          advance(index)
        }
      }
      if drafts.count == before { return }
    }
  }

  private mutating func advanceRollback() {
    guard let rollback = state.rollback, rollback.remaining.isEmpty, state.runningSteps.isEmpty
    else { return }
    conclude(.runFinished(.aborted, reason: rollback.reason))
  }

  private mutating func advance(_ index: Int) {
    switch state.phase(of: index) {
    case .pending, .ended, .running, .unknown, .stopped, .waiting, .due: return
    case .approving:
      if beginWait(index) { return }
      let hasAsked = state.steps[index].consent?.isOpen ?? false
      if !hasAsked, let approval = state.graph.nodes[index].step.approval {
        requestApproval(index, approval)
      }
    case .ready:
      if beginWait(index) { return }
      if mayRelease(index) {
        conclude(.stepReleased(id(index)))
      } else {
        callForPerson(index)
      }
    case .substeps:
      if state.graph.nodes[index].step.parallelism != nil { _ = beginSubsteps(index) }
    case .attended: if !beginWait(index) { attend(index) }
    }
  }

  /// Begins the step's wait; false when it has none left.
  private mutating func beginWait(_ index: Int) -> Bool {
    guard let wait = state.graph.nodes[index].step.wait, !state.steps[index].hasWaited
    else { return false }
    conclude(.waitStarted(id(index), until: now + wait))
    return true
  }

  /// Whether the step's commands may start without a person's key.
  private func mayRelease(_ index: Int) -> Bool {
    let step = state.step(index)
    if let isAutomatic = step.isAutomatic { return isAutomatic }
    guard isAutomatic else { return false }
    return state.orderedCommands(of: index).allSatisfy {
      step.commands[$0].isReadOnly || step.approval != nil || !step.commands[$0].isDestructive
    }
  }

  /// The part after the commands: sub-steps, then what a person does, then the decision.
  private mutating func attend(_ index: Int) {
    if beginSubsteps(index) { return }
    let parts = state.personsPart(of: index)
    let others = parts.filter { if case .choice = $0 { false } else { true } }
    guard others.isEmpty else {
      callForPerson(index)
      return
    }
    if case .choice(let choices)? = parts.first {
      decideByItself(index, choices)
      return
    }
    let target = state.steps[index].choice?.target
    if target == nil, let next = state.step(index).next, isExhausted(next, from: index) {
      stop(index, .noWayOn)
      return
    }
    conclude(.stepDone(id(index)))
    leave(index, to: target, .choice)
  }

  private mutating func callForPerson(_ index: Int) {
    guard isAutomatic, !state.steps[index].hasCalledForPerson else { return }
    conclude(.escalationRequested(id(index), .personNeeded))
  }

  /// Begins the next sub-steps; false when all are over.
  private mutating func beginSubsteps(_ index: Int) -> Bool {
    let children = state.graph.nodes[index].children
    guard let first = children.first else { return false }
    guard let parallelism = state.step(index).parallelism else {
      guard !state.steps[index].hasBegunSubsteps else { return false }
      reach(first)
      return true
    }
    let active = children.filter { state.steps[$0].isActive }.count
    let pending = children.filter { !state.steps[$0].isActive && state.steps[$0].end == nil }
    let room = (parallelism.limit ?? children.count) - active
    for child in pending.prefix(max(0, room)) {
      reach(child)
    }
    return !pending.isEmpty && room > 0
  }

  private mutating func decideByItself(_ index: Int, _ choices: [Choice]) {
    let holding =
      choices.first { $0.condition.map { state.holds($0, in: index) } ?? false }
      ?? choices.first { $0.condition == .otherwise }
    guard let choice = holding else {
      callForPerson(index)
      return
    }
    guard !isExhausted(choice.target, from: index) else {
      conclude(.stepStopped(id(index), .noWayOn))
      if isAutomatic { conclude(.escalationRequested(id(index), .failure)) }
      return
    }
    conclude(.choiceMade(id(index), answer: choice.answer, target: choice.target))
  }

  // MARK: Ways through the graph

  mutating func reach(_ index: Int) {
    let step = state.step(index)
    conclude(.stepReached(step.id, visit: state.steps[index].visit + 1))
    if !step.notify.isEmpty { conclude(.notificationRequested(step.id, targets: step.notify)) }
  }

  /// Goes on after a step that has ended.
  mutating func leave(_ index: Int, to chosen: Target?, _ reason: MoveReason = .next) {
    guard state.outcome == nil, state.ending == nil, state.rollback == nil else { return }
    let isChosen = chosen != nil
    switch chosen ?? state.step(index).next {
    case .end: finishFrame(of: index)
    case .step(let target) where isChosen || !isExhausted(.step(target), from: index):
      move(from: index, to: target, isChosen ? reason : .next)
    // A person let a step pass whose way back was taken as often as allowed.
    case .step, nil:
      if isBranch(index) { return }
      if let sibling = state.graph.sibling(after: index) {
        reach(sibling)
      } else if state.graph.nodes[index].parent == nil {
        finishRun()
      }
    }
  }

  /// Whether a step goes on beside the other sub-steps of its step.
  private func isBranch(_ index: Int) -> Bool {
    state.graph.nodes[index].parent.map { state.step($0).parallelism != nil } ?? false
  }

  mutating func move(from: Int?, to target: StepID, _ reason: MoveReason) {
    guard let place = state.graph.index(of: target) else { return }
    if let from, state.graph.sibling(after: from) == place, !isBranch(from), reason != .person {
      reach(place)
      return
    }
    let fact = Fact.runMoved(from: from.map { id($0) }, to: target, reason)
    if reason == .person { emit(fact) } else { conclude(fact) }
    reach(place)
  }

  /// Whether going to `target` is one step back more than the author allows.
  func isExhausted(_ target: Target, from index: Int) -> Bool {
    guard case .step(let id) = target, let place = state.graph.index(of: id),
      state.isBackward(from: index, to: place)
    else { return false }
    return state.steps[index].backwardCount >= (state.step(index).atMost ?? 1)
  }

  /// `end`: in the runbook that was started the run is over, in a called one the call is.
  private mutating func finishFrame(of index: Int) {
    let frame = state.graph.nodes[index].frame
    guard frame != 0, let caller = state.graph.index(of: StepID(state.graph.frames[frame].id))
    else {
      finishRun()
      return
    }
    conclude(.callEnded(id(caller)))
    // Its own sub-steps come behind what it calls; those that are parallel have begun with that.
    let own = state.graph.nodes[caller].children.first {
      state.graph.nodes[$0].frame == state.graph.nodes[caller].frame
    }
    if let own, !isBranch(own) { reach(own) }
  }

  private mutating func finishRun() {
    let hasFailed = state.steps.indices.contains {
      if case .failed = state.steps[$0].end { !state.step($0).isOptional } else { false }
    }
    end(hasFailed ? .failed : .completed, reason: nil)
  }

  /// Ends the run, behind the commands that still run.
  mutating func end(_ outcome: RunOutcome, reason: String?) {
    if state.runningSteps.isEmpty {
      conclude(.runFinished(outcome, reason: reason))
    } else if state.ending == nil {
      emit(.runEnding(outcome, reason: reason))
    }
  }
}
