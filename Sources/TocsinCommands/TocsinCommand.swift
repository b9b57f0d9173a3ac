public import ArgumentParser

/// The program `tocsin`.
public struct TocsinCommand: AsyncParsableCommand, Sendable {
  /// Its name and its subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "tocsin",
    abstract: "Runs emergency runbooks written in Markdown.",
    version: Version.text,
    subcommands: [CheckCommand.self, PlanCommand.self]
  )

  /// A command without arguments.
  public init() {}

  /// Runs the command that the process's arguments name, and ends the process.
  public static func start() async {
    await main()
  }
}
