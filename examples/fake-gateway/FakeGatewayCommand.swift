import ArgumentParser
import Timekeeping

/// The command line of the fake gateway.
struct FakeGatewayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fake-gateway",
    abstract: "Stands in for SMS gateways, chat robots and webhooks, and shows what it is sent.",
    discussion: """
      Point a notifier's URL at http://127.0.0.1:PORT/PATH, where PATH is sms, kannel, wecom, \
      dingtalk, feishu, alibaba, tencent, huawei, twilio, slack, teams, telegram, matrix, pagerduty, \
      ntfy or webhook; what the provider's own path adds behind it is understood. Each message is one line on standard output.

      A message that was not expected (an unknown path, a body that cannot be read, a wrong \
      signature, none of the texts of --expect, more than --at-most) is shown on standard error \
      and makes the exit status 1.
      """
  )

  @Option(help: "The port to listen on; 0 picks a free one, which the first line tells.")
  var port: UInt16 = 8025

  @Option(help: "Also write each message to this file, as a line of JSON.")
  var log: String?

  @Flag(help: "Show no messages, only count them.")
  var quiet = false

  @Option(help: "Answer with this HTTP status instead of taking the message.")
  var fail: Int?

  @Option(help: "Let only the first so many messages fail, with whichever fault is chosen.")
  var times: Int?

  @Option(help: "Answer this much later, such as 2s.", transform: Self.length)
  var delay: TimeSpan = .zero

  @Option(help: "Say how long to wait in a Retry-After header of --fail, in seconds.")
  var retryAfter: Int?

  @Flag(help: "Take the message and never answer.")
  var acceptThenTimeout = false

  @Flag(help: "Take the message and reset the connection.")
  var reset = false

  @Flag(help: "Take the message and close the connection in the middle of the answer.")
  var halfClose = false

  @Flag(help: "Take the message and answer what is no HTTP.")
  var garbage = false

  @Option(help: "Answer with a redirect to this URL instead of taking the message.")
  var redirect: String?

  @Option(help: "A provider's secret as NAME=VALUE; its signatures are then checked.")
  var secret: [String] = []

  @Flag(inversion: .prefixedNo, help: "Keep the providers' own limits and penalties.")
  var limits = true

  @Option(
    help: "How long DingTalk is silent after more than 20 messages in a minute.",
    transform: Self.length
  )
  var penalty: TimeSpan = .minutes(10)

  @Option(help: "Post a receipt for each message that was taken to this URL.")
  var receipts: String?

  @Option(help: "What receipts say: delivered or failed.")
  var receipt: Receipts.Ending = .delivered

  @Option(help: "Post receipts this much later, such as 2s.", transform: Self.length)
  var receiptDelay: TimeSpan = .zero

  @Flag(help: "Post each receipt twice.")
  var receiptTwice = false

  @Flag(help: "Post what happened to a message on its way after its end.")
  var receiptOutOfOrder = false

  @Option(help: "Reply this to each message; {code} stands for the four digits that it asks for.")
  var reply: String?

  @Option(help: "Reply only to messages to this address.")
  var replyFrom: String?

  @Option(help: "Post replies to this URL instead of the one of --receipts.")
  var replies: String?

  @Option(help: "A text that one of the messages may hold; every other message is unexpected.")
  var expect: [String] = []

  @Option(help: "How many messages are expected at most.")
  var atMost: Int?

  @Option(help: "End after this many messages were taken, and tell how long they took.")
  var until: Int?

  /// Reads a length as `2s` or `10m`.
  private static func length(_ text: String) throws -> TimeSpan {
    guard let length = TimeSpan(text: text) else {
      throw ValidationError("\(text) is no length of time such as 2s or 10m")
    }
    return length
  }

  mutating func validate() throws {
    if let fail, !(200..<600).contains(fail) {
      throw ValidationError("--fail needs an HTTP status from 200 to 599")
    }
    if let malformed = secret.first(where: { !$0.contains("=") }) {
      throw ValidationError("--secret needs NAME=VALUE, not \(malformed)")
    }
  }

  func run() throws {
    let provider = Provider(
      secrets: Dictionary(
        secret.map { pair in
          let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          return (String(parts[0]), String(parts[1]))
        },
        uniquingKeysWith: { $1 }
      ),
      limits: limits ? RateLimits(penalty: penalty) : nil
    )
    let desk = Desk(
      provider: provider,
      faults: Faults(
        status: redirect == nil ? fail : 307,
        headers: (retryAfter.map { "Retry-After: \($0)\r\n" } ?? "")
          + (redirect.map { "Location: \($0)\r\n" } ?? ""),
        misdeed: acceptThenTimeout
          ? .silence : reset ? .reset : halfClose ? .halfClose : garbage ? .garbage : nil,
        times: times
      ),
      register: try Register(log: log, isQuiet: quiet, until: until),
      expectation: Expectation(texts: expect, atMost: atMost),
      receipts: Receipts(
        Receipts.Manners(
          url: receipts,
          ending: receipt,
          delay: receiptDelay,
          times: receiptTwice ? 2 : 1,
          isOutOfOrder: receiptOutOfOrder,
          reply: reply,
          replier: replyFrom,
          replyURL: replies
        ),
        secrets: provider.secrets
      )
    )
    guard var server = Server(port: port, desk: desk, delay: delay) else {
      throw ValidationError("port \(port) cannot be listened on")
    }
    try server.run()
  }
}

extension Receipts.Ending: ExpressibleByArgument {}
