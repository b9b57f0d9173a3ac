package import IncidentCore
import Phrases
import RunbookModel

/// What a run waits for, and which command answers it.
package enum Waits {
  package static func lines(
    _ situation: Situation,
    state: IncidentState,
    look: ConsoleLook
  ) -> [Line] {
    guard let index = situation.step, situation.needsPerson else { return [] }
    let step = state.step(index)
    var arguments = ["step": step.title, "incident": state.id.text, "id": step.id.text]
    let since = state.steps[index].consent?.askedAt ?? state.steps[index].reachedAt
    arguments["since"] = since.map(look.time) ?? "-"
    let (what, how) = phrases(situation, step, state, &arguments)
    let answer = look.text(WaitPhrases.answer, ["how": look.text(how, arguments)])
    return look.wrapped(look.text(what, arguments), first: Span("! "))
      + look.wrapped(answer, first: Span("  "))
  }

  private static func phrases(
    _ situation: Situation,
    _ step: Step,
    _ state: IncidentState,
    _ arguments: inout [String: String]
  ) -> (what: Phrase, how: Phrase) {
    switch situation {
    case .approving:
      let given = situation.step.flatMap { state.steps[$0].consent?.givenBy.count } ?? 0
      arguments["n"] = String(max(0, (step.approval?.count ?? 1) - given))
      arguments["role"] = step.approval?.role ?? "-"
      return (WaitPhrases.approval, WaitPhrases.approve)
    case .ready: return (WaitPhrases.release, WaitPhrases.releaseIt)
    case .unknown: return (WaitPhrases.unknown, WaitPhrases.settle)
    case .stopped, .rollbackStopped: return (WaitPhrases.stopped, WaitPhrases.retryOrSkip)
    case .person(_, let part): return phrases(part, &arguments)
    case .idle, .over, .running, .due, .waiting: return (WaitPhrases.confirm, WaitPhrases.confirmIt)
    }
  }

  private static func phrases(
    _ part: PersonsPart,
    _ arguments: inout [String: String]
  ) -> (what: Phrase, how: Phrase) {
    switch part {
    case .items(let open):
      arguments["n"] = String(open.count)
      arguments["item"] = String((open.first ?? 0) + 1)
      return (WaitPhrases.items, WaitPhrases.tick)
    case .verification(let question):
      arguments["question"] = question
      return (WaitPhrases.verification, WaitPhrases.verify)
    case .evidence(let request):
      return (
        WaitPhrases.evidence,
        request.accepts(.text) ? WaitPhrases.attachText : WaitPhrases.attachFile
      )
    case .choice(let choices):
      arguments["answers"] = choices.map(\.answer).joined(separator: " | ")
      arguments["first"] = choices.first?.answer ?? ""
      return (WaitPhrases.choice, WaitPhrases.choose)
    case .confirmation: return (WaitPhrases.confirm, WaitPhrases.confirmIt)
    }
  }
}

/// What a run waits for.
enum WaitPhrases {
  static let answer = Phrase(en: "answer with: {how}", zh: "回答方式：{how}")

  static let approval = Phrase(
    en: "waits since {since} for approval of “{step}” by {n} of {role}",
    zh: "自 {since} 等待 {role} {n} 人审批“{step}”"
  )
  static let approve = Phrase(
    en: "tocsin approve {incident}",
    zh: "tocsin approve {incident}"
  )
  static let release = Phrase(
    en: "waits since {since} for a person to start “{step}”",
    zh: "自 {since} 等待人工启动“{step}”"
  )
  static let releaseIt = Phrase(
    en: "tocsin answer {incident} continue",
    zh: "tocsin answer {incident} 继续"
  )
  static let unknown = Phrase(
    en: "OUTCOME UNKNOWN in “{step}”: a person must say whether it was done",
    zh: "“{step}”结果未知：须由人工说明是否已完成"
  )
  static let settle = Phrase(
    en: "tocsin answer {incident} done|again|skip|failed",
    zh: "tocsin answer {incident} done|again|skip|failed"
  )
  static let stopped = Phrase(
    en: "“{step}” has failed and waits for a decision",
    zh: "“{step}”已失败，等待决定"
  )
  static let retryOrSkip = Phrase(
    en: "tocsin retry {incident}, or: tocsin skip {incident} --reason …",
    zh: "tocsin retry {incident}，或：tocsin skip {incident} --reason …"
  )
  static let items = Phrase(
    en: "waits since {since} for {n} open {n|item|items} of “{step}”",
    zh: "自 {since} 等待“{step}”中 {n} 个未完成的检查项"
  )
  static let tick = Phrase(
    en: "tocsin answer {incident} {item}",
    zh: "tocsin answer {incident} {item}"
  )
  static let verification = Phrase(
    en: "waits since {since} for an answer in “{step}”: {question}",
    zh: "自 {since} 等待“{step}”的确认：{question}"
  )
  static let verify = Phrase(
    en: "tocsin answer {incident} yes|no",
    zh: "tocsin answer {incident} yes|no"
  )
  static let evidence = Phrase(
    en: "waits since {since} for evidence in “{step}”",
    zh: "自 {since} 等待“{step}”的证据"
  )
  static let attachText = Phrase(
    en: "tocsin answer {incident} \"TEXT\"",
    zh: "tocsin answer {incident} \"文字\""
  )
  static let attachFile = Phrase(
    en: "tocsin evidence {incident} FILE",
    zh: "tocsin evidence {incident} 文件"
  )
  static let choice = Phrase(
    en: "waits since {since} for a choice in “{step}”: {answers}",
    zh: "自 {since} 等待“{step}”的选择：{answers}"
  )
  static let choose = Phrase(
    en: "tocsin answer {incident} \"{first}\"",
    zh: "tocsin answer {incident} \"{first}\""
  )
  static let confirm = Phrase(
    en: "waits since {since} for a person to do “{step}”",
    zh: "自 {since} 等待人工完成“{step}”"
  )
  static let confirmIt = Phrase(
    en: "tocsin answer {incident} done",
    zh: "tocsin answer {incident} done"
  )
}
