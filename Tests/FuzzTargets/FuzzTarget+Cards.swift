import NotifierCards
import Phrases
import Timekeeping

extension FuzzTarget {
  /// The values that any card finds for its parameters.
  static let setting = "http://127.0.0.1:8025/fuzz"
  static let secret = "c2VjcmV0LWNhbmFyeQ=="

  private static func settings(
    of card: NotifierCard
  ) -> (plain: [String: String], secret: [String: String]) {
    var plain: [String: String] = [:]
    var hidden: [String: String] = [:]
    for parameter in card.parameters {
      if parameter.isSecret {
        hidden[parameter.name] = secret
      } else {
        plain[parameter.name] = setting
      }
    }
    return (plain, hidden)
  }

  private static func message() -> CardMessage {
    CardMessage(
      id: "20261123-k7f2/1.1.1.li.0",
      kind: .page,
      title: "库 \"db-1\" down\r\n${x}{{y}}",
      language: .chinese
    )
  }

  private static func address(for card: NotifierCard) -> String? {
    switch card.address {
    case .none: nil
    case .phone: "+8613800000000"
    case .mainlandPhone: "13800000000"
    case .user: "li-wei"
    case .mail: "li.wei@example.org"
    case .url: setting
    }
  }

  /// Makes what a card makes of a message.
  static func use(_ card: NotifierCard) {
    let settings = settings(of: card)
    let message = message()
    _ = try? card.texts(of: message)
    _ = try? card.request(
      for: message,
      to: address(for: card),
      parameters: settings.plain,
      secrets: settings.secret,
      at: now,
      nonce: Array(0..<16)
    )
    _ = try? card.preview(
      of: message,
      to: address(for: card),
      parameters: settings.plain,
      secretNames: settings.secret.keys.sorted(),
      at: now,
      nonce: Array(0..<16)
    )
    let reply = WireReply(status: 200, body: Array(#"{"code":0,"id":"1"}"#.utf8))
    _ = card.verdict(of: .replied(reply), at: now)
  }

  /// The first byte chooses the card, the second the status.
  static func readReply(_ bytes: [UInt8], _ cards: [NotifierCard]) -> String? {
    guard bytes.count >= 2, !cards.isEmpty else { return nil }
    let card = cards[Int(bytes[0]) % cards.count]
    let statuses = [200, 201, 202, 204, 301, 400, 401, 403, 404, 408, 422, 429, 500, 503, 0, 250]
    let body = Array(bytes.dropFirst(2))
    let text = String(decoding: body.prefix(64), as: UTF8.self)
    let reply = WireReply(
      status: statuses[Int(bytes[1]) % statuses.count],
      headers: [WireRequest.Header("Retry-After", text), WireRequest.Header("X-Error", text)],
      body: body
    )
    let verdict = card.verdict(of: .replied(reply), at: now, masking: [secret])
    _ = card.verification(
      .replied(reply),
      of: message(),
      to: address(for: card),
      parameters: settings(of: card).plain,
      at: now
    )
    // However long a provider asks us to wait, the time must be one that can be reckoned with.
    switch verdict {
    case .throttle(let wait, detail: _) where wait < .zero: return "a wait of \(wait.milliseconds)"
    case .retry(let wait?, detail: _) where wait < .zero: return "a wait of \(wait.milliseconds)"
    default: return nil
    }
  }

  /// The first byte chooses the card, the second how the body and the address come.
  static func readReceipt(_ bytes: [UInt8], _ cards: [NotifierCard]) -> String? {
    guard bytes.count >= 2, !cards.isEmpty else { return nil }
    let card = cards[Int(bytes[0]) % cards.count]
    let body = Array(bytes.dropFirst(2))
    let text = String(decoding: body, as: UTF8.self)
    let settings = settings(of: card)
    _ = card.receipts(
      from: InboundRequest(
        method: bytes[1] & 1 == 0 ? "POST" : "GET",
        url: "https://t.example/in?\(bytes[1] & 2 == 0 ? "token=\(secret)" : text)",
        headers: [
          WireRequest.Header(
            "Content-Type",
            bytes[1] & 4 == 0 ? "application/json" : "application/x-www-form-urlencoded"
          )
        ],
        body: body
      ),
      parameters: settings.plain,
      secrets: settings.secret,
      at: now
    )
    return nil
  }
}
