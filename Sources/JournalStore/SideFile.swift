import Foundation
import Ports

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that takes lines durably, and is locked as long as its writer lives.
final class SideFile {
  let path: String
  private let descriptor: Int32

  /// Makes the file, which must not be there yet.
  init(path: String) throws(JournalFault) {
    self.path = path
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC
    descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else { throw JournalFile.fault(errno, path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw JournalFile.fault(errno, path: path)
    }
    try JournalFile.flush(path: URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  deinit {
    _ = close(descriptor)
  }

  /// Writes a line and waits for the disk; after a failure the file is as it was before.
  func append(_ line: String) throws(JournalFault) {
    let length = lseek(descriptor, 0, SEEK_END)
    do {
      try write(Array(line.utf8) + [UInt8(ascii: "\n")])
    } catch {
      _ = ftruncate(descriptor, length)
      throw error
    }
  }

  /// Whether the file at `path` is a plain one that only this user can have written.
  ///
  /// A shared folder may hold what others have put there, and a merge would believe it.
  static func isOurs(path: String) -> Bool {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
      && status.st_mode & (S_IWGRP | S_IWOTH) == 0
  }

  /// Whether a living process still writes into the file at `path`.
  static func isInUse(path: String) -> Bool {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  private func write(_ bytes: [UInt8]) throws(JournalFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Self.write(descriptor, $0) }
      if written < 0 {
        if errno == EINTR { continue }
        throw JournalFile.fault(errno, path: path)
      }
      rest = rest.dropFirst(written)
    }
    guard fsync(descriptor) == 0 else { throw JournalFile.fault(errno, path: path) }
  }

  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
    unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}
