public import Timekeeping

/// A window that so many messages of one key fit into.
public struct RateWindow: Hashable, Sendable {
  /// What the messages are counted for; fit to be kept, with no secret in it.
  public var key: String
  /// How many fit.
  public var count: Int
  /// How long the window is.
  public var window: TimeSpan
  /// How long nothing may be sent once the provider has complained; `nil` leaves it to its answer.
  public var penalty: TimeSpan?
}

extension NotifierCard {
  /// How long to wait after an attempt; `nil` when no other is worth making.
  ///
  /// - Parameters:
  ///   - attempt: how many attempts there were, at least 1.
  ///   - random: a number from 0 to 1.
  /// - Returns: The wait.
  public func retryDelay(attempt: Int, random: Double) -> TimeSpan? {
    guard attempt >= 1, attempt < retry.attempts else { return nil }
    var wait = Double(retry.first.milliseconds)
    for _ in 1..<attempt where wait < Double(retry.most.milliseconds) { wait *= retry.factor }
    wait = min(wait, Double(retry.most.milliseconds))
    let chance = min(max(random, 0), 1)
    let spread = 1 - retry.jitter + 2 * retry.jitter * chance
    return TimeSpan(milliseconds: max(0, Int64((wait * spread).rounded())))
  }

  /// The windows that a message has to fit into, one for each limit of the card.
  ///
  /// A limit counted for a setting, such as one robot's token, has a key of its own for each value;
  /// the key holds a digest of it.
  public func limits(
    notifier: String,
    address: String? = nil,
    parameters: [String: String],
    secrets: [String: String]
  ) -> [RateWindow] {
    let settings = Settings(self.parameters, plain: parameters, secrets: secrets)
    let call = Filler.Call(
      message: nil,
      id: "",
      address: address.flatMap(self.address.normalised),
      settings: settings,
      now: Instant(milliseconds: 0),
      nonce: []
    )
    let filler = Filler(call, card: self, signing: [])
    return limits.compactMap { limit in
      var key = notifier
      if let template = limit.key {
        guard let bytes = (try? filler.bytes(template)) ?? nil else { return nil }
        key = "\(name):\(Hex.text(Digests.digest(.sha256, of: bytes).prefix(8)))"
      }
      return RateWindow(key: key, count: limit.count, window: limit.window, penalty: penalty)
    }
  }
}

extension NotifierCard {
  /// The forms in which a card may have told a provider the idempotency key, to match receipts that
  /// bring it back.
  public static func keys(of id: String) -> [String] {
    IDForm.allCases.map { $0.text(of: id) }
  }
}

extension NotifierCard {
  /// How long a message is tried at most before it is given up, when every attempt runs out of time.
  public var longestTry: TimeSpan {
    var milliseconds = transport.timeout.milliseconds * Int64(max(1, retry.attempts))
    for attempt in 1..<max(2, retry.attempts) {
      milliseconds += retryDelay(attempt: attempt, random: 1)?.milliseconds ?? 0
    }
    return TimeSpan(milliseconds: milliseconds)
  }
}
