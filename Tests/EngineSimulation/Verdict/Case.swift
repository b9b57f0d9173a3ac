import DutyRoster
import IncidentCore
import RunbookModel
import Timekeeping

/// One incident as it stands at the end of a history: what the journal says, and what really
/// happened.
///
/// The checks in this folder are the engine's promises written down a second time, by hand, on
/// events alone: they call nothing of the engine or the core.
struct Case {
  /// How late the engine may be when all is well: a lease must run out first, and a desk whose
  /// journal failed waits a second.
  static let slack = TimeSpan.seconds(100)

  let id: IncidentID
  let graph: StepGraph
  let events: [Event]
  /// When each event was written, by the true time.
  let writtenAt: [Instant]
  let isAutomatic: Bool
  let releases: [Chronicle.Release]
  let receptions: [Chronicle.Reception]
  let replies: [Chronicle.Reply]
  let forgotten: [Chronicle.Forgotten]
  /// Processes that were alive at the end.
  let living: Set<Int32>
  /// Processes that could not do everything in time.
  let heldUp: Set<Int32>
  /// When the machine's clock was set or the machine slept, in order.
  let jumps: [Chronicle.Jump]
  /// All processes.
  let lives: [Chronicle.Life]
  /// How many engines there were at once.
  let engines: Int
  /// Since when all is well, by the machine's clock.
  let wellSince: Instant
  /// The same by the true time.
  let trulyWellSince: Instant
  /// Who can be called, and who has which role.
  let people: Set<String>
  let roles: [String: Set<String>]
  /// How long a message may take from its decision to its leaving.
  let patience: TimeSpan
  /// The end of the history, by the machine's clock.
  let now: Instant
  /// The same by the true time.
  let trulyNow: Instant

  func step(_ id: StepID) -> Step? { graph.nodes.first { $0.step.id == id }?.step }

  /// A step with its sub-steps; plans of histories are no deeper.
  func parts(of id: StepID) -> [StepID] {
    [id] + graph.nodes.map(\.step.id).filter { parent(of: $0) == id }
  }

  /// The step that a sub-step belongs to.
  func parent(of id: StepID) -> StepID? {
    graph.nodes.first { $0.step.id == id }?.parent.map { graph.nodes[$0].step.id }
  }

  /// Whether all was well when an event was written.
  func isWell(_ event: Event) -> Bool {
    event.sequence <= writtenAt.count && writtenAt[event.sequence - 1] > trulyWellSince
  }

  /// What is broken, as sentences.
  var flaws: [String] {
    var ladders = LadderModel()
    var callers = CallerModel()
    var messages = MessageModel()
    var commands = CommandModel()
    var times = TimeModel()
    for event in events {
      ladders.take(event, self)
      callers.take(event, self)
      messages.take(event, self, ladders)
      commands.take(event, self)
      times.take(event, self)
    }
    return ladders.flaws + ladders.flawsAtEnd(self) + callers.flaws + messages.flaws
      + messages.flawsAtEnd(self)
      + commands.flaws + commands.flawsAtEnd(self) + times.flaws + times.flawsAtEnd(self)
      + JumpModel.flaws(self) + EndModel.flaws(self)
  }
}

/// Sentences about what is broken.
struct Flaws {
  private(set) var all: [String] = []

  mutating func require(_ holds: Bool, _ event: Event, _ text: @autoclosure () -> String) {
    if !holds { all.append("#\(event.sequence) \(event.fact.kind): \(text())") }
  }

  mutating func add(_ text: String) { all.append(text) }
}
