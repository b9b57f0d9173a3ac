import IncidentCore
import Phrases

/// What frames a run: its headline and its summary.
enum SummaryPhrases {
  static let drill = Phrase(en: "DRILL", zh: "演练")
  static let automatic = Phrase(en: "automatic", zh: "自动执行")

  private static let completed = Phrase(en: "✓ THE RUN IS COMPLETED", zh: "✓ 执行完成")
  private static let failed = Phrase(
    en: "✗ THE RUN HAS ENDED WITH A FAILED STEP",
    zh: "✗ 执行结束，有失败的步骤"
  )
  private static let aborted = Phrase(en: "✗ THE RUN IS ABORTED", zh: "✗ 执行已中止")

  static func finished(_ outcome: RunOutcome) -> Phrase {
    switch outcome {
    case .completed: completed
    case .failed: failed
    case .aborted: aborted
    }
  }

  static let counts = Phrase(
    en: "{done} done · {failed} failed · {skipped} skipped · {other} not reached",
    zh: "完成 {done} · 失败 {failed} · 跳过 {skipped} · 未到 {other}"
  )
  static let took = Phrase(en: "took {length}", zh: "用时 {length}")
  static let skipped = Phrase(en: "- {step}: {reason}", zh: "- {step}：{reason}")
  static let failedStep = Phrase(en: "✗ {step}: {reason}", zh: "✗ {step}：{reason}")
  static let timeline = Phrase(
    en: "timeline: tocsin timeline {incident}",
    zh: "时间线：tocsin timeline {incident}"
  )
  static let report = Phrase(
    en: "post-mortem: tocsin report {incident}",
    zh: "复盘报告：tocsin report {incident}"
  )
  static let isItResolved = Phrase(en: "Is the incident resolved?", zh: "事件已经解决了吗？")
}
