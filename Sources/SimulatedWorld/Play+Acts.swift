import Engine
import IncidentCore
import RunbookModel
import Timekeeping

/// Doing what was in mind.
extension Play {
  mutating func perform(_ act: Act, _ now: Instant) {
    switch act.deed {
    case .acknowledge: acknowledge(act.by)
    case .decide(let step, let visit, request: _): decide(act.by, step, visit)
    case .telephone(let step, let visit, let request): telephone(step, visit, request, now)
    case .work(let step, let errand): work(act.by, step, errand)
    }
  }

  private mutating func acknowledge(_ person: String) {
    // Who comes when others have taken it already sees so, and goes back to bed.
    let isCalled = state.escalations.contains { escalation in
      escalation.isRunning && !escalation.acknowledgedBy.contains(person)
        && escalation.called.contains { $0.person == person }
    }
    guard isCalled, say([.acknowledge], by: person) else { return }
    if !present.contains(person) { present.append(person) }
  }

  /// Decides on the request that is open by now, which may be a later one than the message told of.
  private mutating func decide(_ person: String, _ step: StepID, _ visit: Int) {
    guard let index = state.graph.index(of: step), state.steps[index].visit == visit
    else { return }
    say(
      [
        cast.script(of: person).manner == .rejects
          ? .reject(step, reason: nil) : .approve(step)
      ],
      by: person
    )
  }

  /// Asks those of the role whom the runbook names and no message has reached.
  private mutating func telephone(
    _ step: StepID,
    _ visit: Int,
    _ request: Int,
    _ now: Instant
  ) {
    guard let index = state.graph.index(of: step), let consent = state.steps[index].consent,
      consent.isOpen, consent.request == request, state.steps[index].visit == visit,
      let approval = state.step(index).approval, let worker,
      let members = members(of: approval.role, at: index)
    else { return }
    let hasHeard = members.contains { heardAt[$0].map { $0 >= consent.askedAt } ?? false }
    guard !hasHeard else { return }
    for person in members where person != worker && !cast.isReachable(person) {
      let script = cast.script(of: person)
      if !telephoned.contains(person) { telephoned.append(person) }
      guard script.manner != .never else { continue }
      let deed = Act.Deed.decide(step, visit: visit, request: request)
      acts.append(Act(at: now + delay(script), by: person, deed: deed))
    }
  }

  // MARK: Work

  private mutating func work(_ person: String, _ step: StepID, _ errand: Errand) {
    guard let index = state.graph.index(of: step), self.errand(at: step) == errand else { return }
    if state.pen == nil { say([.takePen], by: person) }
    for inputs in answers(at: index, errand) where say(inputs, by: person) { return }
    givenUp.insert(.work(step, errand))
  }

  /// What to say at a step, the first that is taken.
  private mutating func answers(at index: Int, _ errand: Errand) -> [[Input]] {
    let step = state.step(index)
    if asksForScript(errand), let given = scriptedAnswer(step.id) {
      if let inputs = Answer(text: given).inputs(at: index, of: state) { return [inputs] }
      unusedAnswers.append("\(step.id): \(given)")
    }
    switch errand.phase {
    case .ready: return [[.release(step.id)]]
    case .unknown: return [[.settle(step.id, .done)]]
    case .stopped:
      // Once is worth a try; then somebody has to know what to do.
      let isFirst = !givenUp.contains { deed in
        if case .work(step.id, let other) = deed { other.visit == errand.visit } else { false }
      }
      givenUp.insert(.work(step.id, errand))
      return isFirst ? [[.retry(step.id)]] : []
    case .attended: return attendedAnswers(step.id, errand)
    default: return []
    }
  }

  private func attendedAnswers(_ step: StepID, _ errand: Errand) -> [[Input]] {
    switch errand.part {
    case .items(let items): return [items.map { .mark(step, item: $0, .done) }]
    case .verification: return [[.verify(step, isConfirmed: true)]]
    case .evidence(let request):
      let text = "…"
      guard request.accepts(.text) else {
        let file = Evidence(
          kind: .file,
          fileName: "rehearsal.txt",
          sha256: String(repeating: "0", count: 64),
          bytes: 0
        )
        return [[.attach(step, file, text: nil)]]
      }
      return [[.attach(step, Evidence(kind: .text, bytes: text.utf8.count), text: text)]]
    case .choice(let choices):
      // Who comes back to a decision takes the next answer, so that loops end.
      let first = min(errand.visit, choices.count) - 1
      return (choices[first...] + choices[..<first]).map { [.choose(step, answer: $0.answer)] }
    case .confirmation: return [[.confirm(step)]]
    case nil: return []
    }
  }

  /// Whether what is asked for has more than one good answer.
  private func asksForScript(_ errand: Errand) -> Bool {
    switch (errand.phase, errand.part) {
    case (.stopped, _), (.unknown, _), (.attended, .verification), (.attended, .choice),
      (.attended, .evidence):
      true
    default: false
    }
  }

  private mutating func scriptedAnswer(_ step: StepID) -> String? {
    guard let answers = cast.work[step]?.answers, !answers.isEmpty else { return nil }
    let count = answersGiven[step] ?? 0
    answersGiven[step] = count + 1
    return answers[min(count, answers.count - 1)]
  }

  /// Gives inputs like a second terminal; false when the first is refused.
  @discardableResult
  private mutating func say(_ inputs: [Input], by person: String) -> Bool {
    for (place, input) in inputs.enumerated() {
      do throws(SessionFault) {
        _ = try incident.take(input, by: Actor(name: person), through: .commandLine)
      } catch {
        if place == 0 { return false }
      }
    }
    return true
  }
}
