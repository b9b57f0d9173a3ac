import Foundation
import Testing

/// Compares printed text with a file that is kept beside the tests.
enum Golden {
  /// Expects `text` to be what `Golden/name` holds; `UPDATE_GOLDEN=1` writes it there instead.
  static func expect(
    _ text: String,
    is name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(text == kept, "differs from Golden/\(name)", sourceLocation: sourceLocation)
  }
}
