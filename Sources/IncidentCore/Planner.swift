import RunbookModel
import Timekeeping

/// Decides on one input: collects facts and takes each into a copy of the state at once, so that
/// the next decision already knows it.
struct Planner {
  var state: IncidentState
  let actor: Actor
  let source: EventSource
  let now: Instant
  let roles: RoleBook
  var drafts: [DraftEvent] = []

  init(
    state: IncidentState,
    actor: Actor,
    source: EventSource,
    now: Instant,
    roles: RoleBook = .none
  ) {
    self.roles = roles
    self.state = state
    self.actor = actor
    self.source = source
    self.now = now
  }

  /// States a fact of the input's actor.
  mutating func emit(_ fact: Fact, sealed: [String: String] = [:], occurredAt: Instant? = nil) {
    add(
      DraftEvent(
        occurredAt: occurredAt ?? now,
        actor: actor,
        source: source,
        fact: fact,
        sealed: sealed
      )
    )
  }

  /// States a fact that the engine concludes by itself.
  mutating func conclude(_ fact: Fact, sealed: [String: String] = [:]) {
    add(
      DraftEvent(occurredAt: now, actor: .engine, source: .engine, fact: fact, sealed: sealed)
    )
  }

  private mutating func add(_ draft: DraftEvent) {
    drafts.append(draft)
    state.apply(draft.event(in: state.id, sequence: state.version + 1, recordedAt: now))
  }

  var isAutomatic: Bool { state.opening?.mode == .automatic }

  func id(_ index: Int) -> StepID { state.graph.nodes[index].step.id }

  // MARK: Preconditions of inputs

  func requireRunning() throws(Refusal) {
    guard state.opening != nil else { throw .notOpen }
    guard state.outcome == nil else { throw .runOver }
  }

  /// The pen belongs to a person at a terminal; another terminal of the same person may use it.
  func requirePen() throws(Refusal) {
    try requireRunning()
    if let holder = state.pen, holder.name != actor.name { throw .penHeld(by: holder) }
  }

  func active(_ id: StepID) throws(Refusal) -> Int {
    guard let index = state.graph.index(of: id) else { throw .unknownStep(id) }
    guard state.steps[index].isActive else { throw .notActive(id) }
    return index
  }
}
