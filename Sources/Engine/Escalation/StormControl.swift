import DutyRoster
import IncidentCore
import Ports
import Timekeeping

/// Keeps a flood of messages from people and providers, and chooses the provider.
///
/// The first message to a person leaves at once; what follows soon is bundled. A provider gets no
/// more than it takes, and none while it asks for a pause or fails again and again.
struct StormControl {
  /// What is to be done with a message that is due.
  enum Verdict: Hashable {
    case go(Messengers.Provider)
    case hold(Hold)
    /// No provider takes it.
    case giveUp(SendFault)
  }

  /// What a verdict is about.
  struct Question {
    var entry: Outbox.Entry
    /// Who can carry it, the first to be tried first.
    var providers: [Messengers.Provider]
    /// Why providers may not be given it although they would take it, by their ids.
    var lacks: [String: BudgetNotice]
    var now: Instant

    var message: OutboxMessage { entry.message }
  }

  private struct Mailbox: Hashable {
    var person: String
    var notifier: String
  }

  struct Pause: Hashable {
    var since: Instant
    var until: Instant
  }

  struct Breaker: Hashable {
    var failures = 0
    var openedAt: Instant?
    var openUntil: Instant? { openedAt.map { $0 + StormControl.breakerTime } }
    /// When the one message left that tries whether the provider works again.
    var probedAt: Instant?
  }

  /// How long after a message the next ones to the same person are gathered.
  let bundling: TimeSpan
  private var lastSent: [Mailbox: Instant] = [:]
  /// When messages left, by what they are counted for.
  private(set) var sent: [String: Departures] = [:]
  private(set) var pauses: [String: Pause] = [:]
  private(set) var breakers: [String: Breaker] = [:]
  /// What has changed since it was written down.
  private var news: Set<Provision> = []
  /// What was asked of the journal.
  private var recalled: Set<Provision> = []

  init(bundling: TimeSpan) {
    self.bundling = bundling
  }

  /// How many failures in a row close a provider for ``breakerTime``.
  private static let breakerLimit = 5
  private static let breakerTime = TimeSpan.seconds(30)
  /// How long the others wait for the one that tries.
  private static let probeTime = TimeSpan.seconds(2)
  /// How long a provider's rate may keep a message before the next one of its group gets it.
  private static let ratePatience = TimeSpan.seconds(10)

  // MARK: May it leave

  /// Whether a message may leave now, and through whom.
  func verdict(_ question: Question) -> Verdict {
    if let hold = gathering(question) { return .hold(hold) }
    let candidates = question.providers.filter { !question.entry.passedOver.contains($0.id) }
    let affordable = candidates.filter { question.lacks[$0.id] == nil }
    guard !affordable.isEmpty else {
      let lack = candidates.lazy.compactMap { question.lacks[$0.id] }.first
      return .giveUp(lack?.fault ?? question.entry.fault ?? .unsendable(detail: ""))
    }
    var earliest: Hold?
    for provider in affordable {
      guard let hold = hold(of: provider, question.now) else { return .go(provider) }
      if hold.until < (earliest?.until ?? hold.until + .seconds(1)) { earliest = hold }
      // What is not urgent waits for the first one: a backup must not drown in it.
      let waits = question.message.urgency == .low && hold.until < question.entry.expiresAt
      let isBrief = hold.cause == .rate && hold.until <= question.now + Self.ratePatience
      if waits || isBrief { return .hold(hold) }
    }
    return earliest.map { .hold($0) } ?? .giveUp(.unsendable(detail: ""))
  }

  /// What was not sent before is gathered when its person just got a message; one that is tried
  /// again is not held back for its own earlier attempt, which reached nobody.
  private func gathering(_ question: Question) -> Hold? {
    guard question.entry.attempts == 0, let mailbox = mailbox(of: question.message),
      let last = lastSent[mailbox], last <= question.now, last + bundling > question.now
    else { return nil }
    return Hold(until: last + bundling, cause: .person)
  }

  /// Until when a provider cannot be given a message, and why; `nil` when it can.
  private func hold(of provider: Messengers.Provider, _ now: Instant) -> Hold? {
    var hold: Hold?
    func consider(_ until: Instant?, since: Instant?, _ cause: HoldCause) {
      // A clock that went back unnoticed must not make a pause of seconds one of hours.
      guard let until, until > hold?.until ?? now, since ?? now <= now else { return }
      hold = Hold(until: until, cause: cause)
    }
    let pause = pauses[provider.pauseKey ?? provider.id]
    consider(pause?.until, since: pause?.since, .pause)
    if let breaker = breakers[provider.id] {
      consider(breaker.openUntil, since: breaker.openedAt, .breaker)
      let isProbed = breaker.probedAt.map { $0 + Self.breakerTime > now } ?? false
      if isProbed { consider(now + Self.probeTime, since: breaker.probedAt, .breaker) }
    }
    for limit in provider.limits {
      consider(nextPlace(limit, provider, now), since: now, .rate)
    }
    return hold
  }

  /// When there is room in a window again; `nil` when there is.
  private func nextPlace(
    _ limit: Messengers.Limit,
    _ provider: Messengers.Provider,
    _ now: Instant
  ) -> Instant? {
    guard let oldest = sent[limit.key ?? provider.id]?.last(limit.count) else { return nil }
    return oldest <= now && oldest + limit.window > now ? oldest + limit.window : nil
  }

  /// Whether a provider is closed because it failed again and again, or asked for a pause.
  func isClosed(_ provider: Messengers.Provider, at now: Instant) -> Bool {
    switch hold(of: provider, now)?.cause {
    case .breaker, .pause: true
    case .person, .rate, nil: false
    }
  }

  // MARK: What happens

  /// Notes that a message leaves.
  ///
  /// - Returns: what is to be written down together with it.
  mutating func leaves(
    _ message: OutboxMessage,
    through provider: Messengers.Provider,
    now: Instant
  ) -> [Tally] {
    if let mailbox = mailbox(of: message) { lastSent[mailbox] = now }
    if let breaker = breakers[provider.id], breaker.failures >= Self.breakerLimit {
      breakers[provider.id]?.probedAt = now
    }
    var places: Set<Provision> = []
    for (key, capacity) in provider.capacities {
      let place = sent[key, default: Departures(capacity)].add(now)
      if let place { places.insert(.departure(key, place)) }
    }
    return tallies(of: places)
  }

  /// Takes back that a message leaves at `now`, because that could not be written down.
  mutating func stays(
    _ message: OutboxMessage,
    through provider: Messengers.Provider,
    now: Instant
  ) {
    if let mailbox = mailbox(of: message), lastSent[mailbox] == now { lastSent[mailbox] = nil }
    if breakers[provider.id]?.probedAt == now { breakers[provider.id]?.probedAt = nil }
    for key in provider.capacities.keys where sent[key]?.last(1) == now {
      if let place = sent[key]?.removeLast() { news.insert(.departure(key, place)) }
    }
  }

  /// Notes what came of a message.
  mutating func returned(
    _ outcome: SendOutcome,
    from provider: Messengers.Provider,
    now: Instant
  ) {
    let pauseKey = provider.pauseKey ?? provider.id
    let before = pauses[pauseKey]
    var breaker = breakers[provider.id] ?? Breaker()
    let record = breaker.record
    breaker.probedAt = nil
    switch outcome {
    case .sent:
      breaker = Breaker()
      pauses[pauseKey] = nil
    case .again(.throttled, at: let time):
      pauses[pauseKey] = Pause(since: now, until: time)
    case .again, .unknown, .uncertain, .failed(.temporary), .failed(.throttled):
      breaker.failures += 1
      if breaker.failures >= Self.breakerLimit { breaker.openedAt = now }
    case .failed, .elsewhere: break
    }
    breakers[provider.id] = breaker
    if pauses[pauseKey] != before { news.insert(.pause(pauseKey)) }
    if breaker.record != record { news.insert(.breaker(provider.id)) }
  }

  /// Puts everything to the clock of now, after it jumped.
  mutating func shift(by span: TimeSpan) {
    news.formUnion(pauses.keys.map { .pause($0) } + breakers.keys.map { .breaker($0) })
    lastSent = lastSent.mapValues { $0 + span }
    for key in sent.keys { sent[key]?.shift(by: span) }
    for (key, departures) in sent { news.formUnion(departures.places.map { .departure(key, $0) }) }
    pauses = pauses.mapValues { Pause(since: $0.since + span, until: $0.until + span) }
    breakers = breakers.mapValues { breaker in
      var breaker = breaker
      breaker.openedAt = breaker.openedAt.map { $0 + span }
      breaker.probedAt = breaker.probedAt.map { $0 + span }
      return breaker
    }
  }

  // MARK: What outlives a restart

  /// Takes from the journal what is not known yet of a provider.
  mutating func recall(
    _ provider: Messengers.Provider,
    _ journal: any Journal
  ) throws(JournalFault) {
    for provision in [Provision.pause(provider.pauseKey ?? provider.id), .breaker(provider.id)]
    where !recalled.contains(provision) {
      let record = try provision.record(in: journal)
      recalled.insert(provision)
      guard !news.contains(provision) else { continue }
      switch provision {
      case .pause(let key): pauses[key] = Pause(record)
      case .breaker(let id): breakers[id] = Breaker(record)
      case .departure: break
      }
    }
    for (key, capacity) in provider.capacities.sorted(by: { $0.key < $1.key })
    where capacity.kept > 0 && !recalled.contains(.departure(key, 0)) {
      let times = try Departures.times(of: key, capacity, in: journal)
      recalled.insert(.departure(key, 0))
      guard sent[key] == nil else { continue }
      guard !times.isEmpty else { continue }
      let departures = Departures(capacity, times)
      sent[key] = departures
      // They have other places now.
      news.formUnion(departures.places.map { .departure(key, $0) })
    }
  }

  /// Forgets what the journal knows as well, because another desk may have written it anew.
  mutating func forget() {
    for provision in recalled.subtracting(news) {
      switch provision {
      case .pause(let key): pauses[key] = nil
      case .breaker(let id): breakers[id] = nil
      case .departure(let key, _):
        if sent[key].map({ $0.places.allSatisfy { !news.contains(.departure(key, $0)) } }) == true {
          sent[key] = nil
        }
      }
    }
    recalled = []
  }

  /// What is to be written down.
  mutating func takeNews() -> Set<Provision> {
    defer { news = [] }
    return news
  }

  /// Takes back what was not written down.
  mutating func keep(_ provisions: Set<Provision>) { news.formUnion(provisions) }

  private func mailbox(of message: OutboxMessage) -> Mailbox? {
    message.person.map { Mailbox(person: $0, notifier: message.notifier) }
  }
}

extension BudgetNotice {
  /// The notice as the reason why a message does not leave.
  var fault: SendFault { .exhausted(detail: "\(provider): \(used)/\(limit) (\(period.rawValue))") }
}
