import RunbookModel
public import Timekeeping

/// Something that a step asks and that one press of a button answers.
public struct StepQuestion: Hashable, Sendable {
  /// What it asks for.
  public enum Kind: Hashable, Sendable {
    /// Consent; so many have given it, and so many are needed.
    case consent(given: Int, needed: Int)
    /// Yes or no to that question.
    case verification(String)
    /// One of those answers.
    case choice([String])
  }

  /// What tells it from what the step asks at another time.
  ///
  /// An answer names it, so that one that comes late answers nothing else.
  public var id: String
  /// The index of the step.
  public var index: Int
  /// What it asks for.
  public var kind: Kind
  /// What each answer means, in the order in which they are shown.
  public var inputs: [Input]
}

extension IncidentState {
  /// What somebody who got a message may answer now.
  ///
  /// A message stands for the steps that its ladder was armed for, or for the consent that it asks
  /// for, until a later ladder or request asks for them anew.
  ///
  /// - Parameters:
  ///   - key: the message.
  ///   - roles: who has which role by the configuration.
  ///   - now: the time.
  /// - Returns: the questions in the order of the steps.
  public func questions(
    in key: MessageKey,
    by roles: RoleBook,
    _ now: Instant
  ) -> [StepQuestion] {
    guard let message = outbox[key]?.message, let person = message.person, outcome == nil
    else { return [] }
    let steps = steps(of: message)
    return graph.nodes.indices.lazy.filter { steps.contains($0) }.compactMap { index in
      let id = step(index).id
      guard mayAnswer(person, at: id, by: roles, now) else { return nil }
      return question(at: index, id, person, now)
    }
  }

  /// Whether a message asks for consent that is still wanted.
  public func asksForConsent(_ message: OutboxMessage) -> Bool {
    steps(of: message).contains { phase(of: $0) == .approving && steps[$0].consent?.isOpen == true }
  }

  /// The steps that a message stands for.
  private func steps(of message: OutboxMessage) -> Set<Int> {
    switch message.purpose {
    case .page(let number, rung: _):
      let subjects = escalations.first { $0.number == number }?.subjects ?? []
      let steps = subjects.compactMap(\.step).filter { step in
        escalations.last { $0.subjects.contains { $0.step == step } }?.number == number
      }
      return Set(steps.compactMap { graph.index(of: $0) })
    case .notice(let step, let number):
      guard let index = step.flatMap({ graph.index(of: $0) }),
        steps[index].consent?.notice == number
      else { return [] }
      return [index]
    }
  }

  private func question(
    at index: Int,
    _ id: StepID,
    _ person: String,
    _ now: Instant
  ) -> StepQuestion? {
    func question(_ kind: StepQuestion.Kind, _ inputs: [Input]) -> StepQuestion {
      let request = steps[index].consent?.request ?? 0
      return StepQuestion(
        id: "\(index).\(steps[index].visit).\(request)",
        index: index,
        kind: kind,
        inputs: inputs
      )
    }
    switch phase(of: index) {
    case .approving:
      guard let approval = step(index).approval, let consent = steps[index].consent,
        consent.isOpen, consent.expiresAt.map({ now < $0 }) ?? true
      else { return nil }
      return question(
        .consent(given: consent.givenBy.count, needed: approval.count),
        [.approve(id), .reject(id, reason: nil)]
      )
    case .attended:
      // Whoever drives the run answers what only drivers may.
      guard pen == nil || pen?.name == person else { return nil }
      switch personsPart(of: index).first {
      case .verification(let text):
        return question(
          .verification(text),
          [.verify(id, isConfirmed: true), .verify(id, isConfirmed: false)]
        )
      case .choice(let choices):
        return question(
          .choice(choices.map(\.answer)),
          choices.map { .choose(id, answer: $0.answer) }
        )
      case .items, .evidence, .confirmation, nil: return nil
      }
    case .pending, .waiting, .ready, .due, .running, .unknown, .substeps, .stopped, .ended:
      return nil
    }
  }
}
