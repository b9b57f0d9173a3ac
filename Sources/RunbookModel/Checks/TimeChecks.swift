import Findings
import Phrases
import Timekeeping

/// Checks on times that do not fit together.
enum TimeChecks {
  static func check(_ checked: CheckedRunbook, now: Instant?, _ findings: inout [Finding]) {
    for step in checked.steps { findShortDeadline(step, checked, &findings) }
    if let now { findReviewDay(checked, now, &findings) }
  }

  static let shortDeadline = Rule(
    "short-deadline",
    .warning,
    Phrase(en: "A deadline that is over before the commands are", zh: "时限短于命令所需时间"),
    why: Phrase(
      en: """
        `deadline` is for the whole step: the wait, every attempt with its timeout, and the time \
        between attempts. It is shorter than that, so the step may be late although all goes as \
        written.
        """,
      zh: "`时限` 针对整个步骤，包括等待、每次尝试的超时以及重试间隔。现在的时限比它们的总和还短，即使一切按计划进行，步骤也可能超时。"
    )
  )

  private static func findShortDeadline(
    _ step: Step,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    guard let deadline = step.deadline else { return }
    let time = step.longestOwnTime
    guard deadline < time else { return }
    findings.append(
      shortDeadline.finding(
        at: checked.span(ofKey: ["deadline", "时限"], in: step),
        Phrase(
          en: "The deadline is {deadline}, and the step may take {time} as it is written.",
          zh: "时限为 {deadline}，而该步骤按现有设置可能需要 {time}。"
        ).with([
          "deadline": deadline.text, "time": time.text,
        ]),
        remedy: Phrase(
          en: "Make the deadline longer, or the timeout or the number of retries smaller.",
          zh: "请延长时限，或缩短超时、减少重试次数。"
        ).with([:])
      )
    )
  }

  static let staleReview = Rule(
    "stale-review",
    .warning,
    Phrase(en: "A review that is more than 365 days old", zh: "上次评审已超过 365 天"),
    why: Phrase(
      en: """
        Hosts, people and numbers change, and nobody has confirmed this runbook for a year. Walk \
        through it in a drill, mend it, and write the day into `reviewed`. A day in the future is \
        reported too.
        """,
      zh: "主机、人员和电话都会变化，而该预案已有一年无人确认。请通过演练走一遍并修正，再把日期写入 `reviewed`。写成未来的日期也会被报告。"
    )
  )

  private static func findReviewDay(
    _ checked: CheckedRunbook,
    _ now: Instant,
    _ findings: inout [Finding]
  ) {
    guard let reviewed = checked.runbook.reviewed,
      let day = Instant(rfc3339: "\(reviewed)T00:00:00Z")
    else { return }
    let age = (now - day).milliseconds / 86_400_000
    // Somewhere on earth it is tomorrow already.
    let isFuture = (day - now).milliseconds > 86_400_000
    guard age > 365 || isFuture else { return }
    let message =
      isFuture
      ? Phrase(
        en: "The day of the last review, {day}, is in the future.",
        zh: "上次评审日期 {day} 在未来。"
      )
      : Phrase(
        en: "The last review was {age} days ago, on {day}.",
        zh: "上次评审在 {age} 天前（{day}）。"
      )
    findings.append(
      staleReview.finding(
        at: frontMatterSpan("reviewed", checked),
        message.with(["day": reviewed, "age": "\(age)"]),
        remedy: Phrase(
          en: "Go through the runbook and write the day of that review.",
          zh: "请重新评审该预案，并写上评审日期。"
        ).with([:])
      )
    )
  }

  private static func frontMatterSpan(_ key: String, _ checked: CheckedRunbook) -> SourceSpan {
    for line in 2..<max(3, min(checked.source.lineCount + 1, 200)) {
      let text = checked.source[line]
      if text.hasPrefix("---") { break }
      if text.hasPrefix(key + ":") {
        return checked.span(from: SourcePosition(line: line, column: 1))
      }
    }
    return SourceSpan(position: SourcePosition(line: 1, column: 1), length: 1)
  }
}
