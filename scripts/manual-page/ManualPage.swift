/// A manual page in the `man` macros of roff: the program, then each command in a section.
struct ManualPage {
  private var lines: [String] = []

  init(_ program: Tool.Command) {
    let name = program.commandName
    lines.append(".TH \(name.uppercased()) 1 \"\" \"\(name)\" \"User Commands\"")
    // Names of variables and options are typed as they stand, so none is broken at a line's end.
    lines += [".nh", ".ad l"]
    section("NAME")
    paragraph("\(name) - \(program.abstract ?? "")")
    section("SYNOPSIS")
    synopsis(name, "command", ["[argument ...]"])
    section("DESCRIPTION")
    paragraph(program.discussion ?? program.abstract ?? "")
    options(program.shownArguments)
    section("COMMANDS")
    for command in program.shownSubcommands { add(command, after: name) }
    section("OPTIONS OF EVERY COMMAND")
    item(".B \\-\\-help", "Says how the command is used.")
    item(".B \\-\\-version", "Prints the version.")
  }

  /// The page as text.
  var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func add(_ command: Tool.Command, after words: String) {
    let name = "\(words) \(command.commandName)"
    lines.append(".SS \"\(name)\"")
    let arguments = command.shownArguments
    synopsis(name, nil, arguments.map(Self.usage))
    lines.append(".PP")
    paragraph(command.abstract ?? "")
    if let discussion = command.discussion { paragraph("\n\(discussion)") }
    options(arguments)
    for subcommand in command.shownSubcommands { add(subcommand, after: name) }
  }

  private mutating func section(_ title: String) {
    lines.append(".SH \"\(title)\"")
  }

  private mutating func synopsis(_ name: String, _ command: String?, _ words: [String]) {
    let first = command.map { " \\fI\($0)\\fR" } ?? ""
    lines.append(".PP")
    lines.append("\\fB\(Self.escaped(name))\\fR\(first)")
    lines += words.map(Self.escaped)
  }

  private mutating func paragraph(_ text: String) {
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(part.isEmpty ? ".PP" : Self.escaped(String(part)))
    }
  }

  private mutating func options(_ arguments: [Tool.Argument]) {
    for argument in arguments {
      var text = argument.abstract ?? ""
      if let values = argument.allValues, !values.isEmpty {
        text += " (\(values.joined(separator: ", ")))"
      }
      if let value = argument.defaultValue { text += " Default: \(value)." }
      if let discussion = argument.discussion { text += "\n\(discussion)" }
      item(".B \(Self.escaped(Self.label(argument)))", text)
    }
  }

  private mutating func item(_ label: String, _ text: String) {
    lines.append(".TP")
    lines.append(label)
    paragraph(text)
  }

  private static func label(_ argument: Tool.Argument) -> String {
    let value = argument.valueName ?? "value"
    if argument.kind == .positional { return value.uppercased() }
    let names = (argument.names ?? []).map(\.text).joined(separator: ", ")
    return argument.kind == .flag ? names : "\(names) \(value)"
  }

  private static func usage(_ argument: Tool.Argument) -> String {
    let value = argument.valueName ?? "value"
    let name = argument.names?.last { $0.kind == .long }?.text ?? argument.names?.last?.text ?? ""
    let word =
      switch argument.kind {
      case .positional: value.uppercased()
      case .option: "\(name) \(value)"
      case .flag: name
      }
    return (argument.isOptional ? "[\(word)]" : word) + (argument.isRepeating ? " ..." : "")
  }

  /// Keeps roff from reading a text as a macro or an escape.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      default: result.append(character)
      }
    }
    return result.first == "." || result.first == "'" ? "\\&\(result)" : result
  }
}
