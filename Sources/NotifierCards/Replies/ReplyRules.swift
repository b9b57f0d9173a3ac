public import Timekeeping

/// What an answer means, as the card says.
struct ReplyRules: Hashable, Sendable {
  /// The classes of answers, in the order in which they are looked for.
  enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// The message was taken; in a verification: it had been taken.
    case ok
    /// Too much was sent.
    case throttle
    /// The settings are refused.
    case auth
    /// In a verification: the message had not been taken.
    case missing
    /// It cannot be told.
    case unknown
    /// It may be taken later.
    case retry
    /// It will never be taken; the last, so that a card can say “any other error”.
    case permanent
  }

  /// Where a length of time stands.
  enum Wait: Hashable, Sendable {
    case fixed(TimeSpan)
    /// A number of units of that many milliseconds.
    case subject(Condition.Subject, unit: Int64)
    /// A header with seconds or a date (RFC 9110, section 10.2.3).
    case retryAfter(String)
  }

  var conditions: [Outcome: Condition]
  var waits: [Wait]
  var id: [Condition.Subject]
  var detail: [Condition.Subject]
}

/// What came of an attempt to send a message, and what that means for the next one.
public enum Verdict: Hashable, Sendable {
  /// The provider took it, and may have told its own id for it.
  case ok(providerID: String?)
  /// The provider takes nothing for a while.
  case throttle(wait: TimeSpan, detail: String)
  /// It was not taken and may be taken later; `nil` leaves the wait to the schedule.
  case retry(wait: TimeSpan?, detail: String)
  /// It will not be taken; the next way to reach the person is due at once.
  case permanent(detail: String)
  /// The notifier's settings are refused: nobody can be reached through it until they are mended.
  case auth(detail: String)
  /// It may have been taken or not.
  case unknown(detail: String)
}

/// What a provider says of a message that may have been taken.
public enum Verification: Hashable, Sendable {
  /// It was taken.
  case taken(providerID: String?)
  /// It was not taken and can be sent again without being a repeat.
  case notTaken
  /// The provider does not say; the same question may be asked later.
  case unclear(detail: String)
}
