import IncidentCore
import Phrases
import RunbookModel

/// The labels of lines that are typed.
enum LinePhrases {
  private static let skip = Phrase(en: "Why skip it?", zh: "为什么跳过？")
  private static let overrule = Phrase(en: "Why count it as done?", zh: "为什么视为完成？")
  private static let note = Phrase(en: "Note:", zh: "备注：")
  private static let evidence = Phrase(en: "For the file:", zh: "证据内容：")
  private static let file = Phrase(en: "Path of the file:", zh: "文件路径：")
  private static let abort = Phrase(en: "Why abort?", zh: "为什么中止？")
  private static let jump = Phrase(en: "To which step (number)?", zh: "跳到哪一步（编号）？")
  private static let approver = Phrase(en: "Name of who approves:", zh: "审批人姓名：")
  private static let word = Phrase(
    en: "DESTRUCTIVE. Type {word} to run it:",
    zh: "破坏性操作。输入 {word} 执行："
  )
  private static let value = Phrase(en: "{name} =", zh: "{name} =")
  private static let secret = Phrase(en: "Secret {name} (not shown):", zh: "密钥 {name}（不显示）：")

  static func label(of purpose: LinePurpose, in state: IncidentState) -> Message {
    switch purpose {
    case .skipReason: skip.with([:])
    case .overruleReason: overrule.with([:])
    case .note: note.with([:])
    case .evidenceText: evidence.with([:])
    case .evidenceFile: file.with([:])
    case .abortReason: abort.with([:])
    case .jump: jump.with([:])
    case .approver: approver.with([:])
    case .word: word.with(["word": Dialogue.word])
    case .placeholder(let id, let command, let index, _):
      value.with(["name": placeholder(id, command, index, state)])
    case .secret(let name): secret.with(["name": name])
    }
  }

  private static func placeholder(
    _ id: StepID,
    _ command: Int,
    _ index: Int,
    _ state: IncidentState
  ) -> String {
    guard let step = state.graph.index(of: id),
      state.step(step).commands.indices.contains(command),
      state.step(step).commands[command].placeholders.indices.contains(index)
    else { return "?" }
    return state.step(step).commands[command].placeholders[index].text
  }
}

/// Questions that one key answers.
enum MenuPhrases {
  private static let quit = Phrase(
    en: "Leave now and resume later? y leave · Esc stay",
    zh: "现在离开、稍后继续？y 离开 · Esc 留下"
  )
  private static let detach = Phrase(
    en: "Leave? The run goes on in its own terminal. y leave · Esc stay",
    zh: "离开吗？执行仍在原终端继续。y 离开 · Esc 留下"
  )
  private static let interrupt = Phrase(
    en: "The command goes on. x stop it · q leave it running · Esc back",
    zh: "命令仍在运行。x 停止 · q 离开并让它继续 · Esc 返回"
  )
  private static let rollback = Phrase(
    en: "Undo that first? y roll back, then abort · n abort as it is · Esc back",
    zh: "先撤销吗？y 回滚后中止 · n 直接中止 · Esc 返回"
  )
  private static let takePen = Phrase(
    en: "Take the pen from {name}? y take it · Esc back",
    zh: "从 {name} 接管操作权？y 接管 · Esc 返回"
  )
  private static let layDownPen = Phrase(
    en: "Lay down the pen for somebody else? y yes · Esc back",
    zh: "交出操作权给他人？y 交出 · Esc 返回"
  )
  private static let escalate = Phrase(
    en: "Call more people now? y call · Esc back",
    zh: "现在呼叫更多人员？y 呼叫 · Esc 返回"
  )
  private static let severity = Phrase(
    en: "Severity? 1 worst · 2 · 3 · 4 least · Esc back",
    zh: "级别？1 特别重大 · 2 重大 · 3 较大 · 4 一般 · Esc 返回"
  )
  private static let evidence = Phrase(
    en: "What? t a text · f a file · Esc back",
    zh: "提交什么？t 文字 · f 文件 · Esc 返回"
  )
  private static let offer = Phrase(
    en: "Which command? 1-{n} in the order of the text · Esc back",
    zh: "哪条命令？按正文顺序 1-{n} · Esc 返回"
  )

  static func question(_ menu: Menu, in state: IncidentState) -> Message {
    switch menu {
    case .quit: quit.with([:])
    case .detach: detach.with([:])
    case .interrupt: interrupt.with([:])
    case .rollback: rollback.with([:])
    case .takePen: takePen.with(["name": state.pen?.name ?? "-"])
    case .layDownPen: layDownPen.with([:])
    case .escalate: escalate.with([:])
    case .severity: severity.with([:])
    case .evidenceKind: evidence.with([:])
    case .offer(_, let offers): offer.with(["n": String(min(9, offers.count))])
    }
  }
}

extension Notice {
  private static let nothingAskedText = Phrase(en: "Nothing is asked.", zh: "现在没有需要回答的问题。")
  private static let number = Phrase(
    en: "Choose with a number key.",
    zh: "请用数字键选择。"
  )
  private static let yesOrNoText = Phrase(en: "Answer with y or n.", zh: "请按 y 或 n 回答。")
  private static let key = Phrase(
    en: "Choose with one of the keys below.",
    zh: "请用下面列出的按键选择。"
  )
  private static let paste = Phrase(
    en: "Pasted text is ignored here: keys are answers.",
    zh: "此处忽略粘贴内容：按键即为回答。"
  )
  private static let pen = Phrase(
    en: "{name} at {terminal} holds the pen; h takes it.",
    zh: "{name}（{terminal}）持有操作权；按 h 接管。"
  )
  private static let noOffersText = Phrase(
    en: "The step offers no command.",
    zh: "该步骤没有可运行的命令。"
  )
  private static let noBefore = Phrase(en: "No step was done before.", zh: "前面没有已执行的步骤。")
  private static let unknown = Phrase(en: "There is no step “{step}”.", zh: "没有步骤“{step}”。")
  private static let wrong = Phrase(
    en: "Not run: the word is “{word}”.",
    zh: "未执行：确认词是“{word}”。"
  )
  private static let notRunning = Phrase(en: "No command is running.", zh: "没有正在运行的命令。")
  private static let missing = Phrase(
    en: "Nothing was typed, so nothing is done.",
    zh: "没有输入内容，未做任何操作。"
  )

  /// The notice for a reader.
  var message: Message {
    switch self {
    case .nothingAsked: Self.nothingAskedText.with([:])
    case .chooseNumber: Self.number.with([:])
    case .yesOrNo: Self.yesOrNoText.with([:])
    case .chooseKey: Self.key.with([:])
    case .pasteIgnored: Self.paste.with([:])
    case .penHeld(let actor):
      Self.pen.with(["name": actor.name, "terminal": actor.terminal ?? "-"])
    case .noOffers: Self.noOffersText.with([:])
    case .noStepBefore: Self.noBefore.with([:])
    case .unknownStep(let step): Self.unknown.with(["step": step])
    case .wordWrong(let word): Self.wrong.with(["word": word])
    case .nothingRunning: Self.notRunning.with([:])
    case .textMissing: Self.missing.with([:])
    }
  }
}
