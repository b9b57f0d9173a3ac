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

  /// Answers a call through a link, and gives what it shows then; `nil` when we did not make it.
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
      let message = incident.state.outbox[link.message.message]?.message, message.rung != nil,
      let person = message.person
    else { return view(of: link, in: incident.state) }
    let answer = CallAnswer(person: person, word: word, message: link.message.message)
    let (_, state) = try give(answer, to: incident, through: .link)
    return view(of: link, in: state)
  }

  /// Answers what a step asks through a link, and gives what it shows then; `nil` when we did not
  /// make it.
  ///
  /// Whether the person may is decided as at a terminal. What is not asked any more, or asked
  /// anew, changes nothing.
  ///
  /// - Parameters:
  ///   - option: which of the question's answers, from 0.
  ///   - id: the question that the page showed.
  ///   - token: what the link says.
  /// - Returns: what the link shows then.
  /// - Throws: what the journal says.
  public func choose(
    _ option: Int,
    of id: String,
    through token: String
  ) throws(JournalFault) -> CallView? {
    guard let link = world.links()?.open(token),
      var incident = try incident(link.message.incident)
    else { return nil }
    let question = questions(of: link, in: incident.state).first { $0.id == id }
    if let question, question.inputs.indices.contains(option),
      let person = incident.state.outbox[link.message.message]?.message.person
    {
      incident.roles = world.roles
      do throws(SessionFault) {
        _ = try incident.take(
          question.inputs[option],
          by: Actor(name: person),
          through: .link,
          when: { state in questions(of: link, in: state).contains(question) }
        )
      } catch {
        if case .journal(let fault) = error { throw fault }
      }
    }
    keep(incident.state)
    return view(of: link, in: incident.state)
  }

  /// What may be answered through a link now.
  private func questions(
    of link: AnswerLinks.Content,
    in state: IncidentState
  ) -> [StepQuestion] {
    let now = world.clock.now()
    return link.expiresAt > now
      ? state.questions(in: link.message.message, by: world.roles, now) : []
  }

  private func view(of link: AnswerLinks.Content, in state: IncidentState) -> CallView? {
    guard let message = state.outbox[link.message.message]?.message, let person = message.person
    else { return nil }
    let callers = world.callers()
    var view = CallView(
      incident: state.id.text,
      title: state.opening?.title ?? state.id.text,
      severity: state.severity,
      since: callers.time(state.openedAt ?? world.clock.now(), of: person),
      isDrill: state.opening?.isDrill ?? false,
      person: message.name,
      language: message.language,
      questions: questions(of: link, in: state).map { .init($0, in: state) },
      isExpired: link.expiresAt <= world.clock.now()
    )
    switch message.purpose {
    case .page(let number, let rung):
      guard let escalation = state.escalations.first(where: { $0.number == number })
      else { return nil }
      let answer = CallAnswer(person: person, word: .mine, message: message.key)
      view.step = title(of: escalation.subjects.compactMap(\.step).last, in: state)
      view.reason = MessagePhrases.reason(escalation.reason).text(message.language)
      view.called = escalation.called.map(\.name)
      view.isPassedOn = escalation.current != rung || !escalation.isRunning
      view.standing = standing(state.outcome(of: answer), person, escalation, callers)
      view.takenAt = state.taken.map { callers.time($0.at, of: person) }
    case .notice(let step, notice: _):
      guard let step else { return nil }
      view.step = title(of: step, in: state)
      view.standing = .told
    }
    return view
  }

  private func title(of step: StepID?, in state: IncidentState) -> String? {
    step.flatMap { state.graph.index(of: $0) }.map { state.step($0).title }
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
    case .taken where escalation.end == .answered: .answered
    case .taken, .declined, .alreadyDeclined, .passedOn:
      escalation.declinedBy.contains(person) ? .declined : .open
    }
  }
}

extension CallView.Question {
  fileprivate init(_ question: StepQuestion, in state: IncidentState) {
    let step = state.step(question.index)
    self.init(
      id: question.id,
      step: step.title,
      kind: question.kind,
      commands: step.commands.filter { $0.role != .rollback }.map(\.script)
    )
  }
}
