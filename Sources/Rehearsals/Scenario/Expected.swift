package import DutyRoster
package import Findings
package import IncidentCore
package import RunbookModel
package import Timekeeping

/// Whom an expectation is about.
package enum Who: Hashable, Sendable {
  /// That person.
  case person(String)
  /// Whoever the target stands for at the time.
  case target(EscalationTarget)
}

/// Something that is expected to come of a rehearsal.
package struct Expected: Hashable, Sendable {
  /// What is expected.
  package enum Content: Hashable, Sendable {
    /// A person has taken the incident, or done anything else, within that time.
    case humanWithin(TimeSpan)
    /// One of them has done something within that time.
    case answers(Who, within: TimeSpan)
    /// One of them is called within that time.
    case called(Who, within: TimeSpan)
    /// One of them is called on that level, or an earlier one, of the first round.
    case calledByLevel(Who, Int)
    /// None of them is called.
    case notCalled(Who)
    /// No message leaves for an escalation that is over.
    case silenceAfterAcknowledgement
    /// All levels had their turn and nobody answered.
    case nobodyReached
    /// The run ends so, in time.
    case ends(RunOutcome?, within: TimeSpan?)
    /// The run is not over at the end.
    case notOver
    /// The step comes to that, in time.
    case step(StepID, StepWord, within: TimeSpan?)
    /// No step passes its deadline.
    case nothingLate
    /// No one of them, or of all people, gets more messages than that.
    case atMostCalls(Int, Who?)
  }

  /// What may become of a step.
  package enum StepWord: String, CaseIterable, Hashable, Sendable {
    /// The run comes to it.
    case reached
    /// The run never comes to it.
    case notReached = "not reached"
    /// It is done.
    case done
    /// It fails.
    case failed
    /// It is left out.
    case skipped
    /// It passes its deadline.
    case late
    /// It does not.
    case notLate = "not late"

    /// The word in Chinese.
    var chinese: String {
      switch self {
      case .reached: "到达"
      case .notReached: "未到达"
      case .done: "完成"
      case .failed: "失败"
      case .skipped: "跳过"
      case .late: "超时限"
      case .notLate: "未超时限"
      }
    }

    /// Whether it is something that happens at a time.
    var takesTime: Bool {
      switch self {
      case .reached, .done, .failed, .skipped: true
      case .notReached, .late, .notLate: false
      }
    }
  }

  /// What is expected.
  package var content: Content
  /// The sentence in the file.
  package var text: String
  /// Where it stands.
  package var position: SourcePosition

  /// An expectation of those parts.
  package init(_ content: Content, text: String, position: SourcePosition) {
    self.content = content
    self.text = text
    self.position = position
  }
}

/// The sentences in which expectations are written, before the names in them are looked up.
enum WrittenExpectation: Hashable {
  case humanWithin(TimeSpan)
  case answers(String, TimeSpan)
  case called(String, TimeSpan)
  case calledByLevel(String, Int)
  case notCalled(String)
  case silenceAfterAcknowledgement
  case nobodyReached
  case ends(RunOutcome?, TimeSpan?)
  case notOver
  case step(String, Expected.StepWord, TimeSpan?)
  case nothingLate
  case atMostCalls(Int, String)

  static let grammar = Grammar<WrittenExpectation>(
    rules: [
      .init("a human within {time}", "{time} 内有人响应") { Self.time($0).map { .humanWithin($0) } },
      .init("nobody called after acknowledgement", "响应后不再呼叫") { _ in
        .silenceAfterAcknowledgement
      },
      .init("nobody reached", "无人响应") { _ in .nobodyReached },
      .init("nothing late", "没有步骤超时限") { _ in .nothingLate },
      .init("not over", "仍未结束") { _ in .notOver },
      .init("resolved within {time}", "{time} 内解决") { Self.time($0).map { .ends(.completed, $0) } },
      .init("ends {outcome} within {time}", "{time} 内以{outcome}结束") { places in
        guard let time = Self.time(places) else { return nil }
        return Self.outcome(places).map { .ends($0, time) }
      },
      .init("ends {outcome}", "以{outcome}结束") { Self.outcome($0).map { .ends($0, nil) } },
      .init("ends within {time}", "{time} 内结束") { Self.time($0).map { .ends(nil, $0) } },
    ] + stepRules + [
      .init("at most {count} calls to {who}", "呼叫 {who} 不超过 {count} 次") { places in
        Self.count(places).map { .atMostCalls($0, places["who"] ?? "") }
      },
      .init("{who} called by level {count}", "{who} 不晚于第 {count} 级被呼叫") { places in
        Self.count(places).map { .calledByLevel(places["who"] ?? "", $0) }
      },
      .init("{who} called within {time}", "{who} 在 {time} 内被呼叫") { places in
        Self.time(places).map { .called(places["who"] ?? "", $0) }
      },
      .init("{who} answers within {time}", "{who} 在 {time} 内响应") { places in
        Self.time(places).map { .answers(places["who"] ?? "", $0) }
      },
      .init("{who} not called", "不呼叫 {who}") { .notCalled($0["who"] ?? "") },
    ]
  )

  /// Rules for each word: the longest first, because `not late` ends like `late`.
  private static let stepRules: [Grammar<WrittenExpectation>.Rule] =
    Expected.StepWord.allCases.sorted { $0.rawValue.utf8.count > $1.rawValue.utf8.count }.flatMap {
      word -> [Grammar<WrittenExpectation>.Rule] in
      let plain = Grammar<WrittenExpectation>.Rule(
        "step {step} \(word.rawValue)",
        "步骤 {step} \(word.chinese)"
      ) { .step($0["step"] ?? "", word, nil) }
      guard word.takesTime else { return [plain] }
      let timed = Grammar<WrittenExpectation>.Rule(
        "step {step} \(word.rawValue) within {time}",
        "步骤 {step} 在 {time} 内\(word.chinese)"
      ) { places in Self.time(places).map { .step(places["step"] ?? "", word, $0) } }
      return [timed, plain]
    }

  private static func time(_ places: [String: String]) -> TimeSpan? {
    TimeSpan(text: places["time"] ?? "")
  }

  private static func count(_ places: [String: String]) -> Int? {
    places["count"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  private static func outcome(_ places: [String: String]) -> RunOutcome? {
    switch places["outcome"] {
    case "completed", "完成": .completed
    case "failed", "失败": .failed
    case "aborted", "中止": .aborted
    default: nil
    }
  }
}
