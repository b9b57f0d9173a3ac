import Phrases

/// What a terminal says beside the facts.
enum TerminalPhrases {
  static let skipped = Phrase(
    en: "… {n} {n|line|lines} skipped, all are in the journal",
    zh: "… 略过 {n} 行，日志中完整保存"
  )
  static let howToResume = Phrase(
    en: "The run stays as it is. Go on with: tocsin resume {incident}",
    zh: "执行保持原状。继续：tocsin resume {incident}"
  )
  static let howToAttach = Phrase(
    en: "The run goes on in its own terminal. Join it again with: tocsin attach {incident}",
    zh: "执行仍在原终端继续。重新加入：tocsin attach {incident}"
  )
  static let carrierGone = Phrase(
    en: "The process that carried the run is gone, and nobody carries it now. "
      + "Go on with: tocsin resume {incident}",
    zh: "执行该事件的进程已消失，目前无人执行。继续：tocsin resume {incident}"
  )
  static let noShell = Phrase(en: "No shell can be opened here.", zh: "此处无法打开 shell。")
  static let shellOpens = Phrase(
    en: "A shell with the run's variables; exit comes back here.",
    zh: "已打开带有变量的 shell；输入 exit 返回。"
  )
  static let shellEnded = Phrase(en: "Back from the shell.", zh: "已从 shell 返回。")
  static let noFiles = Phrase(
    en: "Files cannot be kept here; give a text.",
    zh: "此处无法保存文件；请提交文字。"
  )
  static let typingBegins = Phrase(
    en: "The command has the terminal; Ctrl-] comes back to Tocsin.",
    zh: "命令正在使用终端；按 Ctrl-] 返回 Tocsin。"
  )
  static let typingEnded = Phrase(
    en: "Back at Tocsin; the command goes on. i types into it again.",
    zh: "已返回 Tocsin；命令仍在运行。按 i 可继续向其输入。"
  )
  static let timelineCommand = Phrase(
    en: "The timeline: tocsin timeline {incident}",
    zh: "时间线：tocsin timeline {incident}"
  )
  static let timeline = Phrase(en: "Timeline so far", zh: "目前的时间线")
  static let noOutput = Phrase(en: "No command has written anything.", zh: "还没有命令输出。")
  static let keysNow = Phrase(en: "Now", zh: "当前")
  static let keysAlways = Phrase(en: "At any time", zh: "随时")
  static let controlKeys = Phrase(
    en: "Ctrl-C asks before it stops anything · Ctrl-Z suspends · Ctrl-L draws anew",
    zh: "Ctrl-C 停止前会先询问 · Ctrl-Z 挂起 · Ctrl-L 重绘"
  )
  static let wouldUndo = Phrase(
    en: "A rollback would run, in this order:",
    zh: "回滚将依次执行："
  )
}
