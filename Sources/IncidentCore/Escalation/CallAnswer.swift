public import DutyRoster
public import Timekeeping

/// What somebody who was called answers.
public struct CallAnswer: Hashable, Sendable {
  /// The answer itself.
  public enum Word: String, Hashable, Sendable {
    /// “I take it.”
    case mine
    /// “I cannot, call somebody else.”
    case cannot
  }

  /// The id of the person.
  public var person: String
  /// What they say.
  public var word: Word
  /// The message that they answer; `nil` for whatever called them last.
  public var message: MessageKey?

  /// `word` of `person`.
  public init(person: String, word: Word, message: MessageKey? = nil) {
    self.person = person
    self.word = word
    self.message = message
  }
}

/// What comes of an answer in the state in which it arrives.
public enum AnswerOutcome: Hashable, Sendable {
  /// The incident is theirs.
  case taken
  /// It was theirs already.
  case alreadyYours
  /// Somebody else has it, and nobody is called any more.
  case alreadyTaken(by: String)
  /// The others are left to answer, or the next ones are called.
  case declined
  /// They have said so already.
  case alreadyDeclined
  /// Others have been called since, by name; there is nothing to hand on.
  case passedOn(to: [String])
  /// The incident is over.
  case over
  /// They were never called.
  case notCalled
}

/// Why an answer changed nothing, as the journal keeps it.
public enum AnswerNote: String, Codable, CaseIterable, Hashable, Sendable {
  /// Somebody else has the incident.
  case alreadyTaken = "already-taken"
  /// Others have been called since.
  case passedOn = "passed-on"
  /// The incident is over.
  case over
  /// The code was not the one that the person got.
  case wrongCode = "wrong-code"
  /// Nobody can tell what the person wants.
  case unclear
}

/// Who has taken an incident.
public struct TakenIncident: Hashable, Sendable {
  /// Who.
  public var by: String
  /// When.
  public var at: Instant
}

extension IncidentState {
  /// An answer that changed nothing and that the journal has.
  struct NotedAnswer: Hashable, Sendable {
    var person: String
    var note: AnswerNote
  }

  /// What would come of an answer now.
  public func outcome(of answer: CallAnswer) -> AnswerOutcome {
    guard let escalation = escalation(of: answer) else { return .notCalled }
    if isResolved || outcome == .completed { return .over }
    let isTheirs =
      taken?.by == answer.person
      || escalations.contains { $0.isRunning && $0.acknowledgedBy.contains(answer.person) }
    if isTheirs { return .alreadyYours }
    if let taken, !escalations.contains(where: \.isRunning) { return .alreadyTaken(by: taken.by) }
    switch answer.word {
    case .mine: return .taken
    case .cannot: return outcome(ofDeclining: answer, escalation)
    }
  }

  private func outcome(ofDeclining answer: CallAnswer, _ escalation: Escalation) -> AnswerOutcome {
    if escalation.declinedBy.contains(answer.person) { return .alreadyDeclined }
    let isCurrent =
      answer.message.flatMap { outbox[$0] }.map { $0.message.rung == escalation.current }
      ?? escalation.currentCalled.contains { $0.person == answer.person }
    guard escalation.isRunning, isCurrent else {
      return .passedOn(to: escalation.currentCalled.map(\.name))
    }
    return .declined
  }

  /// The escalation that an answer is to: that of the message, or the last that called the person.
  func escalation(of answer: CallAnswer) -> Escalation? {
    if let key = answer.message {
      guard let message = outbox[key]?.message, message.person == answer.person else { return nil }
      return escalations.first { message.isPage(of: $0.number) }
    }
    let calling = escalations.filter { escalation in
      escalation.called.contains { $0.person == answer.person }
    }
    return calling.last(where: \.isRunning) ?? calling.last
  }
}

extension OutboxMessage {
  /// The rung that it belongs to; `nil` when it calls nobody.
  public var rung: Rung? {
    if case .page(escalation: _, let rung) = purpose { rung } else { nil }
  }
}

extension Planner {
  /// Takes the answer of somebody who was called.
  mutating func answer(_ answer: CallAnswer) throws(Refusal) {
    switch state.outcome(of: answer) {
    case .taken: emit(.incidentAcknowledged)
    case .declined: decline(answer)
    case .alreadyYours, .alreadyDeclined: break
    case .alreadyTaken: note(answer.person, .alreadyTaken)
    case .passedOn: note(answer.person, .passedOn)
    case .over: note(answer.person, .over)
    case .notCalled: throw .notCalled(name: answer.person)
    }
  }

  /// States, once, that an answer of that person changed nothing.
  mutating func note(_ person: String, _ note: AnswerNote) {
    guard !state.notedAnswers.contains(.init(person: person, note: note)) else { return }
    conclude(.answerNoted(person: person, note: note))
  }

  /// Gives codes to people who have none in this incident.
  mutating func giveCodes(_ codes: [String: String]) {
    for person in codes.keys.sorted() where state.answerCodes[person] == nil {
      conclude(.answerCodeGiven(person: person), sealed: ["code": codes[person] ?? ""])
    }
  }

  private mutating func decline(_ answer: CallAnswer) {
    guard let number = state.escalation(of: answer)?.number else { return }
    emit(.callDeclined(escalation: number))
    let rest = state.outbox.open.filter {
      $0.message.isPage(of: number) && $0.message.person == answer.person
    }
    supersede(rest.map(\.message.key), .declined)
    guard let escalation = state.escalations.first(where: { $0.number == number }) else { return }
    let people = escalation.currentCalled.compactMap(\.person)
    // Only people can say no; with the last of them there is nobody left to wait for.
    if people.allSatisfy(escalation.declinedBy.contains), escalation.due > now {
      conclude(.escalationHastened(escalation: number))
    }
  }
}
