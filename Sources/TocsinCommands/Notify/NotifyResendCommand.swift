import ArgumentParser
import IncidentCore

/// `tocsin notify resend`.
struct NotifyResendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resend",
    abstract: .said(
      en: "Send a message anew that failed, once what kept it from leaving is mended.",
      zh: "排除故障后，重新发送失败的消息。"
    ),
    discussion: .said(
      en: """
        `tocsin notify log` shows the messages. It leaves like any other, through the engine or run \
        that calls people.
        """,
      zh: "`tocsin notify log` 列出各条消息。它与其他消息一样，经由负责呼叫的引擎或执行发出。"
    )
  )

  @Argument(help: .said(en: "The message, such as 1.1.1.li-wei.0.", zh: "消息，如 1.1.1.li-wei.0。"))
  var message: String
  @OptionGroup var options: OpenActOptions

  func run() throws { try options.send(.sendAgain(MessageKey(message))) }
}
