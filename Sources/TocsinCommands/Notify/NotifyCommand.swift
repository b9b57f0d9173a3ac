import ArgumentParser

/// `tocsin notify`.
struct NotifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notify",
    abstract: .said(en: "Check, preview and test the ways to send messages.", zh: "检查、预览和测试通知渠道。"),
    subcommands: [
      NotifyCheckCommand.self, NotifyPreviewCommand.self, NotifyTestCommand.self,
      NotifyLogCommand.self, NotifyResendCommand.self,
    ]
  )
}
