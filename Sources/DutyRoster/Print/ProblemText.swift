public import Phrases
public import Timekeeping

/// Problems of a roster as sentences.
public struct ProblemText: Sendable {
  private let roster: Roster
  private let language: Language

  /// Sentences about `roster` for a reader of `language`.
  public init(_ roster: Roster, language: Language) {
    self.roster = roster
    self.language = language
  }

  /// All problems between two instants, one on a line, with a summary at the end.
  public func text(_ problems: [RosterProblem], from start: Instant, to end: Instant) -> String {
    let lines = problems.map { "\($0.code): \(sentence($0))" }
    var arguments = span(DutyInterval(from: start, to: end))
    arguments["count"] = "\(problems.count)"
    let summary = problems.isEmpty ? RosterPhrases.noProblems : RosterPhrases.problemCount
    return (lines + [summary.text(language, arguments)]).joined(separator: "\n") + "\n"
  }

  /// The problem in one sentence.
  public func sentence(_ problem: RosterProblem) -> String {
    switch problem {
    case .tooFew(let rule, let needed, let present, let time):
      return text(
        RosterPhrases.tooFew,
        time,
        [
          "rule": rule, "needed": "\(needed)", "count": "\(present.count)",
          "people": names(present),
        ]
      )
    case .tooMany(let rule, let allowed, let present, let time):
      return text(
        RosterPhrases.tooMany,
        time,
        [
          "rule": rule, "allowed": "\(allowed)", "count": "\(present.count)",
          "people": names(present),
        ]
      )
    case .severalPlaces(let person, let schedules, let time):
      let list = schedules.map { roster.schedule($0)?.name ?? $0 }
        .listed(language)
      return text(
        RosterPhrases.severalPlaces,
        time,
        ["person": name(person), "schedules": list]
      )
    case .longDay(let person, let limit, let day, let worked, let allowed):
      return text(RosterPhrases.longDay, person, limit, day, worked, allowed)
    case .longWeek(let person, let limit, let day, let worked, let allowed):
      return text(RosterPhrases.longWeek, person, limit, day, worked, allowed)
    case .shortRest(let person, let limit, let time, let wanted):
      return text(
        RosterPhrases.shortRest,
        time,
        [
          "person": name(person), "limit": limit, "rest": hours(time.length),
          "wanted": hours(wanted),
        ]
      )
    case .skippedTime(let schedule, let wall, let at):
      return RosterPhrases.skippedTime.text(
        language,
        ["wall": wall.description, "schedule": schedule, "from": at.rfc3339]
      )
    case .repeatedTime(let schedule, let wall, let first, let last):
      return RosterPhrases.repeatedTime.text(
        language,
        [
          "wall": wall.description, "schedule": schedule, "from": first.rfc3339,
          "to": last.rfc3339,
        ]
      )
    case .unreachable(let person, let urgency):
      let arguments = ["person": name(person), "urgency": urgency.rawValue]
      return RosterPhrases.unreachable.text(language, arguments)
    case .emptySwap(let schedule, let person, let day):
      return RosterPhrases.emptySwap.text(
        language,
        ["day": day.description, "person": name(person), "schedule": schedule]
      )
    }
  }

  private func text(
    _ phrase: Phrase,
    _ time: DutyInterval,
    _ arguments: [String: String]
  ) -> String {
    phrase.text(language, arguments.merging(span(time)) { own, _ in own })
  }

  private func text(
    _ phrase: Phrase,
    _ person: String,
    _ limit: String,
    _ day: CivilDay,
    _ worked: TimeSpan,
    _ allowed: TimeSpan
  ) -> String {
    phrase.text(
      language,
      [
        "day": day.description, "person": name(person), "limit": limit, "worked": hours(worked),
        "allowed": hours(allowed),
      ]
    )
  }

  private func span(_ time: DutyInterval) -> [String: String] {
    [
      "from": roster.zone.wall(time.start).description,
      "to": roster.zone.wall(time.end).description,
    ]
  }

  private func name(_ person: String) -> String { roster.person(person)?.name ?? person }

  private func names(_ people: [String]) -> String {
    people.isEmpty
      ? RosterPhrases.nobody.text(language)
      : people.map(name).listed(language)
  }

  /// A length in hours and minutes: work weeks are not counted in days.
  private func hours(_ span: TimeSpan) -> String {
    let minutes = span.milliseconds / 60_000
    if minutes % 60 == 0 { return "\(minutes / 60)h" }
    return minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h\(minutes % 60)m"
  }
}
