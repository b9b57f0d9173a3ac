import Courier
import Foundation
import NotifierCards
import Timekeeping

/// Tells the sender what became of a message, and what its reader replies, as the providers do.
struct Receipts: Sendable {
  /// What became of every message.
  enum Ending: String, Sendable {
    case delivered, failed
  }

  /// What comes back for each message, and how well it behaves.
  struct Manners: Sendable {
    var url: String?
    var ending = Ending.delivered
    /// How late receipts come.
    var delay = TimeSpan.zero
    /// How often each receipt comes.
    var times = 1
    /// Whether what happened on the way is told too, but after the end.
    var isOutOfOrder = false
    /// What the reader replies; `{code}` stands for the four digits of the message.
    var reply: String?
    /// The only address that replies; `nil` for all.
    var replier: String?
    /// Where replies go; `nil` for where receipts go.
    var replyURL: String?
  }

  let manners: Manners
  let secrets: [String: String]
  private let courier = CurlCourier()

  init(_ manners: Manners, secrets: [String: String]) {
    self.manners = manners
    self.secrets = secrets
  }

  /// Sends what comes back for a message that was taken, where it is wanted.
  func send(for answer: Answer, provider: Substring, now: Instant) {
    guard let message = answer.message else { return }
    var requests: [WireRequest] = []
    if let target = message.callback ?? manners.url {
      let words = [manners.ending.rawValue] + (manners.isOutOfOrder ? ["sent", "queued"] : [])
      for _ in 0..<manners.times {
        requests += words.map { receipt($0, answer, message, to: target, provider, now) }
      }
    }
    if let reply = reply(to: message, provider, now) { requests.append(reply) }
    guard !requests.isEmpty else { return }
    let delay = manners.delay.milliseconds
    Task { [courier, requests] in
      if delay > 0 { try? await Task.sleep(for: .milliseconds(delay)) }
      for request in requests { Self.tell(await courier.send(request)) }
    }
  }

  /// Shows what was said back, and complains of what was not taken.
  private static func tell(_ outcome: WireOutcome) {
    guard case .replied(let reply) = outcome, (200..<300).contains(reply.status) else {
      FileHandle.standardError.write(Data("fake-gateway: receipt not taken: \(outcome)\n".utf8))
      return
    }
    let text = String(decoding: reply.body, as: UTF8.self)
    guard text.contains("reply") || text.contains("<Message>") else { return }
    FileHandle.standardOutput.write(Data("said back: \(text)\n".utf8))
  }

  // MARK: Requests

  private func receipt(
    _ status: String,
    _ answer: Answer,
    _ message: Message,
    to target: String,
    _ provider: Substring,
    _ now: Instant
  ) -> WireRequest {
    switch provider {
    case "twilio":
      let word = status == "failed" ? "undelivered" : status
      let fields = [("MessageSid", answer.id), ("MessageStatus", word), ("To", message.to)]
      return twilio(target, fields)
    case "kannel":
      let codes = ["delivered": "1", "failed": "2", "queued": "4", "sent": "8"]
      let filled = target.replacing("%d", with: codes[status] ?? "1")
        .replacing("%t", with: "\(now.milliseconds / 1000)")
      return WireRequest(.http(method: "GET", url: filled, headers: [], body: []))
    default:
      let item = ["at": now.rfc3339, "id": answer.id, "status": status]
      return signed(target, item)
    }
  }

  private func reply(to message: Message, _ provider: Substring, _ now: Instant) -> WireRequest? {
    guard let words = manners.reply, manners.replier ?? message.to == message.to,
      let target = manners.replyURL ?? manners.url
    else { return nil }
    let text = words.replacing("{code}", with: Self.code(in: message.text) ?? "")
    let id = "reply-\(now.milliseconds)-\(message.to)"
    switch provider {
    case "twilio":
      let fields = [
        ("Body", text), ("From", message.to), ("MessageSid", id), ("SmsStatus", "received"),
      ]
      return twilio(target, fields)
    case "kannel":
      let query = [("from", message.to), ("text", text), ("reply", id)]
        .map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
      let url = "\(target)\(target.contains("?") ? "&" : "?")\(query)"
      return WireRequest(.http(method: "GET", url: url, headers: [], body: []))
    default: return signed(target, ["from": message.to, "id": id, "text": text])
    }
  }

  /// The four digits that a message asks to be sent back.
  private static func code(in text: String) -> String? {
    text.firstMatch(of: /(?:reply|回复)\s*([0-9]{4})/).map { String($0.1) }
  }

  private func signed(_ url: String, _ item: [String: String]) -> WireRequest {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(["receipts": [item]])) ?? Data()
    let body = String(decoding: data, as: UTF8.self)
    let sign = Signature.hexadecimal(body, key: secrets["sms"] ?? "")
    return post(url, body, type: "application/json", .init("X-Signature", sign))
  }

  private func twilio(_ url: String, _ fields: [(String, String)]) -> WireRequest {
    let sign = Signature.twilio(url, fields, key: secrets["twilio"] ?? "")
    return post(
      url,
      fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&"),
      type: "application/x-www-form-urlencoded",
      .init("X-Twilio-Signature", sign)
    )
  }

  private func post(
    _ url: String,
    _ body: String,
    type: String,
    _ header: WireRequest.Header
  ) -> WireRequest {
    let headers = [WireRequest.Header("Content-Type", type), header]
    return WireRequest(.http(method: "POST", url: url, headers: headers, body: Array(body.utf8)))
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
