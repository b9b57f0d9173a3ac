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
  /// When commands ended by themselves, by the true time.
  let ownEnds: [ProcessIdentity: Instant]
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

  /// The steps that a sub-step is part of, the outermost first, and itself.
  func path(to id: StepID) -> [StepID] {
    var path: [StepID] = []
    var place = graph.nodes.firstIndex { $0.step.id == id }
    while let index = place {
      path.insert(graph.nodes[index].step.id, at: 0)
      place = graph.nodes[index].parent
    }
    return path
  }

  /// A step with its sub-steps.
  func parts(of id: StepID) -> [StepID] {
    graph.nodes.map(\.step.id).filter { path(to: $0).contains(id) }
  }

  /// The steps that are neither left nor begun anew when the run moves: those around the target, and
  /// what goes on side by side with the two.
  func untouched(from origin: StepID?, to target: StepID) -> Set<StepID> {
    let all = Set(graph.nodes.map(\.step.id))
    let (left, entered) = (origin.map { path(to: $0) } ?? [], path(to: target))
    var common = 0
    while common < min(left.count, entered.count), left[common] == entered[common] { common += 1 }
    // A step that is led back to is no part of what it leads into.
    let around = entered.prefix(min(common, entered.count - 1))
    guard let group = around.lastIndex(where: { step($0)?.parallelism != nil }) else {
      return Set(entered.dropLast())
    }
    let branches = [left, entered].compactMap { $0.count > group + 1 ? $0[group + 1] : nil }
    return all.subtracting(branches.flatMap(parts)).union(entered.dropLast())
  }

  /// Whether a process carried the run at a true time.
  func isCarried(at time: Instant) -> Bool {
    lives.contains { life in
      life.incident == id && life.since <= time && life.end.map { time <= $0 } ?? true
    }
  }

  /// When an event was written, by the true time.
  func truly(_ event: Event) -> Instant? {
    event.sequence <= writtenAt.count ? writtenAt[event.sequence - 1] : nil
  }

  /// Whether all was well when an event was written.
  func isWell(_ event: Event) -> Bool {
    truly(event).map { $0 > trulyWellSince } ?? false
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
