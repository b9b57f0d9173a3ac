import Courier
import Foundation
import NotifierCards
import Phrases
import RunbookModel
import Testing
import Timekeeping

/// A shipped card, set up to send to the fake gateway.
private struct Way: Sendable, CustomTestStringConvertible {
  let card: String
  /// What its address ends in at the gateway.
  let path: String
  var plain: [String: String] = [:]
  var secrets: [String: String] = [:]
  var address: String?
  /// The name under which the gateway knows the secret that signs, and the secret.
  var signed: (name: String, secret: String)?

  var testDescription: String { card }

  private static let phone = "+8613800000000"

  static let all: [Way] = [
    Way(card: "sms-gateway", path: "/sms", address: phone),
    Way(
      card: "kannel",
      path: "/kannel",
      plain: ["username": "tocsin"],
      secrets: ["password": "secret1"],
      address: phone,
      signed: ("kannel", "secret1")
    ),
    Way(
      card: "twilio-sms",
      path: "/twilio",
      plain: ["account_sid": "AC1", "from": "+15005550001"],
      secrets: ["auth_token": "secret2"],
      address: phone,
      signed: ("twilio", "secret2")
    ),
    Way(
      card: "twilio-voice",
      path: "/twilio",
      plain: ["account_sid": "AC1", "from": "+15005550001"],
      secrets: ["auth_token": "secret2"],
      address: phone,
      signed: ("twilio", "secret2")
    ),
    Way(
      card: "alibaba-sms",
      path: "/alibaba",
      plain: ["access_key_id": "AK", "sign_name": "测试签名", "template_code": "SMS_1"],
      secrets: ["access_key_secret": "secret3"],
      address: phone,
      signed: ("alibaba", "secret3")
    ),
    Way(
      card: "alibaba-voice",
      path: "/alibaba",
      plain: ["access_key_id": "AK", "template_code": "TTS_1"],
      secrets: ["access_key_secret": "secret3"],
      address: phone,
      signed: ("alibaba", "secret3")
    ),
    Way(
      card: "tencent-sms",
      path: "/tencent",
      plain: ["secret_id": "ID", "app_id": "14", "sign_name": "测试签名", "template_id": "1"],
      secrets: ["secret_key": "secret4"],
      address: phone,
      signed: ("tencent", "secret4")
    ),
    Way(
      card: "huawei-sms",
      path: "/huawei",
      plain: ["app_key": "key", "channel": "8823", "template_id": "1"],
      secrets: ["app_secret": "secret5"],
      address: phone,
      signed: ("huawei", "secret5")
    ),
    Way(card: "wecom-robot", path: "/wecom", secrets: ["key": "key6"]),
    Way(
      card: "dingtalk-robot",
      path: "/dingtalk",
      secrets: ["access_token": "token7", "secret": "SECsecret7"],
      signed: ("dingtalk", "SECsecret7")
    ),
    Way(
      card: "feishu-robot",
      path: "/feishu",
      secrets: ["token": "token8", "secret": "secret8"],
      signed: ("feishu", "secret8")
    ),
    Way(card: "slack", path: "/slack/services/T/B/x"),
    Way(card: "microsoft-teams", path: "/teams/workflow?sig=x"),
    Way(card: "telegram", path: "", plain: ["chat_id": "-100"], secrets: ["token": "1:token9"]),
    Way(card: "pagerduty", path: "/pagerduty", secrets: ["routing_key": "R10"]),
    Way(card: "alertmanager-webhook", path: "/webhook/alerts"),
    Way(
      card: "standard-webhook",
      path: "/webhook/standard",
      secrets: ["secret": "whsec_c2VjcmV0LTExLXNlY3JldA=="],
      signed: ("webhook", "whsec_c2VjcmV0LTExLXNlY3JldA==")
    ),
    Way(card: "cloudevents", path: "/webhook/events"),
    Way(card: "ntfy", path: "/ntfy", plain: ["topic": "ops"]),
    Way(
      card: "matrix",
      path: "/matrix",
      plain: ["room": "!ops:example.org"],
      secrets: ["access_token": "token12"],
      signed: ("matrix", "token12")
    ),
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "notifiers")

  /// The cards that send over HTTP, by the files that are shipped.
  static func shipped() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
      .filter { !["mail", "exec"].contains($0) }.sorted()
  }

  func read() throws -> NotifierCard {
    let bytes = try Data(contentsOf: Self.folder.appending(path: "\(card).yaml"))
    return try #require(NotifierCard.read(Array(bytes)).card)
  }

  private static let message: CardMessage = {
    var message = CardMessage(
      id: "1.1.1.li.0",
      kind: .page,
      title: "数据库 *db-1*, \"gone\"",
      language: .english
    )
    message.severity = .sev1
    message.ask = "take the incident"
    message.code = "4711"
    message.validity = .minutes(5)
    return message
  }()

  /// Sends the message to a gateway at `url`, with the sender's real clock.
  ///
  /// - Returns: what the card makes of the answer.
  func send(
    to url: String,
    milliseconds: Int64 = 10_000,
    isInquiry: Bool = false
  ) async throws
    -> Verdict
  {
    let card = try read()
    var request = try request(card, url, asks: false)
    request.timeout = TimeSpan(milliseconds: milliseconds)
    let outcome = await CurlCourier().send(request)
    return card.verdict(of: outcome, at: Self.now)
  }

  /// Whether a gateway at `url` says that it has the message.
  func isTaken(at url: String) async throws -> Bool {
    let card = try read()
    let outcome = await CurlCourier().send(try request(card, url, asks: true))
    let found = card.verification(
      outcome,
      of: Self.message,
      to: address,
      parameters: settings(card, url).plain,
      at: Self.now
    )
    if case .taken = found { return true }
    return false
  }

  private func request(_ card: NotifierCard, _ url: String, asks: Bool) throws -> WireRequest {
    let (plain, secrets) = settings(card, url)
    let nonce = (0..<16).map { _ in UInt8.random(in: 0...255) }
    guard asks else {
      return try card.request(
        for: Self.message,
        to: address,
        parameters: plain,
        secrets: secrets,
        at: Self.now,
        nonce: nonce
      )
    }
    let question = try card.verification(
      of: Self.message,
      to: address,
      parameters: plain,
      secrets: secrets,
      at: Self.now,
      nonce: nonce
    )
    return try #require(question)
  }

  private func settings(
    _ card: NotifierCard,
    _ url: String
  ) -> (plain: [String: String], secrets: [String: String]) {
    var (plain, secrets) = (plain, secrets)
    if card.parameters.contains(where: { $0.name == "url" && $0.isSecret }) {
      secrets["url"] = url + path
    } else {
      plain["url"] = url + path
    }
    return (plain, secrets)
  }

  private static var now: Instant {
    Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}

extension Verdict {
  /// Its name alone.
  fileprivate var word: String {
    switch self {
    case .ok: "ok"
    case .throttle: "throttle"
    case .retry: "retry"
    case .permanent: "permanent"
    case .auth: "auth"
    case .unknown: "unknown"
    }
  }
}

/// Every shipped card that sends over HTTP, through the real courier to a gateway that checks the
/// signature itself, answers as the provider does, and misbehaves.
@Suite(.timeLimit(.minutes(2))) struct ShippedCardTests {
  @Test func `every card that sends over HTTP is tried`() throws {
    #expect(Way.all.map(\.card).sorted() == (try Way.shipped()))
  }

  @Test func `each provider takes what its card sends, with the signature that it expects`()
    async throws
  {
    let secrets = Way.all.compactMap(\.signed).flatMap { ["--secret", "\($0.name)=\($0.secret)"] }
    let signed = try Gateway(secrets)
    // The alerts and events of other cards have no signature.
    let plain = try Gateway([])
    var words: [String: String] = [:]

    for way in Way.all {
      let isUnsigned = way.path.hasPrefix("/webhook") && way.signed == nil
      words[way.card] = try await way.send(to: (isUnsigned ? plain : signed).url).word
    }
    let ends = [signed.end(), plain.end()]

    #expect(words.filter { $0.value != "ok" } == [:])
    #expect(ends.map(\.code) == [0, 0], "\(ends.flatMap(\.lines).filter { $0.contains("UN") })")
  }

  @Test func `each provider refuses what is signed with another secret, and its card says so`()
    async throws
  {
    let ways = Way.all.filter { $0.signed != nil }
    let secrets = ways.compactMap(\.signed).flatMap { ["--secret", "\($0.name)=c2VjcmV0LTEz"] }
    let gateway = try Gateway(secrets)
    var words: [String: String] = [:]

    for way in ways { words[way.card] = try await way.send(to: gateway.url).word }
    let (lines, code) = gateway.end()

    #expect(words.filter { $0.value != "auth" } == [:])
    #expect(lines.count { $0.contains("UNEXPECTED") } == ways.count)
    #expect(code == 1)
  }

  /// What a gateway does, what that means, and how often it was given the message.
  private static let misdeeds: [(options: [String], word: String, taken: Bool)] = [
    (["--fail", "429", "--retry-after", "7"], "throttle", false),
    (["--fail", "500"], "retry", false), (["--fail", "503"], "retry", false),
    (["--accept-then-timeout"], "unknown", true), (["--reset"], "unknown", true),
    (["--half-close"], "unknown", true), (["--garbage"], "unknown", true),
    (["--delay", "300ms"], "ok", true),
  ]

  @Test(arguments: misdeeds.indices)
  func `whatever a gateway does to a message, each card makes the right thing of it`(
    number: Int
  ) async throws {
    let misdeed = Self.misdeeds[number]
    let gateway = try Gateway(misdeed.options + ["--no-limits"])
    let url = gateway.url
    var words: [String: String] = [:]

    try await withThrowingTaskGroup { group in
      for way in Way.all {
        group.addTask { (way.card, try await way.send(to: url, milliseconds: 3000).word) }
      }
      for try await (card, word) in group { words[card] = word }
    }
    let (lines, _) = gateway.end()

    #expect(words.filter { $0.value != misdeed.word } == [:])
    let taken = misdeed.taken ? Way.all.count : 0
    let refused = Way.all.count - taken
    #expect(lines.last == "fake-gateway: \(taken) taken, \(refused) refused, 0 unexpected")
  }

  @Test func `no card follows a redirect`() async throws {
    let other = try Gateway([])
    let gateway = try Gateway(["--redirect", "\(other.url)/webhook"])
    var words: [String: String] = [:]

    for way in Way.all { words[way.card] = try await way.send(to: gateway.url).word }
    _ = gateway.end()

    #expect(words.filter { $0.value != "permanent" } == [:])
    #expect(other.end().lines.last == "fake-gateway: 0 taken, 0 refused, 0 unexpected")
  }

  @Test func `no card sends anything to a server with a certificate of its own making`()
    async throws
  {
    try await Programs.withFolder { folder in
      let certificates = try Certificates(in: folder)
      try certificates.issue("server")
      let (server, port) = try certificates.server("server")
      defer { server.stop() }
      var words: [String: String] = [:]

      for way in Way.all {
        words[way.card] = try await way.send(to: "https://127.0.0.1:\(port)").word
      }

      #expect(words.filter { $0.value != "retry" } == [:])
    }
  }

  @Test(arguments: ["twilio-sms", "alibaba-sms"])
  func `a provider that took a message and said nothing is asked, and knows`(
    card: String
  ) async throws {
    let way = try #require(Way.all.first { $0.card == card })
    let gateway = try Gateway(["--reset", "--times", "1"])
    let empty = try Gateway([])

    let before = try await way.isTaken(at: empty.url)
    let verdict = try await way.send(to: gateway.url)
    let after = try await way.isTaken(at: gateway.url)
    let (lines, code) = gateway.end()
    _ = empty.end()

    #expect([before, after] == [false, true])
    #expect(verdict.word == "unknown")
    #expect(lines.count { $0.contains("4711") } == 1)
    #expect(code == 0)
  }
}
