import Glibc
import Ports

/// A file of output, and which signal carries it.
enum ChannelName: String, Sendable {
  case stdout
  case stderr
}

/// The files with what must outlive us: raw output, exit status, and a script too long to pass.
struct AttemptFiles: Sendable {
  /// The absolute path that their names begin with.
  let path: String

  /// The files whose names begin with `path`; a relative one is made absolute, because a script may
  /// go elsewhere.
  init(_ path: String) throws(CommandFault) {
    if path.hasPrefix("/") {
      self.path = path
      return
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(path[..<$0]) } ?? "."
    guard unsafe realpath(folder, &buffer) != nil else { throw CommandFault(errno, folder) }
    let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    self.path = "\(String(decoding: bytes, as: UTF8.self))/\(name)"
  }

  /// Where a shell leaves its exit status.
  var statusPath: String { path + ".status" }
  /// Where a script lies that is too long for an argument.
  var scriptPath: String { path + ".script" }

  /// The exit status that was left.
  var status: ExitStatus? { SmallFile.bytes(of: statusPath).flatMap(ExitStatus.init(file:)) }

  /// Makes the file that a child writes to.
  func create(_ name: ChannelName) throws(CommandFault) -> Descriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND
    return try .open("\(path).\(name.rawValue)", flags, mode: 0o600)
  }

  /// Begins to read what a child writes.
  func follow(_ name: ChannelName, keeping kept: Int) throws(CommandFault) -> OutputFile {
    // For writing too, because only then parts of it can be given back to the disk.
    OutputFile(name, try .open("\(path).\(name.rawValue)", O_RDWR), keeping: kept)
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

  /// Removes them all.
  func remove() {
    for ending in ["stdout", "stderr", "status", "script"] { unsafe unlink("\(path).\(ending)") }
  }
}
