import IncidentCore
import RunbookModel

extension Dialogue {
  mutating func pressAtKeys(_ key: Key) -> [DialogueAction] {
    switch key {
    case .paste: return [.say(.pasteIgnored)]
    case .enter, .character(" "): return answerUsual()
    case .tab:
      lookAtNext()
      return Situation.all(of: state).count > 1 ? [.show(.page)] : []
    case .control("c"):
      guard let id = runningStep, isDriving else { return quit() }
      prompt = .menu(.interrupt(id))
      return []
    case .control("d"): return quit()
    case .character(let character): return press(character)
    default: return []
    }
  }

  private mutating func quit() -> [DialogueAction] {
    if state.outcome != nil { return [.finish] }
    prompt = .menu(isCarriedElsewhere ? .detach : .quit)
    return []
  }

  /// Enter or space: the usual answer, only where it cannot do harm by mistake.
  private mutating func answerUsual() -> [DialogueAction] {
    let situation = situation
    guard let index = situation.step else {
      if case .over = situation { return [.finish] }
      return []
    }
    let id = state.step(index).id
    switch situation {
    case .ready: return drive(.release(id))
    case .person(_, .items(let open)):
      return open.first.map { drive(.mark(id, item: $0, .done)) } ?? []
    case .person(_, .confirmation): return drive(.confirm(id))
    case .person(_, .evidence(let request)): return openEvidence(id, request.kind)
    case .person(_, .choice(let choices)):
      guard choices.count == 1, let only = choices.first else { return [.say(.chooseNumber)] }
      return drive(.choose(id, answer: only.answer))
    case .person(_, .verification): return [.say(.yesOrNo)]
    case .stopped, .unknown, .rollbackStopped: return [.say(.chooseKey)]
    case .idle, .over, .running, .due, .waiting, .approving: return []
    }
  }

  private mutating func press(_ character: Character) -> [DialogueAction] {
    if let actions = pressForAnswer(character) { return actions }
    switch character {
    case "?": return [.show(.help)]
    case "t": return [.show(.timeline)]
    case "l": return [.show(.output)]
    case "w": return [.show(.page)]
    case "q": return quit()
    case "n", "N":
      prompt = .line(.note(stepID), LineEditor())
      return []
    case "a": return isBusy ? [] : [.send(.acknowledge, by: me)]
    case "v":
      prompt = .menu(.severity)
      return []
    case "h": return pressForPen()
    case "u":
      prompt = .menu(.escalate(stepID))
      return []
    case "!": return [.openShell]
    default: return pressForStep(character)
    }
  }

  /// Keys that mean something only to what is asked now; `nil` for all others.
  private mutating func pressForAnswer(_ character: Character) -> [DialogueAction]? {
    let situation = situation
    guard let index = situation.step else { return pressAtEnd(character) }
    let id = state.step(index).id
    switch (situation, character) {
    case (.person(_, .verification), "y"): return drive(.verify(id, isConfirmed: true))
    case (.person(_, .verification), "n"): return drive(.verify(id, isConfirmed: false))
    case (.person(_, .choice(let choices)), "1"..."9"):
      guard let number = character.wholeNumberValue, number <= choices.count
      else { return [.say(.chooseNumber)] }
      return drive(.choose(id, answer: choices[number - 1].answer))
    case (.person(_, .items(let open)), "-"):
      return open.first.map { drive(.mark(id, item: $0, .notApplicable)) } ?? []
    case (.unknown, "d"): return drive(.settle(id, .done))
    case (.unknown, "r"): return drive(.settle(id, .again))
    case (.unknown, "s"): return drive(.settle(id, .skip))
    case (.unknown, "f"): return drive(.settle(id, .failed))
    case (.stopped, "d"): return open(.line(.overruleReason(id), LineEditor()))
    case (.approving, "p"):
      prompt = .line(.approver(id), LineEditor())
      return []
    case (.running(let step, let attempt), "i"):
      return isDriving && state.needsTerminal(step, attempt: attempt) ? [.typeInto] : nil
    default: return nil
    }
  }

  private func pressAtEnd(_ character: Character) -> [DialogueAction]? {
    guard case .over = situation else { return nil }
    let mitigated: [DialogueAction] =
      state.milestones[.mitigated] == nil ? [.send(.reach(.mitigated, at: nil), by: me)] : []
    switch character {
    case "y": return mitigated + [.send(.reach(.resolved, at: nil), by: me), .finish]
    case "m": return mitigated + [.finish]
    case "q": return [.finish]
    default: return nil
    }
  }

  private mutating func pressForPen() -> [DialogueAction] {
    guard state.outcome == nil else { return [] }
    if state.pen == me {
      prompt = .menu(.layDownPen)
    } else if state.pen == nil {
      return [.send(.takePen, by: me)]
    } else {
      prompt = .menu(.takePen)
    }
    return []
  }

  private mutating func pressForStep(_ character: Character) -> [DialogueAction] {
    guard state.outcome == nil else { return [] }
    switch character {
    case "A": return open(.line(.abortReason, LineEditor()))
    case "j":
      let actions = open(.line(.jump, LineEditor()))
      return actions.isEmpty ? [.show(.steps)] : actions
    case "b": return back()
    case "x":
      guard let id = runningStep else { return [.say(.nothingRunning)] }
      return drive(.stopCommand(id))
    default: break
    }
    guard let id = stepID else { return [] }
    switch character {
    case "s": return open(.line(.skipReason(id), LineEditor()))
    case "r": return drive(.retry(id))
    case "e":
      guard let request = situation.step.flatMap({ state.step($0).evidence })
      else { return openEvidence(id, .any) }
      return openEvidence(id, request.kind)
    case "o": return openOffer(id)
    default: return []
    }
  }

  private mutating func openEvidence(
    _ id: StepID,
    _ kind: EvidenceRequest.Kind
  ) -> [DialogueAction] {
    switch kind {
    case .text: open(.line(.evidenceText(id), LineEditor()))
    case .file: open(.line(.evidenceFile(id), LineEditor()))
    case .any: open(.menu(.evidenceKind(id)))
    }
  }

  private mutating func openOffer(_ id: StepID) -> [DialogueAction] {
    guard let index = situation.step else { return [] }
    let commands = state.step(index).commands
    let offers = commands.indices.filter { commands[$0].role == .offered }
    guard let first = offers.first else { return [.say(.noOffers)] }
    if offers.count > 1 { return open(.menu(.offer(id, offers))) }
    return offer(id, first, values: [:], from: 0)
  }

  /// Asks for the next placeholder, then for the word, then for the command.
  mutating func offer(
    _ id: StepID,
    _ command: Int,
    values: [String: String],
    from index: Int
  ) -> [DialogueAction] {
    guard let step = state.graph.index(of: id),
      state.step(step).commands.indices.contains(command)
    else { return [] }
    let offered = state.step(step).commands[command]
    if index < offered.placeholders.count {
      return open(
        .line(
          .placeholder(id, command: command, index: index, values: values),
          LineEditor()
        )
      )
    }
    if offered.isDestructive {
      return open(.line(.word(id, command: command, values: values), LineEditor()))
    }
    return requested(id, command, values)
  }

  func requested(
    _ id: StepID,
    _ command: Int,
    _ values: [String: String]
  ) -> [DialogueAction] {
    let actions = drive(.runOffered(id, command: command))
    guard !values.isEmpty, actions.contains(where: { if case .send = $0 { true } else { false } })
    else { return actions }
    return [.giveVariables(id, command: command, values)] + actions
  }

  private func back() -> [DialogueAction] {
    let current = situation.step ?? state.steps.count
    let before = state.steps.indices.filter { index in
      guard index < current, state.graph.nodes[index].children.isEmpty else { return false }
      switch state.steps[index].end {
      case .done, .failed, .skipped: return true
      case .notApplicable, nil: return false
      }
    }
    guard let last = before.last else { return [.say(.noStepBefore)] }
    return drive(.jump(to: state.step(last).id))
  }
}
