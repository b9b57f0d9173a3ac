import RunbookModel
public import Timekeeping

/// What follows from an input.
public struct Decision: Sendable {
  /// Facts to be written down, in order; none when the input changes nothing.
  public var drafts: [DraftEvent]
  /// The state that they lead to when they are written at the time of the decision; see
  /// ``IncidentState/confirm(_:lastProgressAt:)``.
  public var state: IncidentState

  /// When the incident has to be looked at again once they are written; `nil` for never.
  public var agenda: Instant? { state.agenda }
}

extension IncidentState {
  /// What follows from an input: facts to be written down, in order; none when it changes nothing.
  ///
  /// The same state, input and time always give the same facts.
  ///
  /// - Parameters:
  ///   - input: what happened.
  ///   - actor: who did it.
  ///   - source: through which door it came in.
  ///   - now: the time.
  ///   - roles: who has which role by the configuration.
  /// - Returns: the facts as drafts, in the order in which they are to be written.
  /// - Throws: why the input changes nothing, as a sentence for the one who gave it.
  public func decide(
    _ input: Input,
    by actor: Actor,
    through source: EventSource,
    at now: Instant,
    roles: RoleBook = .none
  ) throws(Refusal) -> [DraftEvent] {
    try decision(on: input, by: actor, through: source, at: now, roles: roles).drafts
  }

  /// What follows from an input, and where the incident stands after it.
  ///
  /// - Throws: why the input changes nothing, as a sentence for the one who gave it.
  public func decision(
    on input: Input,
    by actor: Actor,
    through source: EventSource,
    at now: Instant,
    roles: RoleBook = .none
  ) throws(Refusal) -> Decision {
    var planner = Planner(state: self, actor: actor, source: source, now: now, roles: roles)
    try planner.take(input)
    planner.advance()
    planner.settleEscalations()
    return Decision(drafts: planner.drafts, state: planner.state)
  }
}

extension Planner {
  mutating func take(_ input: Input) throws(Refusal) {
    switch input {
    case .open, .arrive, .leave, .prepared, .notPrepared, .ended, .lost, .timePassed:
      try takeFromHost(input)
    case .arm, .fire, .address, .attempt, .attemptsEnded, .hold, .giveUp, .bundle, .receipt,
      .giveCodes, .answeredInVain, .expireAcknowledgement, .noticeBudget, .noticeRefusal,
      .clockJumped:
      takeFromEngine(input)
    case .takePen, .releasePen, .release, .runOffered, .mark, .verify, .attach, .choose, .confirm,
      .retry, .skip, .overrule, .settle, .stopCommand, .jump, .abort:
      try takeFromDriver(input)
    case .approve, .reject, .acknowledge, .answer, .reach, .setSeverity, .note, .correct, .escalate,
      .sendAgain:
      try takeFromAnybody(input)
    }
  }

  private mutating func takeFromHost(_ input: Input) throws(Refusal) {
    switch input {
    case .open(let opening, let inputs): try open(opening, inputs)
    case .arrive(let process):
      guard state.opening != nil else { throw .notOpen }
      conclude(.hostArrived(process, isResuming: state.host != nil || state.attemptCount > 0))
    case .leave: conclude(.hostLeft)
    case .prepared(let step, let command, let process, let variables):
      try prepared(step, command, process, variables)
    case .notPrepared(let step, let command, let process, let message):
      try notPrepared(step, command, process, message)
    case .ended(let attempt, let result, let stdout, let time):
      ended(attempt, result, stdout, at: time)
    case .lost(let attempt): lost(attempt)
    case .timePassed(let deadline): timePassed(deadline)
    default: break
    }
  }

  private mutating func open(_ opening: Opening, _ inputs: [String: String]) throws(Refusal) {
    guard state.opening == nil else { throw .alreadyOpen }
    var sealed: [String: String] = [:]
    for (name, value) in inputs {
      sealed["input.\(name)"] = value
    }
    emit(.incidentOpened(opening), sealed: sealed)
    if isAutomatic, state.graph.frames.first?.runbook.escalation != nil {
      conclude(.escalationRequested(nil, .opened))
    }
    if let first = state.graph.roots.first { reach(first) }
  }

  private mutating func takeFromAnybody(_ input: Input) throws(Refusal) {
    guard state.opening != nil else { throw .notOpen }
    switch input {
    case .approve(let step): try approve(step)
    case .reject(let step, let reason): try reject(step, reason)
    case .acknowledge: emit(.incidentAcknowledged)
    case .answer(let answer): try self.answer(answer)
    case .reach(let milestone, let time): emit(.milestoneReached(milestone), occurredAt: time)
    case .setSeverity(let severity, let reason):
      guard severity != state.severity else { return }
      emit(.severityChanged(from: state.severity, to: severity, reason: reason))
    case .note(let text, let step, let time):
      if let step, state.graph.index(of: step) == nil { throw .unknownStep(step) }
      emit(.noteAdded(step: step), sealed: ["text": text], occurredAt: time)
    case .correct(let sequence, let text):
      guard sequence >= 1, sequence <= state.version else { throw .unknownEvent(sequence) }
      emit(.eventCorrected(sequence: sequence), sealed: ["text": text])
    case .escalate(let step, let seen): try escalate(step, seen)
    case .sendAgain(let key): try sendAgain(key)
    default: break
    }
  }
}
