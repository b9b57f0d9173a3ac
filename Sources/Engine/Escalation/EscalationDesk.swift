public import DutyRoster
public import IncidentCore
public import Ports
public import Timekeeping

/// The desk at which people are called: what is due is decided, written down and handed out to be
/// sent, one round after the other, without waiting for anything.
///
/// Everything that is due stands in the journal, so that it may be left at any instant and another
/// desk goes on. Of several on one journal the one with the lease works and the others stand by;
/// should two work for a moment, what they decide on the same state is written once.
public struct EscalationDesk: Sendable {
  /// What a desk needs from outside.
  public struct World: Sendable {
    /// Where everything is written down.
    public var journal: any Journal
    /// The right to act; `nil` when nobody else can.
    public var leases: (any Leases)?
    /// The time.
    public var clock: Clock
    /// Who is to be called.
    public var dutyBook: @Sendable () -> DutyBook
    /// The ways out.
    public var messengers: @Sendable () -> Messengers
    /// Who is told when something is wrong with the means to call people.
    public var overseers: @Sendable () -> [EscalationTarget]
    /// The name of this desk, the same for nobody else.
    public var holder: String
    /// How much it is preferred to others.
    public var rank: Int
    /// Whether the desk of that name certainly does not run any more.
    public var isDead: @Sendable (_ holder: String) -> Bool
    /// Numbers that nobody can foretell.
    public var chance: @Sendable () -> UInt64

    /// A world of those parts.
    public init(
      journal: any Journal,
      leases: (any Leases)?,
      clock: Clock,
      dutyBook: @escaping @Sendable () -> DutyBook,
      messengers: @escaping @Sendable () -> Messengers,
      holder: String,
      rank: Int,
      isDead: @escaping @Sendable (_ holder: String) -> Bool,
      overseers: @escaping @Sendable () -> [EscalationTarget] = { [] },
      chance: @escaping @Sendable () -> UInt64 = { 0 }
    ) {
      self.overseers = overseers
      self.journal = journal
      self.leases = leases
      self.clock = clock
      self.dutyBook = dutyBook
      self.messengers = messengers
      self.holder = holder
      self.rank = rank
      self.isDead = isDead
      self.chance = chance
    }
  }

  /// How a desk paces itself.
  public struct Pace: Hashable, Sendable {
    /// How often it looks whether others have written.
    public var lookout: TimeSpan
    /// How long the lease is good for; it is renewed three times in that time.
    public var lease: TimeSpan
    /// How long after a message the next ones to the same person are gathered into one.
    public var bundling: TimeSpan
    /// How many incidents are dealt with in one transaction.
    public var batch: Int
    /// How many messages of one incident are decided on in one transaction.
    public var messages: Int

    /// A pace of those figures.
    public init(
      lookout: TimeSpan = TimeSpan(milliseconds: 20),
      lease: TimeSpan = .seconds(6),
      bundling: TimeSpan = .seconds(30),
      batch: Int = 256,
      messages: Int = 512
    ) {
      self.lookout = lookout
      self.lease = lease
      self.bundling = bundling
      self.batch = batch
      self.messages = messages
    }
  }

  /// Where a desk stands.
  public enum Standing: Hashable, Sendable {
    /// It has not asked yet.
    case starting
    /// It works.
    case active
    /// Another one works, and this one takes over when that one ends.
    case standby(holder: String)
    /// The journal cannot be used.
    case faulty(JournalFault)
  }

  struct Flight: Hashable {
    var incident: IncidentID
    var message: MessageKey
  }

  /// What one message stands for beside its own incident.
  struct Digest {
    var titles: [String] = []
    /// The messages of other incidents.
    var others: [Flight] = []
  }

  let world: World
  let pace: Pace
  /// Where it stands.
  public private(set) var standing = Standing.starting
  var storm: StormControl
  var ledger = Ledger()
  /// The refusals of providers that were told, by day.
  var refusalsTold: Set<String> = []
  var clockWatch = ClockWatch()
  /// Jumps of the clock that were noticed and not yet taken in.
  private var noticed: [ClockJump] = []
  /// Jumps of the clock that incidents have to be told of.
  var jumps: [(jump: ClockJump, incidents: Set<IncidentID>)] = []
  var states: [IncidentID: IncidentState] = [:]
  /// Those of ``states`` that others have overtaken.
  var outdated: Set<IncidentID> = []
  /// The messages that are on their way.
  var flights: Set<Flight> = []
  /// What a message stands for as well, from its decision to its leaving.
  var digests: [Flight: Digest] = [:]
  /// Messages of other incidents that one that has left stands for.
  var gathered: Set<Flight> = []
  /// The codes that were given since the last commit, by person.
  var freshCodes: [String: Set<String>] = [:]
  /// The incidents that cannot be read.
  public internal(set) var damaged: [IncidentID: Damage] = [:]
  /// What is being told of them.
  var damageReport: DamageReport?
  /// Those of them of which somebody was told.
  var damageTold: Set<IncidentID> = []
  var nextDamageReport: Instant?
  var landed: [(incident: IncidentID, end: AttemptEnd)] = []
  /// When a desk worked last before this one; `nil` when there was no pause.
  var idleSince: Instant?
  /// Incidents whose messages on their way belong to a desk that is gone, the first one last.
  var giveUpLost: [IncidentID] = []
  private var renewAt: Instant?
  private var lastRoundAt: Instant?

  /// A desk in that world.
  public init(world: World, pace: Pace = Pace()) {
    self.world = world
    self.pace = pace
    storm = StormControl(bundling: pace.bundling)
  }

  /// Whether messages are on their way.
  public var isSending: Bool { !flights.isEmpty }

  /// The lease of the one who calls people.
  static let leaseName = "escalation"

  /// Does what is due.
  ///
  /// More may be due when it hands something out: what is written down leaves before the rest is
  /// decided on.
  ///
  /// - Returns: what is to be sent now; ``returned(_:from:at:)`` is told what came of each.
  public mutating func round(at now: Instant) -> [Delivery] {
    var deliveries: [Delivery] = []
    lastRoundAt = now
    forgetOldDamage(now)
    do throws(JournalFault) {
      let uptime = world.clock.uptime()
      let jumps = clockWatch.look(wall: now, uptime: uptime)
      if !jumps.isEmpty { renewAt = nil }
      noticed += jumps
      if try holdLease(now) {
        while let jump = noticed.first {
          try take(jump, now)
          noticed.removeFirst()
        }
        try workThrough(now, &deliveries)
        deliveries += try tellDamage(now)
      } else if case .standby = standing {
        // The one who works has noticed as well, unless it is gone and its lease not over yet.
        let takeOver = pace.lease + pace.lease
        noticed.removeAll { jump in uptime.map { $0.sinceBoot > jump.uptime + takeOver } ?? true }
        try finishFlights(now)
      }
    } catch {
      standing = .faulty(error)
      renewAt = now + Self.faultPause
    }
    return deliveries
  }

  /// How long a desk leaves a journal alone that cannot be used.
  private static let faultPause = TimeSpan.seconds(1)

  /// Takes in what came of a message; the next round writes it down.
  public mutating func returned(
    _ outcome: SendOutcome,
    from delivery: Delivery,
    at now: Instant
  ) {
    flights.remove(Flight(incident: delivery.incident, message: delivery.message.key))
    if case .damaged = delivery.topic {
      damageReport?.returned(outcome, from: delivery, at: now)
      return
    }
    if !delivery.isInquiry { storm.returned(outcome, from: provider(of: delivery), now: now) }
    landed.append(
      (
        delivery.incident,
        AttemptEnd(message: delivery.message.key, attempt: delivery.attempt, outcome: outcome)
      )
    )
  }

  /// When something is to be done next; `nil` when nothing is.
  ///
  /// It changes nothing: a desk that lies in an object would be copied to be asked otherwise.
  public var nextTime: Instant? {
    mutating get {
      guard standing == .active else { return renewAt }
      var next = renewAt
      let report = damaged.isEmpty ? nil : nextDamageReport
      let times = [
        nextAgenda, giveUpLost.isEmpty ? nil : lastRoundAt, damageReport.map(\.nextTime) ?? report,
      ]
      for time in times {
        if let time { next = min(next ?? time, time) }
      }
      return next
    }
  }

  /// Writes down what came of the last messages, and lets the next desk take over.
  public mutating func close(at now: Instant) {
    damaged = [:]
    do throws(JournalFault) {
      try finishFlights(now)
      guard case .active = standing else { return }
      try world.leases?.giveBack(Self.leaseName, holder: world.holder, at: now)
    } catch {
      standing = .faulty(error)
    }
  }

  // MARK: The right to act

  private mutating func holdLease(_ now: Instant) throws(JournalFault) -> Bool {
    guard let leases = world.leases else {
      renewAt = nil
      if standing != .active { try takeOver(from: nil, now) }
      standing = .active
      return true
    }
    let third = TimeSpan(milliseconds: pace.lease.milliseconds / 3)
    // A time that is farther away than any that was ever set was set before the clock went back.
    if let renewAt, now < renewAt, renewAt <= now + max(third, Self.faultPause),
      standing != .starting
    {
      return standing == .active
    }
    let answer = try leases.lease(
      LeaseRequest(
        name: Self.leaseName,
        holder: world.holder,
        rank: world.rank,
        now: now,
        length: pace.lease
      )
    )
    switch answer {
    case .granted(fence: _, let previous):
      renewAt = now + third
      if standing != .active { try takeOver(from: previous, now) }
      standing = .active
      return true
    case .held(let holder, let until):
      if world.isDead(holder) {
        try leases.giveBack(Self.leaseName, holder: holder, at: until + -pace.lease)
        renewAt = now
      } else {
        renewAt = min(max(until, now + TimeSpan(milliseconds: 50)), now + third)
      }
      standing = .standby(holder: holder)
      states = [:]
      return false
    }
  }

  /// Begins where the engine before stopped.
  private mutating func takeOver(
    from previous: LeaseAnswer.Previous?,
    _ now: Instant
  ) throws(JournalFault) {
    states = [:]
    ledger.forget()
    storm.forget()
    damageTold = []
    idleSince = previous.map(\.lastSeen)
    guard let previous, !previous.gaveBack, !world.isDead(previous.holder) else {
      // Whatever was on its way then, nobody will tell what came of it.
      let horizon = now + Outbox.longestAttempt
      giveUpLost = try world.journal.agenda(until: horizon, limit: .max).reversed().map(\.incident)
      return
    }
  }
}

extension TimeSpan {
  static prefix func - (span: TimeSpan) -> TimeSpan {
    TimeSpan(milliseconds: -span.milliseconds)
  }
}
