public import IncidentCore
public import Ports
public import RunbookModel
public import Timekeeping

/// An incident's state together with the journal that it comes from.
///
/// Deciding and writing is one move: what is decided from an outdated state is not written, but
/// decided again after reading on.
public struct JournaledIncident: Sendable {
  /// Where the incident stands.
  public private(set) var state: IncidentState
  private let journal: any Journal
  private var now: @Sendable () -> Instant
  /// Who has which role by the configuration.
  public var roles = RoleBook.none

  /// An incident that has not begun.
  public init(
    new id: IncidentID,
    graph: StepGraph,
    journal: any Journal,
    now: @escaping @Sendable () -> Instant
  ) {
    state = IncidentState(id: id, graph: graph)
    self.journal = journal
    self.now = now
  }

  /// An incident that is known up to `state`.
  init(
    _ state: IncidentState,
    journal: any Journal,
    now: @escaping @Sendable () -> Instant
  ) {
    self.state = state
    self.journal = journal
    self.now = now
  }

  /// Reads a begun incident with the step graph that its first event names.
  ///
  /// - Throws: ``JournalFault/unknownIncident(_:)`` when there is none, else what the journal says.
  public init(
    _ id: IncidentID,
    journal: any Journal,
    now: @escaping @Sendable () -> Instant
  ) throws(JournalFault) {
    guard let first = try journal.events(of: id, after: 0, limit: 1).first,
      case .incidentOpened(let opening) = first.fact
    else { throw .unknownIncident(id) }
    let graph = try journal.graph(sha256: opening.graphSHA256)
    self.init(new: id, graph: graph, journal: journal, now: now)
    _ = try catchUp()
  }

  /// The same incident with another clock, so that whoever carries it has one clock for all.
  func timed(by clock: @escaping @Sendable () -> Instant) -> JournaledIncident {
    var copy = self
    copy.now = clock
    return copy
  }

  /// Takes in what others wrote.
  ///
  /// - Returns: the new events.
  /// - Throws: what the journal says.
  public mutating func catchUp() throws(JournalFault) -> [Event] {
    var news: [Event] = []
    while true {
      let page = try journal.events(of: state.id, after: state.version, limit: 1000)
      for event in page {
        state.apply(event)
      }
      if news.isEmpty { news = page } else { news += page }
      if page.count < 1000 { return news }
    }
  }

  /// Decides on an input and writes down what follows.
  ///
  /// - Parameters:
  ///   - input: what happened.
  ///   - actor: who did it.
  ///   - source: through which door it came in.
  ///   - isMeant: whether it is still meant, asked with the state in which it is decided on.
  /// - Returns: all events that are new in ``state``: what others wrote in between, then what
  ///   follows from the input.
  /// - Throws: the refusal, or what the journal says.
  public mutating func take(
    _ input: Input,
    by actor: Actor,
    through source: EventSource,
    when isMeant: (IncidentState) -> Bool = { _ in true }
  ) throws(SessionFault) -> [Event] {
    var news: [Event] = []
    while true {
      guard isMeant(state) else { return news }
      let decision: Decision
      do throws(Refusal) {
        decision = try state.decision(
          on: input,
          by: actor,
          through: source,
          at: now(),
          roles: roles
        )
      } catch {
        throw .refused(error)
      }
      if decision.drafts.isEmpty { return news }
      do throws(JournalFault) {
        let events = try journal.append(
          decision.drafts,
          to: state.id,
          after: state.version,
          agenda: .due(decision.agenda)
        )
        let lastProgressAt = state.lastProgressAt
        state = decision.state
        state.confirm(events, lastProgressAt: lastProgressAt)
        return news + events
      } catch .conflict {
        do throws(JournalFault) { news += try catchUp() } catch { throw .journal(error) }
      } catch {
        throw .journal(error)
      }
    }
  }
}
