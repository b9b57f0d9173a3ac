package import IncidentCore
import RunbookModel

extension Dialogue {
  /// The word that a destructive command wants to see.
  package static let word = "yes"

  mutating func pressAtMenu(_ key: Key, _ menu: Menu) -> [DialogueAction] {
    switch key {
    case .paste: return [.say(.pasteIgnored)]
    case .escape, .control, .enter:
      prompt = .keys
      return []
    case .character(let character):
      prompt = .keys
      return answer(menu, character)
    default: return []
    }
  }

  private mutating func answer(_ menu: Menu, _ character: Character) -> [DialogueAction] {
    switch (menu, character) {
    case (.quit, "y"), (.quit, "q"), (.interrupt, "q"), (.detach, "y"), (.detach, "q"):
      return [.leave]
    case (.interrupt(let id), "x"), (.interrupt(let id), "s"): return drive(.stopCommand(id))
    case (.rollback(let reason), "y"): return drive(.abort(reason: reason, rollingBack: true))
    case (.rollback(let reason), "n"): return drive(.abort(reason: reason, rollingBack: false))
    case (.takePen, "y"): return isBusy ? [] : [.send(.takePen, by: me)]
    case (.layDownPen, "y"): return isBusy ? [] : [.send(.releasePen, by: me)]
    case (.escalate(let id), "y"):
      return isBusy ? [] : [.send(.escalate(id, seen: state.levelsFired), by: me)]
    case (.severity, "1"..."4"):
      guard let severity = Severity(rawValue: "sev\(character)"), !isBusy else { return [] }
      return [.send(.setSeverity(severity, reason: nil), by: me)]
    case (.evidenceKind(let id), "t"): return open(.line(.evidenceText(id), LineEditor()))
    case (.evidenceKind(let id), "f"): return open(.line(.evidenceFile(id), LineEditor()))
    case (.offer(let id, let offers), "1"..."9"):
      guard let number = character.wholeNumberValue, number <= offers.count
      else { return [.say(.chooseNumber)] }
      return offer(id, offers[number - 1], values: [:], from: 0)
    default: return []
    }
  }

  mutating func pressInLine(
    _ key: Key,
    _ purpose: LinePurpose,
    _ editor: LineEditor
  ) -> [DialogueAction] {
    switch key {
    case .escape, .control("c"), .control("g"):
      prompt = .keys
      if case .secret = purpose { return [.answerSecret(nil)] }
      return []
    case .control("d") where editor.text.isEmpty:
      prompt = .keys
      if case .secret = purpose { return [.answerSecret(nil)] }
      return []
    case .enter:
      let text = editor.isSecret ? editor.text : editor.text.trimmed
      prompt = .keys
      return submit(text, purpose)
    default:
      var editor = editor
      editor.press(key)
      prompt = .line(purpose, editor)
      return []
    }
  }

  private mutating func submit(_ text: String, _ purpose: LinePurpose) -> [DialogueAction] {
    switch purpose {
    case .skipReason(let id):
      guard !text.isEmpty || isOptional(id) else { return [.say(.textMissing)] }
      return drive(.skip(id, reason: text))
    case .overruleReason(let id): return needing(text) { drive(.overrule(id, reason: $0)) }
    case .note(let id): return needing(text) { [.send(.note($0, step: id, at: nil), by: me)] }
    case .evidenceText(let id):
      return needing(text) {
        drive(.attach(id, Evidence(kind: .text, bytes: $0.utf8.count), text: $0))
      }
    case .evidenceFile(let id): return needing(text) { [.keepFile(path: $0, id)] }
    case .abortReason:
      guard !text.isEmpty else { return [.say(.textMissing)] }
      guard !rollbackItems.isEmpty, state.rollback == nil
      else { return drive(.abort(reason: text, rollingBack: false)) }
      prompt = .menu(.rollback(reason: text))
      return [.show(.rollbackPlan)]
    case .jump: return text.isEmpty ? [] : jump(text)
    case .approver(let id):
      return needing(text) {
        [.send(.approve(id), by: Actor(name: $0, terminal: me.terminal))]
      }
    case .word(let id, let command, let values):
      guard text.lowercased() == Self.word else { return [.say(.wordWrong(Self.word))] }
      return requested(id, command, values)
    case .placeholder(let id, let command, let index, var values):
      guard !text.isEmpty, let step = state.graph.index(of: id),
        state.step(step).commands.indices.contains(command),
        state.step(step).commands[command].placeholders.indices.contains(index)
      else { return [.say(.textMissing)] }
      values[state.step(step).commands[command].placeholders[index].variable] = text
      return offer(id, command, values: values, from: index + 1)
    case .secret: return [.answerSecret(text)]
    }
  }

  private func needing(_ text: String, _ act: (String) -> [DialogueAction]) -> [DialogueAction] {
    text.isEmpty ? [.say(.textMissing)] : act(text)
  }

  private func isOptional(_ id: StepID) -> Bool {
    state.graph.index(of: id).map { state.step($0).isOptional } ?? false
  }

  private func jump(_ text: String) -> [DialogueAction] {
    let nodes = state.graph.nodes
    let place =
      nodes.firstIndex { $0.number == text } ?? nodes.firstIndex { $0.step.id.text == text }
      ?? nodes.firstIndex { $0.step.title.lowercased() == text.lowercased() }
    guard let place else { return [.say(.unknownStep(text))] }
    return drive(.jump(to: nodes[place].step.id))
  }

  /// The rollback commands that an abort would run, the last step's first.
  ///
  /// A step counts when one of its changing commands succeeded.
  package var rollbackItems: [IncidentState.Rollback.Item] {
    guard let last = state.abortPlan else { return [] }
    return last
  }
}

extension IncidentState {
  /// What an abort with rollback would undo, asked of the core itself.
  var abortPlan: [Rollback.Item]? {
    guard outcome == nil, let at = lastEventAt else { return nil }
    var after = self
    let event = Event(
      incident: id,
      sequence: version + 1,
      occurredAt: at,
      recordedAt: at,
      actor: .engine,
      source: .engine,
      fact: .rollbackStarted(reason: "")
    )
    after.apply(event)
    return after.rollback?.remaining
  }
}

extension String {
  /// The text without white space around it.
  var trimmed: String {
    let head = drop { $0.isWhitespace }
    var end = head.endIndex
    while end > head.startIndex, head[head.index(before: end)].isWhitespace {
      end = head.index(before: end)
    }
    return String(head[..<end])
  }
}
