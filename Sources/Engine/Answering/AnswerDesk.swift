public import IncidentCore
public import NotifierCards
public import Ports
import Timekeeping

/// The desk at which answers come in: receipts and replies of providers, and answers behind links.
///
/// It finds the incident that an answer belongs to, and decides and writes like any other writer:
/// should somebody have written in between, it reads on and decides again.
public actor AnswerDesk {
  /// What the desk needs from outside.
  public struct World: Sendable {
    /// Where everything is written down.
    public var journal: any Journal
    /// The time.
    public var clock: Clock
    /// People and notifiers, as they are now.
    public var callers: @Sendable () -> Callers
    /// Who has which role, as it is now.
    public var roles: RoleBook
    /// Reads links; `nil` when there are none.
    public var links: @Sendable () -> AnswerLinks?
    /// Takes note of what belongs to no incident.
    public var remark: @Sendable (AnswerRemark) -> Void

    /// A world of those parts.
    public init(
      journal: any Journal,
      clock: Clock,
      callers: @escaping @Sendable () -> Callers,
      roles: RoleBook,
      links: @escaping @Sendable () -> AnswerLinks?,
      remark: @escaping @Sendable (AnswerRemark) -> Void
    ) {
      self.journal = journal
      self.clock = clock
      self.callers = callers
      self.roles = roles
      self.links = links
      self.remark = remark
    }
  }

  /// How many incidents are kept in memory.
  private static let cacheSize = 256

  let world: World
  var gate = ReplyGate()
  /// Receipts for messages that are not known yet, or that are still on their way.
  var parked: [ParkedReceipt] = []
  private var states: [IncidentID: IncidentState] = [:]

  /// A desk in that world.
  public init(world: World) {
    self.world = world
  }

  /// Takes a request that a provider sent for a notifier.
  ///
  /// - Throws: what the journal says; the provider has to come again.
  public func receive(
    _ request: InboundRequest,
    for id: String
  ) throws(JournalFault) -> InboundAnswer {
    let now = world.clock.now()
    let callers = world.callers()
    guard let notifier = callers.notifier(id) else {
      return InboundAnswer(status: 404, contentType: "text/plain; charset=utf-8", body: [])
    }
    let batch = notifier.card.receipts(
      from: request,
      parameters: notifier.parameters,
      secrets: notifier.secrets,
      at: now
    )
    if let refusal = batch.refusal {
      world.remark(.refused(notifier: id, refusal))
      return batch.answer
    }
    try take(batch.receipts, of: id, callers, now)
    var sayings: [String] = []
    for reply in batch.replies {
      if let saying = try take(reply, of: id, callers, now) { sayings.append(saying) }
    }
    // What is said back goes to whoever wrote, so that there must be only one.
    guard batch.replies.count == 1, let saying = sayings.first else { return batch.answer }
    return notifier.card.answer(
      saying: saying,
      parameters: notifier.parameters,
      secrets: notifier.secrets,
      at: now
    )
  }

  // MARK: Incidents

  /// An incident with what others have written by now; `nil` when there is none of that name.
  func incident(_ id: IncidentID) throws(JournalFault) -> JournaledIncident? {
    do throws(JournalFault) {
      guard let state = states[id] else {
        return try JournaledIncident(id, journal: world.journal, now: world.clock.now)
      }
      var incident = JournaledIncident(state, journal: world.journal, now: world.clock.now)
      _ = try incident.catchUp()
      return incident
    } catch .unknownIncident {
      return nil
    }
  }

  func keep(_ state: IncidentState) {
    if states.count >= Self.cacheSize { states = [:] }
    states[state.id] = state
  }

  /// Gives a person's answer to an incident.
  ///
  /// - Returns: what came of it, and where the incident stands then.
  func give(
    _ answer: CallAnswer,
    to incident: JournaledIncident,
    through source: EventSource
  ) throws(JournalFault) -> (outcome: AnswerOutcome, state: IncidentState) {
    var incident = incident
    let news: [Event]
    do throws(SessionFault) {
      news = try incident.take(
        .answer(answer),
        by: Actor(name: answer.person),
        through: source
      )
    } catch {
      keep(incident.state)
      switch error {
      case .refused: return (.notCalled, incident.state)
      case .journal(let fault): throw fault
      }
    }
    keep(incident.state)
    let own = news.filter { $0.actor.name == answer.person && $0.source == source }.map(\.fact)
    if own.contains(.incidentAcknowledged) { return (.taken, incident.state) }
    let isDeclined = own.contains { if case .callDeclined = $0 { true } else { false } }
    return (isDeclined ? .declined : incident.state.outcome(of: answer), incident.state)
  }
}

/// Something that came in and belongs to no incident.
public enum AnswerRemark: Hashable, Sendable {
  /// A request was not believed or not understood.
  case refused(notifier: String, ReceiptBatch.Refusal)
  /// A receipt is about a message that nobody knows.
  case unknownReceipt(notifier: String, id: String)
  /// A reply came from an address that nobody has.
  case unknownSender(notifier: String)
  /// So many wrong codes came from a person that no more are looked at for a while.
  case tooManyGuesses(person: String)
}
