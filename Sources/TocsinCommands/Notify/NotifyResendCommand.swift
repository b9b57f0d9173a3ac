import ArgumentParser
import IncidentCore

/// `tocsin notify resend`.
struct NotifyResendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resend",
    abstract: "Send a message anew that failed, once what kept it from leaving is mended.",
    discussion: """
      `tocsin notify log` shows the messages. It leaves like any other, through the engine or run \
      that calls people.
      """
  )

  @Argument(help: "The message, such as 1.1.1.li-wei.0.") var message: String
  @OptionGroup var options: OpenActOptions

  func run() throws { try options.send(.sendAgain(MessageKey(message))) }
}
