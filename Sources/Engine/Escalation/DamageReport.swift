import DutyRoster
import IncidentCore
import Ports
import Timekeeping

/// What is told, and to whom, of incidents that cannot be read.
///
/// Nothing can be written into them, so that it stands in no incident's outbox; the journal only
/// keeps for which incidents somebody was told.
struct DamageReport {
  /// What one person, or one channel, is told.
  struct Letter {
    let responder: Responder
    /// The contacts with their providers that are left, the one to be used first.
    var ways: [(contact: Contact, provider: String)]
    var attempt = 1
    var dueAt: Instant
    var isUnderway = false
  }

  /// How long it makes sense to go on telling.
  private static let life = TimeSpan.minutes(60)

  let incidents: [IncidentID]
  let begunAt: Instant
  private(set) var letters: [Letter]
  /// Whether somebody has been told.
  private(set) var hasReached = false

  init(_ incidents: [IncidentID], to letters: [Letter], at now: Instant) {
    self.incidents = incidents
    self.letters = letters
    begunAt = now
  }

  /// Whether nothing is left to be done.
  func isOver(at now: Instant) -> Bool {
    letters.isEmpty || (now >= begunAt + Self.life && !letters.contains(where: \.isUnderway))
  }

  /// When the next letter is to leave; `nil` when all are on their way.
  var nextTime: Instant? { letters.lazy.filter { !$0.isUnderway }.map(\.dueAt).min() }

  /// The letters that leave now.
  mutating func leaving(at now: Instant) -> [Delivery] {
    letters.indices.compactMap { place in
      let letter = letters[place]
      guard !letter.isUnderway, letter.dueAt <= now, let way = letter.ways.first
      else { return nil }
      letters[place].isUnderway = true
      return delivery(letter, way.contact, way.provider, now)
    }
  }

  /// Takes in what came of a letter.
  mutating func returned(_ outcome: SendOutcome, from delivery: Delivery, at now: Instant) {
    guard let place = letters.firstIndex(where: { key($0) == delivery.message.key }) else { return }
    letters[place].isUnderway = false
    switch outcome {
    case .sent, .unknown, .uncertain:
      hasReached = true
      letters.remove(at: place)
    case .again(_, at: let time) where time < begunAt + Self.life:
      letters[place].attempt += 1
      letters[place].dueAt = time
    case .again, .failed, .elsewhere:
      letters[place].ways.removeFirst()
      letters[place].attempt = 1
      letters[place].dueAt = now
      if letters[place].ways.isEmpty { letters.remove(at: place) }
    }
  }

  private func key(_ letter: Letter) -> MessageKey {
    let name = letter.responder.person ?? letter.responder.name
    return MessageKey("damage.\(begunAt.milliseconds).\(name).\(letter.ways.count)")
  }

  private func delivery(
    _ letter: Letter,
    _ contact: Contact,
    _ provider: String,
    _ now: Instant
  ) -> Delivery {
    let message = OutboxMessage(
      key: key(letter),
      purpose: .notice(step: nil, notice: 0),
      person: letter.responder.person,
      name: letter.responder.name,
      language: letter.responder.language,
      notifier: contact.notifier,
      urgency: .high,
      dueAt: begunAt,
      follows: nil,
      expiresAt: begunAt + Self.life
    )
    return Delivery(
      incident: incidents.first ?? IncidentID(""),
      message: message,
      address: contact.address,
      attempt: letter.attempt,
      isRepeat: false,
      title: "",
      runbook: "",
      severity: nil,
      isDrill: false,
      step: nil,
      reason: nil,
      openedAt: begunAt,
      scheduledAt: begunAt,
      provider: provider,
      topic: .damaged(incidents.map(\.text))
    )
  }
}

/// Telling those who look after the engine, once for each incident.
extension EscalationDesk {
  /// How long is waited when nobody could be told, and between two reports.
  private static let damageReportPause = TimeSpan.minutes(10)
  /// What is counted for no incident is written beside the events of this one, which has none.
  private static let noIncident = IncidentID("-")

  private static func tally(_ incident: IncidentID) -> String { "damage \(incident.text)" }

  /// Tells of incidents that cannot be read.
  ///
  /// - Returns: what is to be sent now.
  /// - Throws: what the journal says.
  mutating func tellDamage(_ now: Instant) throws(JournalFault) -> [Delivery] {
    if damageReport == nil, !damaged.isEmpty { damageReport = try newReport(now) }
    let deliveries = damageReport?.leaving(at: now) ?? []
    for delivery in deliveries {
      flights.insert(Flight(incident: delivery.incident, message: delivery.message.key))
    }
    if let report = damageReport, report.isOver(at: now) {
      damageReport = nil
      nextDamageReport = now + Self.damageReportPause
      if report.hasReached { try remember(report.incidents, areTold: true) }
    }
    return deliveries
  }

  private mutating func newReport(_ now: Instant) throws(JournalFault) -> DamageReport? {
    if let next = nextDamageReport, now < next, next <= now + Self.damageReportPause { return nil }
    var news: [IncidentID] = []
    for incident in damaged.keys.sorted() where !damageTold.contains(incident) {
      if try world.journal.tally(Self.tally(incident), days: 0...0) > 0 {
        damageTold.insert(incident)
      } else {
        news.append(incident)
      }
    }
    guard !news.isEmpty else { return nil }
    let messengers = world.messengers()
    let letters = world.dutyBook().responders(world.overseers(), .high, now)
      .map { responder in
        let ways = responder.contacts.flatMap { contact in
          let providers = messengers.providers(contact.notifier, contact.address)
          return (providers.isEmpty ? [Messengers.Provider(id: contact.notifier)] : providers)
            .map { (contact: contact, provider: $0.id) }
        }
        return DamageReport.Letter(responder: responder, ways: ways, dueAt: now)
      }
      .filter { !$0.ways.isEmpty }
    return letters.isEmpty ? nil : DamageReport(news, to: letters, at: now)
  }

  /// Notes that an incident can be read, so that it is told again should it be damaged anew.
  mutating func forgetDamage(of incident: IncidentID) {
    guard damageTold.contains(incident) else { return }
    // Should that fail, nobody is told a second time; the log says it all the same.
    try? remember([incident], areTold: false)
  }

  private mutating func remember(
    _ incidents: [IncidentID],
    areTold: Bool
  ) throws(JournalFault) {
    if areTold { damageTold.formUnion(incidents) } else { damageTold.subtract(incidents) }
    let tallies = incidents.map { Tally(Self.tally($0), total: areTold ? 1 : 0) }
    _ = try world.journal.append([JournalPiece([], to: Self.noIncident, after: 0, tallies: tallies)]
    )
  }
}
