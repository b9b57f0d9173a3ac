public import Findings
public import Phrases
import RunbookModel
public import Timekeeping

/// How long ladders take, for people and for programs.
public struct LadderText: Sendable {
  private let language: Language
  /// The instant as the clocks of the configuration show it.
  private let wall: @Sendable (Instant) -> String

  /// Writes for a reader of `language`; `wall` is what the clock shows at an instant.
  public init(language: Language, wall: @escaping @Sendable (Instant) -> String) {
    self.language = language
    self.wall = wall
  }

  /// The ladders one below the other, each with what takes how long at worst and when.
  public func text(_ ladders: [LadderTimes]) -> String {
    ladders.map { ladder in
      let rows: [(Phrase, LadderTimes.Worst?)] = [
        (LadderPhrases.first, ladder.first), (LadderPhrases.second, ladder.second),
        (LadderPhrases.gateway, ladder.withoutGateway), (LadderPhrases.last, ladder.last),
        (LadderPhrases.over, ladder.over),
      ]
      let width = rows.map { DisplayWidth.width(of: $0.0.text(language)) }.max() ?? 0
      let lines = rows.map { label, worst in
        let text = label.text(language)
        let space = String(repeating: " ", count: width - DisplayWidth.width(of: text) + 2)
        return "  " + text + space + value(worst)
      }
      return ([title(ladder)] + lines).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private func title(_ ladder: LadderTimes) -> String {
    let names = ladder.severities.map { $0?.rawValue ?? LadderPhrases.none.text(language) }
    let arguments = [
      "policy": ladder.policy, "levels": "\(ladder.levels)", "rounds": "\(ladder.rounds)",
      "severities": names.listed,
    ]
    let phrase =
      switch (ladder.severities.count == Severity.allCases.count + 1, ladder.isAtSomeHours) {
      case (true, false): LadderPhrases.ladder
      case (true, true): LadderPhrases.ladderAtHours
      case (false, false): LadderPhrases.ladderOf
      case (false, true): LadderPhrases.ladderOfAtHours
      }
    return phrase.text(language, arguments)
  }

  private func value(_ worst: LadderTimes.Worst?) -> String {
    guard let worst else { return LadderPhrases.never.text(language) }
    let phrase = worst.isAlways ? LadderPhrases.always : LadderPhrases.worst
    return phrase.text(language, ["time": worst.time.text, "at": wall(worst.at)])
  }

  /// The ladders as a list of objects.
  public static func json(_ ladders: [LadderTimes]) -> JSONValue {
    .array(
      ladders.map { ladder in
        JSONValue.object([
          "policy": .string(ladder.policy),
          "severities": .array(ladder.severities.map { $0.map { .string($0.rawValue) } ?? .null }),
          "atSomeHours": .bool(ladder.isAtSomeHours),
          "levels": .integer(ladder.levels),
          "rounds": .integer(ladder.rounds),
          "firstMessage": value(ladder.first),
          "secondPerson": value(ladder.second),
          "withoutAnyGateway": value(ladder.withoutGateway),
          "lastLevel": value(ladder.last),
          "over": value(ladder.over),
        ])
      }
    )
  }

  private static func value(_ worst: LadderTimes.Worst?) -> JSONValue? {
    worst.map { worst in
      .object([
        "milliseconds": .integer(Int(worst.time.milliseconds)), "at": .string(worst.at.rfc3339),
      ])
    }
  }
}

/// The words about ladders.
enum LadderPhrases {
  static let ladder = Phrase(
    en: "{policy}: {levels} {levels|level|levels}, {rounds} {rounds|round|rounds}",
    zh: "{policy}：{levels} 级，{rounds} 轮"
  )
  static let ladderAtHours = Phrase(
    en: "{policy} at some hours: {levels} {levels|level|levels}, {rounds} {rounds|round|rounds}",
    zh: "{policy}（部分时段）：{levels} 级，{rounds} 轮"
  )
  static let ladderOf = Phrase(
    en: "{policy} for {severities}: {levels} {levels|level|levels}, {rounds} {rounds|round|rounds}",
    zh: "{policy}（{severities}）：{levels} 级，{rounds} 轮"
  )
  static let ladderOfAtHours = Phrase(
    en: """
      {policy} for {severities} at some hours: {levels} {levels|level|levels}, {rounds} \
      {rounds|round|rounds}
      """,
    zh: "{policy}（{severities}，部分时段）：{levels} 级，{rounds} 轮"
  )
  static let none = Phrase(en: "no severity", zh: "未定级")
  static let first = Phrase(en: "first message to a person", zh: "首条消息发给人员")
  static let second = Phrase(en: "to another, when that one sleeps", zh: "此人不应答时发给另一人")
  static let gateway = Phrase(en: "to anybody, with any one gateway down", zh: "任一网关故障时发给人员")
  static let last = Phrase(en: "last level", zh: "最后一级")
  static let over = Phrase(en: "nobody was reached", zh: "判定未联系到任何人")
  static let always = Phrase(en: "after {time}, at any time", zh: "{time} 后，任何时刻相同")
  static let worst = Phrase(
    en: "after {time} at worst, for an alert at {at}",
    zh: "最迟 {time} 后（告警时刻 {at}）"
  )
  static let never = Phrase(en: "never at some time: see below", zh: "有时永不：见下文")
}
