import DutyRoster
import IncidentCore
import NotifierCards
import Phrases
import Ports
import Timekeeping

/// What people write back.
extension AnswerDesk {
  private static let rememberedCodes = 500

  /// A code with the person who has it.
  private struct Claim {
    var person: Person
    var code: AnswerCode
  }

  /// Takes a reply.
  ///
  /// - Returns: what is said back; `nil` for nothing.
  func take(
    _ reply: Reply,
    of notifier: String,
    _ callers: Callers,
    _ now: Instant
  ) throws(JournalFault) -> String? {
    let people = callers.people(at: reply.from, of: notifier)
    guard let first = people.first else {
      // Strangers, and machines that answer machines, hear nothing.
      world.remark(.unknownSender(notifier: notifier))
      return nil
    }
    guard !gate.knows(reply.providerID, through: notifier) else { return nil }
    var claims: [Claim] = []
    for person in people {
      claims += try world.journal.answerCodes(of: person.id, limit: Self.rememberedCodes)
        .map { Claim(person: person, code: $0) }
    }
    let text = ReplyText(reply.text)
    let saying =
      if let code = text.code {
        try answer(code, text.word ?? .mine, claims, first, reply.from, callers, now)
      } else {
        try answerWithoutCode(text.word, claims, first, callers)
      }
    // Not before the journal has it: the provider brings again what could not be written.
    gate.remember(reply.providerID, through: notifier)
    guard let saying, gate.maySay(reply.from, at: now) else { return nil }
    return saying
  }

  private func answer(
    _ code: String,
    _ word: ReplyText.Word,
    _ claims: [Claim],
    _ first: Person,
    _ address: String,
    _ callers: Callers,
    _ now: Instant
  ) throws(JournalFault) -> String? {
    guard gate.mayTry(address, at: now) else {
      world.remark(.tooManyGuesses(person: first.id))
      return nil
    }
    let matching = claims.filter { $0.code.code == code }
    let open = matching.filter(\.code.isOpen)
    guard open.count < 2 else { return AnswerPhrases.ambiguous.text(first.language) }
    if let claim = open.first ?? matching.first { return try give(word, of: claim, callers) }
    gate.guessedWrong(address, at: now)
    try note(.wrongCode, of: claims)
    return AnswerPhrases.wrongCode.text(first.language)
  }

  /// Only a refusal of the one thing that is open needs no code: nobody gains by making it up.
  private func answerWithoutCode(
    _ word: ReplyText.Word?,
    _ claims: [Claim],
    _ first: Person,
    _ callers: Callers
  ) throws(JournalFault) -> String? {
    let open = claims.filter(\.code.isOpen)
    guard !open.isEmpty else {
      return word == nil ? nil : AnswerPhrases.nothingOpen.text(first.language)
    }
    if word == .cannot, open.count == 1, let only = open.first {
      return try give(.cannot, of: only, callers)
    }
    if word == nil { try note(.unclear, of: claims) }
    return AnswerPhrases.codeWanted.text(first.language)
  }

  private func give(
    _ word: ReplyText.Word,
    of claim: Claim,
    _ callers: Callers
  ) throws(JournalFault) -> String? {
    guard let incident = try incident(claim.code.incident) else { return nil }
    let answer = CallAnswer(person: claim.person.id, word: word == .mine ? .mine : .cannot)
    let (outcome, state) = try give(answer, to: incident, through: .reply)
    return Self.saying(outcome, state, claim.person.language, callers)
  }

  /// Notes in the latest incident that calls the sender that a reply was in vain.
  private func note(_ note: AnswerNote, of claims: [Claim]) throws(JournalFault) {
    guard let claim = claims.first(where: \.code.isOpen),
      var incident = try incident(claim.code.incident)
    else { return }
    do throws(SessionFault) {
      _ = try incident.take(
        .answeredInVain(person: claim.person.id, note),
        by: .engine,
        through: .reply
      )
    } catch {
      if case .journal(let fault) = error { throw fault }
    }
    keep(incident.state)
  }

  /// What is said of an outcome.
  private static func saying(
    _ outcome: AnswerOutcome,
    _ state: IncidentState,
    _ language: Language,
    _ callers: Callers
  ) -> String? {
    let title = ["title": state.opening?.title ?? state.id.text]
    func text(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
      phrase.text(language, title.merging(arguments) { $1 })
    }
    switch outcome {
    case .taken: return text(AnswerPhrases.taken)
    case .alreadyYours: return text(AnswerPhrases.alreadyYours)
    case .alreadyTaken(let person):
      return text(AnswerPhrases.alreadyTaken, ["name": callers.name(of: person)])
    case .declined, .alreadyDeclined: return text(AnswerPhrases.declined)
    case .passedOn(let names):
      return text(AnswerPhrases.passedOn, ["names": names.listed])
    case .over: return text(AnswerPhrases.over)
    case .notCalled: return nil
    }
  }
}
