import DutyRoster
import IncidentCore
import Ports

extension DutyBook {
  /// The duty book of a configuration.
  init(_ configuration: Configuration) {
    self.init(
      policy: { name, severity, instant in
        configuration.policy(named: name, severity: severity, at: instant)
      },
      responders: { targets, urgency, instant in
        configuration.roster.responders(for: targets, urgency: urgency, at: instant)
      },
      roles: RoleBook { configuration.roster }
    )
  }
}
