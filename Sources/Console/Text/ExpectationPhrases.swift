import IncidentCore
import Phrases
import RunbookModel

/// What was not met, and why a step failed.
enum ExpectationPhrases {
  private static let exit = Phrase(en: "the exit code should be {what}", zh: "退出码应为 {what}")
  private static let contains = Phrase(
    en: "the output should contain “{what}”",
    zh: "输出应包含“{what}”"
  )
  private static let notContains = Phrase(
    en: "the output should not contain “{what}”",
    zh: "输出不应包含“{what}”"
  )
  private static let matches = Phrase(
    en: "the output should match {what}",
    zh: "输出应匹配 {what}"
  )
  private static let notMatches = Phrase(
    en: "the output should not match {what}",
    zh: "输出不应匹配 {what}"
  )
  private static let equals = Phrase(en: "the output should be “{what}”", zh: "输出应为“{what}”")
  private static let json = Phrase(
    en: "in the output {what} should hold",
    zh: "输出中应满足 {what}"
  )

  static func message(of expectation: Expectation) -> Message {
    switch expectation {
    case .exit(let codes):
      exit.with(["what": codes.map(String.init).listed])
    case .contains(let text): contains.with(["what": text])
    case .notContains(let text): notContains.with(["what": text])
    case .matches(let pattern): matches.with(["what": pattern])
    case .notMatches(let pattern): notMatches.with(["what": pattern])
    case .equals(let text): equals.with(["what": text])
    case .json(let path, let comparison, let value):
      json.with(["what": "\(path) \(comparison.rawValue) \(value)"])
    }
  }

  private static let command = Phrase(
    en: "the command did not do what was expected",
    zh: "命令未达到预期"
  )
  private static let timedOut = Phrase(en: "the command took too long", zh: "命令超时")
  private static let rejected = Phrase(en: "the approval was refused", zh: "审批被驳回")
  private static let expired = Phrase(en: "nobody approved in time", zh: "逾期无人审批")
  private static let notConfirmed = Phrase(
    en: "the question was answered with no",
    zh: "确认问题的回答为否"
  )
  private static let noWayOn = Phrase(
    en: "no answer can be taken any more",
    zh: "没有可走的分支"
  )
  private static let person = Phrase(en: "{reason}", zh: "{reason}")

  static func message(of reason: FailureReason) -> Message {
    switch reason {
    case .command: command.with([:])
    case .timedOut: timedOut.with([:])
    case .rejected: rejected.with([:])
    case .approvalExpired: expired.with([:])
    case .notConfirmed: notConfirmed.with([:])
    case .noWayOn: noWayOn.with([:])
    case .person(let reason): person.with(["reason": reason])
    }
  }
}
