import Findings
import Phrases
import RunbookModel
import Timekeeping

/// Deadlines that are over before what they are for can be.
extension PlanProof {
  func proveTimes(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    let graph = subject.graph
    guard graph.nodes.contains(where: { $0.step.deadline != nil }) else { return }
    let times = LongestTimes(graph)
    for index in graph.nodes.indices where map.isReached[index] {
      let node = graph.nodes[index]
      guard node.frame == 0, let deadline = node.step.deadline, deadline < times.time(of: index)
      else { continue }
      let source = subject.source(of: index)
      let way = times.way(through: index).map { graph.nodes[$0].step.title }
      var notes: [Finding.Note] = []
      if !way.isEmpty {
        notes.append(
          Finding.Note(
            ProofPhrases.longestWay.with(["way": way.joined(separator: " → ")]),
            at: node.step.position
          )
        )
      }
      if let within = node.step.approval?.within {
        notes.append(
          Finding.Note(
            ProofPhrases.approvalCounted.with(["time": within.text]),
            at: node.step.position
          )
        )
      }
      found.add(
        subject.path(of: index),
        ProofRules.shortDeadline.finding(
          at: SourceSpan(ofKey: StepKeys.deadline, in: node.step, source),
          ProofPhrases.shortDeadline.with([
            "deadline": deadline.text, "time": times.time(of: index).text,
          ]),
          remedy: ProofPhrases.shortDeadlineRemedy.with([:]),
          notes: notes + witness(index, map, at: node.step.position)
        )
      )
    }
  }
}

/// How long steps with their sub-steps may take as they are written.
///
/// What has no time limit counts for nothing and no loop is gone through twice, so that a run may
/// take at least so long, and a deadline below it is certainly too short.
struct LongestTimes {
  private let graph: StepGraph
  private var times: [Int64]
  /// The next sub-step on the longest way among sub-steps, by the step's index.
  private var next: [Int?]
  private var first: [Int?]

  init(_ graph: StepGraph) {
    self.graph = graph
    times = graph.nodes.map { node in
      node.step.longestOwnTime.milliseconds + (node.step.approval?.within?.milliseconds ?? 0)
    }
    next = Array(repeating: nil, count: times.count)
    first = Array(repeating: nil, count: times.count)
    var targets = [[Int]](repeating: [], count: times.count)
    for edge in graph.edges {
      guard case .node(let target) = edge.to, target > edge.from,
        graph.nodes[edge.from].parent == graph.nodes[target].parent
      else { continue }
      targets[edge.from].append(target)
    }
    // Sub-steps stand behind their step, so that theirs are known when its own are asked for.
    for index in graph.nodes.indices.reversed() where !graph.nodes[index].children.isEmpty {
      addSubsteps(of: index, targets)
    }
  }

  private mutating func addSubsteps(of index: Int, _ targets: [[Int]]) {
    let children = graph.nodes[index].children
    if let parallelism = graph.nodes[index].step.parallelism {
      let longest = children.max { times[$0] < times[$1] }
      let sum = children.reduce(0) { $0 + times[$1] }
      let shared = parallelism.limit.map { sum / Int64(max(1, $0)) } ?? 0
      first[index] = longest
      times[index] += max(longest.map { times[$0] } ?? 0, shared)
      return
    }
    var behind: [Int: Int64] = [:]
    for child in children.reversed() {
      let followers = targets[child] + (canFallThrough(child) ? following(child) : [])
      let best = followers.max { behind[$0] ?? 0 < behind[$1] ?? 0 }
      next[child] = best
      behind[child] = times[child] + (best.flatMap { behind[$0] } ?? 0)
    }
    guard let child = children.first else { return }
    first[index] = child
    times[index] += behind[child] ?? 0
  }

  /// Whether a sub-step with sub-steps of its own goes on with the next one; the edges of the graph
  /// then begin at its last sub-step.
  private func canFallThrough(_ index: Int) -> Bool {
    let step = graph.nodes[index].step
    return !graph.nodes[index].children.isEmpty && step.choices.isEmpty && step.next == nil
  }

  private func following(_ index: Int) -> [Int] { graph.sibling(after: index).map { [$0] } ?? [] }

  func time(of index: Int) -> TimeSpan { TimeSpan(milliseconds: times[index]) }

  /// The sub-steps of a step on the way that takes longest.
  func way(through index: Int) -> [Int] {
    var way: [Int] = []
    var place = first[index]
    while let step = place {
      way.append(step)
      place = next[step]
    }
    return way
  }
}
