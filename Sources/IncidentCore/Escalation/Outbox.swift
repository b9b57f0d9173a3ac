import DutyRoster
public import Timekeeping

/// All messages of an incident and what has become of them.
///
/// A copy is cheap however many there are, and so is a change of a copy.
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
    /// The attempts that were given up before anybody told what came of them.
    public internal(set) var unanswered: Set<Int> = []
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
    /// Whether it may still leave or is on its way.
    var isUnsettled: Bool { isOpen || status == .attempting }
    /// Whether an earlier attempt may have been taken.
    public var mayBeRepeat: Bool { !unanswered.isEmpty }

    /// Whether nobody has told yet what came of that attempt.
    public func awaits(_ attempt: Int) -> Bool {
      status == .attempting && attempt == attempts || unanswered.contains(attempt)
    }

    /// Whether it depends on that attempt what becomes of the message.
    func hangs(on attempt: Int) -> Bool {
      attempt == attempts && (isUnsettled || status == .unknown)
    }

    /// Takes in that the provider took an attempt, which may be an earlier one.
    mutating func take(_ attempt: Int, as id: String?) {
      unanswered.remove(attempt)
      if status == .attempting, attempt != attempts { unanswered.insert(attempts) }
      if status != .delivered { status = .sent }
      isUncertain = false
      providerID = id
    }

    /// Takes in that an attempt was not taken; what a provider says it does not know may have been
    /// taken all the same.
    mutating func exclude(_ attempt: Int) {
      if !isUncertain || status != .attempting { unanswered.remove(attempt) }
    }

    /// Takes in that it arrived, be it before its provider has said that it took it.
    mutating func arrive() {
      if status == .attempting { unanswered.insert(attempts) }
      status = .delivered
    }

    /// Takes in that an attempt came to nothing, or for 0 that there is no other one; whether the
    /// message has come to nothing by that.
    mutating func fail(_ attempt: Int, for fault: SendFault) -> Bool {
      let isOver = attempt == 0 || hangs(on: attempt)
      exclude(attempt)
      guard isOver else { return false }
      status = .failed
      self.fault = fault
      return true
    }

    fileprivate mutating func shift(by span: TimeSpan) {
      clockShift = clockShift + span
      queuedAt = queuedAt + span
      // What waits for the end of quiet hours waits for the wall clock.
      guard message.urgency == .high || attempts > 0 else { return }
      nextAt = nextAt.map { $0 + span }
    }

    /// Whether it came to nothing.
    public var hasFailed: Bool { status == .failed }
  }

  /// How long an attempt may be on its way before it counts as lost: longer than any request takes.
  public static let longestAttempt = TimeSpan.seconds(120)

  /// Messages that are kept together, so that a changed one costs a copy of few others.
  private struct Page: Sendable {
    static let size = 8

    var entries: [Entry] = []
    /// The earliest time of those that are not settled.
    var nextAt: Instant?
    /// Whether one may still leave or is on its way.
    var hasUnsettled = false

    mutating func summarise() {
      nextAt = nil
      hasUnsettled = false
      for entry in entries where entry.isUnsettled {
        hasUnsettled = true
        if let time = entry.nextAt { nextAt = min(nextAt ?? time, time) }
      }
    }
  }

  private var pages: [Page] = []
  private var count = 0
  private var places: [MessageKey: Int] = [:]

  init() {}

  /// The messages in the order in which they were queued.
  public var entries: [Entry] { pages.flatMap(\.entries) }

  /// The message with that name.
  public subscript(key: MessageKey) -> Entry? { places[key].map { self[$0] } }

  private subscript(place: Int) -> Entry {
    pages[place / Page.size].entries[place % Page.size]
  }

  /// The messages that may still leave, in the order in which they were queued.
  public var open: [Entry] {
    pages.lazy.filter(\.hasUnsettled).flatMap { $0.entries.filter(\.isOpen) }
  }

  /// The messages that are on their way.
  public var underway: [Entry] {
    pages.lazy.filter(\.hasUnsettled).flatMap { page in
      page.entries.filter { $0.status == .attempting }
    }
  }

  /// The messages that are to leave at `now`, in the order in which they were queued, at most
  /// `limit`.
  public func due(at now: Instant, limit: Int = .max) -> [Entry] {
    unsettled(until: now, limit: limit) { $0.isOpen }
  }

  /// The messages that have been on their way for too long at `now`.
  public func overdue(at now: Instant) -> [Entry] {
    unsettled(until: now, limit: .max) { $0.status == .attempting }
  }

  private func unsettled(
    until now: Instant,
    limit: Int,
    where isWanted: (Entry) -> Bool
  ) -> [Entry] {
    var found: [Entry] = []
    for page in pages where page.nextAt.map({ $0 <= now }) ?? false {
      for entry in page.entries where isWanted(entry) {
        guard let time = entry.nextAt, time <= now else { continue }
        if found.count == limit { return found }
        found.append(entry)
      }
    }
    return found
  }

  /// When the next message is to leave, or one that is on its way has to be given up.
  public var nextDue: Instant? { pages.lazy.compactMap(\.nextAt).min() }

  /// The message of the same person that is tried when the one with that name has failed.
  func follower(of key: MessageKey) -> Entry? {
    guard let place = places[key], place + 1 < count else { return nil }
    let next = self[place + 1]
    return next.message.follows == key ? next : nil
  }

  mutating func queue(_ message: OutboxMessage, address: String?, at now: Instant) {
    guard places[message.key] == nil else { return }
    places[message.key] = count
    var entry = Entry(message: message, address: address, queuedAt: now)
    entry.nextAt = message.dueAt
    if count == pages.count * Page.size { pages.append(Page()) }
    change(page: pages.count - 1) { $0.append(entry) }
    count += 1
  }

  /// Takes in that the clock jumped: what waits for a length of time waits as long as before.
  mutating func shift(by span: TimeSpan) {
    for place in pages.indices where pages[place].hasUnsettled {
      change(page: place) { entries in
        for index in entries.indices where entries[index].isUnsettled {
          entries[index].shift(by: span)
        }
      }
    }
  }

  /// Changes the message with that name.
  ///
  /// - Returns: what the change says; `nil` when there is no such message.
  @discardableResult
  mutating func update<Answer>(
    _ key: MessageKey,
    _ change: (inout Entry) -> Answer
  ) -> Answer? {
    guard let place = places[key] else { return nil }
    return self.change(page: place / Page.size) { change(&$0[place % Page.size]) }
  }

  private mutating func change<Answer>(
    page: Int,
    _ change: (inout [Entry]) -> Answer
  ) -> Answer {
    defer { pages[page].summarise() }
    return change(&pages[page].entries)
  }
}
