/// The part of argument-parser's description of a program that a manual page shows.
struct Tool: Decodable {
  /// A command with what it takes.
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var subcommands: [Command]?
    var arguments: [Argument]?

    /// The commands below it that are shown.
    var shownSubcommands: [Command] {
      (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    /// The arguments that are shown, without those that every command has.
    var shownArguments: [Argument] {
      (arguments ?? []).filter { $0.shouldDisplay != false && !$0.isEverywhere }
    }
  }

  /// An argument, an option or a flag.
  struct Argument: Decodable {
    enum Kind: String, Decodable {
      case positional
      case option
      case flag
    }

    struct Name: Decodable {
      enum Kind: String, Decodable {
        case long
        case short
        case longWithSingleDash
      }

      var kind: Kind
      var name: String

      var text: String { kind == .long ? "--\(name)" : "-\(name)" }
    }

    var kind: Kind
    var shouldDisplay: Bool?
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var allValues: [String]?
    var abstract: String?
    var discussion: String?

    /// Whether it is `--help` or `--version`, which are told once.
    var isEverywhere: Bool {
      (names ?? []).contains { ["help", "version"].contains($0.name) }
    }
  }

  var command: Command
}
