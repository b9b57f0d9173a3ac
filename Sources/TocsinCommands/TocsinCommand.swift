public import ArgumentParser
import Findings
import Phrases

/// The program `tocsin`.
public struct TocsinCommand: AsyncParsableCommand, Sendable {
  /// Its name and its subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "tocsin",
    abstract: .said(
      en: "Runs emergency runbooks written in Markdown.",
      zh: "执行用 Markdown 编写的应急预案。"
    ),
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
      try findCommand(CommandLine.arguments.dropFirst().first)
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
      guard LanguageOption.ofCommandLine == .chinese else { exit(withError: error) }
      let code = exitCode(for: error)
      let usage = UsageText(columns: StandardStream.columns ?? 80)
      // A line of any length, as the parser knows no columns but characters.
      let text = usage.text(fullMessage(for: error, columns: 10_000))
      if !text.isEmpty, code.isSuccess { StandardStream.output(text + "\n") }
      if !text.isEmpty, !code.isSuccess { StandardStream.error(text + "\n") }
      exit(withError: code)
    }
  }

  /// Says which command is near a word that is none.
  private static func findCommand(_ word: String?) throws(ValidationError) {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word, !word.hasPrefix("-"), word != "help", !known.contains(word) else { return }
    let suggestion = Suggestion.nearest(to: word, among: known)
    let phrase = suggestion == nil ? UsagePhrases.unknownCommand : UsagePhrases.misspeltCommand
    throw ValidationError(
      phrase.text(.english, ["command": word, "suggestion": suggestion ?? ""])
    )
  }
}
