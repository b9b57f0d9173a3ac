// Child processes for the engine: started at a gate, followed through files, found again later.
// Nothing here decides whether a command runs or what its end means, and no output is interpreted.

import Glibc
public import IncidentCore
public import Ports
import Timekeeping

/// Commands as processes of this machine.
///
/// Each command leads a session of its own, so that a signal from our terminal never reaches it
/// and it never asks there for a password. Standard input is empty. Output goes to the files
/// `stdout` and `stderr` in the request's folder, so that a command goes on when Tocsin is killed;
/// a command with a terminal writes to that instead, and is hung up on when Tocsin is killed.
/// A shell that ends by itself leaves its exit status in the file `status`.
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
  /// The request's folder is made when only its last part is missing, and must not have been
  /// used for another command.
  public func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand {
    let folder = try OutputFolder(creating: request.folder)
    let plan = try LaunchPlan(request, in: folder)
    if let size = request.terminal {
      let terminal = try Terminal(size)
      let child = try Child(plan, request, output: .terminal(terminal.path))
      return try follow(child, request, in: folder, files: [], terminal)
    }
    let output = try folder.create(.stdout)
    let error = try folder.create(.stderr)
    let files = [
      try folder.follow(.stdout, keeping: keptOutputBytes),
      try folder.follow(.stderr, keeping: keptOutputBytes),
    ]
    let child = try Child(plan, request, output: .files(output, error))
    return try follow(child, request, in: folder, files: files, nil)
  }

  private func follow(
    _ child: Child,
    _ request: CommandRequest,
    in folder: OutputFolder,
    files: [OutputFile],
    _ terminal: Terminal?
  ) throws(CommandFault) -> RunningProcess {
    let process = FollowedProcess(child, in: folder)
    do {
      let follower = try Follower(process, grace: request.grace, files: files, terminal: terminal)
      return RunningProcess(follower, gate: child.gate, in: folder)
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
    folder path: String
  ) async -> (any RunningCommand)? {
    guard process.bootID == Machine.bootID, process.host == Machine.host else { return nil }
    guard let folder = try? OutputFolder(existing: path) else { return nil }
    let process = FollowedProcess(adopting: process, in: folder)
    guard process.isPresent || folder.status != nil else { return nil }
    let files = [ChannelName.stdout, .stderr].compactMap {
      try? folder.follow($0, keeping: keptOutputBytes)
    }
    let grace = TimeSpan.seconds(5)
    guard let follower = try? Follower(process, grace: grace, files: files, terminal: nil)
    else { return nil }
    let endedAt = follower.end() == nil ? nil : folder.statusTime
    return RunningProcess(follower, gate: nil, in: folder, endedAt: endedAt)
  }
}
