import Foundation

/// A fence of a page that is carried out by the tests: a file to write, or commands to run.
enum Example: Equatable, Sendable {
  /// ```` ```markdown restart.md ````: a fence with a file's name as its second word.
  case file(name: String, text: String)
  /// ```` ```console ````: lines that begin with `$ `, each followed by what it prints.
  case session([ConsoleCommand], line: Int)

  /// The examples of a page in their order.
  static func all(in page: String) -> [Example] {
    Fence.all(in: page).compactMap { fence in
      if fence.language == "console" {
        return .session(ConsoleCommand.all(in: fence.lines, from: fence.line + 1), line: fence.line)
      }
      guard fence.words.count == 2, fence.words[1].contains("."), !fence.words[1].contains("=")
      else { return nil }
      return .file(name: fence.words[1], text: fence.text)
    }
  }
}

/// A command of a page with the output that the page shows.
struct ConsoleCommand: Equatable, Sendable {
  /// What a reader types.
  var command: String
  /// The lines below it; `…` stands for anything, alone on a line for any lines.
  var output: [String]
  /// The line of the page.
  var line: Int

  static func all(in lines: [String], from first: Int) -> [ConsoleCommand] {
    var commands: [ConsoleCommand] = []
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("$ ") {
        let command = ConsoleCommand(
          command: String(line.dropFirst(2)),
          output: [],
          line: first + index
        )
        commands.append(command)
      } else if !commands.isEmpty {
        commands[commands.count - 1].output.append(line)
      }
    }
    return commands
  }

  /// Whether the page shows what the command prints.
  var showsOutput: Bool { output.contains { !$0.isEmpty } }

  /// Whether `printed` is what the page shows; a page that shows nothing promises nothing.
  func agrees(with printed: String) -> Bool {
    var lines = printed.components(separatedBy: "\n").map(trimmed)
    while lines.last == "" { lines.removeLast() }
    var shown = output.map(trimmed)
    while shown.last == "" { shown.removeLast() }
    return shown.isEmpty || Self.linesAgree(shown[...], lines[...])
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }

  private static func linesAgree(_ shown: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return lines.isEmpty }
    if first == "…" {
      return (lines.startIndex...lines.endIndex).contains { start in
        linesAgree(shown.dropFirst(), lines[start...])
      }
    }
    guard let line = lines.first, lineAgrees(first, line) else { return false }
    return linesAgree(shown.dropFirst(), lines.dropFirst())
  }

  private static func lineAgrees(_ shown: String, _ line: String) -> Bool {
    let parts = shown.components(separatedBy: "…")
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return shown == line
    }
    guard line.hasPrefix(first), line.count >= first.count + last.count, line.hasSuffix(last)
    else { return false }
    var rest = line.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.range(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}
