import Foundation
import Testing

/// `tocsin rehearse` as a person types it.
@Suite struct RehearseTests {
  /// A plan, a configuration and secrets each of which would leave a trace if it were used.
  private func prepare(_ desk: Desk) throws -> (plan: String, scenario: String) {
    let trace = desk.folder.appending(path: "trace").path
    let plan = try desk.write(
      """
      ---
      runbook: plan
      title: Plan
      secrets: { TOKEN: { command: "touch \(trace)-secret" } }
      ---

      # Plan

      ## Steps

      ### Change it

      - auto: yes

      ```sh run
      echo "$TOKEN"
      touch '\(trace)-command'
      ```

      ### Say so
      """,
      to: "plan.md"
    )
    _ = try desk.write(
      """
      version: 1
      people:
        ann: { name: Ann, contacts: [{ notifier: log, address: x }] }
      notifiers:
        log: { card: exec, parameters: { program: "\(trace).sh" } }
      policies:
        usual: { levels: [{ call: [person:ann], wait: 5m }], last-resort: [notifier:log] }
      """,
      to: "tocsin.yaml"
    )
    _ = try desk.write("#!/bin/sh\ntouch \(trace)-message\n", to: "trace.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: "\(trace).sh"
    )
    let scenario = try desk.write(
      "runbook: plan.md\nconfig: tocsin.yaml\nexpect: [a human within 5m]\n",
      to: "night.yaml"
    )
    return (plan, scenario)
  }

  @Test func `nothing is run, nobody is called and nothing is written`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let scenario = try prepare(desk).scenario
    let before = try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path).sorted()

    let outcome = try desk.tocsin("rehearse", "--scenario", scenario)

    #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
    #expect(outcome.output.contains("REHEARSAL"))
    #expect(outcome.output.contains("attempt 1 ended, exit code 0"))
    #expect(outcome.output.contains("calls Ann"))
    let after = try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path)
      .filter { !$0.hasPrefix("errors-") }.sorted()
    #expect(after == before)
  }

  @Test(arguments: ["text", "md", "html", "json", "junit"])
  func `each form says what came of it, and a missed expectation is exit code 1`(
    format: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try prepare(desk)
    let scenario = try desk.write(
      "runbook: plan.md\nconfig: tocsin.yaml\nexpect: [a human within 1s]\n",
      to: "late.yaml"
    )

    let outcome = try desk.tocsin("rehearse", "--scenario", scenario, "--format", format)

    #expect(outcome.code == 1)
    #expect(outcome.output.contains("a human within 1s"))
  }

  @Test func `what cannot be used is exit code 2, with its place`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let plan = try prepare(desk).plan
    let slips = try desk.write("people: { an: never }\n", to: "slips.yaml")

    let outcome = try desk.tocsin("rehearse", plan, "--scenario", slips)
    let asPlan = try desk.tocsin("rehearse", slips)
    let noPlan = try desk.tocsin("rehearse", "no.md")
    let nothing = try desk.tocsin("rehearse")
    let badTime = try desk.tocsin("rehearse", plan, "--at", "tomorrow")

    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("slips.yaml:1:11"))
    #expect(asPlan.code == 2)
    #expect(asPlan.errors.contains("--scenario \(slips)"))
    #expect(noPlan.code == 2)
    #expect(noPlan.errors == "tocsin: `no.md` cannot be read: No such file or folder.\n")
    #expect(nothing.code == 2)
    #expect(badTime.code == 2)
  }
}
