import Foundation
import IncidentCore

/// Makes sure that one process at a time carries a run: a lock on a file, gone with the process.
struct HostLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock of an incident; `nil` when another process has it.
  init?(_ id: IncidentID, in home: String) throws(CommandFailure) {
    let folder = FilePath.join(home, "attempts/\(id.text)")
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      // Without a folder there is no lock to take, and a full or read-only disk must not stop an
      // emergency; the journal's own compare-and-set still keeps two hosts apart.
      descriptor = -1
      return
    }
    let path = FilePath.join(folder, "host.lock")
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      close(descriptor)
      return nil
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
