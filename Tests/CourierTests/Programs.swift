import Foundation
import Glibc
import Synchronization
import Testing

/// Programs that tests start and talk to.
enum Programs {
  /// Where `name` is; `nil` when it is not installed.
  static func path(of name: String) -> String? {
    ["/usr/bin", "/usr/sbin", "/usr/lib/kannel/test"].map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// A folder of its own, which `body` has for itself.
  static func withFolder<Result>(
    _ body: (URL) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "courier-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }

  /// Runs a program to its end.
  static func run(_ path: String, _ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(path) \(arguments)")
  }

  /// Sends bytes to a server on this machine and gives the lines that it answers until it hangs up.
  static func talk(to port: UInt16, _ text: String) throws -> [String] {
    let peer = try #require(Peer(connectedTo: port))
    defer { peer.close() }
    peer.write(text)
    var lines: [String] = []
    while let line = peer.line() { lines.append(line) }
    return lines
  }

  /// A port that nobody listened on a moment ago.
  static func freePort() throws -> UInt16 {
    let server = try LoopbackServer { _, _ in }
    server.stop()
    return server.port
  }
}

/// A program that runs until it is stopped, and whose output is read line by line.
final class Companion: Sendable {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()
  private let unread = Mutex<[UInt8]>([])

  /// Starts the program at `path`.
  init(
    _ path: String,
    _ arguments: [String],
    in folder: URL? = nil,
    readsErrors: Bool = false
  ) throws {
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = readsErrors ? output : FileHandle.nullDevice
    try process.run()
  }

  deinit { stop() }

  /// Reads lines until one holds `text`; `nil` when the output ends first.
  func line(with text: String) -> String? {
    while let line = line() {
      if line.contains(text) { return line }
    }
    return nil
  }

  /// The next line, without its end.
  func line() -> String? {
    unread.withLock { unread in
      while true {
        if let end = unread.firstIndex(of: 10) {
          let line = unread[..<end].filter { $0 != 13 }
          unread.removeFirst(end + 1)
          return String(decoding: line, as: UTF8.self)
        }
        let more = output.fileHandleForReading.availableData
        guard !more.isEmpty else { return nil }
        unread += more
      }
    }
  }

  func write(_ text: String) {
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Ends the program, at once, and gives its exit code.
  ///
  /// Programs started by a task may inherit from its thread that TERM is blocked.
  @discardableResult
  func stop(by signal: Int32 = SIGKILL) -> Int32 {
    if process.isRunning { kill(process.processIdentifier, signal) }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
