import Foundation
import Testing

/// Compares a text with the file that holds what it should be.
enum Golden {
  /// Expects `text` to be the golden file `name`; writes the file when `UPDATE_GOLDEN` is `1`.
  static func expect(_ text: String, _ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
      return
    }
    let golden = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    let new = text.components(separatedBy: "\n")
    let old = golden.components(separatedBy: "\n")
    let place = zip(new, old).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(
      text == golden,
      "\(name) differs from line \((place?.offset ?? min(new.count, old.count)) + 1) on"
    )
  }
}
