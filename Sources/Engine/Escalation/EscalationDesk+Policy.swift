import DutyRoster
import IncidentCore
import Ports
import RunbookModel
import Timekeeping

/// By which policy people are called, so that nobody is called twice for one thing and nobody else
/// while somebody is there who can answer.
extension EscalationDesk {
  /// The policy of a request; that of a ladder that runs when the request joins it.
  ///
  /// A request joins when those whom the ladder has called can answer it. While somebody has the
  /// incident, or a ladder calls others, whoever can answer is called alone at first. Else the role
  /// that is asked for is called on the first level, together with the roles of the other requests
  /// of the same moment.
  func policy(
    for request: EscalationRequest,
    in state: IncidentState,
    at now: Instant
  ) -> EscalationPolicy? {
    let call = Call(request, state, world.dutyBook(), now)
    guard let base = call.policy else { return nil }
    let ladders = state.escalations.filter { $0.isRunning && $0.policy.origin == base.origin }
    if let ladder = ladders.first(where: call.isServed) { return ladder.policy }
    let takesTurns = base.levels.first?.selection == .roundRobin
    var policy = base
    if !takesTurns, let role = call.target { policy = policy.calling(role) }
    if let first = call.first(besides: ladders) { return policy.behind(first) }
    // On a level that calls one of its people the role might not have its turn.
    if takesTurns { return call.target.map(policy.behind) ?? policy }
    guard ladders.isEmpty else { return policy }
    for other in state.escalationRequests.dropFirst() {
      let other = Call(other, state, call.book, now)
      if other.policy?.origin == base.origin, let role = other.target {
        policy = policy.calling(role)
      }
    }
    return policy
  }
}

/// A request with what is known about those who can answer it.
private struct Call {
  let request: EscalationRequest
  let state: IncidentState
  let book: DutyBook
  let now: Instant

  init(_ request: EscalationRequest, _ state: IncidentState, _ book: DutyBook, _ now: Instant) {
    self.request = request
    self.state = state
    self.book = book
    self.now = now
  }

  /// The policy that the request names, or the default one; without one, the role alone.
  var policy: EscalationPolicy? {
    if let policy = book.policy(request.policy, state.severity, now) { return policy }
    return target.map { target in
      EscalationPolicy(
        name: target.description,
        levels: [EscalationLevel(targets: [target], wait: .minutes(15))],
        repeats: 1
      )
    }
  }

  /// The step, when it asks a certain role.
  private var step: StepID? {
    switch request.reason {
    case .personNeeded, .approvalExpired: request.step
    default: nil
    }
  }

  /// The role that is asked for, when it stands for somebody.
  var target: EscalationTarget? {
    guard let role = state.role(askedBy: step) else { return nil }
    return book.responders([.role(role)], .high, now).isEmpty ? nil : .role(role)
  }

  /// Whether those whom a ladder calls can answer.
  func isServed(by ladder: Escalation) -> Bool {
    let rung = ladder.current ?? ladder.policy.beginning
    if rung.level == 0, !request.reason.isForOne {
      // Its first level has its turn at once.
      guard ladder.current != nil, let level = ladder.policy.levels.first else { return false }
      return target.map { level.selection == .everyone && level.targets.contains($0) } ?? true
    }
    guard state.role(askedBy: step) != nil else { return true }
    guard ladder.current == nil else {
      let called = Set(ladder.called.compactMap(\.person))
      return canAnswer(called.filter { !ladder.declinedBy.contains($0) })
    }
    return canAnswer(people(ladder.policy.level(at: rung)?.targets ?? []))
  }

  /// Who is called alone at first: who has the incident, when they can answer, else the role.
  func first(besides ladders: [Escalation]) -> EscalationTarget? {
    guard request.reason.isForOne else { return nil }
    let holder = holder
    guard holder != nil || !ladders.isEmpty else { return nil }
    if let holder, canAnswer([holder]) { return .person(holder) }
    return target.flatMap { canAnswer(people([$0])) ? $0 : nil }
  }

  /// Who has the incident, when they can be reached.
  private var holder: String? {
    guard let name = state.acknowledgement?.by,
      state.acknowledgementExpiry.map({ now < $0 }) ?? true
    else { return nil }
    return people([.person(book.roles.person(name)?.id ?? name)]).first
  }

  private func canAnswer(_ people: some Collection<String>) -> Bool {
    people.count { state.mayAnswer($0, at: step, by: book.roles, now) }
      >= state.answersMissing(at: step)
  }

  /// The people behind targets who can be reached, each once.
  private func people(_ targets: [EscalationTarget]) -> [String] {
    book.responders(targets, .high, now).filter { !$0.contacts.isEmpty }.compactMap(\.person)
  }
}
