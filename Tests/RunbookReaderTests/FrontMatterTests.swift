import Findings
import Phrases
import RunbookModel
import RunbookReader
import Testing

@Suite struct FrontMatterTests {
  private func read(_ lines: String) -> Reading {
    RunbookReader.read("---\n\(lines)\n---\n## Steps\n### Do it\n", path: "ops/Do It.md")
  }

  @Test func `every key is read`() throws {
    let reading = read(
      """
      runbook: do-it
      title: "Do it: now"
      language: zh
      severity: sev2
      owner: platform
      reviewed: 2028-02-29
      inputs:
        host: { description: Host, required: true, pattern: '^[a-z]+$' }
        zone: { default: east, choices: [east, west] }
        reason:
      secrets:
        A: { env: B }
        C: { file: /run/c }
        D: { command: pass show d }
        E: { ask: true }
      roles: { ic: [carol], dba: }
      escalation: database
      tags: [db, 切换]
      """
    )

    let runbook = try #require(reading.runbook)
    #expect(reading.findings.map(GraphText.text) == [])
    #expect(runbook.title == "Do it: now")
    #expect(runbook.language == .chinese)
    #expect(runbook.severity == .sev2)
    #expect(runbook.inputs.map(\.name) == ["host", "zone", "reason"])
    #expect(runbook.inputs.map(\.isRequired) == [true, false, false])
    #expect(runbook.inputs[1].choices == ["east", "west"])
    #expect(runbook.inputs[0].position == SourcePosition(line: 9, column: 3))
    #expect(
      runbook.secrets.map(\.source) == [
        .environment("B"), .file("/run/c"), .command("pass show d"), .ask,
      ]
    )
    #expect(runbook.roles.map(\.members) == [["carol"], []])
    #expect(runbook.tags == ["db", "切换"])
  }

  @Test(
    arguments: [
      ("runbook: x\nownr: a", "3:1 error unknown-front-matter-key"),
      ("runbook: x\n负责人: a", "3:1 error unknown-front-matter-key"),
      ("runbook: x\nseverity: high", "3:11 error front-matter-value"),
      ("runbook: x\nlanguage: de", "3:11 error front-matter-value"),
      ("runbook: a b", "2:10 error front-matter-value"),
      ("runbook: x\nreviewed: 2026-02-29", "3:11 error front-matter-value"),
      ("runbook: x\nreviewed: soon", "3:11 error front-matter-value"),
      ("runbook: x\ntitle: [a]", "3:8 error front-matter-value"),
      ("runbook: x\ntags: a", "3:7 error front-matter-value"),
      ("runbook: x\ninputs: a", "3:9 error front-matter-value"),
      ("runbook: x\ninputs: { a: { required: maybe } }", "3:26 error front-matter-value"),
      ("runbook: x\ninputs: { a: { requird: true } }", "3:16 error unknown-front-matter-key"),
      ("runbook: x\ninputs: { a: { pattern: '(' } }", "3:25 error bad-pattern"),
      ("runbook: x\ninputs: { a: { pattern: '[z-a]' } }", "3:25 error bad-pattern"),
      ("runbook: x\ninputs: { a: { default: c, choices: [b] } }", "3:11 error bad-default"),
      ("runbook: x\ninputs: { a-b: }", "3:11 error bad-variable-name"),
      ("runbook: x\ninputs: { LD_PRELOAD: }", "3:11 error dangerous-variable-name"),
      ("runbook: x\nsecrets: { BASH_ENV: { ask: true } }", "3:12 error dangerous-variable-name"),
      ("runbook: x\nsecrets: { A: { ask: true, env: B } }", "3:12 error secret-source"),
      (
        "runbook: x\ninputs: { A: }\nsecrets: { A: { ask: true } }", "4:12 error duplicate-variable"
      ),
      ("runbook: x\nowner: a: b", "3:9 error malformed-yaml"),
      ("runbook: x\nrunbook: y", "2:1 error malformed-yaml"),
      ("runbook: x\na: &a [b]\nc: *a", "4:4 error yaml-alias"),
    ]
  )
  func `what is wrong is said where it stands`(_ lines: String, _ expected: String) {
    let reading = read(lines)

    #expect(reading.findings.map(GraphText.text) == [expected])
    #expect(reading.runbook?.mode == .authored)
  }

  @Test(arguments: ["sweet", "[[[[", "- - - - "])
  func `nothing that grows or nests without a bound is parsed`(_ bomb: String) {
    let reading = read("runbook: x\ntags: " + String(repeating: bomb, count: 20_000))

    #expect(reading.findings.map(\.code) == ["front-matter-too-large"])
  }

  @Test func `the front matter of other tools is no matter`() throws {
    let text =
      "---\ntitle: \"How: we do it\"\nlayout: {{ page }}\n  bad: [\n---\n# Title\n\nDo it.\n"

    let reading = RunbookReader.read(text, path: "a.md")

    #expect(reading.findings.map(GraphText.text) == [])
    #expect(reading.runbook?.mode == .plain)
    #expect(reading.runbook?.title == "How: we do it")
  }

  @Test func `front matter that is not closed is an error when it looks authored`() {
    let reading = RunbookReader.read("---\nrunbook: x\n\n## Steps\n\n### A\n", path: "a.md")

    #expect(reading.findings.first.map(GraphText.text) == "2:1 error unterminated-front-matter")
    #expect(reading.runbook?.mode == .plain)
  }
}
