public import RunbookModel
public import Timekeeping

/// What a step is doing, computed from what has become of it.
public enum Phase: Hashable, Sendable {
  /// The run has not come to it.
  case pending
  /// It waits for a time.
  case waiting(until: Instant)
  /// It waits for consent.
  case approving
  /// That command waits for a person's key.
  case ready(command: Int)
  /// That command starts as soon as the host gets to it, not before that time.
  case due(command: Int, notBefore: Instant?)
  /// That attempt runs.
  case running(attempt: Int)
  /// Nobody saw how that attempt ended.
  case unknown(attempt: Int)
  /// Its sub-steps are at work.
  case substeps
  /// It waits for a person to do the rest.
  case attended
  /// It failed, and a person must say what to do.
  case stopped(FailureReason)
  /// It is over.
  case ended(StepRun.End)
}

/// What a person still has to do in a step.
public enum PersonsPart: Hashable, Sendable {
  /// Marking those items.
  case items([Int])
  /// Answering the question.
  case verification(String)
  /// Putting something on file.
  case evidence(EvidenceRequest)
  /// Taking an answer.
  case choice([Choice])
  /// Saying that it is done.
  case confirmation
}

extension IncidentState {
  /// What the step at `index` is doing.
  public func phase(of index: Int) -> Phase {
    // Everybody asks again and again, so that no step is copied.
    if let end = steps[index].end { return .ended(end) }
    guard steps[index].isActive else { return .pending }
    if steps[index].hasOpenAttempt, let attempt = steps[index].openAttempt {
      return attempt.isUnknown
        ? .unknown(attempt: attempt.number) : .running(attempt: attempt.number)
    }
    if let reason = steps[index].stopped { return .stopped(reason) }
    if let until = steps[index].waitsUntil, !steps[index].hasWaited {
      return .waiting(until: until)
    }
    if graph.nodes[index].step.approval != nil, !steps[index].isApproved { return .approving }
    if let command = nextCommand(of: index) {
      return steps[index].isReleased || steps[index].requestedOffer != nil
        ? .due(command: command, notBefore: steps[index].notBefore) : .ready(command: command)
    }
    if graph.nodes[index].children.contains(where: { steps[$0].isActive }) { return .substeps }
    return .attended
  }

  /// What a person still has to do in the step at `index`, in order; empty when nothing.
  ///
  /// It is asked for when the step's commands and sub-steps are over.
  public func personsPart(of index: Int) -> [PersonsPart] {
    let step = step(index)
    let run = steps[index]
    var parts: [PersonsPart] = []
    let open = step.checklist.indices.filter { run.marks[$0] == nil || run.marks[$0] == .open }
    if !open.isEmpty { parts.append(.items(open)) }
    if let question = step.verification, !run.isVerified { parts.append(.verification(question)) }
    if let request = step.evidence, !run.evidence.contains(where: { request.accepts($0.kind) }) {
      parts.append(.evidence(request))
    }
    if !step.choices.isEmpty, run.choice == nil { parts.append(.choice(step.choices)) }
    if needsConfirmation(index), !run.isConfirmed { parts.append(.confirmation) }
    return parts
  }

  /// Whether nothing but a person's word can tell that the step is done.
  private func needsConfirmation(_ index: Int) -> Bool {
    let step = step(index)
    let hasOwnEnd =
      !orderedCommands(of: index).isEmpty || !graph.nodes[index].children.isEmpty
      || !step.checklist.isEmpty || step.verification != nil || step.evidence != nil
      || !step.choices.isEmpty
    if hasOwnEnd { return step.commands.contains { $0.role == .offered } }
    return step.wait == nil || !step.body.isEmpty
  }
}

extension EvidenceRequest {
  /// Whether evidence of that kind is what is asked for.
  public func accepts(_ given: Kind) -> Bool {
    kind == .any || kind == given
  }
}
