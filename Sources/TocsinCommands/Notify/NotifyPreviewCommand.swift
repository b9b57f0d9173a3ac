import ArgumentParser
import DutyRoster
import Engine
import IncidentCore
import NotifierCards
import Phrases
import Ports
import RunbookModel
import Timekeeping

/// `tocsin notify preview`.
struct NotifyPreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: .said(
      en: "Show the request that a notifier would send; send nothing.",
      zh: "显示通知渠道将发出的请求，不发送。"
    ),
    discussion: .said(
      en: """
        The message is that of a made-up incident. Where a secret or a signature would stand, its \
        name stands between ~~ and ~~. Secrets are not read.
        """,
      zh: "消息内容来自虚构的事件。密钥或签名的位置显示为 ~~ 之间的名称，不读取密钥。"
    )
  )

  @Argument(
    help: .said(
      en: "A notifier or a provider group of tocsin.yaml.",
      zh: "tocsin.yaml 中的通知渠道或服务商组。"
    )
  )
  var notifier: String
  @Option(
    help: .said(
      en: "The person whom it is for, by the id in tocsin.yaml.",
      zh: "收件人，填 tocsin.yaml 中的 id。"
    )
  )
  var to: String?
  @Flag(help: .said(en: "As it is in a drill.", zh: "按演练时的样子。")) var drill = false
  @Flag(
    help: .said(en: "Show the body as it is sent, not laid out for reading.", zh: "原样显示请求正文，不排版。")
  )
  var raw = false
  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    let book = try NotifierBook(option, language)
    for (place, entry) in try book.entries(notifier).enumerated() {
      if place > 0 { StandardStream.output("\n") }
      try show(entry, book, language)
    }
  }

  private func show(
    _ entry: NotifierBook.Entry,
    _ book: NotifierBook,
    _ language: Language
  ) throws(CommandFailure) {
    let recipient = try book.recipient(to, of: entry)
    let message = message(to: recipient, entry, book.configuration)
    let texts: [(name: String, text: String)]
    let request: WireRequest
    do throws(CardFault) {
      texts = try entry.card.texts(of: message)
      request = try entry.card.preview(
        of: message,
        to: recipient.address,
        parameters: entry.settings.parameters,
        secretNames: entry.settings.secrets.map(\.name),
        at: WallClock.now,
        nonce: Chance.bytes()
      )
    } catch {
      let reason = error.message.text(language)
      let arguments = ["notifier": entry.settings.id, "reason": reason]
      throw CommandFailure(NotifyPhrases.noRequest.text(language, arguments))
    }
    var lines = [
      NotifyPhrases.preview.text(
        language,
        [
          "notifier": entry.settings.id, "title": entry.card.title.text(language),
          "card": entry.card.name, "recipient": book.title(of: recipient),
        ]
      ), "", raw ? request.text : PreviewText.text(of: request),
    ]
    if entry.card.kind == .sms {
      lines.append("")
      lines += texts.map { Self.length(of: $0.text, named: $0.name, language) }
    }
    StandardStream.output(PreviewText.printable(lines.joined(separator: "\n")) + "\n")
  }

  private static func length(
    of text: String,
    named name: String,
    _ language: Language
  ) -> String {
    let length = SMSLength(text)
    return NotifyPhrases.length.text(
      language,
      [
        "name": name, "alphabet": length.alphabet == .gsm7 ? "GSM-7" : "UCS-2",
        "units": "\(length.units)", "n": "\(length.segments)",
      ]
    )
  }

  /// Whether replies would come in, once the secrets are there that a preview does not read.
  private func takesReplies(
    _ entry: NotifierBook.Entry,
    _ configuration: Configuration
  ) -> Bool {
    let secrets = entry.settings.secrets.map { ($0.name, $0.name) }
    return configuration.server != nil
      && entry.card.takesReplies(
        parameters: entry.settings.parameters,
        secrets: Dictionary(secrets) { first, _ in first }
      )
  }

  /// A message as the engine makes it, of an incident that never was.
  private func message(
    to recipient: NotifierBook.Recipient,
    _ entry: NotifierBook.Entry,
    _ configuration: Configuration
  ) -> CardMessage {
    let now = WallClock.now
    let zone = configuration.roster.zone
    let language =
      languageOption.chosen ?? recipient.person?.language ?? configuration.language
    let board = NotifierBoard(
      providers: [:],
      links: configuration.server?.url.map {
        AnswerLinks(base: $0, key: Array("a key of no use".utf8))
      },
      world: NotifierBoard.World(
        courier: NoCourier(),
        now: { now },
        nonce: { [] },
        random: { 0.5 },
        offsetMinutes: { zone.secondsAhead(at: $0) / 60 }
      )
    )
    let outgoing = OutboxMessage(
      key: MessageKey("1.1.1.sample.0"),
      purpose: .page(escalation: 1, rung: Rung(round: 1, level: 1)),
      person: recipient.person?.id,
      name: recipient.person?.name ?? entry.settings.id,
      language: language,
      notifier: entry.settings.id,
      urgency: .high,
      dueAt: now,
      follows: nil,
      expiresAt: now + .minutes(5)
    )
    return board.message(
      Delivery(
        incident: IncidentID("20260102-abcd"),
        message: outgoing,
        address: recipient.address,
        attempt: 1,
        isRepeat: false,
        title: NotifyPhrases.sampleTitle.text(language),
        runbook: "sample",
        severity: .sev2,
        isDrill: drill,
        step: NotifyPhrases.sampleStep.text(language),
        reason: .deadline,
        openedAt: Instant(milliseconds: now.milliseconds - 600_000),
        scheduledAt: now,
        code: takesReplies(entry, configuration) ? "1234" : nil
      )
    )
  }
}

/// Sends nothing: a preview needs no way out.
private struct NoCourier: Courier {
  func send(_ request: WireRequest) async -> WireOutcome { .notSent("") }
}
