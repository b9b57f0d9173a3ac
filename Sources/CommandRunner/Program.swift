import Glibc
import Ports

/// Where the program of a command is.
enum Program {
  /// Looks for `name` as `execvp` would, with the command's own environment and folder.
  static func path(
    of name: String,
    environment: [String: String],
    folder: String?
  ) throws(CommandFault) -> String {
    guard !name.isEmpty else { throw .notFound(program: name) }
    if name.utf8.contains(UInt8(ascii: "/")) { return try checked(name, in: folder) }
    var refusal: CommandFault?
    let searchPath = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for place in searchPath.split(separator: ":", omittingEmptySubsequences: false) {
      do {
        return try checked(place.isEmpty ? "./\(name)" : "\(place)/\(name)", in: folder)
      } catch .refused(let detail) {
        refusal = refusal ?? .refused(detail: detail)
      } catch {}
    }
    throw refusal ?? .notFound(program: name)
  }

  private static func checked(_ path: String, in folder: String?) throws(CommandFault) -> String {
    let seen = path.hasPrefix("/") ? path : "\(folder ?? ".")/\(path)"
    var facts = stat()
    guard unsafe stat(seen, &facts) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .notFound(program: path) }
      throw CommandFault(errno, path)
    }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw CommandFault(EACCES, path) }
    guard unsafe access(seen, X_OK) == 0 else { throw CommandFault(errno, path) }
    return path
  }

  /// Whether a shell is dash, by its real name.
  ///
  /// dash runs an EXIT trap only when it ends by itself. bash runs it when a signal ends it as
  /// well, with the code of the command before, and would leave a 0 where it was killed.
  static func isDash(_ path: String) -> Bool {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard unsafe realpath(path, &buffer) != nil else { return false }
    let name = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return name.suffix(5).elementsEqual("/dash".utf8)
  }
}
