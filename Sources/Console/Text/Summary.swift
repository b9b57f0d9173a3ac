package import IncidentCore
import RunbookModel
package import Timekeeping

/// What is said of a run when it is over.
package enum Summary {
  package static func lines(state: IncidentState, now: Instant, look: ConsoleLook) -> [Line] {
    var counts = (done: 0, failed: 0, skipped: 0, other: 0)
    var details: [Line] = []
    for index in state.steps.indices {
      let title = state.step(index).title
      switch state.steps[index].end {
      case .done: counts.done += 1
      case .failed(let reason):
        counts.failed += 1
        let text = look.text(ExpectationPhrases.message(of: reason))
        details += look.wrapped(
          look.text(SummaryPhrases.failedStep, ["step": title, "reason": text]),
          first: Span("  "),
          mark: .bad
        )
      case .skipped(let reason):
        counts.skipped += 1
        details += look.wrapped(
          look.text(SummaryPhrases.skipped, ["step": title, "reason": look.text(reason.message)]),
          first: Span("  ")
        )
      case .notApplicable, nil: counts.other += 1
      }
    }
    var text = look.text(
      SummaryPhrases.counts,
      [
        "done": String(counts.done), "failed": String(counts.failed),
        "skipped": String(counts.skipped), "other": String(counts.other),
      ]
    )
    if let openedAt = state.openedAt {
      let length = (state.lastEventAt ?? now) - openedAt
      text += " · " + look.text(SummaryPhrases.took, ["length": look.elapsed(length)])
    }
    let commands = [SummaryPhrases.timeline, SummaryPhrases.report].flatMap {
      look.wrapped(look.text($0, ["incident": state.id.text]), mark: .faint)
    }
    return [Line()] + look.wrapped(text) + details + commands
  }
}
