import Courier
import Foundation
import NotifierCards
import Timekeeping

/// Tells the sender what became of a message, as the providers do.
struct Receipts: Sendable {
  /// What became of every message.
  enum Ending: String, Sendable {
    case delivered, failed
  }

  let url: String?
  let ending: Ending
  let secrets: [String: String]
  private let courier = CurlCourier()

  init(url: String?, ending: Ending, secrets: [String: String]) {
    self.url = url
    self.ending = ending
    self.secrets = secrets
  }

  /// Sends a receipt for a message that was taken, where one is wanted.
  func send(for answer: Answer, provider: Substring, now: Instant) {
    guard let message = answer.message, let target = message.callback ?? url else { return }
    let request: WireRequest
    switch provider {
    case "twilio":
      let fields = [
        ("MessageSid", answer.id), ("MessageStatus", word(failed: "undelivered")),
        ("To", message.to),
      ]
      let key = secrets["twilio"] ?? ""
      request = post(
        target,
        fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&"),
        type: "application/x-www-form-urlencoded",
        .init("X-Twilio-Signature", Signature.twilio(target, fields, key: key))
      )
    case "kannel":
      let code = ending == .delivered ? "1" : "2"
      let filled = target.replacing("%d", with: code)
        .replacing("%t", with: "\(now.milliseconds / 1000)")
      request = WireRequest(.http(method: "GET", url: filled, headers: [], body: []))
    default:
      let receipt = """
        {"receipts":[{"at":"\(now.rfc3339)","id":"\(answer.id)","status":"\(ending.rawValue)"}]}
        """
      let sign = Signature.hexadecimal(receipt, key: secrets["sms"] ?? "")
      request = post(target, receipt, type: "application/json", .init("X-Signature", sign))
    }
    Task { [courier] in
      let outcome = await courier.send(request)
      if case .replied(let reply) = outcome, (200..<300).contains(reply.status) { return }
      FileHandle.standardError.write(Data("fake-gateway: receipt not taken: \(outcome)\n".utf8))
    }
  }

  private func word(failed: String) -> String { ending == .delivered ? "delivered" : failed }

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
