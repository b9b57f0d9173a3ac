import Foundation

/// A code block of a page.
struct Fence: Equatable, Sendable {
  /// The words after the opening marks: the language first.
  var words: [String]
  /// The lines between the marks.
  var lines: [String]
  /// The line of the opening marks.
  var line: Int

  /// The language, or an empty text.
  var language: String { words.first ?? "" }
  /// The lines as one text with a line break at its end.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// The code blocks of a page in their order; one inside of another is part of its lines.
  static func all(in page: String) -> [Fence] {
    var fences: [Fence] = []
    var open: (marks: String, fence: Fence)?
    for (index, line) in page.components(separatedBy: "\n").enumerated() {
      if let (marks, fence) = open {
        if line == marks {
          fences.append(fence)
          open = nil
        } else {
          open?.fence.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        let marks = line.prefix { $0 == "`" }
        let words = line.dropFirst(marks.count).split(separator: " ").map(String.init)
        open = (String(marks), Fence(words: words, lines: [], line: index + 1))
      }
    }
    return fences
  }
}
