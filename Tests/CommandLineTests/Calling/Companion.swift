import Foundation
import Glibc
import Testing

/// A program that runs beside the test, and what it has printed so far on both streams.
///
/// Every wait has a deadline, which is generous because a loaded machine is slow; none is a pause.
final class Companion {
  static let patienceSeconds = 60.0

  private(set) var text = ""
  private let process = Process()
  private let pipe = Pipe()

  init(
    _ program: URL,
    _ arguments: [String],
    environment: [String: String],
    folder: URL
  ) throws {
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    try pipe.fileHandleForWriting.close()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Kills it, and waits until it is gone.
  func kill9() {
    signal(SIGKILL)
    process.waitUntilExit()
  }

  /// Waits until it has printed `wanted` so often.
  func wait(for wanted: String, times: Int = 1) throws {
    let end = Date(timeIntervalSinceNow: Self.patienceSeconds)
    while text.components(separatedBy: wanted).count <= times {
      let descriptor = pipe.fileHandleForReading.fileDescriptor
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(0, end.timeIntervalSinceNow)
      _ = unsafe Glibc.poll(&poll, 1, Int32(left * 1000))
      try #require(poll.revents != 0, "“\(wanted)” did not come: \(text)")
      let data = pipe.fileHandleForReading.availableData
      try #require(!data.isEmpty, "it ended without “\(wanted)”: \(text)")
      text += String(decoding: data, as: UTF8.self)
    }
  }

  /// Ends it as a user does, and reads the rest of what it printed.
  ///
  /// - Returns: its exit code.
  func end(by number: Int32 = SIGTERM) throws -> Int32 {
    signal(number)
    return try waitUntilEnded()
  }

  func waitUntilEnded() throws -> Int32 {
    let rest = try pipe.fileHandleForReading.readToEnd() ?? Data()
    text += String(decoding: rest, as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus
  }
}
