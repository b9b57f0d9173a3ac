import IncidentCore
import Phrases
import Ports

/// What the commands about incidents say themselves.
enum CommandPhrases {
  static let noIncidents = Phrase(
    en: "There is no incident yet; `tocsin run RUNBOOK` begins one.",
    zh: "还没有事件；用 `tocsin run 预案` 开始。"
  )
  static let unknownIncident = Phrase(
    en: "There is no incident `{incident}`, or several end like that; `tocsin list` shows them.",
    zh: "没有事件 `{incident}`，或有多个以此结尾；`tocsin list` 可列出全部事件。"
  )
  static let notRunnable = Phrase(
    en: "{path} cannot run as it stands; `tocsin check {path}` says more.",
    zh: "{path} 目前无法执行；详见 `tocsin check {path}`。"
  )
  static let noSteps = Phrase(
    en: "{path} has no steps to run.",
    zh: "{path} 中没有可执行的步骤。"
  )
  static let badInput = Phrase(
    en: "--input wants NAME=VALUE, not “{text}”.",
    zh: "--input 的格式是 名称=值，而不是“{text}”。"
  )
  static let unknownInput = Phrase(
    en: "The runbook has no input `{name}`; its inputs are: {names}",
    zh: "预案没有输入 `{name}`；可用的输入：{names}"
  )
  static let missingInput = Phrase(
    en: "The input `{name}` is missing; give it with --input {name}=VALUE.",
    zh: "缺少输入 `{name}`；请用 --input {name}=值 给出。"
  )
  static let wrongInput = Phrase(
    en: "“{value}” does not fit the input `{name}`: {reason}",
    zh: "“{value}”不符合输入 `{name}` 的要求：{reason}"
  )
  static let inputPattern = Phrase(
    en: "it must match {pattern}",
    zh: "必须匹配 {pattern}"
  )
  static let inputChoices = Phrase(
    en: "it must be one of {choices}",
    zh: "必须是以下之一：{choices}"
  )
  static let drill = Phrase(en: "DRILL — this is an exercise.", zh: "演练——这不是真实事件。")
  static let drillMark = Phrase(en: "[drill]", zh: "[演练]")
  static let carriedElsewhere = Phrase(
    en:
      "Process {pid} on {host} carries {incident} already; `tocsin attach {incident}` joins it.",
    zh: "进程 {pid}（{host}）正在执行 {incident}；用 `tocsin attach {incident}` 加入。"
  )
  static let isOver = Phrase(
    en: "The run of {incident} is over: {outcome}.",
    zh: "{incident} 的执行已结束：{outcome}。"
  )
  static let left = Phrase(
    en: "The run waits where it is; `tocsin resume {incident}` goes on.",
    zh: "执行停在当前位置；用 `tocsin resume {incident}` 继续。"
  )
  static let waits = Phrase(
    en: "It waits for a person. Answer from any terminal:",
    zh: "正在等待人工处理。可在任意终端作答："
  )
  static let completed = Phrase(en: "completed", zh: "已完成")
  static let failed = Phrase(en: "failed", zh: "失败")
  static let aborted = Phrase(en: "aborted", zh: "已中止")
  static let open = Phrase(en: "open", zh: "进行中")
  static let resolved = Phrase(en: "resolved", zh: "已解决")
  static let merged = Phrase(
    en: "{n} {n|event|events} from a side file {n|was|were} merged into the journal.",
    zh: "已把旁路文件中的 {n} 条记录并入日志。"
  )
  static let mergedMoved = Phrase(
    en:
      "Others wrote to {incident} meanwhile: its events stand behind theirs and have other numbers now.",
    zh: "其间有人写入过 {incident}：并入的记录排在其后，编号已改变。"
  )
  static let mergeForeign = Phrase(
    en:
      "{file} is not read: somebody else may have written it. If it is yours, make its owner you and its mode 0600.",
    zh: "未读取 {file}：可能由他人写入。确认属于您后，请把所有者改为自己、权限改为 0600。"
  )
  static let mergeUnreadable = Phrase(
    en: "{file} has lines that cannot be read; the others are in the journal. Keep the file.",
    zh: "{file} 中有无法读取的行，其余已并入日志。请保留该文件。"
  )
  static let mergeInUse = Phrase(
    en: "{file} belongs to a run that goes on; it is merged when that run ends.",
    zh: "{file} 属于仍在进行的执行，待其结束后并入。"
  )
  static let notMerged = Phrase(
    en: "What is in side files could not be merged: {why}",
    zh: "旁路文件未能并入：{why}"
  )
  static let keptBeside = Phrase(
    en:
      "{why} What was written is kept in {file}; the next `tocsin` command merges it when it can.",
    zh: "{why}写入的内容保存在 {file}，恢复后由下一条 `tocsin` 命令并入。"
  )
  static let done = Phrase(en: "Noted in {incident}.", zh: "已记入 {incident}。")
  static let nothingAsked = Phrase(
    en: "{incident} does not wait for an answer now; `tocsin show {incident}` says where it is.",
    zh: "{incident} 现在不需要作答；`tocsin show {incident}` 显示当前位置。"
  )
  static let wrongAnswer = Phrase(
    en: "“{answer}” does not answer what is asked at `{step}`. Possible: {allowed}",
    zh: "“{answer}”不能回答步骤 `{step}` 的问题。可选：{allowed}"
  )
  static let badAnswer = Phrase(
    en: "--answer wants STEP=ANSWER, not “{text}”.",
    zh: "--answer 的格式是 步骤=答案，而不是“{text}”。"
  )
  static let badTime = Phrase(
    en: "“{text}” is not a time; write it like 03:20 or 2026-10-01T03:20:00+08:00.",
    zh: "“{text}”不是有效的时间；格式如 03:20 或 2026-10-01T03:20:00+08:00。"
  )
  static let unreadable = Phrase(
    en: "{path} cannot be read: {reason}",
    zh: "无法读取 {path}：{reason}"
  )
  static let fileMissing = Phrase(en: "there is no such file.", zh: "没有这个文件。")
  static let fileDenied = Phrase(en: "you may not read it.", zh: "没有读取权限。")
  static let fileOdd = Phrase(en: "it is not a regular file.", zh: "不是普通文件。")
  static let fileLarge = Phrase(en: "it is larger than 64 MiB.", zh: "文件大于 64 MiB。")
  static let fileNoText = Phrase(en: "it is not text in UTF-8.", zh: "不是 UTF-8 文本。")
  static let folderMissing = Phrase(en: "there is no such folder.", zh: "没有这个文件夹。")
  static let writingDenied = Phrase(en: "you may not write there.", zh: "没有写入权限。")
  static let diskReadOnly = Phrase(en: "the disk is read-only.", zh: "磁盘为只读。")
  static let diskFull = Phrase(en: "the disk is full.", zh: "磁盘已满。")
  static let unwritable = Phrase(
    en: "{path} cannot be written: {reason}",
    zh: "无法写入 {path}：{reason}"
  )
  static let badZone = Phrase(
    en: "“{text}” is not a time zone; write it like Asia/Shanghai.",
    zh: "“{text}”不是有效的时区；格式如 Asia/Shanghai。"
  )
  static let sound = Phrase(
    en: "{incident}: sound, {n} {n|event|events}",
    zh: "{incident}：完好，{n} 条记录"
  )
  static let flawed = Phrase(en: "{incident}: NOT SOUND", zh: "{incident}：已被破坏")
  static let anchor = Phrase(
    en: "anchor, to be kept elsewhere: {anchor}",
    zh: "锚点，请在别处保存：{anchor}"
  )
  static let anchorLine = Phrase(
    en: "{path}:{line}: this is not an anchor; a line is INCIDENT SEQUENCE HASH.",
    zh: "{path}:{line}：不是锚点；每行格式为 事件 序号 哈希。"
  )
  static let nothingRan = Phrase(
    en: "Dry run: nothing was run and nothing was written.",
    zh: "试运行：没有执行任何命令，也没有写入任何记录。"
  )
}

extension JournalFault {
  /// The fault as a sentence that says what to do.
  var message: Message {
    switch self {
    case .conflict(let actual):
      Message(
        Phrase(
          en: "Somebody else wrote first (event {n}); try again.",
          zh: "其他人先写入了（第 {n} 条记录）；请重试。"
        ),
        ["n": String(actual)]
      )
    case .unknownIncident(let id):
      Message(CommandPhrases.unknownIncident, ["incident": id.text])
    case .unknownGraph(let sha256):
      Message(
        Phrase(
          en: "The journal has lost the runbook {sha}; restore it from a backup.",
          zh: "日志中缺少预案 {sha}；请从备份恢复。"
        ),
        ["sha": sha256]
      )
    case .full(let detail):
      Message(
        Phrase(
          en: "THE DISK IS FULL: {detail}. Make room; nothing that was written is lost.",
          zh: "磁盘已满：{detail}。请腾出空间；已写入的记录不会丢失。"
        ),
        ["detail": detail]
      )
    case .busy(let detail):
      Message(
        Phrase(
          en: "Another process holds the journal: {detail}. Wait or end it, then try again.",
          zh: "其他进程占用着日志：{detail}。请等待或结束该进程后重试。"
        ),
        ["detail": detail]
      )
    case .readOnly(let detail):
      Message(
        Phrase(
          en: "The journal may not be written: {detail}. Mend the permissions or use --home.",
          zh: "日志不可写：{detail}。请修正权限，或用 --home 指定其他目录。"
        ),
        ["detail": detail]
      )
    case .corrupt(let detail):
      Message(
        Phrase(
          en: "THE JOURNAL IS DAMAGED: {detail}. Keep the file, restore a backup, use --home.",
          zh: "日志已损坏：{detail}。请保留该文件，恢复备份，或用 --home 指定其他目录。"
        ),
        ["detail": detail]
      )
    case .tooNew(let found, let known):
      Message(
        Phrase(
          en: "A newer Tocsin wrote the journal (format {found}, known up to {known}); install it.",
          zh: "日志由更新版本的 Tocsin 写入（格式 {found}，本版支持到 {known}）；请升级。"
        ),
        ["found": String(found), "known": String(known)]
      )
    case .storage(let detail):
      Message(
        Phrase(en: "The journal failed: {detail}", zh: "日志出错：{detail}"),
        ["detail": detail]
      )
    }
  }
}
