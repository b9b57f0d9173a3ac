import Phrases

/// The sentence of each fact; a fact's sentence names actions and roles, never people.
enum FactPhrases {
  // MARK: The incident

  static let incidentOpened = Phrase(
    en: "Incident opened with the runbook “{runbook}” (severity: {severity}; mode: {mode})",
    zh: "事件开始，使用预案“{runbook}”（级别：{severity}；方式：{mode}）"
  )
  static let drillOpened = Phrase(
    en: "Drill opened with the runbook “{runbook}” (severity: {severity}; mode: {mode})",
    zh: "演练开始，使用预案“{runbook}”（级别：{severity}；方式：{mode}）"
  )
  static let incidentAcknowledged = Phrase(en: "Incident acknowledged", zh: "事件已确认接手")
  static let severitySet = Phrase(en: "Severity set to {to}", zh: "级别定为{to}")
  static let severitySetBecause = Phrase(
    en: "Severity set to {to}: {reason}",
    zh: "级别定为{to}：{reason}"
  )
  static let severityChanged = Phrase(
    en: "Severity changed from {from} to {to}",
    zh: "级别由{from}调整为{to}"
  )
  static let severityChangedBecause = Phrase(
    en: "Severity changed from {from} to {to}: {reason}",
    zh: "级别由{from}调整为{to}：{reason}"
  )
  static let milestoneReached = Phrase(en: "Milestone: {milestone}", zh: "关键时刻：{milestone}")
  static let noteAdded = Phrase(en: "Note: {text}", zh: "备注：{text}")
  static let stepNoteAdded = Phrase(en: "Note on step {step}: {text}", zh: "步骤 {step}的备注：{text}")
  static let eventCorrected = Phrase(
    en: "Correction of event #{event}: {text}",
    zh: "更正第 {event} 条记录：{text}"
  )
  static let hostArrived = Phrase(
    en: "The run is carried by process {pid} on {host}",
    zh: "由主机 {host} 上的进程 {pid} 执行"
  )
  static let hostResumed = Phrase(
    en: "The run was resumed by process {pid} on {host}",
    zh: "由主机 {host} 上的进程 {pid} 接续执行"
  )
  static let hostLeft = Phrase(en: "The run's process left", zh: "执行进程已退出")
  static let penTaken = Phrase(en: "A responder took the pen", zh: "一名处置人员取得操作权")
  static let penReleased = Phrase(en: "The pen was put down", zh: "操作权已交还")
  static let runEnding = Phrase(
    en: "The run ends when the commands that still run have ended: {outcome}",
    zh: "等仍在执行的命令结束后结束执行：{outcome}"
  )
  static let runEndingBecause = Phrase(
    en: "The run ends when the commands that still run have ended: {outcome} ({reason})",
    zh: "等仍在执行的命令结束后结束执行：{outcome}（{reason}）"
  )
  static let runFinished = Phrase(en: "The run ended: {outcome}", zh: "执行结束：{outcome}")
  static let runFinishedBecause = Phrase(
    en: "The run ended: {outcome} ({reason})",
    zh: "执行结束：{outcome}（{reason}）"
  )

  // MARK: Steps

  static let stepReached = Phrase(en: "Step {step} reached", zh: "进入步骤 {step}")
  static let stepReachedAgain = Phrase(
    en: "Step {step} reached again, visit {visit}",
    zh: "再次进入步骤 {step}（第 {visit} 次）"
  )
  static let notificationRequested = Phrase(
    en: "Notification requested by step {step}: {targets}",
    zh: "步骤 {step}要求通知：{targets}"
  )
  static let waitStarted = Phrase(
    en: "Step {step} waits until {until}",
    zh: "步骤 {step}等待至 {until}"
  )
  static let waitEnded = Phrase(en: "Step {step} waits no longer", zh: "步骤 {step}等待结束")
  static let approvalRequested = Phrase(
    en: "Approval requested for step {step}: {count} of the role {role}",
    zh: "步骤 {step}申请审批：需 {count} 名“{role}”批准"
  )
  static let approvalRequestedUntil = Phrase(
    en: "Approval requested for step {step}: {count} of the role {role}, until {until}",
    zh: "步骤 {step}申请审批：需 {count} 名“{role}”批准，{until} 前有效"
  )
  static let approvalGiven = Phrase(en: "Approval given for step {step}", zh: "批准步骤 {step}")
  static let approvalRejected = Phrase(
    en: "Approval refused for step {step}",
    zh: "驳回步骤 {step}"
  )
  static let approvalRejectedBecause = Phrase(
    en: "Approval refused for step {step}: {reason}",
    zh: "驳回步骤 {step}：{reason}"
  )
  static let approvalExpired = Phrase(
    en: "Approval for step {step} expired: nobody decided in time",
    zh: "步骤 {step}的审批超时，无人决定"
  )
  static let stepReleased = Phrase(en: "Step {step} released to run", zh: "步骤 {step}获准执行")
  static let commandRequested = Phrase(
    en: "An offered command of step {step} was asked for",
    zh: "选择执行步骤 {step}中提供的命令"
  )
  static let stepConfirmed = Phrase(en: "Step {step} confirmed as done", zh: "确认步骤 {step}已完成")
  static let callEnded = Phrase(
    en: "The runbook that step {step} called came to its end",
    zh: "步骤 {step}调用的预案到达终点"
  )
  static let stepDone = Phrase(en: "Step {step} done", zh: "步骤 {step}完成")
  static let stepFailed = Phrase(en: "Step {step} failed: {reason}", zh: "步骤 {step}失败：{reason}")
  static let stepStopped = Phrase(
    en: "Step {step} stands still: {reason}",
    zh: "步骤 {step}停住，等待处置：{reason}"
  )
  static let stepSkipped = Phrase(
    en: "Step {step} skipped: {reason}",
    zh: "步骤 {step}跳过：{reason}"
  )
  static let stepRetried = Phrase(en: "Step {step} begun again", zh: "步骤 {step}重新开始")
  static let runMoved = Phrase(
    en: "The run goes on at step {to} ({reason})",
    zh: "转到步骤 {to}（{reason}）"
  )
  static let runMovedFrom = Phrase(
    en: "The run goes on at step {to} after step {from} ({reason})",
    zh: "由步骤 {from}转到步骤 {to}（{reason}）"
  )
  static let rollbackLeft = Phrase(
    en: "Rollback of step {step} left out: {reason}",
    zh: "步骤 {step}的回滚被略过：{reason}"
  )
  static let rollbackRetried = Phrase(
    en: "Rollback of step {step} tried again",
    zh: "重新尝试步骤 {step}的回滚"
  )
  static let rollbackStarted = Phrase(en: "Rollback started: {reason}", zh: "开始回滚：{reason}")

  // MARK: Commands

  static let commandStarted = Phrase(
    en: "Step {step}: command {command} started (attempt {attempt})",
    zh: "步骤 {step}：开始执行命令 {command}（第 {attempt} 号执行）"
  )
  static let commandStopRequested = Phrase(
    en: "Step {step}: attempt {attempt} is to be stopped ({reason})",
    zh: "步骤 {step}：要求停止第 {attempt} 号执行（{reason}）"
  )
  static let commandEnded = Phrase(
    en: "Step {step}: attempt {attempt} ended, {result}, after {duration}",
    zh: "步骤 {step}：第 {attempt} 号执行结束，{result}，用时 {duration}"
  )
  static let commandFellShort = Phrase(
    en: "Step {step}: attempt {attempt} not as expected, {result}, after {duration}",
    zh: "步骤 {step}：第 {attempt} 号执行不符合预期，{result}，用时 {duration}"
  )
  static let outcomeUnknown = Phrase(
    en: "Step {step}: attempt {attempt} is gone and its outcome unknown",
    zh: "步骤 {step}：第 {attempt} 号执行的进程已不在，结果未知"
  )
  static let outcomeSettled = Phrase(
    en: "Step {step}: unknown outcome of attempt {attempt} settled as “{settlement}”",
    zh: "步骤 {step}：第 {attempt} 号执行的未知结果按“{settlement}”处理"
  )
  static let retryScheduled = Phrase(
    en: "Step {step}: command {command} will run again at {time}",
    zh: "步骤 {step}：命令 {command} 将于 {time} 再次执行"
  )
  static let variableCaptured = Phrase(
    en: "Step {step}: variable {name} captured",
    zh: "步骤 {step}：取得变量 {name}"
  )

  // MARK: People's answers

  static let itemDone = Phrase(en: "Step {step}: “{item}” done", zh: "步骤 {step}：“{item}”完成")
  static let itemNotApplicable = Phrase(
    en: "Step {step}: “{item}” does not apply",
    zh: "步骤 {step}：“{item}”不适用"
  )
  static let itemReopened = Phrase(
    en: "Step {step}: “{item}” opened again",
    zh: "步骤 {step}：“{item}”改为未完成"
  )
  static let verificationConfirmed = Phrase(
    en: "Step {step}: verification confirmed",
    zh: "步骤 {step}：核实确认"
  )
  static let verificationDenied = Phrase(
    en: "Step {step}: verification answered with no",
    zh: "步骤 {step}：核实未通过"
  )
  static let evidenceAttached = Phrase(en: "Evidence attached: {evidence}", zh: "留存证据：{evidence}")
  static let stepEvidenceAttached = Phrase(
    en: "Step {step}: evidence attached: {evidence}",
    zh: "步骤 {step}：留存证据：{evidence}"
  )
  static let choiceMade = Phrase(
    en: "Step {step}: decided “{answer}”, going to {target}",
    zh: "步骤 {step}：判定“{answer}”，转到 {target}"
  )
  static let deadlinePassed = Phrase(
    en: "Step {step} passed its deadline",
    zh: "步骤 {step}超过时限"
  )
  static let escalationRequested = Phrase(
    en: "Escalation requested ({reason})",
    zh: "要求升级处置（{reason}）"
  )
  static let stepEscalationRequested = Phrase(
    en: "Step {step}: escalation requested ({reason})",
    zh: "步骤 {step}：要求升级处置（{reason}）"
  )
}
