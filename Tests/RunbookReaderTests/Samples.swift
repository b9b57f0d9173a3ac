import Foundation
import Testing

/// The sample files beside the tests.
enum Samples {
  static func text(_ name: String) throws -> String {
    try String(contentsOf: file(name), encoding: .utf8)
  }

  /// Compares a text with a golden file, or writes that when `UPDATE_GOLDEN=1` is set.
  static func expect(
    _ text: String,
    equals name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try (text + "\n").write(to: file(name), atomically: true, encoding: .utf8)
    }
    #expect(try text + "\n" == self.text(name), sourceLocation: sourceLocation)
  }

  private static func file(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples/\(name)")
  }
}
