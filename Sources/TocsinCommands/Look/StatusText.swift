import CommandRunner
import Console
import IncidentCore
import Phrases
import RunbookModel

/// Where an incident stands, for people: its steps, and what it waits for.
struct StatusText {
  let state: IncidentState
  let look: ConsoleLook

  /// The step that most needs somebody, and its phase.
  static func place(of state: IncidentState, _ language: Language) -> String {
    guard let index = Situation(of: state).step else {
      return (state.outcome?.phrase ?? CommandPhrases.open).text(language)
    }
    return line(of: index, state, language)
  }

  /// One step and its phase.
  static func line(of index: Int, _ state: IncidentState, _ language: Language) -> String {
    let phase =
      if state.rollback != nil { StatusPhrases.rollback } else if state.ending != nil {
        StatusPhrases.ending
      } else { state.phase(of: index).phrase }
    let arguments = [
      "number": state.graph.nodes[index].number,
      "step": PrintableText.message(state.step(index).title), "phase": phase.text(language),
    ]
    return StatusPhrases.place.text(language, arguments)
  }

  /// Who drives the run, and which process carries it.
  static func people(of state: IncidentState, _ language: Language) -> [String] {
    guard state.outcome == nil else { return [] }
    let pen = state.pen.map { StatusPhrases.pen.text(language, ["name": $0.name]) }
    guard let host = state.host, host.mayBeAlive else {
      return [StatusPhrases.notCarried.text(language)]
    }
    let process = ["pid": String(host.pid), "host": host.host]
    return (pen.map { [$0] } ?? []) + [StatusPhrases.carried.text(language, process)]
  }

  var text: String {
    let language = look.language
    var facts = [state.id.text, (state.outcome?.phrase ?? CommandPhrases.open).text(language)]
    if let severity = state.severity { facts.append(severity.name.text(language)) }
    if state.isResolved { facts.append(CommandPhrases.resolved.text(language)) }
    if state.opening?.isDrill == true { facts.append(CommandPhrases.drill.text(language)) }
    facts += Self.people(of: state, language)
    var lines = [state.opening?.title ?? "", facts.joined(separator: " · "), ""]
    let widest = state.graph.nodes.map(\.number.count).max() ?? 1
    for index in state.graph.nodes.indices {
      let node = state.graph.nodes[index]
      let phase = state.phase(of: index)
      var parts = [
        phase.mark, DisplayWidth.pad(node.number, to: widest), node.step.title,
        "[\(node.step.id.text)]", phase.phrase.text(language),
      ]
      if state.steps[index].isLate { parts.append(StatusPhrases.late.text(language)) }
      if case .ended(.skipped(let reason)) = phase {
        parts.append("(\(reason.message.text(language)))")
      }
      lines.append(parts.joined(separator: " "))
    }
    let waits = Situation.all(of: state).flatMap { Waits.lines($0, state: state, look: look) }
    if !waits.isEmpty { lines.append("") }
    lines = lines.map(PrintableText.message) + waits.map(\.text)
    if state.outcome == nil, state.host?.mayBeAlive != true {
      lines += ["", StatusPhrases.goOn.text(language, ["incident": state.id.text])]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Phase {
  /// One character that tells the phase without colour.
  fileprivate var mark: String {
    switch self {
    case .pending: "·"
    case .waiting, .due: "…"
    case .approving, .ready, .attended: ">"
    case .running, .substeps: "»"
    case .unknown: "?"
    case .stopped: "!"
    case .ended(.done): "✓"
    case .ended(.failed): "✗"
    case .ended(.skipped), .ended(.notApplicable): "-"
    }
  }

  fileprivate var phrase: Phrase {
    switch self {
    case .pending: Phrase(en: "pending", zh: "未开始")
    case .waiting: Phrase(en: "waiting", zh: "等待中")
    case .due: Phrase(en: "due", zh: "即将执行")
    case .approving: Phrase(en: "waiting for approval", zh: "等待审批")
    case .ready: Phrase(en: "ready to run", zh: "等待放行")
    case .attended: Phrase(en: "waiting for a person", zh: "等待人工处理")
    case .running: Phrase(en: "running", zh: "执行中")
    case .substeps: Phrase(en: "in its sub-steps", zh: "子步骤进行中")
    case .unknown: Phrase(en: "OUTCOME UNKNOWN", zh: "结果未知")
    case .stopped: Phrase(en: "stopped, a person must decide", zh: "已停住，须人工决定")
    case .ended(.done): Phrase(en: "done", zh: "完成")
    case .ended(.failed(.timedOut)): Phrase(en: "timed out", zh: "超时")
    case .ended(.failed): Phrase(en: "failed", zh: "失败")
    case .ended(.skipped): Phrase(en: "skipped", zh: "已跳过")
    case .ended(.notApplicable): Phrase(en: "not reached", zh: "未到")
    }
  }
}

enum StatusPhrases {
  static let late = Phrase(en: "LATE", zh: "已超时限")
  static let pen = Phrase(en: "{name} has the pen", zh: "由 {name} 操作")
  static let carried = Phrase(
    en: "process {pid} on {host} carries it",
    zh: "由进程 {pid}（{host}）执行"
  )
  static let notCarried = Phrase(en: "nobody carries it", zh: "当前无人执行")
  static let ending = Phrase(en: "ending", zh: "结束中")
  static let goOn = Phrase(
    en: "Go on with: tocsin resume {incident}",
    zh: "继续执行：tocsin resume {incident}"
  )
  static let rollback = Phrase(en: "rolling back", zh: "回滚中")
  static let place = Phrase(en: "{number} {step}: {phase}", zh: "{number} {step}：{phase}")
}
