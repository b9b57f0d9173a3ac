import DutyRoster
import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

/// What all forms of the report say.
extension Rehearsed {
  func settings(_ language: Language) -> ReportSettings {
    let zone = rehearsal.configuration?.roster.zone.identifier
    return ReportSettings(
      language: language,
      zone: zone.flatMap { ReportZone($0) } ?? .utc,
      generatedAt: max(end, events.last?.occurredAt ?? end),
      version: rehearsal.version
    )
  }

  /// What happened; what goes without saying only when all is wanted.
  func timeline(_ language: Language) -> Timeline {
    var record = record
    if !showsAll {
      let finished = Set(record.events.compactMap(\.fact.finishedAttempt))
      record.events = record.events.filter { !$0.fact.isRoutine(finished: finished) }
    }
    return Timeline(
      record,
      settings: settings(language),
      collapsesRepeats: !showsAll,
      foldsMessages: !showsAll
    )
  }

  /// The sentences above the timeline, the headline first.
  func introduction(_ language: Language) -> [String] {
    let settings = settings(language)
    func say(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
      phrase.text(language, arguments)
    }
    var lines = [
      say(RehearsalPhrases.headline, ["title": rehearsal.graph.runbook.title]),
      say(RehearsalPhrases.nothingReal),
    ]
    if let title = rehearsal.scenario.title {
      lines.append(say(RehearsalPhrases.scenario, ["title": title]))
    }
    lines.append(
      say(
        RehearsalPhrases.circumstances,
        [
          "time": settings.zone.dateAndTime(start), "zone": settings.zone.title(at: start),
          "seed": "\(rehearsal.seed)",
        ]
      )
    )
    switch rehearsal.beginning {
    case .alert: lines.append(say(RehearsalPhrases.byAlert))
    case .person(let person):
      lines.append(say(RehearsalPhrases.byPerson, ["who": name(person)]))
    }
    if rehearsal.configuration == nil { lines.append(say(RehearsalPhrases.withoutPeople)) }
    return lines
  }

  /// How the run ended.
  func ending(_ language: Language) -> String {
    if let outcome = state.outcome {
      return RehearsalPhrases.outcome(outcome).text(language, ["time": span(end, language)])
    }
    let last = isQuiet ? events.last?.occurredAt ?? end : end
    let steps = state.currentSteps.map { title(state.step($0).id) }
    return (isQuiet ? RehearsalPhrases.waitsForEver : RehearsalPhrases.waits).text(
      language,
      [
        "time": span(last, language),
        "steps": steps.joined(separator: language == .english ? "; " : "；"),
      ]
    )
  }

  /// Names of facts with the facts: how it ended, who came first, what was late.
  func facts(_ language: Language) -> [(name: String, values: [String])] {
    var facts: [(String, [String])] = []
    facts.append((RehearsalPhrases.ended.text(language), [ending(language)]))
    facts.append((RehearsalPhrases.firstPerson.text(language), [first(language)]))
    let late = late.map { step, time in
      RehearsalPhrases.lateStep.text(
        language,
        ["step": title(step), "time": settings(language).zone.dateAndTime(time)]
      )
    }
    facts.append(
      (
        RehearsalPhrases.lateSteps.text(language),
        late.isEmpty ? [RehearsalPhrases.none.text(language)] : late
      )
    )
    if !telephoned.isEmpty {
      facts.append(
        (
          RehearsalPhrases.telephoned.text(language),
          telephoned.map { RehearsalPhrases.telephonedWhy.text(language, ["who": $0]) }
        )
      )
    }
    return facts
  }

  private func first(_ language: Language) -> String {
    guard let human = firstHuman else { return RehearsalPhrases.nobody.text(language) }
    let arguments = ["time": span(human.at, language), "who": name(human.name)]
    if case .person = rehearsal.beginning, human.at == start {
      return RehearsalPhrases.fromTheStart.text(language, arguments)
    }
    return ObservedPhrases.after.phrase.text(language, arguments)
  }

  /// The heads and rows of the table of those who were called.
  func callTable(_ language: Language) -> [[String]] {
    let settings = settings(language)
    let heads = [
      RehearsalPhrases.name, RehearsalPhrases.callCount, RehearsalPhrases.noticeCount,
      RehearsalPhrases.firstAt, RehearsalPhrases.answered, RehearsalPhrases.ways,
    ].map { $0.text(language) }
    let rows = called.map { called in
      let answered =
        called.person == nil
        ? ""
        : called.answeredAt.map { settings.duration($0 - called.first) }
          ?? RehearsalPhrases.notAnswered.text(language)
      return [
        called.name, "\(called.calls)", "\(called.notices)",
        settings.zone.dateAndTime(called.first), answered,
        called.notifiers.listed(language),
      ]
    }
    return rows.isEmpty ? [] : [heads] + rows
  }

  /// How many expectations were met.
  func verdict(_ judgements: [Judgement], _ language: Language) -> String {
    let met = judgements.count(where: \.isMet)
    return RehearsalPhrases.verdict.text(
      language,
      ["met": "\(met)", "all": "\(judgements.count)"]
    )
  }

  /// Answers that came to nothing, as sentences.
  func remarks(_ language: Language) -> [String] {
    unusedAnswers.map { RehearsalPhrases.unusedAnswer.text(language, ["answer": $0]) }
  }
}

extension Fact {
  /// Whether it says nothing that what comes before or after it does not say as well.
  fileprivate func isRoutine(finished: Set<Int>) -> Bool {
    switch self {
    case .commandStarted(_, command: _, let attempt, process: _): finished.contains(attempt)
    case .hostArrived, .penTaken, .stepReleased, .stepDone, .variableCaptured, .waitEnded,
      .escalationJoined, .noticeAddressed, .callEnded, .messageHeld,
      .messagesSuperseded, .runMoved(_, _, .choice):
      true
    default: false
    }
  }

  /// The attempt whose end it is.
  fileprivate var finishedAttempt: Int? {
    if case .commandFinished(_, let attempt, _) = self { attempt } else { nil }
  }
}
