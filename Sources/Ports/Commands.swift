public import IncidentCore
public import Timekeeping

/// Child processes, in two moves, so that the intent is durable before anything is done.
public protocol Commands: Sendable {
  /// Makes the process and holds it at a gate: nothing of the script runs before
  /// ``RunningCommand/release()``.
  ///
  /// When this process dies at the gate, the child exits without running anything.
  func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand

  /// Looks for a process that an earlier Tocsin started.
  ///
  /// - Returns: the process when it still lives or left its exit status behind; `nil` when it is
  ///   gone without a word.
  func adopt(_ process: ProcessIdentity, files: String) async -> (any RunningCommand)?
}

/// What is to be run, and with what.
public struct CommandRequest: Sendable {
  /// The program with its arguments; the script is the last one.
  public var arguments: [String]
  /// Whether `arguments` is a POSIX shell that is given its script with `-c`.
  public var isShell: Bool
  /// The whole environment.
  public var environment: [String: String]
  /// The folder it runs in; `nil` for ours.
  public var workingDirectory: String?
  /// Whether it gets a pseudo-terminal, and of which size.
  public var terminal: TerminalSize?
  /// The path that the names of its own files begin with, in a folder of mode 0700: what must
  /// outlive us, raw output and exit status.
  public var files: String
  /// How long it has between TERM and KILL.
  public var grace: TimeSpan

  /// A request to run `arguments`.
  public init(
    arguments: [String],
    isShell: Bool,
    environment: [String: String],
    workingDirectory: String?,
    terminal: TerminalSize?,
    files: String,
    grace: TimeSpan = .seconds(5)
  ) {
    self.arguments = arguments
    self.isShell = isShell
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.terminal = terminal
    self.files = files
    self.grace = grace
  }
}

/// The size of a terminal in character cells.
public struct TerminalSize: Hashable, Sendable {
  /// How many columns.
  public var columns: Int
  /// How many rows.
  public var rows: Int

  /// A terminal of that size.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A child process with its output.
public protocol RunningCommand: Sendable {
  /// Which process it is; its process group has the same number.
  var identity: ProcessIdentity { get }

  /// Opens the gate.
  func release() async

  /// Everything it writes, as it comes, then exactly one ``CommandSignal/ended(_:)``, then nothing.
  ///
  /// May be asked for once.
  var signals: AsyncStream<CommandSignal> { get }

  /// Sends TERM to the process group and, after the grace time, KILL.
  func stop() async

  /// Passes what a person types to a command with a terminal.
  func type(_ bytes: [UInt8]) async

  /// Tells a command with a terminal its new size.
  func resize(_ size: TerminalSize) async

  /// Removes its files; called after the end is in the journal.
  func forget() async
}

/// What a running command does.
public enum CommandSignal: Hashable, Sendable {
  /// It wrote to standard output, or to its terminal.
  case stdout([UInt8])
  /// It wrote to standard error.
  case stderr([UInt8])
  /// It is gone, and so is everything it wrote.
  case ended(CommandEnd)
}

/// How a process ended, as far as anybody can know.
public enum CommandEnd: Hashable, Sendable {
  /// It exited with that code.
  case exited(Int)
  /// That signal ended it.
  case signalled(Int)
  /// It was adopted, and left no exit status.
  case unknown
}

/// Why a process could not be made.
public enum CommandFault: Error, Hashable, Sendable {
  /// The program does not exist.
  case notFound(program: String)
  /// It exists and may not be run, or the folder cannot be entered.
  case refused(detail: String)
  /// The machine has no room for it: processes, memory, descriptors or disk.
  case exhausted(detail: String)
}
