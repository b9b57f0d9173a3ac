import ArgumentParser
import Courier
import DutyRoster
import Foundation
import NotifierCards
import Phrases
import Ports
import RunbookModel
import Timekeeping

/// `tocsin notify test`.
struct NotifyTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: .said(
      en: "Send a test message for real, and say what came of it.",
      zh: "真正发送一条测试消息，并报告结果。"
    ),
    discussion: .said(
      en: """
        The message says that it is a test and asks for nothing. Of a provider group every notifier \
        is tried. Nothing is asked before it is sent, no incident is needed, and nothing is written \
        into the journal.

        The exit code is 0 when the provider took it, 1 when not, 2 when it could not be tried, and \
        3 when nobody knows.
        """,
      zh: """
        消息注明是测试，不要求任何操作。对服务商组，逐个测试其中的通知渠道。发送前不再询问，不需要事件，也不写入日志。

        服务商已接收时退出码为 0，未接收时为 1，无法尝试时为 2，结果不明时为 3。
        """
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
      en: "The person who gets it, by the id in tocsin.yaml.",
      zh: "收件人，填 tocsin.yaml 中的 id。"
    )
  )
  var to: String?
  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    let language = languageOption.language
    let book = try NotifierBook(option, language)
    let courier = CurlCourier()
    var ends: [TestSending.End] = []
    for entry in try book.entries(notifier) {
      let recipient = try book.recipient(to, of: entry)
      let sending = TestSending(
        entry: entry,
        recipient: recipient,
        secrets: try await Self.secrets(of: entry.settings, language),
        configuration: book.configuration,
        language: language
      )
      let arguments = ["notifier": entry.settings.id, "recipient": book.title(of: recipient)]
      StandardStream.output(NotifyPhrases.sending.text(language, arguments) + "\n")
      ends.append(await sending.run(courier))
    }
    if ends.contains(.unknown) { throw ExitCode(3) }
    if ends.contains(.notTaken) { throw ExitCode(1) }
  }

  private static func secrets(
    of settings: NotifierSettings,
    _ language: Language
  ) async throws(CommandFailure) -> [String: String] {
    let source = Secrets.fromSurroundings { nil }
    var secrets: [String: String] = [:]
    for declaration in settings.secrets {
      do throws(SecretFault) {
        secrets[declaration.name] = try await source.value(declaration)
      } catch {
        var reason = "-"
        if case .unavailable(_, let detail) = error { reason = detail }
        let arguments = [
          "secret": declaration.name, "notifier": settings.id, "reason": reason,
        ]
        throw CommandFailure(NotifyPhrases.secretMissing.text(language, arguments), code: 2)
      }
    }
    return secrets
  }
}

/// One test message on its way through one notifier.
struct TestSending {
  /// What came of it.
  enum End {
    case taken
    case notTaken
    case unknown
  }

  let entry: NotifierBook.Entry
  let recipient: NotifierBook.Recipient
  let secrets: [String: String]
  let configuration: Configuration
  let language: Language

  /// How much of an answer is shown, in characters.
  private static let shownLength = 500

  /// Sends it and tells what came of it.
  func run(_ courier: CurlCourier) async -> End {
    let message = message
    let request: WireRequest
    do throws(CardFault) {
      request = try entry.card.request(
        for: message,
        to: recipient.address,
        parameters: entry.settings.parameters,
        secrets: secrets,
        at: WallClock.now,
        nonce: Self.nonce
      )
    } catch {
      say(NotifyPhrases.noRequest, ["reason": error.message.text(language)])
      return .notTaken
    }
    let start = ContinuousClock.now
    let outcome = await courier.send(request)
    let verdict = entry.card.verdict(of: outcome, at: WallClock.now, masking: masking)
    let time = "\((ContinuousClock.now - start) / .milliseconds(1))".prefix { $0 != "." }
    let end = await tell(verdict, message, String(time), courier)
    if case .replied(let reply) = outcome { show(reply) }
    return end
  }

  private func tell(
    _ verdict: Verdict,
    _ message: CardMessage,
    _ time: String,
    _ courier: CurlCourier
  ) async -> End {
    switch verdict {
    case .ok(let id):
      taken(id, time)
      return .taken
    case .throttle(_, let detail): say(NotifyPhrases.throttled, ["time": time, "detail": detail])
    case .auth(let detail): say(NotifyPhrases.refused, ["time": time, "detail": detail])
    case .permanent(let detail): say(NotifyPhrases.failed, ["time": time, "detail": detail])
    case .retry(_, let detail): say(NotifyPhrases.later, ["time": time, "detail": detail])
    case .unknown(let detail):
      switch await verification(of: message, courier) {
      case .taken(let id)?:
        taken(id, time)
        return .taken
      case .notTaken?: say(NotifyPhrases.later, ["time": time, "detail": detail])
      case .unclear?, nil:
        say(NotifyPhrases.unknown, ["time": time, "detail": detail])
        return .unknown
      }
    }
    return .notTaken
  }

  /// What the provider says when it is asked whether it took the message; `nil` when it cannot be
  /// asked.
  private func verification(
    of message: CardMessage,
    _ courier: CurlCourier
  ) async -> Verification? {
    guard entry.card.onUnknown == .verify else { return nil }
    let question = try? entry.card.verification(
      of: message,
      to: recipient.address,
      parameters: entry.settings.parameters,
      secrets: secrets,
      at: WallClock.now,
      nonce: Self.nonce
    )
    guard let question = question ?? nil else { return nil }
    let answer = await courier.send(question)
    return entry.card.verification(
      answer,
      of: message,
      to: recipient.address,
      parameters: entry.settings.parameters,
      at: WallClock.now,
      masking: masking
    )
  }

  private var message: CardMessage {
    let language = recipient.person?.language ?? configuration.language
    let name = Self.nonce.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }
    var message = CardMessage(
      id: "test/\(name.joined())",
      kind: .test,
      title: NotifyPhrases.testTitle.text(language),
      language: language
    )
    let now = WallClock.now
    message.offsetMinutes = configuration.roster.zone.secondsAhead(at: now) / 60
    message.person = recipient.person?.name
    message.validity = .minutes(10)
    return message
  }

  // MARK: Output

  private func taken(_ id: String?, _ time: String) {
    if let id {
      say(NotifyPhrases.takenAs, ["time": time, "id": id])
    } else {
      say(NotifyPhrases.taken, ["time": time])
    }
  }

  private func show(_ reply: WireReply) {
    var body = String(decoding: reply.body, as: UTF8.self)
    for secret in masking { body = body.replacing(secret, with: "~~~~") }
    if body.count > Self.shownLength { body = body.prefix(Self.shownLength) + "…" }
    let shown = PrintableText.message(body)
    let phrase = shown.isEmpty ? NotifyPhrases.emptyAnswer : NotifyPhrases.answer
    say(phrase, ["status": "\(reply.status)", "body": shown])
  }

  private func say(_ phrase: Phrase, _ arguments: [String: String]) {
    var all = arguments.mapValues { PrintableText.message($0) }
    all["notifier"] = entry.settings.id
    StandardStream.output(phrase.text(language, all) + "\n")
  }

  private var masking: [String] { secrets.values.filter { !$0.isEmpty }.sorted() }

  private static var nonce: [UInt8] { Chance.bytes() }
}
