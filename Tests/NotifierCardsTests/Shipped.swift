import Findings
import Foundation
import NotifierCards
import Phrases
import RunbookModel
import Testing
import Timekeeping

/// The cards that come with Tocsin, and what tests send through them.
enum Shipped {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let names: [String] = {
    let folder = root.appending(path: "notifiers").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// The cards, read once.
  private static let cards: [String: NotifierCard] = {
    let pairs = names.compactMap { name in
      (try? text(name)).flatMap { NotifierCard.read(Array($0.utf8)).card }.map { (name, $0) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }()

  /// The text of a card.
  static func text(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: "notifiers/\(name).yaml"), encoding: .utf8)
  }

  /// A card, with a text in it replaced by another.
  static func card(
    _ name: String,
    replacing old: String? = nil,
    with new: String = ""
  ) throws -> NotifierCard {
    guard let old else { return try #require(cards[name]) }
    let text = try text(name)
    try #require(text.contains(old))
    return try Sample.card(text.replacingOccurrences(of: old, with: new))
  }

  /// What each card needs to be used.
  static let parameters: [String: String] = [
    "url": "http://127.0.0.1:8080/hook", "username": "tocsin", "account_sid": "AC1",
    "access_key_id": "AK", "sign_name": "测试签名", "template_code": "SMS_1",
    "secret_id": "SID", "app_id": "1400006666", "template_id": "1234", "app_key": "APPKEY",
    "channel": "8823", "from": "+15005550001", "program": "/usr/local/bin/pager",
    "room": "!ops:example.org", "topic": "ops", "chat_id": "-100", "dlr_url": "http://t.example/r",
  ]
  static let secrets: [String: String] = [
    "password": "PASSWORD-canary", "auth_token": "AUTH-canary", "token": "TOKEN-canary",
    "access_key_secret": "SK-canary", "secret_key": "SKEY-canary", "app_secret": "APPS-canary",
    "key": "KEY-canary", "access_token": "ACCESS-canary", "secret": "c2VjcmV0LWNhbmFyeQ==",
    "routing_key": "ROUTE-canary", "receipt_token": "RECEIPT-canary",
    "receipt_secret": "RSECRET-canary",
  ]

  /// The settings of one card: its own parameters only.
  static func settings(_ card: NotifierCard) -> (plain: [String: String], secret: [String: String])
  {
    var plain: [String: String] = [:]
    var secret: [String: String] = [:]
    for parameter in card.parameters {
      if parameter.isSecret {
        secret[parameter.name] = secrets[parameter.name] ?? parameters[parameter.name]
      } else if parameter.name != "from" || card.kind != .mail {
        plain[parameter.name] = parameters[parameter.name]
      } else {
        plain["from"] = "tocsin@example.org"
      }
    }
    if card.kind == .mail { plain["url"] = "smtp://127.0.0.1:25" }
    return (plain, secret)
  }

  /// An address that the card takes.
  static func address(_ card: NotifierCard) -> String? {
    switch card.address {
    case .none: nil
    case .phone: "+8613800000000"
    case .mainlandPhone: "13800000000"
    case .user: "li-wei"
    case .mail: "li.wei@example.org"
    case .url: "http://127.0.0.1:8080/hook"
    }
  }
}

/// What tests send.
enum Sample {
  static let now = Instant(milliseconds: 1_767_323_045_000)
  static let nonce: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]

  /// A card from its text; what is wrong with it fails the test.
  static func card(_ text: String) throws -> NotifierCard {
    let reading = NotifierCard.read(Array(text.utf8))
    try #require(reading.findings.map(describe) == [])
    return try #require(reading.card)
  }

  static func describe(_ finding: Finding) -> String {
    let place = "\(finding.position.line):\(finding.position.column)"
    return "\(place) \(finding.code): \(finding.message.text(.english))"
  }

  /// A page in English.
  static var page: CardMessage {
    var message = CardMessage(
      id: "inc-7/step-2/1/li-wei/sms",
      kind: .page,
      title: "db-1 down*~",
      language: .english
    )
    message.severity = .sev1
    message.incident = "inc-7"
    message.runbook = "pg-failover"
    message.step = "Promote the replica"
    message.reason = "Nobody acknowledged within 5 min"
    message.place = "portal"
    message.since = now + .minutes(-32)
    message.offsetMinutes = 480
    message.late = .minutes(2)
    message.ask = "take the incident"
    message.code = "4711"
    message.link = "https://t.example/a/4711"
    message.person = "Li Wei"
    message.validity = .minutes(5)
    return message
  }

  /// A page in Chinese.
  static var chinesePage: CardMessage {
    var message = page
    message.language = .chinese
    message.title = "数据库主库宕机"
    message.step = "提升备库"
    message.reason = "5 分钟内无人确认"
    message.place = "门户网站"
    message.ask = "接手处置"
    return message
  }

  /// The request of a shipped card with the test's settings.
  static func request(
    _ card: NotifierCard,
    _ message: CardMessage = page,
    to address: String? = nil,
    plain: [String: String]? = nil,
    secret: [String: String]? = nil,
    nonce: [UInt8] = nonce
  ) throws(CardFault) -> WireRequest {
    let settings = Shipped.settings(card)
    return try card.request(
      for: message,
      to: address ?? Shipped.address(card),
      parameters: plain ?? settings.plain,
      secrets: secret ?? settings.secret,
      at: now,
      nonce: nonce
    )
  }

  /// An answer of HTTP.
  static func reply(_ status: Int, _ body: String, _ headers: [String: String] = [:]) -> WireOutcome
  {
    let headers = headers.sorted { $0.key < $1.key }.map { WireRequest.Header($0.key, $0.value) }
    return .replied(WireReply(status: status, headers: headers, body: Array(body.utf8)))
  }
}

/// An HTTP request in its parts.
struct HTTPParts {
  let method: String
  let url: String
  let headers: [String: String]
  let body: String

  init(_ request: WireRequest) throws {
    guard case .http(let method, let url, let headers, let body) = request.transport else {
      throw NotHTTP()
    }
    self.method = method
    self.url = url
    self.headers = Dictionary(headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    self.body = String(decoding: body, as: UTF8.self)
  }

  /// The value of a query item as it is sent.
  func query(_ name: String) -> String? {
    let items = url.split(separator: "?", maxSplits: 1).last?.split(separator: "&") ?? []
    return items.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  struct NotHTTP: Error {}
}
