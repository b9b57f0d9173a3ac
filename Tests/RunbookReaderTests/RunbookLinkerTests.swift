import Findings
import RunbookModel
import RunbookReader
import Testing

@Suite struct RunbookLinkerTests {
  private func link(
    _ files: [String: String],
    root: String = "ops/main.md"
  ) -> RunbookLinker.Linking {
    func source(_ path: String) -> RunbookLinker.Source? {
      files[path].map {
        RunbookLinker.Source(reading: RunbookReader.read($0, path: path), sha256: "hash of \(path)")
      }
    }
    guard let root = source(root) else {
      Issue.record("the root is missing")
      return RunbookLinker.link(
        RunbookLinker.Source(reading: RunbookReader.read("", path: ""), sha256: "")
      ) { _ in nil }
    }
    return RunbookLinker.link(root, load: source)
  }

  private func runbook(_ steps: String, inputs: String = "") -> String {
    "---\nrunbook: x\n\(inputs)---\n## Steps\n\(steps)"
  }

  @Test func `called steps stand below the calling step, with its id before theirs`() throws {
    let linking = link([
      "ops/main.md": runbook(
        "### A\n\n#### A one\n\n### Call\n\n- run: [Sub](../dns/./sub.md) with zone=$z\n\n#### Own\n"
      ),
      "dns/sub.md": runbook(
        "### S\n\n- [Y](#t)\n- [N](#s)\n- at most: 2\n- on failure: [T](#t)\n\n### T\n\n- next: end\n",
        inputs: "inputs: { zone: { required: true } }\n"
      ),
    ])

    let graph = try #require(linking.graph)
    #expect(linking.findings == [])
    #expect(
      graph.nodes.map { "\($0.number) \($0.step.id) \($0.frame)" } == [
        "1 a 0", "1.1 a-one 0", "2 call 0", "2.1 call/s 1", "2.2 call/t 1", "2.3 own 0",
      ]
    )
    #expect(graph.nodes[2].children == [3, 4, 5])
    let called = graph.nodes[3].step
    #expect(called.choices.map(\.target) == [.step(StepID("call/t")), .step(StepID("call/s"))])
    #expect(called.onFailure == .go(StepID("call/t")))
    #expect(graph.nodes[4].step.next == .end)
    #expect(graph.frames.map(\.path) == ["ops/main.md", "dns/sub.md"])
    #expect(graph.frames[1].id == "call")
    #expect(graph.frames[1].caller == 0)
    #expect(graph.frames[1].sha256 == "hash of dns/sub.md")
    #expect(graph.frames[1].bindings == [Call.Binding(name: "zone", value: "$z")])
    #expect(linking.sources.map(\.reading.path) == ["ops/main.md", "dns/sub.md"])
  }

  @Test(
    arguments: [
      ("- run: [X](nope.md)", "missing-call-target"),
      ("- run: [X](empty.md)", "unreadable-call-target"),
      ("- run: [X](main.md)", "call-cycle"),
      ("- run: [X](back.md)", "call-cycle"),
      ("- run: [X](needs.md)", "missing-call-input"),
      ("- run: [X](needs.md) with zone=a, host=b", "unknown-call-input"),
    ]
  )
  func `a call that cannot be followed is an error`(_ call: String, _ code: String) {
    let linking = link([
      "ops/main.md": runbook("### A\n\n\(call)\n"),
      "ops/empty.md": "",
      "ops/back.md": runbook("### B\n\n- run: [M](./main.md)\n"),
      "ops/needs.md": runbook("### N\n", inputs: "inputs: { zone: { required: true } }\n"),
    ])

    #expect(linking.findings.map(\.finding.code) == [code])
    #expect(linking.graph == nil)
  }

  @Test func `calls that multiply are cut off`() {
    var files: [String: String] = [:]
    for level in 0..<19 {
      let call = "- run: [X](f\(level + 1).md)\n"
      files["f\(level).md"] = runbook("### A\n\n\(call)\n### B\n\n\(call)")
    }
    files["f19.md"] = runbook("### A\n")

    let linking = link(files, root: "f0.md")

    #expect(linking.findings.map(\.finding.code) == ["too-many-steps"])
  }

  @Test func `calls that nest too deep are cut off`() {
    var files: [String: String] = [:]
    for level in 0..<40 {
      files["f\(level).md"] = runbook("### A\n\n- run: [X](f\(level + 1).md)\n")
    }

    #expect(link(files, root: "f0.md").findings.map(\.finding.code) == ["call-too-deep"])
  }
}
