import Foundation

/// The command line as the program describes it for tools.
struct CommandLine {
  /// The long options and flags of each command, by its words: `roster`, `roster check`.
  let options: [String: Set<String>]

  private struct Dump: Decodable {
    struct Command: Decodable {
      var commandName: String
      var arguments: [Argument]?
      var subcommands: [Command]?
    }

    struct Argument: Decodable {
      var names: [Name]?
    }

    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var command: Command
  }

  /// The command line of the program on `desk`.
  init(_ desk: Desk) throws {
    let text = try desk.run("tocsin --experimental-dump-help").printed
    let dump = try JSONDecoder().decode(Dump.self, from: Data(text.utf8))
    var options: [String: Set<String>] = [:]
    func collect(_ command: Dump.Command, _ words: [String]) {
      let names = (command.arguments ?? []).flatMap { $0.names ?? [] }
      options[words.joined(separator: " ")] = Set(names.filter { $0.kind == "long" }.map(\.name))
      for inner in command.subcommands ?? [] { collect(inner, words + [inner.commandName]) }
    }
    collect(dump.command, [])
    options[""] = nil
    self.options = options
  }

  /// What is wrong with a command as a text shows it, such as `tocsin check PATH...`.
  func fault(of shown: String) -> String? {
    let words = shown.prefix { $0 != "|" }.split(whereSeparator: { " []…".contains($0) })
    guard words.first == "tocsin", words.count > 1 else { return nil }
    if words[1] == "help" || words[1].hasPrefix("-") { return nil }
    let two = words[1...].prefix(2).joined(separator: " ")
    guard let known = options[two] ?? options[String(words[1])] else {
      return "no command \(words[1])"
    }
    let asked = words.filter { $0.hasPrefix("--") }
      .map { $0.dropFirst(2).prefix { $0.isLetter || $0 == "-" } }
    return asked.first { !known.contains(String($0)) }.map { "no option --\($0)" }
  }
}
