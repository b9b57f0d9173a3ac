import Findings
import Phrases
import RunbookModel
import RunbookReader
import Timekeeping

/// A text as `tocsin check` and `tocsin plan` see it.
struct ReadRunbook {
  /// What was read.
  let runbook: Runbook?
  /// The codes of what there is to say, in the order of the file.
  let codes: [String]
  /// The same in full, for messages of tests.
  let findings: [String]

  /// Reads a whole file; the day of the check is one on which the runbooks here were up to date.
  init(_ text: String, path: String = "example.md") {
    let reading = RunbookReader.read(text, path: path)
    let surroundings = RunbookChecks.Surroundings(now: Instant(rfc3339: "2026-11-23T00:00:00Z"))
    let checked = reading.runbook.map {
      RunbookChecks(surroundings)
        .findings(about: $0, outline: reading.outline, source: SourceText(text))
    }
    let all = reading.findings + (checked ?? [])
    runbook = reading.runbook
    codes = all.map(\.code)
    findings = all.map { "\($0.position.line): \($0.code): \($0.message.text(.english))" }
  }

  /// Reads steps as if they stood in a runbook of their own.
  init(steps: String, head: String = "owner: platform") {
    self.init(
      """
      ---
      runbook: example
      title: Example
      \(head)
      ---

      # Example

      ## Steps

      \(steps)
      """
    )
  }

  /// The steps as `tocsin plan` prints them.
  func plan(in language: Language) -> String {
    guard let runbook else { return "" }
    let text = PlanText(language: language)
      .text(StepGraph(unlinked: runbook, path: "example.md"))
    return text.firstRange(of: "\n1  ").map { String(text[$0.lowerBound...].dropFirst()) } ?? text
  }
}
