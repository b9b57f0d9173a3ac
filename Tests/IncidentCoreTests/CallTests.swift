import Findings
import IncidentCore
import RunbookModel
import Testing
import Timekeeping

/// Runbooks that run in a step's place.
struct CallTests {
  /// A step that calls a runbook of two steps and has a sub-step of its own, and a step behind it.
  private func calling(_ last: Target?) throws -> Story {
    let place = SourcePosition(line: 1, column: 1)
    var called = Runbook(mode: .authored, id: "called", title: "Called")
    called.inputs = [InputDeclaration(name: "zone", position: place)]
    let frames = [
      StepGraph.Frame(
        id: "",
        path: "story.md",
        sha256: "",
        runbook: Runbook(mode: .authored, id: "story", title: "Story"),
        bindings: [],
        caller: nil
      ),
      StepGraph.Frame(
        id: "call",
        path: "called.md",
        sha256: "",
        runbook: called,
        bindings: [Call.Binding(name: "zone", value: "portal")],
        caller: 0
      ),
    ]
    func node(
      _ step: Step,
      _ number: String,
      parent: Int? = nil,
      children: [Int] = [],
      frame: Int = 0
    ) -> StepGraph.Node {
      StepGraph.Node(step: step, parent: parent, children: children, number: number, frame: frame)
    }
    return try Story(
      StepGraph(
        frames: frames,
        nodes: [
          node(step("begin"), "1"),
          node(step("call"), "2", children: [2, 3, 4]),
          node(step("call/one") { $0.next = last }, "2.1", parent: 1, frame: 1),
          node(step("call/two"), "2.2", parent: 1, frame: 1),
          node(step("own"), "2.3", parent: 1),
          node(step("after"), "3"),
        ]
      )
    )
  }

  @Test func `the end of a called runbook leaves the caller's own sub-steps to be done`() throws {
    var story = try calling(.end)
    try story.send(.confirm("begin"))

    try story.send(.confirm("call/one"))

    #expect(try story.phase("call/two") == .ended(.notApplicable))
    #expect(story.current == ["own"])
    try story.send(.confirm("own"))
    #expect(story.current == ["after"])
  }

  @Test func `the end of a called runbook leads to the caller's own sub-steps in the plan`() throws
  {
    let graph = try calling(.end).state.graph

    let ways = graph.edges.filter { $0.from == 2 }

    #expect(ways.map(\.to) == [.node(4)])
  }

  @Test func `a jump into a called runbook gives it its inputs`() throws {
    var story = try calling(nil)

    try story.send(.jump(to: "call/two"))

    #expect(story.state.variables(ofFrame: 1) == ["zone": "portal"])
  }
}
