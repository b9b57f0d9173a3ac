import Foundation
import IncidentCore
import Phrases
import Reports
import RunbookModel
import Testing
import Timekeeping

struct RollbackTests {
  /// A step that was done, whose rollback fails and is left out, and one at which the run was then.
  private static func record(afterRetry: Bool) -> IncidentRecord {
    let change = Part.step(
      "change",
      "Change it",
      commands: [Part.command(.run, "a"), Part.command(.rollback, "b")]
    )
    var sample = Sample(
      "20261124-back",
      Part.graph(
        Runbook(mode: .authored, id: "back", title: "Back"),
        [Part.node("1", change), Part.node("2", Part.step("look", "Look"))]
      ),
      at: "2026-11-24T00:00:00.000Z"
    )
    sample.add(
      .incidentOpened(
        Opening(
          title: "Back",
          runbook: "back",
          graphSHA256: "00",
          mode: .interactive,
          isDrill: false,
          severity: nil,
          inputs: [],
          language: .english,
          version: "1.0.0"
        )
      ),
      by: "li"
    )
    sample.add(.stepReached(StepID("change"), visit: 1))
    sample.run("change", attempt: 1, took: .seconds(2))
    sample.add(.stepDone(StepID("change")))
    sample.add(.stepReached(StepID("look"), visit: 1))
    sample.pass(.seconds(5))
    sample.add(.rollbackStarted(reason: "gone wrong"), by: "li")
    sample.run(
      "change",
      command: 1,
      attempt: 2,
      took: .seconds(1),
      .exited(1),
      unmet: [.exit([0])]
    )
    if afterRetry { sample.add(.stepRetried(StepID("change")), by: "li") }
    sample.add(.stepSkipped(StepID("change"), reason: "by hand"), by: "li")
    sample.add(.runFinished(.aborted, reason: "gone wrong"))
    return sample.record
  }

  @Test(arguments: [false, true])
  func `a step whose rollback was left out is still done`(afterRetry: Bool) throws {
    let record = Self.record(afterRetry: afterRetry)

    let text = try PostMortem(record, settings: Part.settings(.english)).markdown()

    #expect(text.contains("| 1 Change it | ✓ done, rollback left out |"))
    #expect(text.contains("| 2 Look | ↷ skipped: gone wrong |"))
    #expect(text.contains("Rollback of step 1 “Change it” left out: by hand"))
    #expect(text.contains("“Change it”: its rollback was left out: by hand."))
    #expect(text.contains("2 in all: 1 done, 0 failed, 1 skipped, 0 open or not reached"))
    #expect(!text.contains("Is it still needed?"))
    #expect(text.contains("Rollback of step 1 “Change it” tried again") == afterRetry)
  }
}
