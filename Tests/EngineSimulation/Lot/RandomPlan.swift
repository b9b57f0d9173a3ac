import Findings
import IncidentCore
import RunbookModel
import SimulatedWorld
import Timekeeping

/// Plans of every shape that the core knows, small enough to be walked in a simulated hour.
struct RandomPlan {
  private var chance: SeededGenerator
  /// Chance for what parallel steps hold, so that plans without them are the same with it.
  private var inner: SeededGenerator
  private let policies: [String]
  private var nodes: [StepGraph.Node] = []

  init(_ chance: SeededGenerator, policies: [String]) {
    self.chance = chance
    var copy = chance
    inner = SeededGenerator(seed: ~copy.next())
    self.policies = policies
  }

  private static let place = SourcePosition(line: 1, column: 1)

  /// A plan of one to five steps, some with sub-steps.
  mutating func graph() -> StepGraph {
    let count = chance.number(in: 1...5)
    for number in 1...count {
      let index = nodes.count
      let hasChildren = chance.isHit(percent: 15)
      append(step("s\(number)", earlier: nodes.map(\.step.id)), parent: nil, number: "\(number)")
      guard hasChildren else { continue }
      if chance.isHit(percent: 50) {
        nodes[index].step.parallelism = Parallelism(limit: chance.isHit(percent: 50) ? nil : 2)
      }
      for child in 1...chance.number(in: 2...3) {
        let id = "s\(number)-\(child)"
        addChild(step(id, earlier: []), to: index, number: "\(number).\(child)")
        if nodes[index].step.parallelism != nil { addParts(to: nodes.count - 1) }
      }
    }
    addLinksInParallel()
    var runbook = Runbook(mode: .authored, id: "plan", title: "Plan")
    runbook.escalation = chance.isHit(percent: 80) ? chance.pick(of: policies) : nil
    let frame = StepGraph.Frame(
      id: "",
      path: "plan.md",
      sha256: "",
      runbook: runbook,
      bindings: [],
      caller: nil
    )
    return StepGraph(frames: [frame], nodes: nodes)
  }

  private mutating func addChild(_ step: Step, to parent: Int, number: String) {
    nodes[parent].children.append(nodes.count)
    append(step, parent: parent, number: number)
  }

  /// Gives a parallel sub-step sub-steps of its own, at times parallel ones.
  private mutating func addParts(to index: Int) {
    guard inner.isHit(percent: 40) else { return }
    swap(&chance, &inner)
    defer { swap(&chance, &inner) }
    if chance.isHit(percent: 30) { nodes[index].step.parallelism = Parallelism() }
    for part in 1...chance.number(in: 1...2) {
      let id = "\(nodes[index].step.id.text)-\(part)"
      addChild(step(id, earlier: []), to: index, number: "\(nodes[index].number).\(part)")
    }
  }

  /// Links that lead on from parallel sub-steps: mostly within one of them, at times elsewhere.
  private mutating func addLinksInParallel() {
    for index in nodes.indices {
      let path = sequence(first: index) { [nodes] in nodes[$0].parent }
      guard
        let branch = path.first(where: { [nodes] place in
          nodes[place].parent.map { nodes[$0].step.parallelism != nil } ?? false
        }), inner.isHit(percent: 40)
      else { continue }
      let own = nodes.indices.filter { nodes[$0].number.hasPrefix(nodes[branch].number) }
      guard
        let target = inner.isHit(percent: 75)
          ? inner.pick(of: own) : inner.pick(of: Array(nodes.indices))
      else { continue }
      link(index, to: nodes[target].step.id)
    }
  }

  private mutating func link(_ index: Int, to target: StepID) {
    nodes[index].step.atMost = inner.number(in: 1...2)
    switch inner.number(in: 0...2) {
    case 0: nodes[index].step.next = .step(target)
    case 1: nodes[index].step.onFailure = .go(target)
    default:
      nodes[index].step.choices = [
        Choice(answer: "there", target: .step(target), position: Self.place),
        Choice(answer: "here", target: .step(nodes[index].step.id), position: Self.place),
      ]
    }
  }

  private mutating func append(_ step: Step, parent: Int?, number: String) {
    nodes.append(
      StepGraph.Node(step: step, parent: parent, children: [], number: number, frame: 0)
    )
  }

  private mutating func seconds(_ range: ClosedRange<Int>) -> TimeSpan {
    .seconds(Int64(chance.number(in: range)))
  }

  private mutating func step(_ id: String, earlier: [StepID]) -> Step {
    var step = Step(id: StepID(id), anchor: id, title: id, position: Self.place)
    if chance.isHit(percent: 65) { addCommands(to: &step) } else { addPersonsPart(to: &step) }
    if chance.isHit(percent: 15) { step.wait = seconds(1...60) }
    if chance.isHit(percent: 20) { step.deadline = seconds(5...120) }
    if chance.isHit(percent: 15) {
      step.escalation = StepEscalation(after: seconds(5...90), policy: chance.pick(of: policies))
    }
    if chance.isHit(percent: 15) { step.notify = ["role:ic"] }
    if chance.isHit(percent: 10) { step.role = "ic" }
    if chance.isHit(percent: 10) { step.isOptional = true }
    step.onFailure = failure(earlier)
    if case .go = step.onFailure { step.atMost = chance.number(in: 1...2) }
    return step
  }

  private mutating func failure(_ earlier: [StepID]) -> FailureAction {
    switch chance.number(in: 0...11) {
    case 0: .carryOn
    case 1, 2: .rollback
    case 3: .abort
    case 4: chance.pick(of: earlier).map { .go($0) } ?? .stop
    default: .stop
    }
  }

  private mutating func addCommands(to step: inout Step) {
    for number in 0..<chance.number(in: 1...2) {
      let role = chance.pick(of: [Command.Role.run, .run, .run, .check, .until]) ?? .run
      step.commands.append(command(role, "\(step.id.text)/\(number)"))
    }
    if chance.isHit(percent: 30) {
      step.commands.append(command(.rollback, "\(step.id.text)/undo"))
    }
    step.isIdempotent = chance.isHit(percent: 50) ? nil : chance.isHit(percent: 50)
    step.isAutomatic = chance.isHit(percent: 50) ? nil : chance.isHit(percent: 70)
    if chance.isHit(percent: 70) { step.timeout = seconds(5...40) }
    if chance.isHit(percent: 25) {
      step.retry = Retry(count: chance.number(in: 1...2), interval: seconds(1...20))
    }
    if chance.isHit(percent: 25) {
      step.approval = Approval(
        count: chance.isHit(percent: 20) ? 2 : 1,
        role: "ic",
        excludesRunner: chance.isHit(percent: 30),
        within: chance.isHit(percent: 70) ? seconds(5...180) : nil,
        otherwise: chance.pick(of: [.escalate, .escalate, .abort, .fail, .skip]) ?? .escalate
      )
    }
    if chance.isHit(percent: 10) { step.verification = "Is it well?" }
  }

  private mutating func command(_ role: Command.Role, _ script: String) -> Command {
    var command = Command(
      role: role,
      language: "sh",
      script: script,
      interpreter: ["sh", "-c"],
      position: Self.place
    )
    command.isDestructive = chance.isHit(percent: 10)
    if role == .until {
      command.interval = seconds(1...15)
      command.timeout = seconds(20...120)
    }
    return command
  }

  private mutating func addPersonsPart(to step: inout Step) {
    switch chance.number(in: 0...4) {
    case 0: step.verification = "Is it well?"
    case 1:
      step.checklist = [
        ChecklistItem(text: "one", position: Self.place),
        ChecklistItem(text: "two", position: Self.place),
      ]
    case 2: step.evidence = EvidenceRequest(kind: .text)
    case 3:
      step.choices = [
        Choice(answer: "end", target: .end, position: Self.place),
        Choice(answer: "again", target: .step(step.id), position: Self.place),
      ]
      step.atMost = 2
    default: step.body = [.paragraph("Do it.")]
    }
  }
}
