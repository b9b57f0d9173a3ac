public import IncidentCore
import Phrases
public import Ports
import RunbookModel

/// What people do behind a link.
extension AnswerDesk {
  /// What a link shows, or `nil` when we did not make it.
  ///
  /// Nothing changes by looking.
  public func view(of token: String) throws(JournalFault) -> CallView? {
    guard let link = world.links()?.open(token), let incident = try incident(link.message.incident)
    else { return nil }
    keep(incident.state)
    return view(of: link, in: incident.state)
  }

  /// Answers through a link, and gives what it shows then; `nil` when we did not make it.
  ///
  /// A link that is too old shows how things stand and changes nothing.
  public func answer(
    _ word: CallAnswer.Word,
    through token: String
  ) throws(JournalFault) -> CallView? {
    guard let link = world.links()?.open(token), let incident = try incident(link.message.incident)
    else { return nil }
    keep(incident.state)
    guard link.expiresAt > world.clock.now(),
      let person = incident.state.outbox[link.message.message]?.message.person
    else { return view(of: link, in: incident.state) }
    let answer = CallAnswer(person: person, word: word, message: link.message.message)
    let (_, state) = try give(answer, to: incident, through: .link)
    return view(of: link, in: state)
  }

  private func view(of link: AnswerLinks.Content, in state: IncidentState) -> CallView? {
    guard let message = state.outbox[link.message.message]?.message, let person = message.person,
      case .page(let number, let rung) = message.purpose,
      let escalation = state.escalations.first(where: { $0.number == number })
    else { return nil }
    let callers = world.callers()
    let answer = CallAnswer(person: person, word: .mine, message: message.key)
    let step = escalation.subjects.compactMap(\.step).last
    return CallView(
      incident: state.id.text,
      title: state.opening?.title ?? state.id.text,
      severity: state.severity,
      step: step.flatMap { state.graph.index(of: $0) }.map { state.step($0).title },
      reason: MessagePhrases.reason(escalation.reason).text(message.language),
      since: callers.time(state.openedAt ?? escalation.armedAt, of: person),
      isDrill: state.opening?.isDrill ?? false,
      person: message.name,
      language: message.language,
      called: escalation.called.map(\.name),
      isPassedOn: escalation.current != rung || !escalation.isRunning,
      standing: standing(state.outcome(of: answer), person, escalation, callers),
      takenAt: state.taken.map { callers.time($0.at, of: person) },
      isExpired: link.expiresAt <= world.clock.now()
    )
  }

  private func standing(
    _ outcome: AnswerOutcome,
    _ person: String,
    _ escalation: Escalation,
    _ callers: Callers
  ) -> CallView.Standing {
    switch outcome {
    case .alreadyYours: .yours
    case .alreadyTaken(let other): .taken(by: callers.name(of: other))
    case .over, .notCalled: .over
    case .taken, .declined, .alreadyDeclined, .passedOn:
      escalation.declinedBy.contains(person) ? .declined : .open
    }
  }
}
