import IncidentCore
import Phrases

/// The line of each fact in the scrollback.
enum FactPhrases {
  static let acknowledged = Phrase(en: "✓ taken by {name}", zh: "✓ {name} 已接手")
  static let severity = Phrase(en: "severity is now {severity}", zh: "级别现为 {severity}")
  static let note = Phrase(en: "note: {text}", zh: "备注：{text}")
  static let corrected = Phrase(en: "correction of event {n}: {text}", zh: "更正第 {n} 条：{text}")
  static let resumed = Phrase(en: "the run is carried on", zh: "继续执行")
  static let left = Phrase(
    en: "the process that carried the run has left it",
    zh: "承载执行的进程已离开"
  )
  static let penTaken = Phrase(
    en: "{name} at {terminal} holds the pen",
    zh: "{name}（{terminal}）持有操作权"
  )
  static let penReleased = Phrase(en: "the pen is free", zh: "操作权已空出")
  static let notify = Phrase(en: "to be told: {targets}", zh: "通知：{targets}")
  static let ending = Phrase(
    en: "{outcome}, once the commands that still run have ended",
    zh: "{outcome}（等仍在执行的命令结束）"
  )
  static let rollback = Phrase(
    en: "ROLLBACK: what was done is undone, the last step first ({reason})",
    zh: "回滚：从最后一步起逐步撤销（{reason}）"
  )
  static let waits = Phrase(en: "waits until {time}", zh: "等待到 {time}")
  static let approvalAsked = Phrase(
    en: "waits for approval by {n} of {role}",
    zh: "等待 {role} {n} 人审批"
  )
  static let approvalAskedUntil = Phrase(
    en: "waits for approval by {n} of {role}, until {time}",
    zh: "等待 {role} {n} 人审批，{time} 前有效"
  )
  static let howToApprove = Phrase(
    en: "from another terminal: tocsin approve {incident}",
    zh: "在另一终端执行：tocsin approve {incident}"
  )
  static let approved = Phrase(en: "✓ approved by {name}", zh: "✓ {name} 已批准")
  static let rejected = Phrase(en: "✗ rejected by {name}: {reason}", zh: "✗ {name} 已驳回：{reason}")
  static let approvalExpired = Phrase(
    en: "✗ nobody decided in time; the request is dead",
    zh: "✗ 逾期无人审批，本次请求作废"
  )
  static let unknown = Phrase(
    en: "OUTCOME UNKNOWN: nobody saw how the command ended",
    zh: "结果未知：没有人看到命令如何结束"
  )
  static let retryAt = Phrase(en: "next try at {time}", zh: "{time} 再试")
  static let callEnded = Phrase(en: "the called runbook has ended", zh: "所调用的预案已结束")
  static let verified = Phrase(en: "✓ confirmed", zh: "✓ 已确认")
  static let notVerified = Phrase(en: "✗ not confirmed", zh: "✗ 未确认")
  static let evidence = Phrase(en: "on file: {what}", zh: "已存证：{what}")
  static let chosen = Phrase(en: "answer: {answer} → {target}", zh: "选择：{answer} → {target}")
  static let theEnd = Phrase(en: "the end", zh: "结束")
  static let late = Phrase(en: "LATE: {step}", zh: "超时限：{step}")
  static let done = Phrase(en: "✓ done: {step}", zh: "✓ 完成：{step}")
  static let failed = Phrase(en: "✗ failed: {step} ({reason})", zh: "✗ 失败：{step}（{reason}）")
  static let stopped = Phrase(
    en: "✗ STOPPED: {step} ({reason})",
    zh: "✗ 停在：{step}（{reason}）"
  )
  static let skipped = Phrase(en: "- skipped: {step} ({reason})", zh: "- 跳过：{step}（{reason}）")
  static let retried = Phrase(en: "once more: {step}", zh: "重试：{step}")
  static let moved = Phrase(en: "→ {step}", zh: "→ {step}")
  static let signalled = Phrase(
    en: "✗ ended by signal {signal} after {duration}",
    zh: "✗ 被信号 {signal} 终止，用时 {duration}"
  )
  static let notStarted = Phrase(en: "✗ did not start: {reason}", zh: "✗ 未能启动：{reason}")
  static let bySomebody = Phrase(en: "{text} ({name})", zh: "{text}（{name}）")
  static let toldLater = Phrase(en: "{text} (happened at {time})", zh: "{text}（发生于 {time}）")

  private static let exitedWell = Phrase(
    en: "✓ exit {code} after {duration}",
    zh: "✓ 退出码 {code}，用时 {duration}"
  )
  private static let exitedOtherwise = Phrase(
    en: "• exit {code} after {duration}",
    zh: "• 退出码 {code}，用时 {duration}"
  )
  private static let exitedBadly = Phrase(
    en: "✗ exit {code} after {duration}",
    zh: "✗ 退出码 {code}，用时 {duration}"
  )

  /// A code other than 0 may be an answer as good as any, but a tick beside it would puzzle.
  static func exited(_ code: Int, isSuccess: Bool) -> Phrase {
    if !isSuccess { return exitedBadly }
    return code == 0 ? exitedWell : exitedOtherwise
  }

  private static let timeout = Phrase(en: "its time is over; stopping it", zh: "已超时，正在停止")
  private static let personStops = Phrase(en: "stopping it", zh: "正在停止")
  private static let abortStops = Phrase(en: "the run is aborted; stopping it", zh: "执行中止，正在停止")

  static func stopping(_ reason: StopReason) -> Phrase {
    switch reason {
    case .timeout: timeout
    case .person: personStops
    case .abort: abortStops
    }
  }

  private static let settledDone = Phrase(en: "settled: it was done", zh: "认定：已完成")
  private static let settledAgain = Phrase(en: "settled: it runs again", zh: "认定：重新执行")
  private static let settledSkip = Phrase(en: "settled: left out", zh: "认定：跳过")
  private static let settledFailed = Phrase(en: "settled: it failed", zh: "认定：已失败")

  static let message = Phrase(en: "to {name} through {notifier}", zh: "致 {name}（{notifier}）")

  static func settled(_ settlement: Settlement) -> Phrase {
    switch settlement {
    case .done: settledDone
    case .again: settledAgain
    case .skip: settledSkip
    case .failed: settledFailed
    }
  }

  private static let impactStarted = Phrase(en: "impact started", zh: "影响开始")
  private static let detected = Phrase(en: "detected", zh: "已发现")
  private static let declared = Phrase(en: "declared an incident", zh: "已宣布为事件")
  private static let taken = Phrase(en: "acknowledged", zh: "已确认接手")
  private static let mitigated = Phrase(en: "✓ mitigated", zh: "✓ 已缓解")
  private static let resolved = Phrase(en: "✓ resolved", zh: "✓ 已解决")

  static func milestone(_ milestone: Milestone) -> Phrase {
    switch milestone {
    case .impactStarted: impactStarted
    case .detected: detected
    case .declared: declared
    case .acknowledged: taken
    case .mitigated: mitigated
    case .resolved: resolved
    }
  }

  private static let byPerson = Phrase(en: "more people are called", zh: "正在呼叫更多人员")
  private static let byDeadline = Phrase(
    en: "more people are called: the step is late",
    zh: "正在呼叫更多人员：步骤已超时限"
  )
  private static let byApproval = Phrase(
    en: "more people are called: nobody approved",
    zh: "正在呼叫更多人员：无人审批"
  )
  private static let byNeed = Phrase(
    en: "more people are called: a person is needed",
    zh: "正在呼叫更多人员：需要人工处理"
  )
  private static let byFailure = Phrase(
    en: "more people are called: a step failed",
    zh: "正在呼叫更多人员：步骤失败"
  )
  private static let byUnknown = Phrase(
    en: "more people are called: an outcome is unknown",
    zh: "正在呼叫更多人员：结果未知"
  )

  private static let byOpening = Phrase(
    en: "people are called: the incident was opened",
    zh: "正在呼叫人员：事件已建立"
  )
  private static let byNotification = Phrase(
    en: "more people are called: a notification failed",
    zh: "正在呼叫更多人员：通知未能送出"
  )
  private static let byExpiry = Phrase(
    en: "people are called again: no progress",
    zh: "重新呼叫人员：没有进展"
  )

  static func escalated(_ reason: EscalationReason) -> Phrase {
    switch reason {
    case .person: byPerson
    case .deadline: byDeadline
    case .approvalExpired: byApproval
    case .personNeeded: byNeed
    case .failure: byFailure
    case .outcomeUnknown: byUnknown
    case .opened: byOpening
    case .notificationFailed: byNotification
    case .acknowledgementExpired: byExpiry
    }
  }
}
