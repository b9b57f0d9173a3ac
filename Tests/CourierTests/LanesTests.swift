import Courier
import Testing

/// Starts all that may start.
private func started(_ lanes: inout Lanes<Int>) -> [Int] {
  var items: [Int] = []
  while let item = lanes.start() { items.append(item) }
  return items
}

@Test func `a lane starts its items in order and no more than it may`() {
  var lanes = Lanes<Int>(perLane: 2, total: 10)
  for item in 1...5 { lanes.add(item, to: "a") }

  let first = started(&lanes)
  lanes.finish("a")
  let second = started(&lanes)
  lanes.finish("a")
  lanes.finish("a")
  let third = started(&lanes)

  #expect(first == [1, 2])
  #expect(second == [3])
  #expect(third == [4, 5])
  #expect(lanes.waiting == 0)
  #expect(lanes.active == 2)
}

@Test func `lanes take turns`() {
  var lanes = Lanes<Int>(perLane: 10, total: 4)
  for item in 1...3 { lanes.add(item, to: "a") }
  for item in 11...13 { lanes.add(item, to: "b") }

  let first = started(&lanes)
  lanes.finish("a")
  lanes.finish("b")
  let second = started(&lanes)

  #expect(first == [1, 11, 2, 12])
  #expect(second == [3, 13])
}

@Test func `who is removed never starts`() {
  var lanes = Lanes<Int>(perLane: 1, total: 10)
  for item in 1...4 { lanes.add(item, to: "a") }
  for item in 11...12 { lanes.add(item, to: "b") }
  let first = started(&lanes)

  let removed = lanes.remove { $0 != 3 && $0 != 13 }
  lanes.finish("a")
  lanes.finish("b")
  let second = started(&lanes)

  #expect(first == [1, 11])
  #expect(removed == [2, 4, 12])
  #expect(second == [3])
  #expect(lanes.waiting == 0)
}

@Test func `any order of adding and finishing starts everything once`() {
  var random = SystemRandomNumberGenerator()
  for _ in 0..<50 {
    var lanes = Lanes<Int>(perLane: Int.random(in: 1...3, using: &random), total: 5)
    var running: [(item: Int, lane: String)] = []
    var names: [Int: String] = [:]
    var seen: [Int] = []
    var next = 0
    while next < 200 || !running.isEmpty {
      if next < 200, Bool.random(using: &random) {
        let name = "\(Int.random(in: 0..<4, using: &random))"
        lanes.add(next, to: name)
        names[next] = name
        next += 1
      } else if let index = running.indices.randomElement(using: &random) {
        lanes.finish(running.remove(at: index).lane)
      }
      for item in started(&lanes) {
        seen.append(item)
        running.append((item, names[item] ?? ""))
      }
      #expect(running.count == lanes.active && lanes.active <= 5)
    }
    #expect(seen.sorted() == Array(0..<200))
    #expect(lanes.waiting == 0)
  }
}
