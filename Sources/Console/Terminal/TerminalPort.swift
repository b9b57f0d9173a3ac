public import Ports

/// A terminal that keys come from and text goes to.
public protocol TerminalPort: Sendable {
  /// Begins to read keys one by one and to note signals.
  ///
  /// - Returns: what happens at the terminal until ``close()``.
  func open() -> AsyncStream<TerminalSignal>

  /// Gives the terminal back as it was.
  func close()

  /// Writes text as it stands.
  ///
  /// - Returns: whether it was written; `false` when the terminal is gone.
  func write(_ text: String) -> Bool

  /// Writes bytes as they stand.
  func write(_ bytes: [UInt8]) -> Bool

  /// The size now.
  func size() -> TerminalSize

  /// Gives the terminal to another program until ``resume()``.
  func pause()

  /// Takes the terminal again after ``pause()``.
  func resume()

  /// Gives the terminal back and stops the process until it is continued.
  func suspend()
}

/// Something that happens at a terminal.
public enum TerminalSignal: Hashable, Sendable {
  /// A person typed.
  case bytes([UInt8])
  /// It has another size.
  case resized
  /// Somebody asks from outside to stop the process for a while.
  case suspensionAsked
  /// The process goes on after a stop, so that all modes must be set again.
  case continued
  /// Somebody sent the signal of Ctrl-C from outside.
  case interrupted
  /// Somebody wants the process to end.
  case terminationAsked
  /// The terminal is gone.
  case hungUp
}
