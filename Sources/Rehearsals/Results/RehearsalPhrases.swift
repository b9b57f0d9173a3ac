import IncidentCore
import Phrases

/// What is said of an expectation.
enum ObservedPhrases {
  case nobodyCame
  case noAnswer
  case notCalled
  case silent
  case nothingLate
  case neverHappened
  case after
  case afterTime
  case onLevel
  case calledAfter
  case mostCalls
  case lateSteps

  var phrase: Phrase {
    switch self {
    case .nobodyCame: Phrase(en: "nobody came", zh: "无人响应")
    case .noAnswer: Phrase(en: "no answer", zh: "没有响应")
    case .notCalled: Phrase(en: "not called", zh: "未被呼叫")
    case .silent: Phrase(en: "no call after an acknowledgement", zh: "接手后没有再呼叫")
    case .nothingLate: Phrase(en: "no step was late", zh: "没有步骤超时限")
    case .neverHappened: Phrase(en: "it did not happen", zh: "没有发生")
    case .after: Phrase(en: "after {time}: {who}", zh: "{time}后：{who}")
    case .afterTime: Phrase(en: "after {time}", zh: "{time}后")
    case .onLevel:
      Phrase(
        en: "{who} on level {level} of round {round}, after {time}",
        zh: "{who}，第 {round} 轮第 {level} 级，{time}后"
      )
    case .calledAfter: Phrase(en: "{who} was called after {time}", zh: "{time}后呼叫了 {who}")
    case .mostCalls: Phrase(en: "at most {n} ({who})", zh: "最多 {n} 次（{who}）")
    case .lateSteps: Phrase(en: "late: {steps}", zh: "超时限：{steps}")
    }
  }
}

/// What a rehearsal says of itself.
enum RehearsalPhrases {
  static let headline = Phrase(en: "REHEARSAL · {title}", zh: "推演 · {title}")
  static let nothingReal = Phrase(
    en: "Nothing was run and nobody was called: this is what would happen.",
    zh: "没有执行任何命令，也没有呼叫任何人：以下是将会发生的情形。"
  )
  static let scenario = Phrase(en: "Scenario: {title}", zh: "情景：{title}")
  static let circumstances = Phrase(
    en: "Begins {time}, {zone}; seed {seed}.",
    zh: "开始于 {time}，{zone}；随机种子 {seed}。"
  )
  static let byAlert = Phrase(en: "Begun by an alert, with nobody there.", zh: "由告警触发，无人在场。")
  static let byPerson = Phrase(en: "Begun by {who}, at a terminal.", zh: "由{who}在终端上发起。")
  static let withoutPeople = Phrase(
    en: "No configuration: nobody can be called.",
    zh: "没有配置：无法呼叫任何人。"
  )

  static let timeline = Phrase(en: "Timeline", zh: "时间线")
  static let result = Phrase(en: "What came of it", zh: "结果")
  static let ended = Phrase(en: "End", zh: "结局")
  static let firstPerson = Phrase(en: "First person", zh: "首位响应")
  static let lateSteps = Phrase(en: "Late", zh: "超时限")
  static let telephoned = Phrase(en: "Telephoned", zh: "电话联系")
  static let calls = Phrase(en: "Who was called", zh: "呼叫情况")
  static let expectations = Phrase(en: "Expectations", zh: "期望")

  static let none = Phrase(en: "none", zh: "无")
  static let nobody = Phrase(en: "nobody came", zh: "无人响应")
  static let fromTheStart = Phrase(en: "{who}, from the beginning", zh: "{who}，一开始就在")
  static let lateStep = Phrase(
    en: "{step}, at {time}",
    zh: "{step}，于 {time}"
  )
  static let telephonedWhy = Phrase(
    en: "{who}: named in the runbook only, so no message reaches them",
    zh: "{who}：只写在预案中，消息无法送达"
  )
  static let unusedAnswer = Phrase(
    en: "An answer of the scenario fitted nothing that was asked: {answer}",
    zh: "情景中的答复与所问不符：{answer}"
  )
  static let name = Phrase(en: "Name", zh: "姓名")
  static let callCount = Phrase(en: "Calls", zh: "呼叫")
  static let noticeCount = Phrase(en: "Notices", zh: "通知")
  static let firstAt = Phrase(en: "First", zh: "首次")
  static let ways = Phrase(en: "By", zh: "渠道")
  static let answered = Phrase(en: "Answered", zh: "响应")
  static let notAnswered = Phrase(en: "no", zh: "未响应")
  static let met = Phrase(en: "met", zh: "符合")
  static let missed = Phrase(en: "missed", zh: "不符合")
  static let verdict = Phrase(
    en: "{met} of {all} {all|expectation|expectations} met.",
    zh: "{all} 条期望中有 {met} 条符合。"
  )

  static func outcome(_ outcome: RunOutcome) -> Phrase {
    switch outcome {
    case .completed: Phrase(en: "completed after {time}", zh: "{time}后完成")
    case .failed: Phrase(en: "failed after {time}", zh: "{time}后失败")
    case .aborted: Phrase(en: "aborted after {time}", zh: "{time}后中止")
    }
  }

  static let waits = Phrase(
    en: "not over after {time}; it waits at {steps}",
    zh: "{time}后仍未结束；停在 {steps}"
  )
  static let waitsForEver = Phrase(
    en:
      "never over: since {time} after the beginning nothing happens any more, and it waits at {steps}",
    zh: "不会结束：开始 {time}后再无动静，停在 {steps}"
  )
}
