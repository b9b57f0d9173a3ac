import RunbookModel
import Timekeeping

/// Consent: who may give it, and what follows.
extension Planner {
  mutating func approve(_ id: StepID) throws(Refusal) {
    let (index, approval, consent) = try openConsent(id)
    try requireRole(approval.role, in: index)
    if approval.excludesRunner, state.isRunner(actor.name, by: roles) {
      throw .runnerMayNotApprove(
        name: actor.name,
        others: approvers(approval.role, in: index).filter { !state.isRunner($0, by: roles) }
      )
    }
    guard !consent.givenBy.contains(where: { roles.isSame($0, actor.name) }) else {
      throw .alreadyApproved(name: actor.name)
    }
    emit(.approvalGiven(id, request: consent.request))
  }

  mutating func reject(_ id: StepID, _ reason: String?) throws(Refusal) {
    let (index, approval, consent) = try openConsent(id)
    try requireRole(approval.role, in: index)
    emit(.approvalRejected(id, request: consent.request, reason: reason))
    fail(index, .rejected)
  }

  private func openConsent(
    _ id: StepID
  ) throws(Refusal) -> (Int, Approval, StepRun.Consent) {
    try requireRunning()
    let index = try active(id)
    guard let approval = state.step(index).approval, let consent = state.steps[index].consent,
      consent.isOpen, consent.expiresAt.map({ now < $0 }) ?? true
    else { throw .notAsked(id) }
    return (index, approval, consent)
  }

  private func requireRole(_ role: String, in index: Int) throws(Refusal) {
    guard state.has(actor.name, role, in: index, by: roles, now) else {
      throw .notInRole(name: actor.name, role: role, members: approvers(role, in: index))
    }
  }

  /// Who may consent for a role now, by the names that people read, each once.
  private func approvers(_ role: String, in index: Int) -> [String] {
    var names: [String] = []
    for name in state.named(role, in: index).map({ roles.person($0)?.name ?? $0 })
      + (roles.members(role, now) ?? []).map(\.name) where !names.contains(name)
    {
      names.append(name)
    }
    return names
  }

  mutating func requestApproval(_ index: Int, _ approval: Approval) {
    let request = (state.steps[index].consent?.request ?? 0) + 1
    conclude(
      .approvalRequested(
        id(index),
        request: request,
        approval,
        expiresAt: approval.within.map { now + $0 }
      )
    )
    if isAutomatic, !state.steps[index].hasCalledForPerson {
      conclude(.escalationRequested(id(index), .personNeeded))
    }
  }

  mutating func expireApproval(_ index: Int, _ request: Int) {
    guard let approval = state.step(index).approval,
      let consent = state.steps[index].consent, consent.request == request, consent.isOpen
    else { return }
    conclude(.approvalExpired(id(index), request: request))
    switch approval.otherwise {
    case .escalate: conclude(.escalationRequested(id(index), .approvalExpired))
    case .abort: end(.aborted, reason: nil)
    case .fail: fail(index, .approvalExpired)
    case .skip:
      conclude(.stepSkipped(id(index), reason: SkipReason.approvalExpired.text))
      leave(index, to: nil)
    }
  }
}
