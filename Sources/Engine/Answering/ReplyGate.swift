import Timekeeping

/// Keeps those who guess at codes, and machines that answer each other, from going on.
struct ReplyGate {
  /// How many wrong codes of one person are looked at in an hour.
  private static let mostGuesses = 5
  /// How many texts a person is sent back in an hour.
  private static let mostSayings = 10
  private static let window = TimeSpan.minutes(60)
  /// How many replies are remembered, to know those that come twice.
  private static let mostKnown = 1000

  private var guesses: [String: [Instant]] = [:]
  private var sayings: [String: [Instant]] = [:]
  private var known: Set<String> = []
  private var order: [String] = []

  /// Whether a reply with that id was dealt with before.
  func knows(_ id: String?, through notifier: String) -> Bool {
    id.map { known.contains(Self.name(of: $0, through: notifier)) } ?? false
  }

  /// Remembers a reply that was dealt with.
  mutating func remember(_ id: String?, through notifier: String) {
    guard let name = id.map({ Self.name(of: $0, through: notifier) }),
      known.insert(name).inserted
    else { return }
    order.append(name)
    if order.count > Self.mostKnown { known.remove(order.removeFirst()) }
  }

  private static func name(of id: String, through notifier: String) -> String {
    "\(notifier)\u{0}\(id)"
  }

  /// Whether codes from that address are looked at.
  func mayTry(_ address: String, at now: Instant) -> Bool {
    Self.recent(guesses[address], now).count < Self.mostGuesses
  }

  mutating func guessedWrong(_ address: String, at now: Instant) {
    guesses[address] = Self.recent(guesses[address], now) + [now]
  }

  /// Whether something is said back to that address.
  mutating func maySay(_ address: String, at now: Instant) -> Bool {
    let recent = Self.recent(sayings[address], now)
    sayings[address] = recent.count < Self.mostSayings ? recent + [now] : recent
    return recent.count < Self.mostSayings
  }

  private static func recent(_ times: [Instant]?, _ now: Instant) -> [Instant] {
    (times ?? []).filter { $0 + window > now }
  }
}
