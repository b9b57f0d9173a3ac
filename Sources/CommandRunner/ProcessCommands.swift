// Child processes for the engine: started at a gate, followed through files, found again later.
// Nothing here decides whether a command runs or what its end means, and no output is interpreted.

import Glibc
public import IncidentCore
public import Ports
import Timekeeping

/// Commands as processes of this machine.
///
/// Each command leads a session of its own, so that a signal from our terminal never reaches it
/// and it never asks there for a password. Standard input is empty. Output goes to the request's
/// files `.stdout` and `.stderr`, so that a command goes on when Tocsin is killed;
/// a command with a terminal writes to that instead, and is hung up on when Tocsin is killed.
/// A shell that ends by itself leaves its exit status in the file `.status`.
///
/// Not with swift-subprocess: its processes live inside a closure, and it has neither a gate nor
/// a controlling terminal nor processes that outlive the caller.
public struct ProcessCommands: Commands {
  /// How much of the beginning of each output stays on disk until ``RunningCommand/forget()``.
  ///
  /// What lies behind, and was read, is given back to the disk while the command runs.
  public var keptOutputBytes: Int

  /// Commands that keep that much of the beginning of each output on disk.
  public init(keptOutputBytes: Int = 16 << 20) {
    self.keptOutputBytes = keptOutputBytes
  }

  /// Makes the process and holds it at a gate.
  ///
  /// The request's files must not be those of another command.
  public func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand {
    let files = try AttemptFiles(request.files)
    let plan = try LaunchPlan(request, in: files)
    if let size = request.terminal {
      let terminal = try Terminal(size)
      let child = try Child(plan, request, output: .terminal(terminal.path))
      return try follow(child, request, in: files, outputs: [], terminal)
    }
    let output = try files.create(.stdout)
    let error = try files.create(.stderr)
    let outputs = [
      try files.follow(.stdout, keeping: keptOutputBytes),
      try files.follow(.stderr, keeping: keptOutputBytes),
    ]
    let child = try Child(plan, request, output: .files(output, error))
    return try follow(child, request, in: files, outputs: outputs, nil)
  }

  private func follow(
    _ child: Child,
    _ request: CommandRequest,
    in files: AttemptFiles,
    outputs: [OutputFile],
    _ terminal: Terminal?
  ) throws(CommandFault) -> RunningProcess {
    let process = FollowedProcess(child, in: files)
    do {
      let follower = try Follower(process, grace: request.grace, files: outputs, terminal: terminal)
      return RunningProcess(follower, gate: child.gate, in: files)
    } catch {
      // It waits at its gate and has done nothing.
      process.signal(SIGKILL)
      _ = waitpid(child.pid, nil, 0)
      throw error
    }
  }

  /// Looks for a process that an earlier Tocsin started.
  ///
  /// Its signals begin with the first byte of each output, whoever had it before; what was given
  /// back to the disk is left out. What is typed to it, and its new size, go nowhere: its terminal
  /// went with the Tocsin that started it.
  public func adopt(
    _ process: ProcessIdentity,
    files path: String
  ) async -> (any RunningCommand)? {
    guard process.bootID == Machine.bootID, process.host == Machine.host else { return nil }
    guard let files = try? AttemptFiles(path) else { return nil }
    let process = FollowedProcess(adopting: process, in: files)
    guard process.isPresent || files.status != nil else { return nil }
    let outputs = [ChannelName.stdout, .stderr].compactMap {
      try? files.follow($0, keeping: keptOutputBytes)
    }
    let grace = TimeSpan.seconds(5)
    guard let follower = try? Follower(process, grace: grace, files: outputs, terminal: nil)
    else { return nil }
    return RunningProcess(follower, gate: nil, in: files)
  }
}
