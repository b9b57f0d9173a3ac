import Foundation
import Testing

/// A home of its own with the `tocsin` that was just built, used as a person would, by commands.
struct Desk {
  /// What a command printed, and its exit code.
  struct Outcome {
    var output: String
    var errors: String
    var code: Int32
  }

  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let folder: URL
  let program: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "tocsin-desk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The tests' own program lies beside the one that they try.
    program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "tocsin")
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ text: String, to name: String) throws -> String {
    let file = folder.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  func read(_ name: String) -> String {
    (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
  }

  /// Makes an empty file, which a command waits for.
  func touch(_ name: String) throws { _ = try write("", to: name) }

  /// Whether a process of that number lives.
  func isAlive(_ number: String) -> Bool {
    pid_t(number.filter(\.isNumber)).map { kill($0, 0) == 0 } ?? false
  }

  /// Runs `tocsin` to its end, without a terminal.
  func tocsin(_ arguments: String..., as name: String = "li") throws -> Outcome {
    try tocsin(arguments, as: name)
  }

  /// Runs `tocsin` to its end, without a terminal.
  func tocsin(_ arguments: [String], as name: String = "li") throws -> Outcome {
    try outcome(of: process(arguments, as: name))
  }

  private func outcome(of process: Process) throws -> Outcome {
    let output = Pipe()
    let errors = folder.appending(path: "errors-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: printed, as: UTF8.self),
      errors: try String(contentsOf: errors, encoding: .utf8),
      code: process.terminationStatus
    )
  }

  /// Starts `tocsin`, and gives it back as soon as it has printed `text`.
  func start(_ arguments: String..., untilPrinted text: String) throws -> Process {
    let process = self.process(arguments, as: "li")
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    var printed = ""
    while !printed.contains(text) {
      let data = pipe.fileHandleForReading.availableData
      try #require(!data.isEmpty, "it ended before it printed \(text): \(printed)")
      printed += String(decoding: data, as: UTF8.self)
    }
    return process
  }

  /// Sits down at a terminal and starts `tocsin` there.
  func sit(
    _ arguments: String...,
    as name: String = "li",
    columns: Int = 80,
    setting extra: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      [program.path] + arguments,
      environment: environment(of: name).merging(["TERM": "xterm-256color"]) { $1 }
        .merging(extra) { $1 },
      folder: folder.path,
      columns: columns
    )
  }

  /// The environment of a person who works here.
  func environment(of name: String) -> [String: String] {
    [
      "HOME": folder.path, "TOCSIN_HOME": folder.appending(path: "home").path,
      "TOCSIN_USER": name, "LANG": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin",
      "TMPDIR": folder.path,
    ]
  }

  private func process(_ arguments: [String], as name: String) -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment(of: name)
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
