import Console
import Ports
import Synchronization

/// A terminal whose person presses the next key when a text has been written.
final class FakeTerminal: TerminalPort {
  /// What is waited for, and what happens then.
  struct Cue: Sendable {
    var text: String
    var signals: [TerminalSignal]

    static func on(_ text: String, _ keys: String) -> Cue {
      Cue(text: text, signals: [.bytes(Array(keys.utf8))])
    }

    static func on(_ text: String, _ signals: [TerminalSignal]) -> Cue {
      Cue(text: text, signals: signals)
    }
  }

  private struct State {
    var cues: [Cue]
    var written = ""
    /// What was written since the last cue.
    var fresh = ""
    var columns = 80
    var calls: [String] = []
    var events: AsyncStream<TerminalSignal>.Continuation?
    var isGone = false
  }

  private let inner: Mutex<State>

  init(_ cues: [Cue]) {
    inner = Mutex(State(cues: cues))
  }

  var written: String { inner.withLock(\.written) }
  var calls: [String] { inner.withLock(\.calls) }
  var remainingCues: [String] { inner.withLock { $0.cues.map(\.text) } }

  func vanish() { inner.withLock { $0.isGone = true } }

  func open() -> AsyncStream<TerminalSignal> {
    let (stream, continuation) = AsyncStream.makeStream(of: TerminalSignal.self)
    inner.withLock {
      $0.events = continuation
      $0.calls.append("open")
    }
    return stream
  }

  func close() {
    inner.withLock {
      $0.calls.append("close")
      $0.events?.finish()
    }
  }

  func write(_ text: String) -> Bool {
    inner.withLock { state in
      guard !state.isGone else { return false }
      state.written += text
      state.fresh += text
      while let cue = state.cues.first, state.fresh.contains(cue.text) {
        state.cues.removeFirst()
        state.fresh = ""
        for signal in cue.signals { state.events?.yield(signal) }
      }
      return true
    }
  }

  func write(_ bytes: [UInt8]) -> Bool { write(String(decoding: bytes, as: UTF8.self)) }

  func size() -> TerminalSize { TerminalSize(columns: inner.withLock(\.columns), rows: 24) }

  func suspend() { inner.withLock { $0.calls.append("suspend") } }
  func pause() { inner.withLock { $0.calls.append("pause") } }
  func resume() { inner.withLock { $0.calls.append("resume") } }
}
