import Foundation
import Testing

/// The example's gateway on this machine, with what it prints.
final class Gateway {
  let url: String
  private let process = Process()
  private let output = Pipe()
  private var unread = ""

  /// Starts it with those options on a free port.
  init(_ options: [String] = []) throws {
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "fake-gateway")
    process.arguments = ["--port", "0"] + options
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let first = Self.line(of: output, &unread)
    url = String(try #require(first?.split(separator: " ").last))
  }

  /// The next line that it prints, as soon as there is one; `nil` when it has ended.
  func line() -> String? { Self.line(of: output, &unread) }

  /// Ends it; gives what it printed since and its exit code.
  func end() -> (lines: [String], code: Int32) {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    var lines: [String] = []
    while let line = line() { lines.append(line) }
    return (lines, process.terminationStatus)
  }

  private static func line(of pipe: Pipe, _ unread: inout String) -> String? {
    while true {
      if let end = unread.firstIndex(of: "\n") {
        let line = String(unread[..<end])
        unread.removeSubrange(...end)
        return line
      }
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { return nil }
      unread += String(decoding: data, as: UTF8.self)
    }
  }
}

/// A configuration with one person and one gateway.
enum Team {
  /// The text of its tocsin.yaml.
  static func configuration(
    url: String = "http://127.0.0.1:9/sms",
    card: String = "sms-gateway",
    address: String = "+447700900101",
    parameters: String = "",
    secrets: String = "{ token: { file: token } }"
  ) -> String {
    """
    version: 1
    time-zone: Asia/Shanghai
    people:
      li-wei:
        name: 李伟
        language: zh
        contacts:
          - { notifier: sms, address: "\(address)" }
    notifiers:
      sms:
        card: \(card)
        parameters: { url: "\(url)"\(parameters) }
        secrets: \(secrets)
    default-policy: all
    policies:
      all:
        levels:
          - { call: [person:li-wei], wait: 5m }
        last-resort: [person:li-wei]
    """
  }
}
