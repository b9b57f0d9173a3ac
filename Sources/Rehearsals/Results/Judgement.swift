import DutyRoster
import IncidentCore
package import Phrases
import Reports
import RunbookModel
import Timekeeping

/// Whether an expectation was met, and what happened instead.
package struct Judgement: Sendable {
  /// What was expected.
  package var expected: Expected
  /// Whether it came about.
  package var isMet: Bool
  /// What happened.
  package var observed: String
}

extension Rehearsed {
  /// Whether each expectation was met.
  package func judgements(_ language: Language) -> [Judgement] {
    rehearsal.scenario.expectations.map { expected in
      let (isMet, observed) = verdict(expected.content, language)
      return Judgement(expected: expected, isMet: isMet, observed: observed)
    }
  }

  private typealias Verdict = (isMet: Bool, observed: String)

  private func verdict(_ content: Expected.Content, _ language: Language) -> Verdict {
    switch content {
    case .humanWithin(let limit):
      guard let human = firstHuman else { return (false, say(.nobodyCame, language)) }
      return timed(human.at, limit, language, who: human.name)
    case .answers(let who, let limit):
      let first = events.first { event in
        event.actor.isPerson && isMeant(event.actor.name, who, at: event.occurredAt)
      }
      guard let first else { return (false, say(.noAnswer, language)) }
      return timed(first.occurredAt, limit, language, who: first.actor.name)
    case .called, .calledByLevel, .notCalled, .atMostCalls: return callVerdict(content, language)
    case .silenceAfterAcknowledgement: return silence(language)
    case .nobodyReached:
      let isSo = events.contains { if case .nobodyReached = $0.fact { true } else { false } }
      let observed = firstHuman.map { human in
        say(.after, language, ["time": span(human.at, language), "who": name(human.name)])
      }
      return (isSo && firstHuman == nil, observed ?? say(.nobodyCame, language))
    case .ends(let outcome, let limit): return ending(outcome, limit, language)
    case .notOver: return (state.outcome == nil, ending(language))
    case .step(let step, let word, let limit): return stepVerdict(step, word, limit, language)
    case .nothingLate:
      let late = late.map { title($0.step) }
      guard !late.isEmpty else { return (true, say(.nothingLate, language)) }
      let list = late.joined(separator: language == .english ? "; " : "；")
      return (false, say(.lateSteps, language, ["steps": list]))
    }
  }

  private func timed(
    _ time: Instant,
    _ limit: TimeSpan?,
    _ language: Language,
    who: String? = nil
  ) -> Verdict {
    let isMet = limit.map { offset(time) <= $0 } ?? true
    let arguments = ["time": span(time, language), "who": who.map(name) ?? ""]
    return (isMet, say(who == nil ? .afterTime : .after, language, arguments))
  }

  // MARK: Calls

  private func callVerdict(_ content: Expected.Content, _ language: Language) -> Verdict {
    switch content {
    case .called(let who, let limit):
      guard let first = firstCall(who) else { return (false, say(.notCalled, language)) }
      return timed(first.at, limit, language, who: first.name)
    case .calledByLevel(let who, let level):
      guard let first = firstCall(who) else { return (false, say(.notCalled, language)) }
      let arguments = [
        "round": "\(first.rung.round)", "level": "\(first.rung.level)",
        "time": span(first.at, language), "who": name(first.name),
      ]
      return (
        first.rung.round == 1 && first.rung.level <= level,
        say(.onLevel, language, arguments)
      )
    case .notCalled(let who):
      guard let first = firstCall(who) else { return (true, say(.notCalled, language)) }
      let arguments = ["time": span(first.at, language), "who": name(first.name)]
      return (false, say(.calledAfter, language, arguments))
    case .atMostCalls(let most, let who):
      let counts = called.filter { call in
        guard let who else { return call.person != nil }
        return isMeant(call.person ?? call.name, who, at: call.first)
      }
      let worst = counts.max { $0.calls < $1.calls }
      let arguments = ["n": "\(worst?.calls ?? 0)", "who": worst?.name ?? ""]
      return ((worst?.calls ?? 0) <= most, say(.mostCalls, language, arguments))
    default: return (false, "")
    }
  }

  /// The first level that called one of them.
  private func firstCall(_ who: Who) -> (at: Instant, rung: Rung, name: String)? {
    for event in events {
      guard case .levelFired(_, let rung, _, let called) = event.fact else { continue }
      let found = called.first { isMeant($0.person ?? $0.name, who, at: event.occurredAt) }
      if let found { return (event.occurredAt, rung, found.person ?? found.name) }
    }
    return nil
  }

  private func isMeant(_ name: String, _ who: Who, at time: Instant) -> Bool {
    switch who {
    case .person(let person): return name == person
    case .target(let target):
      let roster = rehearsal.configuration?.roster
      let found = roster?.responders(for: [target], urgency: .high, at: time) ?? []
      return found.contains { ($0.person ?? $0.name) == name }
    }
  }

  private func silence(_ language: Language) -> Verdict {
    var over: [Int: Instant] = [:]
    var messages: [MessageKey: (escalation: Int, name: String)] = [:]
    for event in events {
      switch event.fact {
      case .messageQueued(let message):
        if case .page(let number, _) = message.purpose {
          messages[message.key] = (number, message.name)
        }
      case .escalationStopped(let number, .acknowledged): over[number] = event.occurredAt
      case .messageAttempted(let key, _, _):
        guard let message = messages[key], over[message.escalation] != nil else { continue }
        let arguments = ["time": span(event.occurredAt, language), "who": message.name]
        return (false, say(.calledAfter, language, arguments))
      default: break
      }
    }
    return (true, say(.silent, language))
  }

  // MARK: The end and steps

  private func ending(
    _ outcome: RunOutcome?,
    _ limit: TimeSpan?,
    _ language: Language
  ) -> Verdict {
    let resolved = state.milestones[.resolved]
    let isRight =
      outcome.map { state.outcome == $0 || ($0 == .completed && resolved != nil) }
      ?? (state.outcome != nil)
    let isInTime = limit.map { offset(end) <= $0 } ?? true
    return (isRight && isInTime, ending(language))
  }

  private func stepVerdict(
    _ step: StepID,
    _ word: Expected.StepWord,
    _ limit: TimeSpan?,
    _ language: Language
  ) -> Verdict {
    let first = events.first { event in
      switch (event.fact, word) {
      case (.stepReached(step, _), .reached), (.stepReached(step, _), .notReached),
        (.stepDone(step), .done), (.stepSkipped(step, _), .skipped),
        (.stepFailed(step, _), .failed), (.stepStopped(step, _), .failed),
        (.deadlinePassed(step), .late), (.deadlinePassed(step), .notLate):
        true
      default: false
      }
    }
    let isNegative = word == .notReached || word == .notLate
    guard let first else { return (isNegative, say(.neverHappened, language)) }
    let verdict = timed(first.occurredAt, limit, language)
    return isNegative ? (false, verdict.observed) : verdict
  }

  // MARK: Words

  func span(_ time: Instant, _ language: Language) -> String {
    settings(language).duration(offset(time))
  }

  private func say(
    _ words: ObservedPhrases,
    _ language: Language,
    _ arguments: [String: String] = [:]
  ) -> String {
    words.phrase.text(language, arguments)
  }
}
