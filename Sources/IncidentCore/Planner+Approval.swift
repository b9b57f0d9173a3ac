import RunbookModel
import Timekeeping

/// Consent: who may give it, and what follows.
extension Planner {
  mutating func approve(_ id: StepID) throws(Refusal) {
    let (index, approval, consent) = try openConsent(id)
    try requireRole(approval.role, in: index)
    if approval.excludesRunner, actor.name == runner {
      throw .runnerMayNotApprove(name: actor.name)
    }
    guard !consent.givenBy.contains(actor.name) else { throw .alreadyApproved(name: actor.name) }
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

  /// Who runs the steps: the holder of the pen, else the one who opened the incident.
  private var runner: String? { state.pen?.name ?? state.openedBy?.name }

  private func requireRole(_ role: String, in index: Int) throws(Refusal) {
    let frame = state.graph.frames[state.graph.nodes[index].frame]
    let members = frame.runbook.roles.first { $0.name == role }?.members ?? []
    guard
      members.isEmpty
        || members.contains(where: { $0 == actor.name || RoleDeclaration.everybody.contains($0) })
    else {
      throw .notInRole(name: actor.name, role: role)
    }
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
    case .abort: conclude(.runFinished(.aborted, reason: nil))
    case .fail: fail(index, .approvalExpired)
    case .skip:
      conclude(.stepSkipped(id(index), reason: "approval expired"))
      leave(index, to: nil)
    }
  }
}
