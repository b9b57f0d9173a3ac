/// What a terminal showed: commands after prompts, and what they printed.
struct Transcript {
  /// A part of it.
  enum Part: Equatable {
    case command(String)
    case output(String)
  }

  /// The parts in their order.
  private(set) var parts: [Part] = []

  /// Whether something was printed between or after the commands.
  var hasOutput: Bool {
    parts.contains {
      if case .output = $0 { true } else { false }
    }
  }

  /// Reads the text of a code block; `nil` when its first line has no prompt.
  ///
  /// `#` is a prompt only with `allowsRoot`: anywhere else it begins a comment.
  init?(_ text: String, allowsRoot: Bool) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first(where: { !$0.trimmedPart.isEmpty }) else { return nil }
    let hasUserPrompt = lines.contains { Self.prompt(of: $0, allowsRoot: false) != nil }
    let isRoot = allowsRoot && !hasUserPrompt
    // Comments may stand above the first prompt.
    guard
      Self.prompt(of: first, allowsRoot: isRoot) != nil
        || hasUserPrompt && first.trimmedPart.hasPrefix("#")
    else { return nil }
    var open: String?
    for line in lines {
      if let command = open {
        let rest = Self.continuation(line)
        let joined = command + "\n" + rest
        open = ShellText.isComplete(joined) || joined.utf8.count > 20_000 ? nil : joined
        if open == nil { parts.append(.command(joined)) }
      } else if let prompt = Self.prompt(of: line, allowsRoot: isRoot) {
        let command = String(line[prompt...])
        guard !command.trimmed.isEmpty else { continue }
        if ShellText.isComplete(command) { parts.append(.command(command)) } else { open = command }
      } else {
        appendOutput(line)
      }
    }
    if let open { parts.append(.command(open)) }
    trimOutputs()
    guard parts.contains(where: { if case .command = $0 { true } else { false } }) else {
      return nil
    }
  }

  private mutating func appendOutput(_ line: Substring) {
    if case .output(let before)? = parts.last {
      parts[parts.count - 1] = .output(before + "\n" + line)
    } else {
      parts.append(.output(String(line)))
    }
  }

  private mutating func trimOutputs() {
    parts = parts.compactMap { part in
      guard case .output(let text) = part else { return part }
      return text.allSatisfy { $0.isWhitespace } ? nil : part
    }
  }

  /// A line that goes on a command, without the `> ` that shells print before it.
  private static func continuation(_ line: Substring) -> Substring {
    line.hasPrefix("> ") ? line.dropFirst(2) : line == ">" ? line.dropFirst() : line
  }

  /// Where the command of a line begins, when the line has a prompt.
  private static func prompt(of line: Substring, allowsRoot: Bool) -> Substring.Index? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard let first = text.first else { return nil }
    let after = text.dropFirst()
    if first == "$" || first == "❯" || allowsRoot && (first == "#" || first == "%") {
      return after.isEmpty
        ? after.startIndex : after.first == " " ? after.dropFirst().startIndex : nil
    }
    // `[root@db1 ~]# `, `ops@db1:~$ `, `bash-5.1$ `
    guard first == "[" || first.isLetter || first == "(" else { return nil }
    let head = text.prefix(80)
    var place = head.startIndex
    while place < head.endIndex {
      let character = head[place]
      let next = head.index(after: place)
      if character == "$" || character == "#", next == text.endIndex || text[next] == " " {
        let name = head[..<place]
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]") && name.contains("@")
        let isPath = name.contains("@") && name.contains(":") && !name.contains(" ")
        let isShell = ["sh-", "bash-"].contains { name.hasPrefix($0) } && !name.contains(" ")
        guard isBracketed || isPath || isShell else { return nil }
        return next == text.endIndex ? next : text.index(after: next)
      }
      place = next
    }
    return nil
  }
}

/// Facts about a piece of shell.
enum ShellText {
  /// Whether quotes and here-documents are closed and the last line does not go on.
  static func isComplete(_ script: String) -> Bool {
    let marks = script.utf8.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    return marks.isMultiple(of: 2) && ShellPlaceholders(script, isWhole: true).isClosed
  }

  /// Whether a script has anything but comments.
  static func hasCommands(_ script: String) -> Bool {
    script.split(separator: "\n").contains { line in
      let text = line.trimmedPart
      return !text.isEmpty && text.first != "#"
    }
  }

  /// Whether a text without prompts is rather what a program printed: YAML, JSON or a table.
  static func looksPrinted(_ text: String) -> Bool {
    guard
      let line = text.split(separator: "\n").first(where: {
        !$0.trimmedPart.isEmpty && $0.trimmedPart.first != "#"
      })
    else { return false }
    let start = line.trimmedPart
    if start == "{" || start == "[" || start.hasPrefix("{\"") || start.hasPrefix("[{") {
      return true
    }
    let first = start.prefix { !$0.isWhitespace }
    if first.count > 1, first.last == ":", first.first?.isLetter ?? false { return true }
    // `NAME   READY   STATUS`, `Warning  FailedScheduling  3m53s  …`
    let columns = start.split(separator: "  ").count
    return columns >= 3 && first.first?.isUppercase ?? false && !first.contains("=")
  }
}
