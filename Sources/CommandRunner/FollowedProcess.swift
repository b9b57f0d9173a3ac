import CSpawn
import Glibc
import IncidentCore
import Ports

/// A process whose end is awaited, a child of ours or not.
struct FollowedProcess: Sendable {
  let identity: ProcessIdentity
  /// Readable when the process has ended; `nil` when the kernel has no such descriptors.
  let pidfd: Descriptor?
  /// Where it may leave its exit status.
  let files: AttemptFiles
  /// Whether its exit code is that of the shell around it; unknown when we did not start it.
  let isWrapped: Bool?

  /// A child of ours.
  init(_ child: Child, in files: AttemptFiles) {
    identity = ProcessTable.identity(of: child.pid)
    pidfd = Descriptor(tocsin_pidfd(child.pid))
    isWrapped = child.isWrapped
    self.files = files
  }

  /// A process that an earlier Tocsin started.
  init(adopting identity: ProcessIdentity, in files: AttemptFiles) {
    self.identity = identity
    // In this order: the number cannot come to mean another process once we hold a descriptor.
    pidfd = Descriptor(tocsin_pidfd(identity.pid))
    isWrapped = nil
    self.files = files
  }

  /// Whether there is such a process, dead or alive.
  var isPresent: Bool {
    ProcessTable.entry(of: identity.pid)?.startTicks == identity.startTicks
  }

  /// How it ended, or `nil` while it lives.
  ///
  /// A child is waited for, so that no zombie stays.
  func end() -> CommandEnd? {
    var status: Int32 = 0
    let waited = unsafe waitpid(identity.pid, &status, WNOHANG)
    if waited == identity.pid {
      let end = ExitStatus(wait: status, isWrapped: isWrapped ?? false).end
      return isWrapped == nil ? files.status?.end ?? end : end
    }
    // Not our child: somebody else waits for it, and only its own note can tell us its code.
    if waited == 0 || errno == EINTR { return nil }
    if isPresent, pidfd.map({ Watch.poll([$0.number], milliseconds: 0) == [0] }) ?? true {
      return nil
    }
    return files.status?.end ?? .unknown
  }

  /// Sends a signal to its process group.
  ///
  /// - Returns: whether there is anybody in it.
  @discardableResult
  func signal(_ number: Int32) -> Bool { kill(-identity.pid, number) == 0 }
}
