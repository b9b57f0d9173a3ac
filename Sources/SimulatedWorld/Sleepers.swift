import Timekeeping

/// Those who wait for a time, and those who wait for news as well.
struct Sleepers {
  /// Somebody who waits.
  struct Sleeper {
    /// When they wake; `nil` for never.
    var until: Instant?
    /// How soon they wake after news; `nil` when news do not concern them.
    var interval: TimeSpan?
    /// Whose they are, so that all of one owner can be woken.
    var owner: Int
    /// What goes on then.
    var continuation: CheckedContinuation<Void, Never>
  }

  /// When a sleeper wakes, as it was at some time; there may be later and better entries.
  private struct Entry {
    var at: Instant
    var number: Int

    static func < (left: Entry, right: Entry) -> Bool {
      (left.at, left.number) < (right.at, right.number)
    }
  }

  private var sleepers: [Int: Sleeper] = [:]
  /// Those whom news concern and who have not heard any, in the order in which they came.
  private var listening: [Int] = []
  /// A binary heap, the earliest on top.
  private var heap: [Entry] = []
  private var lastNumber = 0

  /// A number for the next one.
  mutating func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  mutating func insert(_ sleeper: Sleeper, number: Int) {
    sleepers[number] = sleeper
    if let until = sleeper.until { push(Entry(at: until, number: number)) }
    if sleeper.interval != nil { listening.append(number) }
  }

  mutating func remove(_ number: Int) -> Sleeper? { sleepers.removeValue(forKey: number) }

  /// Takes out all of an owner, the first who came first.
  mutating func removeAll(of owner: Int) -> [Sleeper] {
    sleepers.filter { $0.value.owner == owner }.keys.sorted()
      .compactMap { sleepers.removeValue(forKey: $0) }
  }

  /// Lets those whom news concern wake so soon after `now` as `delay` says of their interval.
  mutating func hear(at now: Instant, delay: (TimeSpan) -> TimeSpan) {
    for number in listening {
      guard let sleeper = sleepers[number], let interval = sleeper.interval else { continue }
      let heard = now + delay(interval)
      guard sleeper.until.map({ heard < $0 }) ?? true else { continue }
      sleepers[number]?.until = heard
      push(Entry(at: heard, number: number))
    }
    listening = []
  }

  /// When the next one wakes; `nil` when nobody does.
  mutating func nextTime() -> Instant? {
    while let top = heap.first {
      if sleepers[top.number]?.until == top.at { return top.at }
      pop()
    }
    return nil
  }

  /// Takes out all who wake by `now`, the earliest first.
  mutating func removeDue(at now: Instant) -> [Sleeper] {
    var due: [Sleeper] = []
    while let time = nextTime(), time <= now, let top = heap.first {
      pop()
      if let sleeper = sleepers.removeValue(forKey: top.number) { due.append(sleeper) }
    }
    return due
  }

  // MARK: The heap

  private mutating func push(_ entry: Entry) {
    heap.append(entry)
    var place = heap.count - 1
    while place > 0, heap[place] < heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if heap[child] < heap[least] { least = child }
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}
