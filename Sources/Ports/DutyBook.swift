public import DutyRoster
public import IncidentCore
public import RunbookModel
public import Timekeeping

/// Who is to be called and who may answer, asked for at the moment of the call.
public struct DutyBook: Sendable {
  /// The policy of that name, or the default one, with its variants chosen for the severity and
  /// time; `nil` when there is none.
  public var policy:
    @Sendable (_ name: String?, _ severity: Severity?, _ at: Instant) -> EscalationPolicy?
  /// The people and channels that targets stand for at that time, each once, in order.
  public var responders:
    @Sendable (_ targets: [EscalationTarget], _ urgency: Urgency, _ at: Instant) -> [Responder]

  /// Who has which role.
  public var roles: RoleBook

  /// A duty book of those parts.
  public init(
    policy:
      @escaping @Sendable (_ name: String?, _ severity: Severity?, _ at: Instant) ->
      EscalationPolicy?,
    responders:
      @escaping @Sendable (_ targets: [EscalationTarget], _ urgency: Urgency, _ at: Instant) ->
      [Responder],
    roles: RoleBook = .none
  ) {
    self.policy = policy
    self.responders = responders
    self.roles = roles
  }
}
