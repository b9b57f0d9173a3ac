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
    let isSomebodyThere = call.holder != nil || !ladders.isEmpty
    let first = isSomebodyThere ? call.first : nil
    guard base.levels.first?.selection != .roundRobin else {
      // On a level that calls one of its people the role might not have its turn.
      return (first ?? call.target).map(base.behind) ?? base
    }
    var calls = [call]
    if first == nil, ladders.isEmpty {
      calls += state.escalationRequests.dropFirst().map { Call($0, state, call.book, now) }
        .filter { $0.policy?.origin == base.origin }
    }
    let policy = calls.compactMap(\.target).reduce(base) { $0.calling($1) }
    return first.map(policy.behind) ?? policy
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

  /// Whether those whom a ladder has called can answer, or those with whom it is about to begin.
  func isServed(by ladder: Escalation) -> Bool {
    let rung = ladder.current ?? ladder.policy.beginning
    if rung.level == 0, !request.reason.isForOne {
      // Others are wanted than those who are called alone: the first level has its turn at once.
      return ladder.current != nil && (target.map(ladder.policy.callsFirst) ?? true)
    }
    guard state.role(askedBy: step) != nil else { return true }
    return canAnswer(
      ladder.current == nil
        ? people(ladder.policy.level(at: rung)?.targets ?? [])
        : ladder.called.compactMap(\.person).filter { !ladder.declinedBy.contains($0) }
    )
  }

  /// Who is called alone at first while somebody is there, when one who answers is enough: who has
  /// the incident, when they can, else the role.
  var first: EscalationTarget? {
    guard request.reason.isForOne else { return nil }
    if let holder, canAnswer([holder]) { return .person(holder) }
    return target.flatMap { canAnswer(people([$0])) ? $0 : nil }
  }

  /// Who has the incident, when they can be reached.
  var holder: String? {
    guard let name = state.acknowledgement?.by,
      state.acknowledgementExpiry.map({ now < $0 }) ?? true
    else { return nil }
    return people([.person(book.roles.person(name)?.id ?? name)]).first
  }

  private func canAnswer(_ people: [String]) -> Bool {
    people.count { state.mayAnswer($0, at: step, by: book.roles, now) }
      >= state.answersMissing(at: step)
  }

  /// The people behind targets who can be reached, each once.
  private func people(_ targets: [EscalationTarget]) -> [String] {
    book.responders(targets, .high, now).filter { !$0.contacts.isEmpty }.compactMap(\.person)
  }
}

extension EscalationPolicy {
  /// Whether its first level calls all of a target.
  fileprivate func callsFirst(_ target: EscalationTarget) -> Bool {
    levels.first.map { $0.selection == .everyone && $0.targets.contains(target) } ?? false
  }
}
