import DutyRoster
public import Timekeeping

/// All messages of an incident and what has become of them.
public struct Outbox: Sendable {
  /// What has become of a message.
  public enum Status: Hashable, Sendable {
    /// It waits for its time, or for the message before it to fail.
    case queued
    /// It is on its way; nobody knows yet what came of it.
    case attempting
    /// It is to be tried again at ``Entry/nextAt``.
    case deferred
    /// The provider took it.
    case sent
    /// The provider says that it arrived.
    case delivered
    /// Nobody knows whether it was taken, and it is not tried again.
    case unknown
    /// It could not be sent, or did not arrive.
    case failed
    /// It need not leave any more.
    case superseded
  }

  /// One message.
  public struct Entry: Hashable, Sendable {
    /// The message.
    public let message: OutboxMessage
    /// The address; `nil` when it was erased.
    public let address: String?
    /// When it was queued, by the clock of now.
    public internal(set) var queuedAt: Instant
    /// What has become of it.
    public internal(set) var status = Status.queued
    /// How many attempts there were.
    public internal(set) var attempts = 0
    /// When it is to leave, or to be given up while it is on its way; `nil` when no time is set.
    public internal(set) var nextAt: Instant?
    /// Whether an earlier attempt may have been taken.
    public internal(set) var mayBeRepeat = false
    /// Whether its provider is to be asked about the last attempt before anything else.
    public internal(set) var isUncertain = false
    /// The provider of the last attempt; `nil` before the first one.
    public internal(set) var provider: String?
    /// How many attempts there were through each provider.
    public internal(set) var attemptsThrough: [String: Int] = [:]
    /// The providers that can do nothing with it.
    public internal(set) var passedOver: Set<String> = []
    /// When the last attempt began.
    public internal(set) var attemptedAt: Instant?
    /// How far clocks have jumped since it was queued.
    var clockShift = TimeSpan.zero
    /// What the provider calls it.
    public internal(set) var providerID: String?
    /// The last fault.
    public internal(set) var fault: SendFault?

    /// Sending it is of no use from then on.
    public var expiresAt: Instant { message.expiresAt + clockShift }
    /// When it was to leave at first, by the clock of now; `nil` when no time was set.
    public var dueAt: Instant? { message.dueAt.map { $0 + clockShift } }
    /// Whether it may still leave.
    public var isOpen: Bool { status == .queued || status == .deferred }
    /// Whether it came to nothing.
    public var hasFailed: Bool { status == .failed }
  }

  /// How long an attempt may be on its way before it counts as lost: longer than any request takes.
  public static let longestAttempt = TimeSpan.seconds(120)

  /// The messages in the order in which they were queued.
  public private(set) var entries: [Entry] = []
  private var places: [MessageKey: Int] = [:]
  /// The places of messages that may still leave or are on their way.
  private var unsettled: Set<Int> = []

  init() {}

  /// The message with that name.
  public subscript(key: MessageKey) -> Entry? { places[key].map { entries[$0] } }

  /// The messages that may still leave, in the order in which they were queued.
  public var open: [Entry] { unsettled.sorted().map { entries[$0] }.filter(\.isOpen) }

  /// The messages that are on their way.
  public var underway: [Entry] {
    unsettled.sorted().map { entries[$0] }.filter { $0.status == .attempting }
  }

  /// The messages that are to leave at `now`, in the order in which they were queued.
  public func due(at now: Instant) -> [Entry] {
    unsettled.filter { isDue(entries[$0], at: now) }.sorted().map { entries[$0] }
  }

  private func isDue(_ entry: Entry, at now: Instant) -> Bool {
    guard entry.isOpen, let time = entry.nextAt else { return false }
    return time <= now
  }

  /// When the next message is to leave, or one that is on its way has to be given up.
  public var nextDue: Instant? {
    var next: Instant?
    for place in unsettled {
      guard let time = entries[place].nextAt else { continue }
      next = min(next ?? time, time)
    }
    return next
  }

  /// The message of the same person that is tried when the one with that name has failed.
  func follower(of key: MessageKey) -> Entry? {
    guard let place = places[key] else { return nil }
    let next = place + 1
    guard next < entries.count, entries[next].message.follows == key else { return nil }
    return entries[next]
  }

  mutating func queue(_ message: OutboxMessage, address: String?, at now: Instant) {
    guard places[message.key] == nil else { return }
    places[message.key] = entries.count
    unsettled.insert(entries.count)
    var entry = Entry(message: message, address: address, queuedAt: now)
    entry.nextAt = message.dueAt
    entries.append(entry)
  }

  /// Takes in that the clock jumped: what waits for a length of time waits as long as before.
  mutating func shift(by span: TimeSpan) {
    for place in unsettled {
      entries[place].clockShift = entries[place].clockShift + span
      entries[place].queuedAt = entries[place].queuedAt + span
      // What waits for the end of quiet hours waits for the wall clock.
      guard entries[place].message.urgency == .high || entries[place].attempts > 0 else { continue }
      entries[place].nextAt = entries[place].nextAt.map { $0 + span }
    }
  }

  mutating func update(_ key: MessageKey, _ change: (inout Entry) -> Void) {
    guard let place = places[key] else { return }
    change(&entries[place])
    switch entries[place].status {
    case .queued, .deferred, .attempting: unsettled.insert(place)
    case .sent, .delivered, .unknown, .failed, .superseded: unsettled.remove(place)
    }
  }
}
