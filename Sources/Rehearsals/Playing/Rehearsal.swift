package import DutyRoster
package import Engine
package import IncidentCore
import NotifierCards
package import Phrases
import Ports
package import RunbookModel
import SimulatedWorld
package import Timekeeping

/// Plays a plan in simulated time with the real engine.
///
/// Nothing of it reaches the world: there is no process, no socket and no file behind its ports.
package struct Rehearsal: Sendable {
  /// What runs.
  package var graph: StepGraph
  /// What happens.
  package var scenario: Scenario
  /// People, policies and notifiers; `nil` when there are none, and nobody can be called.
  package var configuration: Configuration?
  /// The notifiers by the name that contacts use, with their cards.
  package var providers: [String: [Notifier]]
  /// When it begins, unless the scenario says it.
  package var start: Instant
  /// The seed, unless the scenario says it.
  package var seed: UInt64
  /// The values of inputs, which win over those of the scenario.
  package var inputs: [String: String]
  /// Who rehearses.
  package var me: String
  /// The language of what Tocsin writes.
  package var language: Language
  /// The version of Tocsin.
  package var version: String

  /// A rehearsal of those parts.
  package init(
    graph: StepGraph,
    scenario: Scenario = Scenario(),
    configuration: Configuration? = nil,
    providers: [String: [Notifier]] = [:],
    start: Instant,
    seed: UInt64 = 1,
    inputs: [String: String] = [:],
    me: String,
    language: Language,
    version: String
  ) {
    self.graph = graph
    self.scenario = scenario
    self.configuration = configuration
    self.providers = providers
    self.start = scenario.start ?? start
    self.seed = scenario.seed ?? seed
    self.inputs = scenario.inputs.merging(inputs) { _, new in new }
    self.me = me
    self.language = language
    self.version = version
    self.configuration?.roster = Self.roster(configuration, away: scenario.away, from: self.start)
  }

  /// The name that the incident has.
  package static let incident = IncidentID("rehearsal")
  /// Who opens an incident that begins with an alert.
  package static let monitor = "monitor"

  /// The roster with those on leave whom the scenario says.
  private static func roster(
    _ configuration: Configuration?,
    away: [String],
    from start: Instant
  ) -> Roster {
    var parts = configuration?.roster.parts ?? Roster.Parts()
    let day = TimeSpan.minutes(24 * 60)
    let time = DutyInterval(
      from: start + TimeSpan(milliseconds: -day.milliseconds),
      to: start + TimeSpan(milliseconds: 30 * day.milliseconds)
    )
    parts.leave += away.map { Leave(person: $0, time: time, reason: "") }
    return Roster(parts)
  }

  /// Who begins the run.
  var beginning: Scenario.Beginning {
    scenario.beginning ?? (configuration?.policies.isEmpty == false ? .alert : .person(me))
  }

  /// Plays it to its end.
  ///
  /// - Throws: why the incident cannot begin.
  package func play() throws(SessionFault) -> Rehearsed {
    let stage = Stage(self)
    var incident = try stage.open()
    stage.begin(incident)
    let stop = stage.time.run(until: start + scenario.length) { stage.isOver }
    do throws(JournalFault) { _ = try incident.catchUp() } catch { throw .journal(error) }
    stage.close()
    return Rehearsed(
      rehearsal: self,
      state: incident.state,
      events: (try? stage.journal.events(of: Self.incident, after: 0, limit: .max)) ?? [],
      outputs: stage.outputs(of: incident.state),
      end: stage.end ?? stage.time.now,
      isQuiet: stop == .quiet,
      telephoned: stage.people.telephoned,
      unusedAnswers: stage.people.unusedAnswers,
      figures: stage.time.figures
    )
  }
}
