/// Who may start and who waits: a lane for each destination, so that a slow one holds up no other.
package struct Lanes<Item> {
  private struct Lane {
    var active = 0
    var waiting: [Item] = []
    var next = 0

    var isWaiting: Bool { next < waiting.count }

    mutating func takeFirst() -> Item {
      defer {
        next += 1
        if next == waiting.count {
          waiting = []
          next = 0
        } else if next >= 1024 {
          waiting.removeFirst(next)
          next = 0
        }
      }
      return waiting[next]
    }
  }

  private let perLane: Int
  private let total: Int
  /// How many items are active.
  package private(set) var active = 0
  /// How many items wait.
  package private(set) var waiting = 0
  private var lanes: [String: Lane] = [:]
  /// Lanes that could start something, in the order of their turns.
  private var ready: [String] = []

  /// At most `perLane` of one lane and `total` of all are active.
  package init(perLane: Int, total: Int) {
    self.perLane = perLane
    self.total = total
  }

  /// Puts `item` at the end of its lane.
  package mutating func add(_ item: Item, to name: String) {
    var lane = lanes[name] ?? Lane()
    let wasReady = lane.isWaiting && lane.active < perLane
    // Taken out meanwhile, so that the list inside is not copied.
    lanes[name] = nil
    lane.waiting.append(item)
    waiting += 1
    if !wasReady, lane.active < perLane { ready.append(name) }
    lanes[name] = lane
  }

  /// Takes out the next item that may start; each lane in turn gives one.
  package mutating func start() -> Item? {
    guard active < total, !ready.isEmpty else { return nil }
    let name = ready.removeFirst()
    guard var lane = lanes[name] else { return nil }
    lanes[name] = nil
    let item = lane.takeFirst()
    lane.active += 1
    active += 1
    waiting -= 1
    if lane.isWaiting, lane.active < perLane { ready.append(name) }
    lanes[name] = lane
    return item
  }

  /// Notes that something of a lane is done.
  package mutating func finish(_ name: String) {
    guard var lane = lanes[name] else { return }
    lanes[name] = nil
    active -= 1
    let wasFull = lane.active >= perLane
    lane.active -= 1
    if wasFull, lane.isWaiting { ready.append(name) }
    if lane.active > 0 || lane.isWaiting { lanes[name] = lane }
  }

  /// Takes out everyone who waits and matches, lanes in the order of their names.
  package mutating func remove(where matches: (Item) -> Bool) -> [Item] {
    var removed: [Item] = []
    for name in lanes.keys.sorted() {
      guard var lane = lanes[name], lane.isWaiting else { continue }
      var left: [Item] = []
      let count = removed.count
      for item in lane.waiting[lane.next...] {
        if matches(item) { removed.append(item) } else { left.append(item) }
      }
      guard removed.count > count else { continue }
      lane.waiting = left
      lane.next = 0
      if left.isEmpty { ready.removeAll { $0 == name } }
      lanes[name] = left.isEmpty && lane.active == 0 ? nil : lane
    }
    waiting -= removed.count
    return removed
  }
}
