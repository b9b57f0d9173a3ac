/// What a terminal showed: commands after prompts, and what they printed.
struct Transcript {
  /// A part of it.
  enum Part: Equatable {
    case command(String)
    case output(String)

    /// What was typed or printed.
    var text: String {
      switch self {
      case .command(let text), .output(let text): text
      }
    }
  }

  /// The parts in their order.
  private(set) var parts: [Part] = []
  /// Whether something was printed between or after the commands.
  private(set) var hasOutput = false

  private let code: CodeLines

  /// Whether a text has a mark that every prompt of a user ends with.
  static func mayBegin(_ text: String) -> Bool {
    text.withBytes { bytes in
      for offset in 0..<bytes.count {
        let byte = bytes[offset]
        if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "#") || byte == 0xE2 { return true }
      }
      return false
    }
  }

  /// Reads a code block; `nil` when its first line has no prompt.
  ///
  /// `#` is a prompt only with `allowsRoot`: anywhere else it begins a comment.
  init?(_ code: CodeLines, allowsRoot: Bool) {
    self.code = code
    guard let first = code.lines.first(where: { !code.isBlank($0) }) else { return nil }
    let hasUserPrompt = code.lines.contains { code.prompt(of: $0, allowsRoot: false) != nil }
    let isRoot = allowsRoot && !hasUserPrompt
    // Comments may stand above the first prompt.
    guard
      code.prompt(of: first, allowsRoot: isRoot) != nil
        || hasUserPrompt && code.bytes[code.start(of: first)] == UInt8(ascii: "#")
    else { return nil }
    read(isRoot: isRoot)
    guard parts.contains(where: { if case .command = $0 { true } else { false } }) else {
      return nil
    }
  }

  private mutating func read(isRoot: Bool) {
    var open: [UInt8]?
    var output: Range<Int>?
    for line in code.lines {
      if let command = open {
        let joined = command + [.newline] + code.continuation(line)
        let isDone = joined.count > 20_000 || ShellText.isComplete(joined)
        open = isDone ? nil : joined
        if isDone { parts.append(.command(String(decoding: joined, as: UTF8.self))) }
      } else if let prompt = code.prompt(of: line, allowsRoot: isRoot) {
        close(&output)
        let command = code.bytes[prompt..<line.upperBound]
        guard command.contains(where: { !$0.isBlank }) else { continue }
        if ShellText.isComplete(Array(command)) {
          parts.append(.command(String(decoding: command, as: UTF8.self)))
        } else {
          open = Array(command)
        }
      } else {
        output = (output?.lowerBound ?? line.lowerBound)..<line.upperBound
      }
    }
    if let open { parts.append(.command(String(decoding: open, as: UTF8.self))) }
    close(&output)
  }

  private mutating func close(_ output: inout Range<Int>?) {
    guard let range = output else { return }
    output = nil
    let text = code.bytes[range]
    guard text.contains(where: { $0 > .space }) else { return }
    hasOutput = true
    parts.append(.output(String(decoding: text, as: UTF8.self)))
  }
}

/// The bytes of a code block, cut into lines.
struct CodeLines {
  /// The bytes.
  let bytes: [UInt8]
  /// The ranges of the lines.
  let lines: [Range<Int>]

  /// Cuts a text into lines.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    var lines: [Range<Int>] = []
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == .newline {
      lines.append(start..<offset)
      start = offset + 1
    }
    lines.append(start..<bytes.count)
    self.bytes = bytes
    self.lines = lines
  }

  /// Where a line's first letter stands.
  func start(of line: Range<Int>) -> Int {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start].isBlank { start += 1 }
    return start
  }

  /// Whether a line has nothing but blanks.
  func isBlank(_ line: Range<Int>) -> Bool { start(of: line) == line.upperBound }

  /// A line that goes on a command, without the `> ` that shells print before it.
  func continuation(_ line: Range<Int>) -> ArraySlice<UInt8> {
    let text = bytes[line]
    guard text.first == UInt8(ascii: ">") else { return text }
    return text.count == 1 || text[text.startIndex + 1] == .space ? text.dropFirst(2) : text
  }

  /// Where the command of a line begins, when the line has a prompt.
  func prompt(of line: Range<Int>, allowsRoot: Bool) -> Int? {
    let start = start(of: line)
    guard start < line.upperBound else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "$"): return afterPrompt(start, line)
    case UInt8(ascii: "#"), UInt8(ascii: "%"): return allowsRoot ? afterPrompt(start, line) : nil
    case 0xE2:
      let isArrow = bytes[start..<line.upperBound].starts(with: [0xE2, 0x9D, 0xAF])
      return isArrow ? afterPrompt(start + 2, line) : nil
    case UInt8(ascii: "["), UInt8(ascii: "("): return named(start, line)
    case let byte where byte.isASCIILetter: return named(start, line)
    default: return nil
    }
  }

  private func afterPrompt(_ mark: Int, _ line: Range<Int>) -> Int? {
    guard mark + 1 < line.upperBound else { return line.upperBound }
    return bytes[mark + 1] == .space ? mark + 2 : nil
  }

  /// Reads `[root@db1 ~]# `, `ops@db1:~$ ` and `bash-5.1$ `.
  private func named(_ start: Int, _ line: Range<Int>) -> Int? {
    let isBracketed = bytes[start] == UInt8(ascii: "[")
    let head = bytes[start..<min(start + 80, line.upperBound)]
    var hasAt = false
    var hasColon = false
    for place in head.indices {
      switch bytes[place] {
      case UInt8(ascii: "@"): hasAt = true
      case UInt8(ascii: ":"): hasColon = true
      case .space: if !isBracketed { return nil }
      case UInt8(ascii: "$"), UInt8(ascii: "#"):
        guard let after = afterPrompt(place, line) else { continue }
        let isClosed = place > start && bytes[place - 1] == UInt8(ascii: "]")
        let isShell = head.starts(with: "sh-".utf8) || head.starts(with: "bash-".utf8)
        let isPrompt = isBracketed ? hasAt && isClosed : hasAt && hasColon || isShell
        return isPrompt ? after : nil
      default: break
      }
    }
    return nil
  }
}

/// Facts about a piece of shell.
enum ShellText {
  /// Whether quotes and here-documents are closed and the last line does not go on.
  static func isComplete(_ script: [UInt8]) -> Bool {
    guard script.contains(where: { opensSomething($0) }) else { return true }
    let marks = script.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    return marks.isMultiple(of: 2) && ShellPlaceholders(script).isClosed
  }

  /// Whether a byte may begin what has to be closed, or carry a line over to the next one.
  private static func opensSomething(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"),
      UInt8(ascii: "$"), UInt8(ascii: "<"):
      true
    default: false
    }
  }

  /// Whether a script has anything but comments.
  static func hasCommands(_ code: CodeLines) -> Bool { firstCommand(code) != nil }

  /// The first line that is neither empty nor a comment, without its indentation.
  private static func firstCommand(_ code: CodeLines) -> ArraySlice<UInt8>? {
    for line in code.lines {
      let start = code.start(of: line)
      if start < line.upperBound, code.bytes[start] != UInt8(ascii: "#") {
        return code.bytes[start..<line.upperBound]
      }
    }
    return nil
  }

  /// Whether a text without prompts is rather what a program printed, or a question to another
  /// one: YAML, JSON, a table, `rate(http_requests_total[5m])`.
  static func looksPrinted(_ code: CodeLines) -> Bool {
    guard let line = firstCommand(code), let first = line.first else { return false }
    let second = line.dropFirst().first { !$0.isBlank }
    switch first {
    case UInt8(ascii: "{"): return second == nil || second == UInt8(ascii: "\"")
    case UInt8(ascii: "["): return second == nil || second == UInt8(ascii: "{")
    default: break
    }
    guard first.isASCIILetter else { return false }
    let word = line.prefix { !$0.isBlank }
    if word.count > 1, word.last == UInt8(ascii: ":") { return true }
    if isCall(line) { return true }
    // `NAME   READY   STATUS`, `Warning  FailedScheduling  3m53s  …`
    guard first < UInt8(ascii: "a"), !word.contains(UInt8(ascii: "=")) else { return false }
    var columns = 1
    var blanks = 0
    for byte in line {
      if byte.isBlank {
        blanks += 1
      } else {
        if blanks > 1 { columns += 1 }
        blanks = 0
      }
    }
    return columns >= 3
  }

  /// Whether a line begins with a name and its arguments in brackets, which no shell can run:
  /// `topk(5, up)`, `up{job="portal"}`; `stop() {` begins a function.
  private static func isCall(_ line: ArraySlice<UInt8>) -> Bool {
    let rest = line.drop {
      $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":")
    }
    switch rest.first {
    case UInt8(ascii: "("): return rest.dropFirst().first { !$0.isBlank } != UInt8(ascii: ")")
    case UInt8(ascii: "{"): return rest.contains(UInt8(ascii: "="))
    default: return false
    }
  }
}
