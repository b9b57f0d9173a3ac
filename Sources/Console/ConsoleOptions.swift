public import IncidentCore
public import Ports
public import RunbookModel

/// What a console needs from the program around it.
public struct ConsoleOptions: Sendable {
  /// How the terminal is written to; its width is read from the terminal again and again.
  public var look: ConsoleLook
  /// The time.
  public var clock: Clock
  /// Whether the pen is taken at the start, whoever holds it.
  public var takesPen = false
  /// Whether the process that carries the run is there, so that the run goes on when the person
  /// leaves; `nil` when this process carries it.
  public var isCarrying: (@Sendable (ProcessIdentity) -> Bool)?
  /// Opens a shell in which the variables are set, and returns when it has ended.
  ///
  /// The terminal is as it was before Tocsin during the call.
  public var openShell: (@Sendable (_ variables: [String: String]) async -> Void)?
  /// Keeps a file in the evidence folder; gives the evidence, or why it cannot be kept.
  public var keepFile: (@Sendable (_ path: String) async -> Result<Evidence, EvidenceFault>)?
  /// Takes the values of a command's placeholders, before the command is requested.
  public var giveVariables:
    (@Sendable (_ step: StepID, _ command: Int, _ values: [String: String]) async -> Void)?
  /// The timeline so far, a line each, none longer than the columns of the look.
  public var timeline: (@Sendable (ConsoleLook) async -> [String])?
  /// How soon the same key counts as held down and not as pressed again, in milliseconds.
  public var repeatMilliseconds: Int64 = 60

  /// Options of those parts.
  public init(look: ConsoleLook, clock: Clock) {
    self.look = look
    self.clock = clock
  }
}

/// Why a file cannot be put on file, as a sentence for the one who named it.
public struct EvidenceFault: Error, Hashable, Sendable {
  /// The sentence.
  public var message: String

  /// A fault with that sentence.
  public init(_ message: String) {
    self.message = message
  }
}

/// How a terminal came away from a run.
public enum ConsoleExit: Hashable, Sendable {
  /// The run is over.
  case finished(RunOutcome)
  /// The run was aborted.
  case aborted
  /// The person left; the run can be resumed later.
  case left
  /// The terminal is gone; the run can be resumed later.
  case lostTerminal
}
