package import DutyRoster
package import RunbookModel
package import SimulatedWorld
package import Timekeeping

/// What an incident is rehearsed with: when it begins, who answers, what commands and notifiers do,
/// and what is expected to come of it.
package struct Scenario: Sendable {
  /// Who begins the run.
  package enum Beginning: Hashable, Sendable {
    /// A monitor, with nobody there: the run is automatic.
    case alert
    /// That person, at a terminal.
    case person(String)
  }

  /// What a command does.
  package struct CommandPlan: Hashable, Sendable {
    /// How it ends.
    package enum End: Hashable, Sendable {
      /// As the runbook wants it.
      case succeeds
      /// Otherwise.
      case fails
      /// With that code.
      case exits(Int)
      /// Never by itself.
      case hangs
      /// It cannot be started.
      case cannotStart
    }

    /// How it ends.
    package var end: End
    /// How long it takes; `nil` leaves it to chance.
    package var takes: TimeSpan?
    /// What it writes; `nil` for what the runbook expects.
    package var output: String?

    package init(_ end: End, takes: TimeSpan? = nil, output: String? = nil) {
      self.end = end
      self.takes = takes
      self.output = output
    }
  }

  /// What happens at a step.
  package struct StepPlan: Hashable, Sendable {
    /// What its commands do, one start after the other, the last one from then on.
    package var commands: [CommandPlan] = []
    /// What its rollback commands do.
    package var rollbacks: [CommandPlan] = []
    /// What the one who works on the run does.
    package var work = WorkScript()
  }

  /// What is wrong with a notifier for a time.
  package struct NotifierFault: Hashable, Sendable {
    /// What is wrong.
    package enum Kind: Hashable, Sendable {
      /// Nobody takes the connection.
      case down
      /// It answers that it has failed.
      case fails
      /// It takes the message and does not say so.
      case timesOut
      /// It says that it takes the message, and the message never arrives.
      case loses
      /// The message arrives twice.
      case doubles
      /// It takes that long.
      case slow(TimeSpan)
    }

    /// A time as it is written.
    package enum Moment: Hashable, Sendable {
      /// So long after the beginning.
      case after(TimeSpan)
      /// The next time that clocks show this.
      case clock(TimeOfDay)
      /// That time.
      case instant(Instant)

      /// The time that it stands for in an incident that begins at `start`.
      func instant(start: Instant, zone: DutyZone) -> Instant {
        switch self {
        case .after(let span): return start + span
        case .instant(let instant): return instant
        case .clock(let time):
          let day = zone.wall(start).day
          let today = zone.first(WallTime(day, minutes: time.minutes))
          return today >= start ? today : zone.first(WallTime(day + 1, minutes: time.minutes))
        }
      }
    }

    /// What is wrong.
    package var kind: Kind
    /// From when on.
    package var from: Moment
    /// Until when; `nil` for ever.
    package var to: Moment?
  }

  /// What it is called.
  package var title: String?
  /// When the incident begins.
  package var start: Instant?
  /// The seed of what is left to chance.
  package var seed: UInt64?
  /// Who begins; `nil` for an alert where people can be called, else the one who rehearses.
  package var beginning: Beginning?
  /// How bad it is; `nil` for what the runbook says.
  package var severity: Severity?
  /// Whether it is a drill.
  package var isDrill = false
  /// How long it is followed.
  package var length = TimeSpan.minutes(24 * 60)
  /// The values of inputs.
  package var inputs: [String: String] = [:]
  /// How people behave, by their names.
  package var people: [String: PersonScript] = [:]
  /// How everybody else behaves.
  package var others = PersonScript(.answers, after: .minutes(1) ... .minutes(2))
  /// Who is on leave.
  package var away: [String] = []
  /// What happens at steps.
  package var steps: [StepID: StepPlan] = [:]
  /// What is wrong with notifiers.
  package var notifiers: [String: [NotifierFault]] = [:]
  /// What is expected.
  package var expectations: [Expected] = []

  /// What everything is without a file: everybody answers after a minute or two, and everything
  /// works.
  package init() {}
}
