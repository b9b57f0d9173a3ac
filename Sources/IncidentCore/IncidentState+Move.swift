import RunbookModel
import Timekeeping

extension IncidentState {
  /// Whether a way from one step to another is a loop: it leads back to where the run has been.
  ///
  /// Sub-steps stand behind their step and are over before it decides where to go.
  func isBackward(from origin: Int, to target: Int) -> Bool {
    target <= origin || steps[origin].hasBegunSubsteps && graph.isInside(target, of: origin)
  }

  /// Puts the run in front of `target`.
  ///
  /// Going forward, the steps in between that are not over do not apply. Going back, the steps from
  /// the target on are pending again. The steps that the target is a sub-step of are active
  /// afterwards, all other steps are not.
  ///
  /// Within parallel sub-steps that is so in the branch of the target alone: when the move comes
  /// from another branch, that one is over, and the rest go on as if nothing had happened.
  mutating func move(from: StepID?, to: StepID, _ reason: MoveReason, at now: Instant) {
    guard let target = graph.index(of: to) else { return }
    let origin = from.flatMap { graph.index(of: $0) }
    // What a person does by hand is no link of the author's.
    if let origin, reason != .person, isBackward(from: origin, to: target) {
      steps[origin].backwardCount += 1
    }
    let around = graph.ancestors(of: target)
    let crossed = origin.flatMap { graph.branches(from: $0, to: target) }
    for index in steps.indices where !around.contains(index) {
      let isEntered = crossed.map { graph.isInside(index, of: $0.entered) } ?? true
      if isEntered, index >= target {
        steps[index].reset()
        continue
      }
      let isLeft = crossed?.left.map { graph.isInside(index, of: $0) } ?? false
      guard isEntered || isLeft, steps[index].end == nil else { continue }
      let isOrigin = index == origin && steps[index].isActive
      steps[index].finish(isOrigin ? .skipped(.moved(to: to)) : .notApplicable, at: now)
    }
    for index in around.reversed() where !steps[index].isActive {
      steps[index].reopen(at: now)
      bindInputs(of: index)
    }
  }
}

extension StepGraph {
  /// The steps that a step is a sub-step of, the innermost first.
  fileprivate func ancestors(of index: Int) -> [Int] {
    var ancestors: [Int] = []
    var place = nodes[index].parent
    while let parent = place {
      ancestors.append(parent)
      place = nodes[parent].parent
    }
    return ancestors
  }

  /// The branches of parallel sub-steps that a move concerns: the one that it leads into, and the
  /// one that it leaves, if that is another; `nil` when it comes from outside or concerns none.
  ///
  /// A parallel step that leads back into one of its branches leaves none.
  fileprivate func branches(from origin: Int, to target: Int) -> (entered: Int, left: Int?)? {
    var entered = target
    for parent in ancestors(of: target) {
      if nodes[parent].step.parallelism != nil, isInside(origin, of: parent) {
        let left = nodes[parent].children.first { isInside(origin, of: $0) }
        return (entered, left == entered ? nil : left)
      }
      entered = parent
    }
    return nil
  }
}

extension StepRun {
  /// Pending again; what happened stays on file.
  fileprivate mutating func reset() {
    var fresh = StepRun()
    fresh.attempts = attempts
    fresh.backwardCount = backwardCount
    fresh.visit = visit
    self = fresh
  }

  /// Active because of a sub-step; its own commands are not run for that.
  fileprivate mutating func reopen(at now: Instant) {
    enter(visit: visit + 1, at: now)
    hasWaited = true
    isApproved = true
    isReleased = true
    nextCommand = Int.max
    hasBegunSubsteps = true
  }
}
