import Foundation
package import Testing

/// Compares printed text with a file that is kept in the folder `Golden` beside the test.
package enum Golden {
  /// Expects `text` to be what `Golden/name` holds; `UPDATE_GOLDEN=1` writes it there instead.
  package static func expect(
    _ text: String,
    is name: String,
    beside test: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: test).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    let new = text.components(separatedBy: "\n")
    let old = kept.components(separatedBy: "\n")
    let place = zip(new, old).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(
      text == kept,
      "differs from Golden/\(name), line \((place?.offset ?? min(new.count, old.count)) + 1)",
      sourceLocation: sourceLocation
    )
  }
}
