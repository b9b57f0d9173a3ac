import Foundation

extension Desk {
  /// Whether all of these programs are on this machine.
  static func has(_ programs: String...) -> Bool {
    programs.allSatisfy { program in
      ["/usr/local/bin", "/usr/bin", "/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
      }
    }
  }

  /// Runs a line of shell in the desk's folder, with `tocsin` in `PATH`; ends it after a minute.
  func shell(_ line: String, _ environment: [String: String] = [:]) throws -> Outcome {
    let binaries = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["timeout", "60", "sh", "-c", line]
    process.currentDirectoryURL = folder
    process.environment = [
      "HOME": folder.path, "TOCSIN_HOME": folder.appending(path: "home").path,
      "TOCSIN_USER": "li", "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm",
      "PATH": "\(binaries.path):/usr/local/bin:/usr/bin:/bin",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let errors = folder.appending(path: "errors-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    process.standardError = try FileHandle(forWritingTo: errors)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: printed, as: UTF8.self),
      errors: try String(contentsOf: errors, encoding: .utf8),
      code: process.terminationStatus
    )
  }

  /// Runs a line of shell at a terminal of 80 columns.
  func terminal(_ line: String, _ environment: [String: String] = [:]) throws -> Outcome {
    let quoted = "stty cols 80; \(line)".replacing("'", with: "'\\''")
    return try shell("script -qec '\(quoted)' /dev/null", environment)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: name),
      withIntermediateDirectories: true
    )
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: name).path,
      withDestinationPath: target
    )
  }
}
