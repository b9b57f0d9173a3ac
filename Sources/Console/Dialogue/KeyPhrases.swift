import Phrases

/// What keys do, in a word or two.
enum KeyPhrases {
  static let run = Phrase(en: "run it", zh: "执行")
  static let tick = Phrase(en: "tick", zh: "打勾")
  static let notApplicable = Phrase(en: "does not apply", zh: "不适用")
  static let done = Phrase(en: "done", zh: "已完成")
  static let yes = Phrase(en: "yes", zh: "是")
  static let no = Phrase(en: "no", zh: "否")
  static let answer = Phrase(en: "answer", zh: "选择")
  static let evidence = Phrase(en: "give evidence", zh: "提交证据")
  static let skip = Phrase(en: "skip", zh: "跳过")
  static let skipRollback = Phrase(en: "leave it as it is", zh: "保持现状")
  static let retry = Phrase(en: "try again", zh: "重试")
  static let overrule = Phrase(en: "count as done", zh: "视为完成")
  static let jump = Phrase(en: "jump", zh: "跳转")
  static let back = Phrase(en: "back to the step before", zh: "返回上一步")
  static let abort = Phrase(en: "abort", zh: "中止")
  static let wasDone = Phrase(en: "done", zh: "已完成")
  static let again = Phrase(en: "run again", zh: "重新执行")
  static let hasFailed = Phrase(en: "failed", zh: "已失败")
  static let approveHere = Phrase(en: "approve here", zh: "在此审批")
  static let escalate = Phrase(en: "call more people", zh: "升级呼叫")
  static let stop = Phrase(en: "stop it", zh: "停止")
  static let typeInto = Phrase(en: "type into it", zh: "向其输入")
  static let runOffered = Phrase(en: "run a command", zh: "运行命令")
  static let note = Phrase(en: "note", zh: "备注")
  static let shell = Phrase(en: "shell with the run's variables", zh: "打开带变量的 shell")
  static let handOver = Phrase(en: "lay down or take the pen", zh: "交出或接管操作权")
  static let takePen = Phrase(en: "take the pen", zh: "接管操作权")
  static let acknowledge = Phrase(en: "take the incident", zh: "确认接手事件")
  static let severity = Phrase(en: "severity", zh: "事件级别")
  static let quit = Phrase(en: "leave, resume later", zh: "离开，稍后继续")
  static let detach = Phrase(en: "leave", zh: "离开")
  static let timeline = Phrase(en: "timeline so far", zh: "目前的时间线")
  static let output = Phrase(en: "output of the last command", zh: "上一条命令的输出")
  static let page = Phrase(en: "show the step again", zh: "重新显示本步骤")
  static let nextStep = Phrase(en: "look at the other active step", zh: "切换到其他并行步骤")
  static let help = Phrase(en: "all keys", zh: "全部按键")
  static let more = Phrase(en: "more", zh: "更多")
  static let resolved = Phrase(en: "resolved", zh: "已解决")
  static let mitigated = Phrase(en: "mitigated only", zh: "仅缓解")
  static let leaveOpen = Phrase(en: "neither", zh: "都不是")

  /// The keys that work nearly everywhere, in the order of the help.
  static let everywhere: [KeyHint] = [
    KeyHint("s", skip), KeyHint("j", jump), KeyHint("b", back), KeyHint("r", retry),
    KeyHint("n/N", note), KeyHint("e", evidence), KeyHint("o", runOffered), KeyHint("!", shell),
    KeyHint("u", escalate), KeyHint("a", acknowledge), KeyHint("v", severity),
    KeyHint("h", handOver), KeyHint("x", stop), KeyHint("t", timeline), KeyHint("l", output),
    KeyHint("w", page), KeyHint("Tab", nextStep), KeyHint("q", quit), KeyHint("A", abort),
    KeyHint("?", help),
  ]
}
