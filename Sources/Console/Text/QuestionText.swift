package import IncidentCore
import Phrases
import RunbookModel

/// What is printed once when something is asked that one line has no room for.
package enum QuestionText {
  package static func lines(
    _ situation: Situation,
    state: IncidentState,
    look: ConsoleLook
  ) -> [Line] {
    switch situation {
    case .person(_, .choice(let choices)): self.choices(choices, state, look)
    case .person(_, .verification(let question)):
      look.wrapped(question, first: Span("? ", .strong), mark: .strong)
    case .person(_, .evidence(let request)):
      look.wrapped(
        look.text(
          request.prompt == nil ? AskPhrases.evidence : AskPhrases.evidenceOf,
          [
            "kind": look.text(AskPhrases.kind(request.kind)), "prompt": request.prompt ?? "",
          ]
        ),
        first: Span("? ", .strong),
        mark: .strong
      )
    case .unknown:
      look.wrapped(look.text(AskPhrases.unknown), first: Span("! ", .bad), mark: .strong)
    case .stopped:
      look.wrapped(look.text(AskPhrases.stopped), first: Span("! ", .bad))
    case .rollbackStopped:
      look.wrapped(look.text(AskPhrases.rollbackStopped), first: Span("! ", .bad))
    case .idle, .over, .running, .due, .waiting, .approving, .ready, .person: []
    }
  }

  private static func choices(
    _ choices: [Choice],
    _ state: IncidentState,
    _ look: ConsoleLook
  ) -> [Line] {
    choices.enumerated().flatMap { number, choice in
      let target =
        switch choice.target {
        case .step(let id): state.graph.index(of: id).map { state.step($0).title } ?? id.text
        case .end: look.text(FactPhrases.theEnd)
        }
      let text = choice.answer == target ? choice.answer : "\(choice.answer) → \(target)"
      return look.wrapped(text, first: Span("  \(number + 1)  ", .strong))
    }
  }
}

/// What is said of a question above it.
enum AskPhrases {
  static let evidence = Phrase(en: "To be put on file: {kind}", zh: "需要提交证据：{kind}")
  static let evidenceOf = Phrase(
    en: "To be put on file ({kind}): {prompt}",
    zh: "需要提交证据（{kind}）：{prompt}"
  )
  static let unknown = Phrase(
    en:
      "OUTCOME UNKNOWN: the command was started, and nobody saw its end. Look at the system first; then say whether it was done.",
    zh: "结果未知：命令已启动，但没有人看到它如何结束。请先查看系统实际状态，再说明是否已完成。"
  )
  static let stopped = Phrase(
    en:
      "The step stands still until you decide: r try again, s skip, d count as done, j jump, A abort and roll back.",
    zh: "该步骤等待您的决定：r 重试，s 跳过，d 视为完成，j 跳转，A 中止并回滚。"
  )
  static let rollbackStopped = Phrase(
    en: "The rollback stands still until you decide: r try again, s leave it as it is, A end here.",
    zh: "回滚等待您的决定：r 重试，s 保持现状，A 就此结束。"
  )

  private static let text = Phrase(en: "a text", zh: "文字")
  private static let file = Phrase(en: "a file", zh: "文件")
  private static let any = Phrase(en: "a text or a file", zh: "文字或文件")

  static func kind(_ kind: EvidenceRequest.Kind) -> Phrase {
    switch kind {
    case .text: text
    case .file: file
    case .any: any
    }
  }
}
