import IncidentCore
import Phrases
import RunbookModel

/// How the parts of facts are called.
enum PartPhrases {
  static let step = Phrase(en: "{number} “{title}”", zh: "{number}“{title}”")
  static let semicolon = Phrase(en: "; ", zh: "；")
  static let theEnd = Phrase(en: "the end", zh: "结束")
  static let notRecorded = Phrase(en: "not recorded", zh: "未填写")
  static let erased = Phrase(en: "(erased)", zh: "（已删除）")
  static let item = Phrase(en: "item {n}", zh: "第 {n} 项")
  static let bytes = Phrase(en: "{n} {n|byte|bytes}", zh: "{n} 字节")
  static let exited = Phrase(en: "exit code {code}", zh: "退出码 {code}")
  static let signalled = Phrase(en: "ended by signal {signal}", zh: "被信号 {signal} 终止")
  static let notStarted = Phrase(en: "not started: {reason}", zh: "未能启动：{reason}")
  static let unmet = Phrase(en: "{end}, unmet: {expectations}", zh: "{end}，未满足预期：{expectations}")

  static func severity(_ severity: Severity?) -> Phrase {
    severity?.name ?? notRecorded
  }

  static func mode(_ mode: Opening.Mode) -> Phrase {
    switch mode {
    case .interactive: Phrase(en: "interactive", zh: "人工执行")
    case .automatic: Phrase(en: "automatic", zh: "自动执行")
    }
  }

  static func milestone(_ milestone: Milestone) -> Phrase {
    switch milestone {
    case .impactStarted: Phrase(en: "impact started", zh: "影响开始")
    case .detected: Phrase(en: "detected", zh: "发现")
    case .declared: Phrase(en: "declared", zh: "宣布")
    case .acknowledged: Phrase(en: "acknowledged", zh: "确认接手")
    case .mitigated: Phrase(en: "mitigated", zh: "影响缓解")
    case .resolved: Phrase(en: "resolved", zh: "解决")
    }
  }

  static func outcome(_ outcome: RunOutcome) -> Phrase {
    switch outcome {
    case .completed: Phrase(en: "completed", zh: "完成")
    case .failed: Phrase(en: "failed", zh: "失败")
    case .aborted: Phrase(en: "aborted", zh: "中止")
    }
  }

  static func stop(_ reason: StopReason) -> Phrase {
    switch reason {
    case .timeout: Phrase(en: "timeout", zh: "超时")
    case .person: Phrase(en: "on a responder's word", zh: "人工要求")
    case .abort: Phrase(en: "the run was aborted", zh: "执行中止")
    }
  }

  static func settlement(_ settlement: Settlement) -> Phrase {
    switch settlement {
    case .done: Phrase(en: "done", zh: "视为完成")
    case .again: Phrase(en: "run again", zh: "重新执行")
    case .skip: Phrase(en: "skip", zh: "跳过")
    case .failed: Phrase(en: "failed", zh: "视为失败")
    }
  }

  static func escalation(_ reason: EscalationReason) -> Phrase {
    switch reason {
    case .person: Phrase(en: "on a responder's word", zh: "人工要求")
    case .deadline: Phrase(en: "a step passed its deadline", zh: "步骤超过时限")
    case .approvalExpired: Phrase(en: "nobody decided on an approval", zh: "审批超时无人决定")
    case .personNeeded: Phrase(en: "an automatic run needs a person", zh: "自动执行需要人工介入")
    case .failure: Phrase(en: "a step failed", zh: "步骤失败")
    case .outcomeUnknown: Phrase(en: "a command's outcome is unknown", zh: "命令结果未知")
    case .opened: Phrase(en: "the incident was opened", zh: "事件已建立")
    case .notificationFailed: Phrase(en: "a notification failed", zh: "通知未能送出")
    case .acknowledgementExpired:
      Phrase(en: "no progress since it was acknowledged", zh: "接手后没有进展")
    }
  }

  static func failure(_ reason: FailureReason) -> Message {
    switch reason {
    case .command(let attempt):
      Phrase(en: "attempt {attempt} was not as expected", zh: "第 {attempt} 号执行不符合预期")
        .with(["attempt": String(attempt)])
    case .timedOut(let attempt):
      Phrase(en: "attempt {attempt} took too long", zh: "第 {attempt} 号执行超时")
        .with(["attempt": String(attempt)])
    case .rejected: Phrase(en: "the approval was refused", zh: "审批被驳回").with([:])
    case .approvalExpired: Phrase(en: "the approval expired", zh: "审批超时").with([:])
    case .notConfirmed: Phrase(en: "not confirmed", zh: "核实未通过").with([:])
    case .noWayOn:
      Phrase(en: "no answer applies or the way back is used up", zh: "没有适用的判定，或返回次数已用完")
        .with([:])
    case .person(let reason): Phrase(en: "{reason}", zh: "{reason}").with(["reason": reason])
    }
  }

  static func move(_ reason: MoveReason) -> Phrase {
    switch reason {
    case .choice: Phrase(en: "the decision's answer", zh: "按判定结果")
    case .next: Phrase(en: "as the runbook says", zh: "按预案顺序")
    case .failure: Phrase(en: "because of a failure", zh: "因步骤失败")
    case .person: Phrase(en: "on a responder's word", zh: "人工跳转")
    }
  }

  static func expectation(_ expectation: Expectation) -> Message {
    switch expectation {
    case .exit(let codes):
      Phrase(en: "exit code {codes}", zh: "退出码 {codes}")
        .with(["codes": codes.map(String.init).joined(separator: " / ")])
    case .contains(let text):
      Phrase(en: "output contains “{text}”", zh: "输出包含“{text}”").with(["text": text])
    case .notContains(let text):
      Phrase(en: "output does not contain “{text}”", zh: "输出不含“{text}”").with(["text": text])
    case .matches(let text):
      Phrase(en: "output matches {text}", zh: "输出匹配 {text}").with(["text": text])
    case .notMatches(let text):
      Phrase(en: "output does not match {text}", zh: "输出不匹配 {text}").with(["text": text])
    case .equals(let text):
      Phrase(en: "output equals “{text}”", zh: "输出等于“{text}”").with(["text": text])
    case .json(let path, let comparison, let value):
      Phrase(en: "{path} {comparison} {value}", zh: "{path} {comparison} {value}")
        .with(["path": path, "comparison": comparison.rawValue, "value": value])
    }
  }
}
