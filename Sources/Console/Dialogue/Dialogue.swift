package import IncidentCore
package import RunbookModel

/// The conversation of one terminal with a run: keys in, inputs and views out.
///
/// It is a value without a clock and without a terminal; whoever holds it does what the actions say.
package struct Dialogue: Sendable {
  /// Where the run stands.
  package private(set) var state: IncidentState
  /// Who sits at the terminal.
  package let me: Actor
  /// Whether another process carries the run.
  package var isCarriedElsewhere: Bool
  /// What the next key means.
  package internal(set) var prompt = Prompt.keys
  /// Whether inputs are on their way, so that a second press of the same key must not count.
  package var isBusy = false
  private var focus: Int?

  package init(state: IncidentState, me: Actor, isCarriedElsewhere: Bool = false) {
    self.state = state
    self.me = me
    self.isCarriedElsewhere = isCarriedElsewhere
  }

  /// What is shown and asked.
  package var situation: Situation { Situation(of: state, focus: focus) }

  /// Whether this terminal may drive the run.
  package var isDriving: Bool { state.pen == nil || state.pen == me }

  /// Takes in where the run stands now.
  package mutating func update(_ state: IncidentState) {
    self.state = state
    if state.outcome != nil, !isTypingSecret { prompt = .keys }
    if case .menu(.interrupt(let id)) = prompt, runningStep != id { prompt = .keys }
  }

  /// Asks for a secret, whatever else was being typed.
  package mutating func askSecret(_ name: String) {
    prompt = .line(.secret(name: name), LineEditor(isSecret: true))
  }

  /// What a key leads to.
  package mutating func press(_ key: Key) -> [DialogueAction] {
    switch key {
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: break
    }
    switch prompt {
    case .keys: return pressAtKeys(key)
    case .menu(let menu): return pressAtMenu(key, menu)
    case .line(let purpose, let editor): return pressInLine(key, purpose, editor)
    }
  }

  /// Looks at the next of the steps that are active side by side.
  mutating func lookAtNext() {
    let all = Situation.all(of: state).compactMap(\.step)
    guard let current = situation.step, let place = all.firstIndex(of: current) else { return }
    focus = all[(place + 1) % all.count]
  }

  var isTypingSecret: Bool {
    if case .line(.secret, _) = prompt { true } else { false }
  }

  /// The id of the step whose command runs.
  package var runningStep: StepID? {
    if case .running(let step, _) = situation { state.step(step).id } else { nil }
  }

  /// The id of the step that is looked at.
  var stepID: StepID? { situation.step.map { state.step($0).id } }

  /// An input of the one who drives; taken only with the pen in hand.
  func drive(_ input: Input) -> [DialogueAction] {
    if let pen = state.pen, pen != me { return [.say(.penHeld(by: pen))] }
    guard !isBusy else { return [] }
    return state.pen == nil
      ? [.send(.takePen, by: me), .send(input, by: me)] : [.send(input, by: me)]
  }

  /// Opens a line or menu for the one who drives.
  mutating func open(_ next: Prompt) -> [DialogueAction] {
    if let pen = state.pen, pen != me { return [.say(.penHeld(by: pen))] }
    prompt = next
    return []
  }
}
