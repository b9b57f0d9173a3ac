import Timekeeping

/// Those who wait for a time, and those who wait for news as well.
struct Sleepers {
  /// Somebody who waits.
  @safe struct Sleeper {
    /// When they wake; `nil` for never.
    var until: Instant?
    /// How soon they wake after news; `nil` when news do not concern them.
    var interval: TimeSpan?
    /// Whose they are, so that all of one owner can be woken.
    var owner: Int
    /// What goes on then: a checked one would cost an object for each.
    var continuation: UnsafeContinuation<Void, Never>

    /// Lets it go on; once, as whoever calls this has taken the sleeper out.
    func wake() { unsafe continuation.resume() }
  }

  /// Who a sleeper is: its place among them and its number, which no other one ever has.
  struct Ticket {
    fileprivate var place: Int
    fileprivate var number: Int
  }

  /// A place for a sleeper.
  private struct Bed {
    /// The number of the one who has the place or shall have it.
    var number: Int
    var sleeper: Sleeper?
  }

  /// When a sleeper wakes, as it was at some time; there may be later and better entries.
  private struct Entry {
    var at: Instant
    var ticket: Ticket

    static func < (left: Entry, right: Entry) -> Bool {
      left.at == right.at ? left.ticket.number < right.ticket.number : left.at < right.at
    }
  }

  private var beds: [Bed] = []
  /// The places in ``beds`` that nobody has.
  private var free: [Int] = []
  /// Those whom news concern and who have not heard any, in the order in which they came.
  private var listening: [Ticket] = []
  /// A binary heap, the earliest on top.
  private var heap: [Entry] = []
  private var lastNumber = 0

  /// A ticket for the next one, who comes or gives it back.
  mutating func nextTicket() -> Ticket {
    lastNumber += 1
    guard let place = free.popLast() else {
      beds.append(Bed(number: lastNumber))
      return Ticket(place: beds.count - 1, number: lastNumber)
    }
    beds[place].number = lastNumber
    return Ticket(place: place, number: lastNumber)
  }

  mutating func insert(_ sleeper: Sleeper, _ ticket: Ticket) {
    if let until = sleeper.until { push(Entry(at: until, ticket: ticket)) }
    if sleeper.interval != nil { listening.append(ticket) }
    beds[ticket.place].sleeper = sleeper
  }

  /// Takes back the ticket of one who does not come.
  mutating func giveBack(_ ticket: Ticket) {
    guard beds[ticket.place].number == ticket.number else { return }
    beds[ticket.place].number = 0
    free.append(ticket.place)
  }

  mutating func remove(_ ticket: Ticket) -> Sleeper? {
    guard beds[ticket.place].number == ticket.number,
      let sleeper = beds[ticket.place].sleeper
    else { return nil }
    beds[ticket.place] = Bed(number: 0)
    free.append(ticket.place)
    return sleeper
  }

  /// Takes out all of an owner, the first who came first.
  mutating func removeAll(of owner: Int) -> [Sleeper] {
    beds.indices.filter { beds[$0].sleeper?.owner == owner }
      .map { Ticket(place: $0, number: beds[$0].number) }
      .sorted { $0.number < $1.number }
      .compactMap { remove($0) }
  }

  /// Lets those whom news concern wake so soon after `now` as `delay` says of their interval.
  mutating func hear(at now: Instant, delay: (TimeSpan) -> TimeSpan) {
    for ticket in listening {
      guard beds[ticket.place].number == ticket.number,
        let interval = beds[ticket.place].sleeper?.interval
      else { continue }
      let heard = now + delay(interval)
      guard beds[ticket.place].sleeper?.until.map({ heard < $0 }) ?? true else { continue }
      beds[ticket.place].sleeper?.until = heard
      push(Entry(at: heard, ticket: ticket))
    }
    listening.removeAll(keepingCapacity: true)
  }

  /// When the next one wakes; `nil` when nobody does.
  mutating func nextTime() -> Instant? {
    while let top = heap.first {
      let bed = beds[top.ticket.place]
      if bed.number == top.ticket.number, bed.sleeper?.until == top.at { return top.at }
      pop()
    }
    return nil
  }

  /// When the next one wakes who is not of those owners; `nil` when nobody does.
  func nextTime(besides owners: Set<Int>) -> Instant? {
    beds.lazy.compactMap(\.sleeper).filter { !owners.contains($0.owner) }.compactMap(\.until).min()
  }

  /// Takes out all who wake by `now`, the earliest first.
  mutating func removeDue(at now: Instant) -> [Sleeper] {
    var due: [Sleeper] = []
    while let time = nextTime(), time <= now, let top = heap.first {
      pop()
      if let sleeper = remove(top.ticket) { due.append(sleeper) }
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
      for child in 2 * place + 1..<2 * place + 3 where child < heap.count {
        if heap[child] < heap[least] { least = child }
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}
