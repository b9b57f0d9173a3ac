import Findings
import RunbookModel
import RunbookReader
import Timekeeping

/// Texts that are read and checked as `tocsin check` does it.
enum Checked {
  /// A runbook of these steps; `head` are further lines of the front matter.
  static func authored(_ steps: String, head: String = "") -> String {
    """
    ---
    runbook: sample
    title: Sample
    \(head.isEmpty ? "owner: platform" : head)
    ---

    # Sample

    ## Steps

    \(steps)
    """
  }

  /// The findings about `text`, those of the reader and those of the checks.
  static func findings(
    _ text: String,
    now: String = "2026-11-23T00:00:00Z",
    exists: @escaping @Sendable (String) -> Bool = { _ in false },
    anchors: @escaping @Sendable (String) -> Set<String>? = { _ in nil }
  ) -> [Finding] {
    let reading = RunbookReader.read(text, path: "sample.md")
    guard let runbook = reading.runbook else { return reading.findings }
    let checks = RunbookChecks(
      RunbookChecks.Surroundings(now: Instant(rfc3339: now), exists: exists, anchors: anchors)
    )
    return reading.findings
      + checks.findings(about: runbook, outline: reading.outline, source: SourceText(text))
  }

  /// The graph of `text`.
  static func graph(_ text: String) -> StepGraph? {
    RunbookReader.read(text, path: "sample.md").runbook.map {
      StepGraph(unlinked: $0, path: "sample.md")
    }
  }
}
