import ArgumentParser

/// `tocsin notify`.
struct NotifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notify",
    abstract: "Look after the ways to send messages.",
    subcommands: [
      NotifyCheckCommand.self, NotifyPreviewCommand.self, NotifyTestCommand.self,
      NotifyLogCommand.self, NotifyResendCommand.self,
    ]
  )
}
