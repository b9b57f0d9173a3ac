import Foundation
import GRDB
import Ports
import Timekeeping

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The journal's file and folder, which nobody but their owner may read.
enum JournalFile {
  /// Makes the file with mode 0600 unless it is there, and missing folders with mode 0700.
  ///
  /// SQLite gives the files beside it the mode of this one.
  static func create(path: String) throws(JournalFault) {
    // The folder is nearly always there, and looking for it first costs more than the opening.
    var descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0, errno == ENOENT || errno == ENOTDIR {
      try createFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
      descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw fault(errno, path: path) }
    _ = close(descriptor)
  }

  /// Makes a folder and those above it, for their owner alone, unless they are there.
  static func createFolder(_ folder: String) throws(JournalFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw .readOnly(detail: "\(folder): the folder cannot be made: \(error)")
    }
  }

  /// What an error number of the operating system means for the journal.
  static func fault(_ number: Int32, path: String) -> JournalFault {
    let detail = "\(path): \(unsafe String(cString: strerror(number)))"
    switch number {
    case ENOSPC, EDQUOT: return .full(detail: detail)
    case EACCES, EPERM, EROFS, ENOENT, ENOTDIR, EISDIR: return .readOnly(detail: detail)
    default: return .storage(detail: detail)
    }
  }

  /// Tries again while another process has the file, for about `patience`.
  ///
  /// SQLite does not wait by itself when it switches a new file to the write-ahead log.
  static func retrying(patience: TimeSpan, _ body: () throws -> Void) throws {
    let pauseMilliseconds: Int64 = 10
    var triesLeft = patience.milliseconds / pauseMilliseconds
    while true {
      do {
        return try body()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && triesLeft > 0 {
        triesLeft -= 1
        usleep(UInt32(pauseMilliseconds * 1000))
      }
    }
  }

  /// Waits until the disk has what was written into the file.
  static func flush(path: String) throws(JournalFault) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(errno, path: path) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw fault(errno, path: path) }
  }
}
