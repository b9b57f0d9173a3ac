public import DutyRoster
public import RunbookModel
public import Timekeeping

/// Who is to be called, asked for at the moment of the call.
public struct DutyBook: Sendable {
  /// The policy of that name, or the default one, with its variants chosen for the severity and
  /// time; `nil` when there is none.
  public var policy:
    @Sendable (_ name: String?, _ severity: Severity?, _ at: Instant) -> EscalationPolicy?
  /// The people and channels that targets stand for at that time, each once, in order.
  public var responders:
    @Sendable (_ targets: [EscalationTarget], _ urgency: Urgency, _ at: Instant) -> [Responder]

  /// A duty book of those two functions.
  public init(
    policy:
      @escaping @Sendable (_ name: String?, _ severity: Severity?, _ at: Instant) ->
      EscalationPolicy?,
    responders:
      @escaping @Sendable (_ targets: [EscalationTarget], _ urgency: Urgency, _ at: Instant) ->
      [Responder]
  ) {
    self.policy = policy
    self.responders = responders
  }
}
