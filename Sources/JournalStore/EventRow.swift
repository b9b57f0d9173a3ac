import IncidentCore

/// Events that stand in one row of the journal: one, or many of a kind that were written in one go.
///
/// When thousands are called there are thousands of events that differ in their facts alone. What
/// they have in common is written, hashed and kept once.
struct EventRow {
  /// How many events of a kind share a row at least; fewer are easier to read one by one.
  private static let least = 8
  /// How many at most, so that what is on the disk reads and checks in small pieces.
  private static let most = 512
  /// What many events may say in the same words: the text of a message.
  private static let commonName = "text"

  let events: ArraySlice<Event>

  /// Whether it holds several.
  var isShared: Bool { events.count > 1 }

  /// The rows of events that are written in one go.
  static func rows(of events: [Event]) -> [EventRow] {
    var rows: [EventRow] = []
    var start = 0
    while start < events.count {
      var end = start + 1
      while end < events.count, end - start < most, events[end].isLike(events[start]) { end += 1 }
      if end - start >= least {
        rows.append(EventRow(events: events[start..<end]))
      } else {
        rows += (start..<end).map { EventRow(events: events[$0...$0]) }
      }
      start = end
    }
    return rows
  }

  /// The sealed values in the order of their names.
  ///
  /// In a row of several the number of the event stands behind each name, and a text that is the
  /// same as that of the event before is kept once.
  func values(salt: () -> [UInt8]) -> [SealedValue] {
    var values: [SealedValue] = []
    var common: String?
    for event in events {
      for (name, value) in event.sealed {
        if isShared, name == Self.commonName {
          if value == common { continue }
          common = value
        }
        let name = isShared ? "\(name).\(event.sequence)" : name
        values.append(SealedValue(name: name, salt: "", value: value))
      }
    }
    values.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for place in values.indices { values[place].salt = Hex.text(salt()) }
    return values
  }
}

extension Event {
  /// Whether both differ in nothing but the fact, its place and the contents of sealed values.
  fileprivate func isLike(_ other: Event) -> Bool {
    fact.kind == other.fact.kind && occurredAt == other.occurredAt && actor == other.actor
      && source == other.source && visibility == other.visibility
      && sealed.count == other.sealed.count
      && sealed.keys.allSatisfy { other.sealed[$0] != nil }
  }
}

/// Whose the sealed values of a row of several events are.
struct SharedValues {
  /// For each name the numbers of the events that have a value of their own, in order.
  private var owners: [String: [Int]] = [:]
  private let values: [String: String]

  /// Values by their names, among `names` that were given once and may be erased.
  init(names: some Sequence<String>, values: [String: String]) {
    self.values = values
    for name in names {
      guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")),
        let number = Int(name[name.index(after: dot)...])
      else { continue }
      owners[String(name[..<dot]), default: []].append(number)
    }
    for name in owners.keys { owners[name]?.sort() }
  }

  /// The values of the event with that number: for each name its own, else that of the last event
  /// before it that has one.
  func values(of number: Int) -> [String: String] {
    var found: [String: String] = [:]
    for (name, numbers) in owners {
      let behind = numbers.partitioningIndex { $0 > number }
      if behind > 0 { found[name] = values["\(name).\(numbers[behind - 1])"] }
    }
    return found
  }
}

extension [Int] {
  /// The first place where `isBehind` holds, which has to hold for all that follow.
  fileprivate func partitioningIndex(_ isBehind: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
