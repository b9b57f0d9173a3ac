import Findings
import Phrases
import RunbookModel
import Timekeeping

/// Reads a fence with a role into a command or into expectations.
struct CommandReader {
  private(set) var findings: [Finding] = []
  private let tree: MarkdownTree

  /// The roles that fences may have.
  enum Role: String, CaseIterable {
    case run
    case check
    case until
    case rollback
    case expect
    case output
  }

  /// A reader for fences of `tree`.
  init(_ tree: MarkdownTree) {
    self.tree = tree
  }

  /// The role of a code block; `nil` for documentation and for what is not a role.
  mutating func role(of index: Int) -> Role? {
    guard tree.blocks[index].isFenced else { return nil }
    let info = tree.info(of: index)
    guard let word = info.roleWord else {
      if Role(rawValue: info.language) != nil {
        report(CommandRules.missingLanguage, info.language, index, ["word": info.language])
      }
      return nil
    }
    if let role = Role(rawValue: word) { return role }
    let known = Role.allCases.map(\.rawValue)
    if let suggestion = Suggestion.nearest(to: word, among: known) {
      report(CommandRules.misspeltRole, word, index, ["word": word, "suggestion": suggestion])
    } else {
      let arguments = ["word": word, "known": known.listed]
      report(CommandRules.unknownRole, word, index, arguments)
    }
    return nil
  }

  /// Reads the code block at `index` as a command.
  mutating func command(_ role: Command.Role, at index: Int) -> Command? {
    let info = tree.info(of: index)
    let script = tree.texts[index]
    var command = Command(
      role: role,
      language: info.language,
      script: script,
      interpreter: Interpreter.program(for: info.language) ?? [],
      position: tree.position(of: index)
    )
    for word in info.strays {
      report(CommandRules.strayWord, word, index, ["name": word])
    }
    for setting in info.settings { read(setting.name, setting.value, index, into: &command) }
    if command.interpreter.isEmpty {
      let known = Interpreter.known.listed
      let arguments = ["language": info.language, "known": known]
      report(CommandRules.unknownLanguage, info.language, index, arguments)
    }
    if script.unicodeScalars.allSatisfy(\.isWhiteSpace) {
      report(CommandRules.empty, "", index)
      return nil
    }
    if Interpreter.isShell(info.language) { checkShell(script, index) }
    command.isDestructive = DestructiveCommands.isDestructive(script, language: info.language)
    return command
  }

  private mutating func read(
    _ name: String,
    _ value: String,
    _ index: Int,
    into command: inout Command
  ) {
    switch name {
    case "timeout":
      command.timeout = duration(name, value, index, example: "timeout=30s")
    case "interval":
      if command.role != .until { report(CommandRules.intervalWithoutUntil, name, index) }
      command.interval = duration(name, value, index, example: "interval=10s")
    case "shell":
      command.interpreter = WordSplitter.split(value)
      if command.interpreter.isEmpty {
        badSetting(name, value, index, example: "shell=\"psql -X -c\"")
      }
    case "tty":
      switch value.lowercased() {
      case "yes": command.needsTerminal = true
      case "no": command.needsTerminal = false
      default: badSetting(name, value, index, example: "tty=yes")
      }
    case "cwd":
      if value.isEmpty { badSetting(name, value, index, example: "cwd=scripts") }
      command.workingDirectory = value
    default: report(CommandRules.unknownSetting, name, index, ["name": name])
    }
  }

  private mutating func duration(
    _ name: String,
    _ value: String,
    _ index: Int,
    example: String
  ) -> TimeSpan? {
    if let span = TimeSpan(text: value), span > .zero { return span }
    badSetting(name, value, index, example: example)
    return nil
  }

  private mutating func badSetting(_ name: String, _ value: String, _ index: Int, example: String) {
    let arguments = ["name": name, "value": value, "example": example]
    report(CommandRules.badSetting, name, index, arguments)
  }

  /// Refuses what only people can read: prompts and placeholders.
  private mutating func checkShell(_ script: String, _ index: Int) {
    if script[...].trimmedPart.utf8.first == UInt8(ascii: "$") {
      let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
      if let first = lines.firstIndex(where: { !$0.trimmedPart.isEmpty }),
        lines[first].trimmedPart.hasPrefix("$ ")
      {
        findings.append(
          CommandRules.prompt.finding(at: position(ofBodyLine: first, index), length: 2)
        )
      }
    }
    guard ShellPlaceholders.mayStand(in: script) else { return }
    let bytes = Array(script.utf8)
    for occurrence in ShellPlaceholders(bytes).occurrences {
      let before = bytes[..<occurrence.range.lowerBound]
      let line = before.count { $0 == .newline }
      let lineStart = before.lastIndex(of: .newline).map { $0 + 1 } ?? 0
      let start = position(ofBodyLine: line, index)
      let indentation = bytes[lineStart...].prefix { $0.isBlank }.count
      let name = VariableName.suggestion(for: occurrence.text)
      let column = max(before.count - lineStart - indentation, 0)
      findings.append(
        CommandRules.placeholder.finding(
          at: SourcePosition(line: start.line, column: start.column + column),
          length: occurrence.text.unicodeScalars.count + 2,
          ["text": occurrence.text, "name": name]
        )
      )
    }
  }

  // MARK: Expectations

  /// Reads the lines of an `expect` fence.
  mutating func expectations(at index: Int) -> [Expectation] {
    var expectations: [Expectation] = []
    var exits = 0
    let lines = tree.texts[index].split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.trimmedPart.isEmpty {
      do throws(ExpectationParser.Problem) {
        let expectation = try ExpectationParser.parse(line)
        if case .exit = expectation { exits += 1 }
        if case .exit = expectation, exits > 1 {
          let place = position(ofBodyLine: number, index)
          findings.append(CommandRules.severalExits.finding(at: place))
        } else {
          expectations.append(expectation)
        }
      } catch {
        report(error, at: position(ofBodyLine: number, index))
      }
    }
    if expectations.isEmpty, lines.allSatisfy({ $0.trimmedPart.isEmpty }) {
      report(CommandRules.emptyExpectation, "", index)
    }
    return expectations
  }

  private mutating func report(
    _ problem: ExpectationParser.Problem,
    at position: SourcePosition
  ) {
    switch problem {
    case .unknownKey(let name):
      findings.append(
        CommandRules.unknownExpectation.finding(at: position, ["name": String(name)])
      )
    case .badValue(let value):
      findings.append(CommandRules.badExpectation.finding(at: position, ["value": String(value)]))
    case .badPattern(let pattern):
      findings.append(CommandRules.badPattern.finding(at: position, ["pattern": String(pattern)]))
    }
  }

  /// Says that an `expect` fence follows no command.
  mutating func reportLonely(_ index: Int) {
    report(CommandRules.expectWithoutCommand, "expect", index)
  }

  // MARK: Positions

  /// Where the first letter of a line of code stands.
  private func position(ofBodyLine line: Int, _ index: Int) -> SourcePosition {
    let number = Int(tree.blocks[index].line) + 1 + line
    let blank = tree.source.line(number).prefix { $0.isBlank }.count
    return tree.source.position(line: number, byteColumn: blank + 1)
  }

  /// Reports something about a word of the info string.
  private mutating func report(
    _ rule: Rule,
    _ word: String,
    _ index: Int,
    _ arguments: [String: String] = [:]
  ) {
    let block = tree.blocks[index]
    let range = tree.source.range(ofLine: Int(block.line))
    let start = min(range.lowerBound + Int(block.column) - 1, range.upperBound)
    let found =
      word.isEmpty ? nil : tree.source.bytes[start..<range.upperBound].firstRange(of: word.utf8)
    let column = found.map { $0.lowerBound - range.lowerBound + 1 } ?? Int(block.column)
    findings.append(
      rule.finding(
        at: tree.source.position(line: Int(block.line), byteColumn: column),
        length: word.unicodeScalars.count,
        arguments
      )
    )
  }
}
