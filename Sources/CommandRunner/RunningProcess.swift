import IncidentCore
import Ports
import Synchronization

/// A command of ours, or one of an earlier Tocsin, that is followed to its end.
///
/// When nobody holds it any more the process goes on, unless it still waits at its gate or has a
/// terminal, which is hung up then.
final class RunningProcess: RunningCommand {
  let identity: ProcessIdentity
  private let follower: Follower
  private let files: AttemptFiles
  private let gate: Mutex<Pipe?>

  /// Follows a process; `gate` is where it waits, `nil` when it was released long ago.
  init(_ follower: Follower, gate: Pipe?, in files: AttemptFiles) {
    identity = follower.process.identity
    self.follower = follower
    self.files = files
    self.gate = Mutex(gate)
  }

  deinit { follower.abandon() }

  func release() async {
    let pipe = gate.withLock { gate in
      defer { gate = nil }
      return gate
    }
    pipe?.signal()
  }

  var signals: AsyncStream<CommandSignal> {
    // The stream holds the command, which a caller may let go once it has the stream.
    AsyncStream(unfolding: { await self.follower.next() }, onCancel: { self.follower.cancel() })
  }

  func stop() async { await follower.stop() }

  func type(_ bytes: [UInt8]) async { follower.type(bytes) }

  func resize(_ size: TerminalSize) async { follower.terminal?.resize(size) }

  func forget() async { files.remove() }
}
