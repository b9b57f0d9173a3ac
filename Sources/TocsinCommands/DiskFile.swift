import Phrases

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Files and folders on the disk, read with as few calls as possible.
enum DiskFile {
  /// Why a file or folder cannot be read.
  struct Failure: Error {
    /// The system's error number.
    var code: Int32

    /// A sentence about it, the system's own for what is rare.
    func reason(_ language: Language) -> String {
      let phrase: Phrase? =
        switch code {
        case ENOENT: CheckPhrases.notThere
        case EACCES: CheckPhrases.notAllowed
        case EISDIR: CheckPhrases.isFolder
        case EINVAL: CheckPhrases.noFile
        case ELOOP: CheckPhrases.linkCircle
        default: nil
        }
      if let phrase { return phrase.text(language) }
      return unsafe String(cString: strerror(code))
    }
  }

  /// What stands at a path.
  enum Kind: Equatable {
    case file
    case folder
    case other
  }

  /// An entry of a folder.
  struct Entry {
    var name: String
    /// What it is; `nil` when only a look at the entry itself tells, as for symbolic links.
    var kind: Kind?
    /// Whether the file system does not say what it is, so that it may be no symbolic link.
    var isUnknown: Bool
    /// Its number on the folder's device.
    var number: UInt64
  }

  /// A folder's or file's own number, to notice that it was seen before.
  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  /// The bytes of a file; of a longer one only the first `limit` and one more.
  static func bytes(at path: String, limit: Int) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Failure(code: errno) }
    // A pipe without a writer would be waited for without end.
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else { throw Failure(code: kind == S_IFDIR ? EISDIR : EINVAL) }
    var bytes: [UInt8] = []
    var room = min(Int(status.st_size), limit) + 1
    while bytes.count <= limit {
      let chunk = try read(descriptor, count: min(room, limit + 1 - bytes.count))
      if chunk.isEmpty { break }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      room = 65_536
    }
    return bytes
  }

  private static func read(_ descriptor: Int32, count: Int) throws(Failure) -> [UInt8] {
    var code: Int32 = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = 0
      repeat {
        got = unsafe systemRead(descriptor, buffer.baseAddress, count)
      } while got < 0 && errno == EINTR
      if got < 0 { code = errno }
      filled = max(0, got)
    }
    guard code == 0 else { throw Failure(code: code) }
    return chunk
  }

  /// What stands at `path`, symbolic links followed, and its identity.
  static func look(at path: String) throws(Failure) -> (kind: Kind, identity: Identity) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw Failure(code: errno) }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    let identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      number: UInt64(truncatingIfNeeded: status.st_ino)
    )
    return (kind, identity)
  }

  /// Whether something exists at `path`.
  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// The entries of a folder, sorted by the bytes of their names.
  static func entries(of path: String) throws(Failure) -> [Entry] {
    guard let folder = unsafe opendir(path) else { throw Failure(code: errno) }
    defer { unsafe closedir(folder) }
    var entries: [Entry] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      let type = unsafe Int(entry.pointee.d_type)
      let kind: Kind? =
        switch type {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK), Int(DT_UNKNOWN): nil
        default: .other
        }
      let number = unsafe UInt64(truncatingIfNeeded: entry.pointee.d_ino)
      entries.append(
        Entry(name: name, kind: kind, isUnknown: type == Int(DT_UNKNOWN), number: number)
      )
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}

/// `read(2)`, whose name ``DiskFile`` uses for its own.
private func systemRead(
  _ descriptor: Int32,
  _ buffer: UnsafeMutableRawPointer?,
  _ count: Int
) -> Int {
  unsafe read(descriptor, buffer, count)
}
