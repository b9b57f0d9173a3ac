public import RunbookModel
public import Timekeeping

/// Who may answer what a step asks.
extension IncidentState {
  /// The consent that a step waits for; `nil` when it waits for none.
  private func approval(at index: Int) -> Approval? {
    phase(of: index) == .approving ? step(index).approval : nil
  }

  /// The role that a step asks for now: that of the consent that it waits for, else its own.
  ///
  /// One that is over asks for nobody.
  public func role(askedBy step: StepID?) -> String? {
    guard let index = step.flatMap({ graph.index(of: $0) }), steps[index].isActive
    else { return nil }
    return approval(at: index)?.role ?? self.step(index).role
  }

  /// How many different people must still answer what a step asks.
  public func answersMissing(at step: StepID?) -> Int {
    guard let index = step.flatMap({ graph.index(of: $0) }), let approval = approval(at: index)
    else { return 1 }
    let consent = steps[index].consent
    return max(1, approval.count - (consent?.isOpen == true ? consent?.givenBy.count ?? 0 : 0))
  }

  /// Whether somebody may answer what a step asks now.
  ///
  /// - Parameters:
  ///   - name: the person, by any name that the roles know.
  ///   - step: the step; `nil` for the incident as a whole, which everybody may look after.
  ///   - roles: who has which role by the configuration.
  ///   - now: the time.
  /// - Returns: whether an answer of theirs would be taken.
  public func mayAnswer(
    _ name: String,
    at step: StepID?,
    by roles: RoleBook,
    _ now: Instant
  ) -> Bool {
    guard let index = step.flatMap({ graph.index(of: $0) }), let role = role(askedBy: step)
    else { return true }
    guard has(name, role, in: index, by: roles, now) else { return false }
    guard let approval = approval(at: index) else { return true }
    let hasAnswered = steps[index].consent.map { consent in
      consent.isOpen && consent.givenBy.contains { roles.isSame($0, name) }
    }
    return hasAnswered != true && !(approval.excludesRunner && isRunner(name, by: roles))
  }

  /// Who runs the steps: the holder of the pen, else the one who opened the incident.
  var runner: String? { pen?.name ?? openedBy?.name }

  func isRunner(_ name: String, by roles: RoleBook) -> Bool {
    runner.map { roles.isSame(name, $0) } ?? false
  }

  /// Whether somebody has a role: those whom the runbook names, and those who have it by the
  /// configuration now; one that neither knows is everybody's.
  func has(
    _ name: String,
    _ role: String,
    in index: Int,
    by roles: RoleBook,
    _ now: Instant
  ) -> Bool {
    let named = named(role, in: index)
    let members = roles.members(role, now)
    if named.isEmpty, members == nil { return true }
    return named.contains { RoleDeclaration.everybody.contains($0) || roles.isSame($0, name) }
      || (members ?? []).contains { roles.isSame($0.id, name) }
  }

  /// Whom the runbook names for a role.
  func named(_ role: String, in index: Int) -> [String] {
    let frame = graph.frames[graph.nodes[index].frame]
    return frame.runbook.roles.first { $0.name == role }?.members ?? []
  }
}
