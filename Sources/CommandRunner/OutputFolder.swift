import Glibc
import Ports
import Timekeeping

/// A file of output, and which signal carries it.
enum ChannelName: String, Sendable {
  case stdout
  case stderr
}

/// The folder with what must outlive us: raw output, exit status, and a script too long to pass.
struct OutputFolder: Sendable {
  /// The absolute path.
  let path: String

  /// The folder at `path`, made when only its last part is missing.
  init(creating path: String) throws(CommandFault) {
    if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw CommandFault(errno, path) }
    try self.init(existing: path)
  }

  /// The folder at `path`; a relative one is made absolute, because a script may go elsewhere.
  init(existing path: String) throws(CommandFault) {
    if path.hasPrefix("/") {
      self.path = path
      return
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard unsafe realpath(path, &buffer) != nil else { throw CommandFault(errno, path) }
    self.path = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
      as: UTF8.self
    )
  }

  /// Where a shell leaves its exit status.
  var statusPath: String { path + "/status" }
  /// Where a script lies that is too long for an argument.
  var scriptPath: String { path + "/script" }

  /// The exit status that was left.
  var status: ExitStatus? { SmallFile.bytes(of: statusPath).flatMap(ExitStatus.init(file:)) }

  /// When it was left.
  var statusTime: Instant? {
    var status = stat()
    guard unsafe stat(statusPath, &status) == 0 else { return nil }
    let time = status.st_mtim
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Makes the file that a child writes to.
  func create(_ name: ChannelName) throws(CommandFault) -> Descriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND
    return try .open("\(path)/\(name.rawValue)", flags, mode: 0o600)
  }

  /// Begins to read what a child writes.
  func follow(_ name: ChannelName, keeping kept: Int) throws(CommandFault) -> OutputFile {
    // For writing too, because only then parts of it can be given back to the disk.
    OutputFile(name, try .open("\(path)/\(name.rawValue)", O_RDWR), keeping: kept)
  }

  /// Writes a script that is too long for an argument.
  func keep(script: String) throws(CommandFault) {
    let file = try Descriptor.open(scriptPath, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    var rest = Array(script.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe write(file.number, $0.baseAddress, $0.count)
      }
      guard count > 0 else { throw CommandFault(errno, scriptPath) }
      rest = rest.dropFirst(count)
    }
  }

  /// Removes everything that was made here; anything else stays, and then the folder too.
  func remove() {
    for name in ["stdout", "stderr", "status", "script"] { unsafe unlink("\(path)/\(name)") }
    unsafe rmdir(path)
  }
}
