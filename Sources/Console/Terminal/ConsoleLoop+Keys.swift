import Engine
import IncidentCore
import Ports
import RunbookModel
import Timekeeping

extension ConsoleLoop {
  mutating func take(_ signal: TerminalSignal) async {
    switch signal {
    case .bytes(let bytes): await type(bytes)
    case .resized:
      look.width = terminal.size().columns
      var fresh = OutputView(look: look)
      swap(&output, &fresh)
      fresh.finish()
      write(screen.draw(fresh.frame(), footer: footer, look: look))
      await session.resize(terminal.size())
    case .suspensionAsked: suspend()
    case .continued:
      screen.forget()
      look.width = terminal.size().columns
    case .interrupted: await press(.control("c"))
    case .terminationAsked: finish(.left)
    case .hungUp: finish(.lostTerminal)
    }
  }

  private mutating func type(_ bytes: [UInt8]) async {
    if typingInto != nil {
      await passKeys(bytes)
      return
    }
    for key in reader.read(bytes) where exit == nil {
      let hadSends = sendsUnderWay
      await press(key)
      // What was typed ahead was no answer to what is asked next.
      if sendsUnderWay > hadSends { return }
    }
    if reader.isWaiting { order(.later(TimeSpan(milliseconds: 100), .keysPaused)) }
  }

  mutating func press(_ key: Key) async {
    if isHeldDown(key) { return }
    watchCarrier()
    for action in dialogue.press(key) {
      await perform(action)
    }
  }

  /// Whether a key comes so soon after itself that nobody can have read what is asked.
  private mutating func isHeldDown(_ key: Key) -> Bool {
    let time = now
    // The Enter that ends a line may be held down as well.
    defer { lastKey = (key, time) }
    guard case .keys = dialogue.prompt, let lastKey, lastKey.key == key else { return false }
    return (time - lastKey.at).milliseconds < options.repeatMilliseconds
  }

  private mutating func perform(_ action: DialogueAction) async {
    switch action {
    case .send: act(on: action)
    case .giveVariables(let step, let command, let values):
      await options.giveVariables?(step, command, values)
    case .keepFile(let path, let step): await keepFile(path, step)
    case .answerSecret(let value):
      secretAnswer?.yield(value)
      secretAnswer?.finish()
      secretAnswer = nil
    case .show(let subject): show(await lines(of: subject))
    case .say(let notice): show(look.wrapped(look.text(notice.message), mark: .faint))
    case .openShell: await openShell()
    case .typeInto:
      leftAlone = nil
      beginTypingIfNeeded()
    case .suspend: suspend()
    case .redraw: write(screen.clear(look: look))
    case .leave: finish(.left)
    case .finish: isFinishing = true
    }
  }

  mutating func act(on action: DialogueAction) {
    guard case .send(let input, let actor) = action else { return }
    sendsUnderWay += 1
    dialogue.isBusy = true
    order(.send(Sending(input: input, actor: actor)))
  }

  private mutating func suspend() {
    write(screen.clear(look: look))
    terminal.suspend()
    screen.forget()
    look.width = terminal.size().columns
  }

  private mutating func openShell() async {
    guard let openShell = options.openShell else {
      show(look.wrapped(look.text(TerminalPhrases.noShell), mark: .faint))
      return
    }
    let frame = dialogue.situation.step.map { state.graph.nodes[$0].frame } ?? 0
    show(look.wrapped(look.text(TerminalPhrases.shellOpens), mark: .faint))
    write(screen.clear(look: look))
    terminal.pause()
    await openShell(state.variables(ofFrame: frame))
    terminal.resume()
    look.width = terminal.size().columns
    show(look.wrapped(look.text(TerminalPhrases.shellEnded), mark: .faint))
  }

  private mutating func keepFile(_ path: String, _ step: StepID) async {
    guard let keepFile = options.keepFile else {
      show(look.wrapped(look.text(TerminalPhrases.noFiles), mark: .bad))
      return
    }
    switch await keepFile(path) {
    case .success(let evidence):
      for action in dialogue.drive(.attach(step, evidence, text: nil)) { act(on: action) }
    case .failure(let fault): show(look.wrapped(fault.message, mark: .bad))
    }
  }
}
