import Ports
import Timekeeping

/// When the last messages left that are counted for one key.
///
/// The journal has them as a ring of tallies, so that it does not grow with what is sent.
struct Departures {
  /// How many have to be known.
  struct Capacity: Hashable {
    /// As many as the largest window holds.
    var count = 0
    /// As many as the largest window holds that outlives a restart.
    var kept = 0
  }

  /// In order, the last one at the end.
  private var times: [Instant]
  /// How many there were in all.
  private var total: Int
  private let capacity: Capacity

  init(_ capacity: Capacity, _ times: [Instant] = []) {
    self.capacity = capacity
    self.times = times
    total = times.count
  }

  /// The `number`th from the end; `nil` when there were fewer.
  func last(_ number: Int) -> Instant? {
    number > 0 && number <= times.count ? times[times.count - number] : nil
  }

  /// Adds one.
  ///
  /// - Returns: the place of the ring that changes; `nil` when nothing is kept.
  mutating func add(_ time: Instant) -> Int? {
    times.append(time)
    total += 1
    // Only so many as a window can hold are looked at.
    if times.count > 2 * capacity.count { times.removeFirst(times.count - capacity.count) }
    return place(of: total - 1)
  }

  /// Takes the last one back.
  ///
  /// - Returns: the place of the ring that changes; `nil` when nothing is kept.
  mutating func removeLast() -> Int? {
    times.removeLast()
    total -= 1
    return place(of: total)
  }

  /// Puts all to a clock that was set.
  mutating func shift(by span: TimeSpan) { times = times.map { $0 + span } }

  // MARK: The ring

  /// Twice as many as a window holds: so many may be taken back without losing those before.
  private static func size(_ capacity: Capacity) -> Int { 2 * capacity.kept }

  /// All places.
  var places: Range<Int> { 0..<Self.size(capacity) }

  private func place(of number: Int) -> Int? {
    capacity.kept > 0 ? number % Self.size(capacity) : nil
  }

  /// What stands at a place of the ring; `nil` is nothing.
  private func time(at place: Int) -> Instant? {
    let size = Self.size(capacity)
    let first = total - times.count
    // The last one that has this place.
    let number = total - 1 - ((total - 1 - place) % size + size) % size
    return number >= first && number < total ? times[number - first] : nil
  }

  static func name(of key: String) -> String { "left \(key)" }

  static func tally(_ departures: Departures?, _ key: String, _ place: Int) -> Tally {
    let time = departures?.time(at: place)
    return Tally(name(of: key), day: place, total: Int(time?.milliseconds ?? 0))
  }

  /// What the journal knows of a key, in order.
  static func times(
    of key: String,
    _ capacity: Capacity,
    in journal: any Journal
  ) throws(JournalFault) -> [Instant] {
    let name = name(of: key)
    let last = size(capacity) - 1
    guard last >= 0, try journal.tally(name, days: 0...last) > 0 else { return [] }
    var times: [Instant] = []
    for place in 0...last {
      let time = try journal.tally(name, days: place...place)
      if time > 0 { times.append(Instant(milliseconds: Int64(time))) }
    }
    return times.sorted()
  }
}

extension Messengers.Provider {
  /// What its messages are counted for, and how many of each have to be known.
  var capacities: [String: Departures.Capacity] {
    limits.reduce(into: [:]) { capacities, limit in
      let capacity = capacities[limit.key ?? id] ?? Departures.Capacity()
      capacities[limit.key ?? id] = Departures.Capacity(
        count: max(capacity.count, limit.count),
        kept: max(capacity.kept, limit.outlivesRestart ? limit.count : 0)
      )
    }
  }
}

extension Messengers.Limit {
  /// Whether it is worth keeping: a shorter one is all but over when an engine starts anew.
  fileprivate var outlivesRestart: Bool { window >= .seconds(10) }
}
