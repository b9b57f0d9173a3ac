import Engine
import IncidentCore
import Phrases
import Ports
import RunbookModel

/// What went wrong beside the runbook, and what to do about it.
package enum FaultText {
  static func lines(of fault: SessionFault, look: ConsoleLook) -> [Line] {
    switch fault {
    case .refused(let refusal):
      look.wrapped(look.text(refusal.message), first: Span("✗ ", .bad))
    case .journal(let fault): loud(FaultPhrases.notWritten, fault, look)
    }
  }

  static func lines(of trouble: RunTrouble, look: ConsoleLook) -> [Line] {
    switch trouble {
    case .journalDegraded(let fault, let sideFile):
      loud(FaultPhrases.degraded, fault, look, ["file": sideFile])
    case .journalBack(let count):
      look.wrapped(
        look.text(FaultPhrases.back, ["n": String(count)]),
        first: Span("✓ ", .good)
      )
    case .journalUnreadable(let fault): loud(FaultPhrases.unreadable, fault, look)
    case .journalLost(let fault): loud(FaultPhrases.lost, fault, look)
    case .outputLost(let fault): loud(FaultPhrases.outputLost, fault, look)
    case .commandRefused(let step, let refusal):
      look.wrapped(
        look.text(
          FaultPhrases.commandRefused,
          ["step": step.text, "why": look.text(refusal.message)]
        ),
        first: Span("!! ", .loud),
        mark: .bad
      )
    case .secretMissing(.unavailable(let name, let detail)):
      look.wrapped(
        look.text(FaultPhrases.noSecret, ["name": name, "detail": detail]),
        first: Span("✗ ", .bad),
        mark: .bad
      )
    case .secretMissing(.nobodyToAsk(let name)):
      look.wrapped(
        look.text(FaultPhrases.nobodyToAsk, ["name": name]),
        first: Span("✗ ", .bad),
        mark: .bad
      )
    }
  }

  private static func loud(
    _ phrase: Phrase,
    _ fault: JournalFault,
    _ look: ConsoleLook,
    _ arguments: [String: String] = [:]
  ) -> [Line] {
    let why = look.text(FaultPhrases.message(of: fault))
    let text = look.text(phrase, arguments.merging(["why": why]) { old, _ in old })
    return look.wrapped(text, first: Span("!! ", .loud), mark: .bad)
  }
}

/// What is said of faults.
enum FaultPhrases {
  static let notWritten = Phrase(
    en: "NOT WRITTEN DOWN, so nothing was done: {why}",
    zh: "未能写入日志，因此未执行：{why}"
  )
  static let degraded = Phrase(
    en: "THE JOURNAL CANNOT BE WRITTEN: {why}. The run goes on; what happens is kept in {file}.",
    zh: "日志无法写入：{why}。执行继续，过程记录在 {file}。"
  )
  static let back = Phrase(
    en: "The journal takes events again; {n} {n|event|events} from the side file {n|is|are} in it.",
    zh: "日志已恢复写入；旁路文件中的 {n} 条记录已并入。"
  )
  static let unreadable = Phrase(
    en:
      "THE JOURNAL CANNOT BE READ: {why}. What other terminals do is not seen here until it can be.",
    zh: "日志无法读取：{why}。恢复之前，此处看不到其他终端的操作。"
  )
  static let outputLost = Phrase(
    en: "OUTPUT IS NOT KEPT: {why}. The run goes on; what commands write is shown here only.",
    zh: "命令输出无法保存：{why}。执行继续，输出仅在此处显示。"
  )
  static let commandRefused = Phrase(
    en:
      "The command of {step} may not start: {why}. It is tried again when something else happens; jump, skip or abort also go on.",
    zh: "步骤 {step} 的命令无法启动：{why}。状态变化后会再次尝试，也可跳转、跳过或中止。"
  )
  static let lost = Phrase(
    en: "THE JOURNAL CANNOT BE WRITTEN AT ALL: {why}. Nothing more is done.",
    zh: "日志完全无法写入：{why}。不再执行任何操作。"
  )
  static let noSecret = Phrase(
    en: "The secret {name} has no value: {detail}",
    zh: "密钥 {name} 取不到值：{detail}"
  )
  static let nobodyToAsk = Phrase(
    en: "The secret {name} has to be typed, and there is no terminal.",
    zh: "密钥 {name} 需要人工输入，但没有终端。"
  )

  private static let conflict = Phrase(
    en: "another process wrote at the same time; try again",
    zh: "另一进程同时写入；请重试"
  )
  private static let unknownIncident = Phrase(
    en: "there is no incident {id}",
    zh: "没有事件 {id}"
  )
  private static let unknownGraph = Phrase(
    en: "the runbook's snapshot is missing",
    zh: "缺少预案快照"
  )
  private static let full = Phrase(en: "the disk is full ({detail})", zh: "磁盘已满（{detail}）")
  private static let busy = Phrase(
    en: "another process holds the database ({detail})",
    zh: "数据库被其他进程占用（{detail}）"
  )
  private static let readOnly = Phrase(
    en: "the folder or file may not be written ({detail})",
    zh: "目录或文件不可写（{detail}）"
  )
  private static let corrupt = Phrase(en: "the file is damaged ({detail})", zh: "文件已损坏（{detail}）")
  private static let tooNew = Phrase(
    en: "a newer Tocsin wrote it (format {found}, known up to {known})",
    zh: "由更新版本的 Tocsin 写入（格式 {found}，本版本支持到 {known}）"
  )
  private static let storage = Phrase(en: "{detail}", zh: "{detail}")

  static func message(of fault: JournalFault) -> Message {
    switch fault {
    case .conflict: conflict.with([:])
    case .unknownIncident(let id): unknownIncident.with(["id": id.text])
    case .unknownGraph: unknownGraph.with([:])
    case .full(let detail): full.with(["detail": detail])
    case .busy(let detail): busy.with(["detail": detail])
    case .readOnly(let detail): readOnly.with(["detail": detail])
    case .corrupt(let detail): corrupt.with(["detail": detail])
    case .tooNew(let found, let known):
      tooNew.with(["found": String(found), "known": String(known)])
    case .storage(let detail): storage.with(["detail": detail])
    }
  }
}
