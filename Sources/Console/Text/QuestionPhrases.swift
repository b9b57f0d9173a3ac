import IncidentCore
import Phrases
import RunbookModel

/// What is asked in the last line while each key is a word.
enum QuestionPhrases {
  private static let runIt = Phrase(en: "Run it?", zh: "执行吗？")
  private static let runCheck = Phrase(en: "Run the check?", zh: "执行检查吗？")
  private static let item = Phrase(en: "[ ] {item}", zh: "[ ] {item}")
  private static let answerIt = Phrase(en: "{question}", zh: "{question}")
  private static let evidence = Phrase(en: "Put on file?", zh: "提交证据？")
  private static let choice = Phrase(en: "Which answer?", zh: "选哪个？")
  private static let done = Phrase(en: "Done?", zh: "完成了吗？")
  private static let unknown = Phrase(en: "OUTCOME UNKNOWN.", zh: "结果未知。")
  private static let stopped = Phrase(en: "FAILED.", zh: "已失败。")
  private static let rollback = Phrase(en: "ROLLBACK FAILED.", zh: "回滚失败。")
  private static let approval = Phrase(en: "Waiting.", zh: "等待审批。")

  static func question(_ situation: Situation, in state: IncidentState) -> Message? {
    switch situation {
    case .idle, .running, .due, .waiting: nil
    case .over: SummaryPhrases.isItResolved.with([:])
    case .approving: approval.with([:])
    case .ready(let step, let command):
      (state.step(step).commands[command].isReadOnly ? runCheck : runIt).with([:])
    case .unknown: unknown.with([:])
    case .stopped: stopped.with([:])
    case .rollbackStopped: rollback.with([:])
    case .person(let step, let part): question(part, state.step(step))
    }
  }

  private static func question(_ part: PersonsPart, _ step: Step) -> Message {
    switch part {
    case .items(let open):
      item.with(["item": open.first.map { step.checklist[$0].text } ?? ""])
    case .verification(let question): answerIt.with(["question": question])
    case .evidence: evidence.with([:])
    case .choice: choice.with([:])
    case .confirmation: done.with([:])
    }
  }
}
