import CommandRunner
import Foundation
import IncidentCore
import Ports
import Timekeeping

/// A folder for one test, and commands that run in it.
final class Workshop: Sendable {
  let path: String

  init() throws {
    let name = "tocsin-\(UUID().uuidString)"
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A request for a script of `interpreter`, with files of its own.
  func request(
    _ script: String,
    _ interpreter: [String] = ["sh", "-c"],
    environment: [String: String] = ["PATH": "/usr/local/bin:/usr/bin:/bin"],
    terminal: TerminalSize? = nil,
    grace: TimeSpan = .seconds(20)
  ) -> CommandRequest {
    CommandRequest(
      arguments: interpreter + [script],
      isShell: ["sh", "bash", "dash"].contains(interpreter[0]),
      environment: environment,
      workingDirectory: path,
      terminal: terminal,
      files: "\(path)/\(UUID().uuidString)",
      grace: grace
    )
  }

  /// The paths of the files that a request has left.
  func files(of request: CommandRequest) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.map { "\(path)/\($0)" }.filter { $0.hasPrefix(request.files) }.sorted()
  }

  /// Runs a script to its end.
  func run(_ script: String, _ interpreter: [String] = ["sh", "-c"]) async throws -> Outcome {
    try await run(request(script, interpreter))
  }

  /// Runs a command to its end.
  func run(_ request: CommandRequest) async throws -> Outcome {
    let command = try await ProcessCommands().prepare(request)
    await command.release()
    return await Outcome(of: command)
  }

  /// The text of a file here.
  func text(_ name: String) -> String? {
    try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}

/// What came of a command.
struct Outcome: Equatable {
  var stdout = ""
  var stderr = ""
  var ends: [CommandEnd] = []

  init(stdout: String = "", stderr: String = "", ends: [CommandEnd]) {
    self.stdout = stdout
    self.stderr = stderr
    self.ends = ends
  }

  /// Follows `command` until its signals are over.
  init(of command: any RunningCommand) async {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    for await signal in command.signals {
      switch signal {
      case .stdout(let bytes): output += bytes
      case .stderr(let bytes): errors += bytes
      case .ended(let end): ends.append(end)
      }
    }
    stdout = String(decoding: output, as: UTF8.self)
    stderr = String(decoding: errors, as: UTF8.self)
  }
}

/// Reads the signals of a command piece by piece.
struct Listener {
  private var signals: AsyncStream<CommandSignal>.Iterator
  private(set) var heard = ""
  private(set) var end: CommandEnd?

  init(_ command: any RunningCommand) {
    signals = command.signals.makeAsyncIterator()
  }

  /// Reads on until `text` was heard, or the end.
  ///
  /// - Returns: whether it was heard.
  mutating func hears(_ text: String) async -> Bool {
    while !heard.contains(text), let signal = await signals.next(isolation: #isolation) {
      switch signal {
      case .stdout(let bytes), .stderr(let bytes): heard += String(decoding: bytes, as: UTF8.self)
      case .ended(let end): self.end = end
      }
    }
    return heard.contains(text)
  }

  /// Reads on to the end.
  mutating func ending() async -> CommandEnd? {
    _ = await hears("\u{0}")
    return end
  }
}
