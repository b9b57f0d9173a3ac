import IncidentCore
import Ports
import Timekeeping

/// Keeps a flood of messages from people and providers.
///
/// The first message to a person leaves at once; what follows soon is bundled. A provider gets no
/// more than it takes, and none while it asks for a pause.
struct StormControl {
  /// What is to be done with a message that is due.
  enum Verdict: Hashable {
    case go
    case hold(until: Instant)
  }

  private struct Mailbox: Hashable {
    var person: String
    var notifier: String
  }

  private struct Provider {
    var sent: [Instant] = []
    var pausedUntil: Instant?
    var pausedAt: Instant?
    var failures = 0
  }

  /// How long after a message the next ones to the same person are gathered.
  let bundling: TimeSpan
  private var lastSent: [Mailbox: Instant] = [:]
  private var providers: [String: Provider] = [:]

  init(bundling: TimeSpan) {
    self.bundling = bundling
  }

  /// How many failures in a row close a provider for ``breakerTime``.
  private static let breakerLimit = 5
  private static let breakerTime = TimeSpan.seconds(30)

  /// Whether a message may leave now.
  ///
  /// One that is tried again is not held back for its own earlier attempt, which reached nobody.
  mutating func verdict(
    on message: OutboxMessage,
    isRetry: Bool,
    limits: [Messengers.Limit],
    now: Instant
  ) -> Verdict {
    var until: Instant?
    if !isRetry, let mailbox = mailbox(of: message), let last = lastSent[mailbox], last <= now,
      last + bundling > now
    {
      until = last + bundling
    }
    if let provider = providers[message.notifier], let pause = provider.pausedUntil, pause > now,
      // A clock that went back must not make a pause of seconds one of hours.
      provider.pausedAt.map({ $0 <= now }) ?? true
    {
      until = max(until ?? pause, pause)
    }
    for limit in limits {
      let sent = providers[message.notifier]?.sent ?? []
      let begin = now + TimeSpan(milliseconds: -limit.window.milliseconds)
      let recent = sent.filter { $0 > begin && $0 <= now }
      if recent.count >= limit.count, let oldest = recent.dropLast(limit.count - 1).last {
        until = max(until ?? oldest + limit.window, oldest + limit.window)
      }
    }
    return until.map { .hold(until: $0) } ?? .go
  }

  /// Notes that a message leaves.
  mutating func leaves(_ message: OutboxMessage, limits: [Messengers.Limit], now: Instant) {
    if let mailbox = mailbox(of: message) { lastSent[mailbox] = now }
    guard !limits.isEmpty else { return }
    let longest = limits.map(\.window).max() ?? .zero
    var provider = providers[message.notifier] ?? Provider()
    let horizon = now + TimeSpan(milliseconds: -longest.milliseconds)
    if provider.sent.count > 1000 || provider.sent.first.map({ $0 <= horizon }) ?? false {
      provider.sent.removeAll { $0 <= horizon }
    }
    provider.sent.append(now)
    providers[message.notifier] = provider
  }

  /// Takes back that a message leaves at `now`, because that could not be written down.
  mutating func stays(_ message: OutboxMessage, now: Instant) {
    if let mailbox = mailbox(of: message), lastSent[mailbox] == now { lastSent[mailbox] = nil }
    if providers[message.notifier]?.sent.last == now {
      providers[message.notifier]?.sent.removeLast()
    }
  }

  /// Notes what came of a message.
  mutating func returned(_ outcome: SendOutcome, from notifier: String, now: Instant) {
    var provider = providers[notifier] ?? Provider()
    provider.pausedAt = now
    switch outcome {
    case .sent:
      provider.failures = 0
      provider.pausedUntil = nil
    case .again(.throttled, at: let time): provider.pausedUntil = time
    case .again, .unknown, .failed(.temporary), .failed(.throttled):
      provider.failures += 1
      if provider.failures >= Self.breakerLimit {
        // One message later tries again, and one more failure closes it again.
        provider.pausedUntil = now + Self.breakerTime
        provider.failures = Self.breakerLimit - 1
      }
    case .failed: break
    }
    providers[notifier] = provider
  }

  private func mailbox(of message: OutboxMessage) -> Mailbox? {
    message.person.map { Mailbox(person: $0, notifier: message.notifier) }
  }
}
