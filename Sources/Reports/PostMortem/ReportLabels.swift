import Phrases

/// The fixed texts of a post-mortem, which templates see as `label.NAME`.
enum ReportLabels {
  static let review = Phrase(en: "To settle before this report is accepted", zh: "报告定稿前需处理")
  static let facts = Phrase(en: "Basic facts", zh: "基本信息")
  static let milestones = Phrase(en: "Milestones", zh: "关键时刻")
  static let measures = Phrase(en: "Measures", zh: "指标")
  static let picture = Phrase(en: "Course at a glance", zh: "过程总览")
  static let timeline = Phrase(en: "Timeline", zh: "时间线")
  static let response = Phrase(en: "Response: steps", zh: "处置过程：步骤")
  static let deviations = Phrase(en: "Deviations from the runbook", zh: "与预案的偏离")
  static let approvals = Phrase(en: "Approvals", zh: "审批")
  static let decisions = Phrase(en: "Decisions", zh: "决策记录")
  static let escalations = Phrase(en: "Escalation and notification", zh: "升级与通知记录")
  static let improvements = Phrase(en: "Runbook: what the record shows", zh: "预案改进：记录反映的问题")
  static let participants = Phrase(en: "Participants and roles", zh: "参与人员与角色")
  static let evidence = Phrase(en: "Appendix: evidence", zh: "附件：证据清单")
  static let contents = Phrase(en: "Contents", zh: "目录")
  static let lessons = Phrase(en: "Lessons", zh: "经验教训")

  /// The headings, by which an earlier report is taken apart.
  static let headings = [
    review, facts, milestones, measures, picture, timeline, response, deviations, approvals,
    decisions, escalations, improvements, participants, evidence, contents, lessons,
  ]

  /// All labels by the names that templates use, in a fixed order.
  static let all: [(name: String, phrase: Phrase)] =
    sections + header + columns + words

  private static let sections: [(name: String, phrase: Phrase)] = [
    ("review", review), ("facts", facts), ("milestones", milestones), ("measures", measures),
    ("picture", picture), ("timeline", timeline), ("response", response),
    ("deviations", deviations), ("approvals", approvals), ("decisions", decisions),
    ("escalations", escalations), ("improvements", improvements),
    ("participants", participants), ("evidence", evidence), ("contents", contents),
    ("lessons", lessons),
    ("postMortem", Phrase(en: "Post-mortem", zh: "复盘报告")),
    (
      "blameless",
      Phrase(
        en: "Blameless: this report looks at conditions and mechanisms, not at people.",
        zh: "本报告不追责：只看条件与机制，不评价个人。"
      )
    ),
    ("drill", Phrase(en: "DRILL", zh: "演练")),
    (
      "drillLong",
      Phrase(en: "This was a drill, not a real incident.", zh: "本次为演练，不是真实事件。")
    ),
  ]

  private static let header: [(name: String, phrase: Phrase)] = [
    ("incident", Phrase(en: "Incident", zh: "事件编号")),
    ("title", Phrase(en: "Title", zh: "标题")),
    ("severity", Phrase(en: "Severity", zh: "级别")),
    ("status", Phrase(en: "Status", zh: "状态")),
    ("mode", Phrase(en: "Mode", zh: "执行方式")),
    ("opened", Phrase(en: "Opened", zh: "开始时间")),
    ("ended", Phrase(en: "Run ended", zh: "执行结束")),
    ("runbook", Phrase(en: "Runbook", zh: "预案")),
    ("runbookOwner", Phrase(en: "Runbook owner", zh: "预案负责人")),
    ("reviewed", Phrase(en: "Last reviewed", zh: "最近评审")),
    ("graph", Phrase(en: "SHA-256 of the steps that ran", zh: "执行步骤 SHA-256")),
    ("files", Phrase(en: "Files", zh: "文件")),
    ("inputs", Phrase(en: "Input", zh: "输入")),
    ("progress", Phrase(en: "Steps", zh: "步骤")),
    ("zone", Phrase(en: "All times in", zh: "时区")),
    ("generated", Phrase(en: "Generated", zh: "生成时间")),
    ("version", Phrase(en: "Tocsin", zh: "Tocsin 版本")),
    ("chain", Phrase(en: "Journal", zh: "日志链")),
  ]

  private static let columns: [(name: String, phrase: Phrase)] = [
    ("number", Phrase(en: "No.", zh: "序号")),
    ("time", Phrase(en: "Time", zh: "时间")),
    ("by", Phrase(en: "By", zh: "角色")),
    ("person", Phrase(en: "Person", zh: "人员")),
    ("roles", Phrase(en: "Roles", zh: "角色")),
    ("what", Phrase(en: "What happened", zh: "事项")),
    ("source", Phrase(en: "Taken from", zh: "依据")),
    ("milestone", Phrase(en: "Milestone", zh: "时刻")),
    ("measure", Phrase(en: "Measure", zh: "指标")),
    ("value", Phrase(en: "Value", zh: "数值")),
    ("formula", Phrase(en: "Formula", zh: "算式")),
    ("step", Phrase(en: "Step", zh: "步骤")),
    ("state", Phrase(en: "State", zh: "状态")),
    ("start", Phrase(en: "Start", zh: "开始")),
    ("end", Phrase(en: "End", zh: "结束")),
    ("duration", Phrase(en: "Duration", zh: "用时")),
    ("did", Phrase(en: "What they did", zh: "所做事项")),
    ("decision", Phrase(en: "Decision", zh: "决定")),
    ("asked", Phrase(en: "Asked for", zh: "申请")),
    ("result", Phrase(en: "Result", zh: "结果")),
    ("file", Phrase(en: "File or text", zh: "文件或文字")),
    ("sha256", Phrase(en: "SHA-256", zh: "SHA-256")),
    ("size", Phrase(en: "Size", zh: "大小")),
    ("event", Phrase(en: "Event", zh: "记录")),
  ]

  private static let words: [(name: String, phrase: Phrase)] = [
    ("none", Phrase(en: "None.", zh: "无。")),
    ("notRecorded", PartPhrases.notRecorded),
    ("output", Phrase(en: "Output", zh: "输出")),
    ("noOutput", Phrase(en: "no output kept", zh: "未保留输出")),
    ("command", Phrase(en: "Command", zh: "命令")),
    ("attempt", Phrase(en: "Attempt", zh: "执行")),
    ("checklist", Phrase(en: "Checklist", zh: "检查项")),
    ("late", Phrase(en: "late", zh: "超时限")),
    ("rolledBack", Phrase(en: "rolled back", zh: "已回滚")),
    ("rollbackLeft", Phrase(en: "rollback left out", zh: "回滚被略过")),
    ("draft", Phrase(en: "From the record", zh: "记录摘要")),
    (
      "truncated",
      Phrase(
        en: "The journal kept only a part of the output.",
        zh: "日志只保留了部分输出。"
      )
    ),
  ]
}
