import Engine
import IncidentCore

/// While a command has the terminal: its bytes and the person's go through as they are.
extension ConsoleLoop {
  /// Ctrl-], the way back.
  private static let wayBack: UInt8 = 0x1D

  mutating func beginTypingIfNeeded() {
    guard typingInto == nil, dialogue.isDriving, secretAnswer == nil,
      case .running(let step, let attempt) = dialogue.situation, attempt != leftAlone,
      state.needsTerminal(step, attempt: attempt)
    else { return }
    output.finish()
    show(output.frame() + look.wrapped(look.text(TerminalPhrases.typingBegins), mark: .faint))
    write(screen.clear(look: look))
    typingInto = attempt
  }

  mutating func stopTyping() {
    typingInto = nil
    write(
      (usesOtherScreen ? "\u{1B}[?1049l" : "")
        + "\u{1B}[0m\u{1B}[?1l\u{1B}[?7h\u{1B}[?25h\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l"
        + "\u{1B}[?1006l\u{1B}[?2004h\r\n"
    )
    usesOtherScreen = false
    screen.forget()
  }

  mutating func passOn(_ bytes: [UInt8]) {
    for (sequence, begins) in Self.otherScreen where !bytes.ranges(of: sequence).isEmpty {
      usesOtherScreen = begins
    }
    if !terminal.write(bytes) { finish(.lostTerminal) }
  }

  private static let otherScreen: [([UInt8], Bool)] = [
    (Array("\u{1B}[?1049h".utf8), true), (Array("\u{1B}[?1049l".utf8), false),
  ]

  mutating func passKeys(_ bytes: [UInt8]) async {
    guard let end = bytes.firstIndex(of: Self.wayBack) else {
      await session.type(bytes)
      return
    }
    if end > 0 { await session.type(Array(bytes[..<end])) }
    leftAlone = typingInto
    stopTyping()
    show(look.wrapped(look.text(TerminalPhrases.typingEnded), mark: .faint))
  }
}
