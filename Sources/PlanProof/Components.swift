/// The groups of places in which each leads to each other (Tarjan 1972), without recursion.
struct Components {
  /// The groups that hold a circle and are never left, in the order of their smallest members.
  private(set) var final: [[Int]] = []

  /// Groups the `members`; `targets` gives where a member leads, other places included.
  init(of members: [Int], targets: (Int) -> [Int]) {
    let known = Set(members)
    var index: [Int: Int] = [:]
    var low: [Int: Int] = [:]
    var stack: [Int] = []
    var isOnStack: Set<Int> = []
    var group: [Int: Int] = [:]
    var groups: [[Int]] = []
    for root in members where index[root] == nil {
      var calls = [(member: root, targets: [Int](), next: 0)]
      calls[0].targets = targets(root).filter(known.contains)
      index[root] = index.count
      low[root] = index[root]
      stack.append(root)
      isOnStack.insert(root)
      while let call = calls.last {
        let member = call.member
        if call.next < call.targets.count {
          let target = call.targets[call.next]
          calls[calls.count - 1].next += 1
          if index[target] == nil {
            index[target] = index.count
            low[target] = index[target]
            stack.append(target)
            isOnStack.insert(target)
            calls.append((target, targets(target).filter(known.contains), 0))
          } else if isOnStack.contains(target) {
            low[member] = min(low[member] ?? 0, index[target] ?? 0)
          }
          continue
        }
        calls.removeLast()
        if let caller = calls.last?.member {
          low[caller] = min(low[caller] ?? 0, low[member] ?? 0)
        }
        guard low[member] == index[member] else { continue }
        var found: [Int] = []
        while let top = stack.popLast() {
          isOnStack.remove(top)
          group[top] = groups.count
          found.append(top)
          if top == member { break }
        }
        groups.append(found.sorted())
      }
    }
    final = groups.enumerated().compactMap { number, found in
      let all = found.flatMap(targets).filter(known.contains)
      let isLeft = all.contains { group[$0] != number }
      let isCircle = found.count > 1 || all.contains(found[0])
      return isCircle && !isLeft ? found : nil
    }.sorted { $0[0] < $1[0] }
  }
}
