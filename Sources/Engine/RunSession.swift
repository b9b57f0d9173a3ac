public import IncidentCore
public import Ports
public import RunbookModel

/// A run as a terminal sees it, whether this process carries the run or another one does.
public protocol RunSession: Sendable {
  /// Where the run stands.
  func state() async -> IncidentState

  /// What happens, from the moment of the call on; ends when the session is closed.
  ///
  /// First comes what commands that have not ended have written so far.
  func updates() async -> AsyncStream<RunUpdate>

  /// Where the run stands, and what happens from then on, with nothing lost in between.
  func join() async -> (state: IncidentState, updates: AsyncStream<RunUpdate>)

  /// Decides on an input of `actor` and writes down what follows.
  func send(
    _ input: Input,
    by actor: Actor,
    through source: EventSource
  ) async throws(SessionFault)

  /// Passes what a person types to the command that has a terminal.
  func type(_ bytes: [UInt8]) async

  /// Tells the command that has a terminal its new size.
  func resize(_ size: TerminalSize) async

  /// The output of an attempt so far.
  func output(ofAttempt attempt: Int) async -> [OutputChunk]
}

/// Something that a terminal shows.
public enum RunUpdate: Sendable {
  /// Events were written, and where the run stands after them.
  case events([Event], IncidentState)
  /// A command wrote something; secrets are masked.
  case output(OutputChunk)
  /// Something is wrong with the journal or a secret; the run goes on as far as it can.
  case trouble(RunTrouble)
}

/// Something that a person must know although it is no event of the incident.
public enum RunTrouble: Hashable, Sendable {
  /// The journal cannot be written; what happens is kept in the side file.
  case journalDegraded(JournalFault, sideFile: String)
  /// The journal takes events again, and has taken in that many from the side file.
  case journalBack(events: Int)
  /// The journal cannot be read; what others write is not seen.
  case journalUnreadable(JournalFault)
  /// The journal cannot be written at all; nothing more is done.
  case journalLost(JournalFault)
  /// A command's output is not kept.
  case outputLost(JournalFault)
  /// The core does not let a command start that it asked for; it is tried again when something
  /// else has happened.
  case commandRefused(StepID, Refusal)
  /// A command cannot start because a secret has no value.
  case secretMissing(SecretFault)
}

/// Why an input was not taken.
public enum SessionFault: Error, Hashable, Sendable {
  /// The core refused it.
  case refused(Refusal)
  /// It could not be written down.
  case journal(JournalFault)
}

extension RunSession {
  /// Where the run stands, and what happens from then on; the state may know some of it already.
  public func join() async -> (state: IncidentState, updates: AsyncStream<RunUpdate>) {
    let updates = await updates()
    return (await state(), updates)
  }
}
