import Foundation

/// A place of its own to follow a page in: an empty home, a folder with the page's files, and the
/// `tocsin` that was just built first in `PATH`.
struct Desk {
  private let home: URL
  private let folder: URL
  private let binaries: URL

  /// The package's folder, from the place where this file was compiled.
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    home = FileManager.default.temporaryDirectory
      .appending(path: "tocsin-pages-\(UUID().uuidString)")
    folder = home.appending(path: "tocsin")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["docs", "runbooks"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: name),
        withDestinationURL: Self.package.appending(path: name)
      )
    }
    // The tests' own program lies beside the one that they try.
    binaries = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
  }

  /// Whether all of these programs are on this machine.
  static func has(_ programs: String...) -> Bool {
    programs.allSatisfy { program in
      ["/usr/local/bin", "/usr/bin", "/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
      }
    }
  }

  func remove() throws {
    try FileManager.default.removeItem(at: home)
  }

  func write(_ text: String, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// Runs a line without the descriptor by which Foundation notices that a process has ended: what
  /// the line leaves in the background would keep it open.
  private static let closing = """
    for path in /proc/$$/fd/*; do
      number=${path##*/}
      if ((number > 2)); then eval "exec $number>&-"; fi
    done
    exec sh -c "$1"
    """

  /// Runs a line as a reader would, without a terminal, and gives what it printed to both outputs
  /// and its exit status.
  func run(_ command: String) throws -> (printed: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["timeout", "60", "bash", "-c", Self.closing, "-", command]
    process.currentDirectoryURL = folder
    process.environment = [
      "HOME": home.path, "LANG": "C.UTF-8", "LOGNAME": "mei", "USER": "mei", "TZ": "UTC",
      "TMPDIR": home.path,
      "PATH": "\(binaries.path):/usr/local/bin:/usr/bin:/bin",
    ]
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let printed = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: printed, as: UTF8.self), process.terminationStatus)
  }
}
