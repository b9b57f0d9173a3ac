public import ArgumentParser

/// The program `tocsin`.
public struct TocsinCommand: AsyncParsableCommand, Sendable {
  /// Its name and its subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "tocsin",
    abstract: "Runs emergency runbooks written in Markdown.",
    version: Version.text,
    subcommands: [
      RunCommand.self, ResumeCommand.self, AttachCommand.self, CheckCommand.self,
      PlanCommand.self, ProveCommand.self, RehearseCommand.self, ListCommand.self,
      ShowCommand.self, TimelineCommand.self,
      ReportCommand.self, VerifyCommand.self, AckCommand.self, AnswerCommand.self,
      ApproveCommand.self, RejectCommand.self, SkipCommand.self, RetryCommand.self,
      StopCommand.self, JumpCommand.self, EscalateCommand.self, AbortCommand.self,
      NoteCommand.self, CorrectCommand.self, EvidenceCommand.self, SeverityCommand.self,
      MilestoneCommand.self, MitigateCommand.self, ResolveCommand.self,
      OnCallCommand.self, RosterCommand.self, ConfigCommand.self, EngineCommand.self,
      NotifyCommand.self,
    ]
  )

  /// A command without arguments.
  public init() {}

  /// Runs the command that the process's arguments name, and ends the process.
  public static func start() async -> Never {
    do {
      if try Shortcut.run(Array(CommandLine.arguments.dropFirst())) { exit(withError: nil) }
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      exit(withError: nil)
    } catch let failure as CommandFailure {
      StandardStream.complain(failure.description)
      exit(withError: ExitCode(failure.code))
    } catch {
      exit(withError: error)
    }
  }
}
