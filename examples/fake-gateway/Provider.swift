import Crypto
import Foundation
import Timekeeping

/// A message as a gateway understands it.
struct Message {
  var to: String
  var text: String
  /// Where a receipt is wanted, in the provider's own way.
  var callback: String?
}

/// What a gateway does with a request.
struct Answer {
  var status = 200
  var body: String
  var type = "application/json"
  /// The message that was taken; `nil` when none was.
  var message: Message?
  /// The number by which the provider knows the message.
  var id = ""
  /// Why nobody should have sent this; `nil` when all is as it should be.
  var unexpected: String?

  /// An answer with a fault in it, for something that nobody should have sent.
  static func refusal(_ status: Int, _ body: String, because reason: String) -> Answer {
    Answer(status: status, body: body, unexpected: reason)
  }
}

/// Answers as the providers do, each by the first word of its path.
struct Provider {
  /// A message that can be asked about.
  struct Remembered {
    var to: String
    var id: String
    var text: String
  }

  let secrets: [String: String]
  var limits: RateLimits?
  private var memory: [Remembered] = []
  /// What may be used once only.
  var nonces: Set<String> = []

  init(secrets: [String: String], limits: RateLimits?) {
    self.secrets = secrets
    self.limits = limits
  }

  mutating func remember(_ to: String, id: String, text: String) {
    memory.append(Remembered(to: to, id: id, text: text))
  }

  func remembered(_ to: String) -> [Remembered] { memory.filter { $0.to == to } }

  /// The name of the provider that a path belongs to.
  static func name(of path: Substring) -> Substring {
    if path.hasPrefix("/cgi-bin/webhook/send") { return "wecom" }
    if path.hasPrefix("/cgi-bin/sendsms") { return "kannel" }
    if path.hasPrefix("/robot/send") { return "dingtalk" }
    if path.hasPrefix("/open-apis/bot/") { return "feishu" }
    if path.hasPrefix("/2010-04-01/") { return "twilio" }
    if path.hasPrefix("/bot"), path.hasSuffix("/sendMessage") { return "telegram" }
    if path.hasPrefix("/v2/enqueue") { return "pagerduty" }
    if path.hasPrefix("/_matrix/") { return "matrix" }
    if path.hasPrefix("/sms/batchSendSms") { return "huawei" }
    return path.dropFirst().prefix { $0 != "/" }
  }

  /// What the provider answers to the `number`th message.
  mutating func answer(_ request: IncomingRequest, number: Int, now: Instant) -> Answer {
    switch Self.name(of: request.path) {
    case "webhook": return webhook(request, now)
    case "sms": return sms(request, number)
    case "kannel": return kannel(request)
    case "wecom": return wecom(request, now)
    case "dingtalk": return dingtalk(request, now)
    case "feishu": return feishu(request, now)
    case "twilio": return twilio(request, number)
    case "alibaba": return alibaba(request, number, now)
    case "tencent": return tencent(request, number, now)
    case "huawei": return huawei(request, number, now)
    case "matrix": return matrix(request, number)
    case "teams": return teams(request)
    case "slack":
      return chat(request, text: \.text, taken: "ok", type: "text/plain")
    case "telegram":
      return chat(request, text: \.text, to: \.chatID, taken: #"{"ok":true,"result":{}}"#)
    case "pagerduty":
      var answer = chat(request, text: \.summary, to: \.routingKey, taken: "")
      let key = JSONText(request.body).dedupKey ?? "\(number)"
      answer.body = #"{"status":"success","message":"Event processed","dedup_key":"\#(key)"}"#
      answer.status = answer.message == nil ? 400 : 202
      return answer
    case "ntfy":
      let text = String(decoding: request.body, as: UTF8.self)
      return Answer(
        body: #"{"id":"n\#(number)","event":"message"}"#,
        message: Message(to: String(request.path), text: text)
      )
    default:
      return .refusal(404, #"{"error":"no such path"}"#, because: "nobody answers at this path")
    }
  }

  private func chat(
    _ request: IncomingRequest,
    text: (JSONText) -> String?,
    to: (JSONText) -> String? = { _ in nil },
    taken: String,
    type: String = "application/json"
  ) -> Answer {
    let body = JSONText(request.body)
    guard let words = text(body) else {
      return .refusal(400, "invalid_payload", because: "the body has no text")
    }
    return Answer(body: taken, type: type, message: Message(to: to(body) ?? "", text: words))
  }

  private func sms(_ request: IncomingRequest, _ number: Int) -> Answer {
    let body = JSONText(request.body)
    func value(_ name: String) -> String? {
      body.string(name) ?? request.form.first { $0.name == name }?.value
    }
    let (to, text) = (value("to"), value("text"))
    guard let to, !to.isEmpty, let text, !text.isEmpty else {
      return .refusal(400, #"{"error":"to and text are needed"}"#, because: "no number or no text")
    }
    let id = body.string("id") ?? "sms-\(number)"
    return Answer(
      status: 202,
      body: #"{"id":"\#(id)","status":"queued"}"#,
      message: Message(to: to, text: text),
      id: id
    )
  }

  private func kannel(_ request: IncomingRequest) -> Answer {
    let query = request.query
    func value(_ name: String) -> String? {
      query.first { $0.name == name && !$0.value.isEmpty }?.value
    }
    func refusal(_ status: Int, _ text: String) -> Answer {
      Answer(status: status, body: text, type: "text/html", unexpected: text)
    }
    guard value("username") != nil, value("password") == secrets["kannel"] ?? value("password")
    else { return refusal(403, "Authorization failed for sendsms") }
    guard let to = value("to") else { return refusal(400, "Missing receiver number, rejected") }
    return Answer(
      status: 202,
      body: "0: Accepted for delivery",
      type: "text/html",
      message: Message(to: to, text: value("text") ?? "", callback: value("dlr-url"))
    )
  }

  private mutating func wecom(_ request: IncomingRequest, _ now: Instant) -> Answer {
    let body = JSONText(request.body)
    guard let text = body.string("text", "content") ?? body.string("markdown", "content") else {
      let wrong = #"{"errcode":40008,"errmsg":"invalid message type"}"#
      return .refusal(200, wrong, because: "the body has no content")
    }
    if let limited = limits?.check("wecom \(request.target)", now), limited {
      return Answer(body: #"{"errcode":45009,"errmsg":"api freq out of limit"}"#)
    }
    let to = body.strings("text", "mentioned_mobile_list").joined(separator: ",")
    return Answer(
      body: #"{"errcode":0,"errmsg":"ok"}"#,
      message: Message(to: to, text: text)
    )
  }

  private mutating func dingtalk(_ request: IncomingRequest, _ now: Instant) -> Answer {
    let body = JSONText(request.body)
    if let secret = secrets["dingtalk"] {
      let query = request.query
      let time = query.first { $0.name == "timestamp" }?.value ?? ""
      let sign = query.first { $0.name == "sign" }?.value ?? ""
      let expected = Signature.hmac("\(time)\n\(secret)", key: secret)
      let age = Int64(time).map { abs(now.milliseconds - $0) } ?? .max
      if age > 3_600_000 || !Signature.isSame(sign, expected) {
        return .refusal(
          200,
          #"{"errcode":310000,"errmsg":"sign not match, more: [https://ding-doc.dingtalk.com]"}"#,
          because: age > 3_600_000 ? "its timestamp is no good" : "its signature is wrong"
        )
      }
    }
    guard let text = body.string("text", "content") ?? body.string("markdown", "text") else {
      let wrong = #"{"errcode":40035,"errmsg":"text is empty"}"#
      return .refusal(200, wrong, because: "the body has no text")
    }
    if let limited = limits?.check("dingtalk \(request.path)", now), limited {
      return Answer(
        body:
          #"{"status":1111,"wait":5,"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}"#
      )
    }
    let to = body.strings("at", "atMobiles").joined(separator: ",")
    return Answer(
      body: #"{"errcode":0,"errmsg":"ok"}"#,
      message: Message(to: to, text: text)
    )
  }

  private mutating func feishu(_ request: IncomingRequest, _ now: Instant) -> Answer {
    let body = JSONText(request.body)
    if let secret = secrets["feishu"] {
      let time = body.string("timestamp") ?? ""
      let expected = Signature.hmac("", key: "\(time)\n\(secret)")
      let age = Int64(time).map { abs(now.milliseconds / 1000 - $0) } ?? .max
      if age > 3600 || !Signature.isSame(body.string("sign") ?? "", expected) {
        return .refusal(
          200,
          #"{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}"#,
          because: age > 3600 ? "its timestamp is no good" : "its signature is wrong"
        )
      }
    }
    guard let text = body.string("content", "text") ?? body.string("msg_type") else {
      return .refusal(200, #"{"code":9499,"msg":"Bad Request"}"#, because: "the body has no text")
    }
    if let limited = limits?.check("feishu \(request.path)", now), limited {
      return Answer(body: #"{"code":11232,"msg":"frequency limited"}"#)
    }
    return Answer(
      body: #"{"code":0,"msg":"success","data":{}}"#,
      message: Message(to: "", text: text)
    )
  }

  private mutating func twilio(_ request: IncomingRequest, _ number: Int) -> Answer {
    func refusal(_ status: Int, _ code: Int, _ text: String) -> Answer {
      let body = #"{"code":\#(code),"message":"\#(text)","status":\#(status)}"#
      return .refusal(status, body, because: text)
    }
    guard let login = request.header("authorization"), login.hasPrefix("Basic ") else {
      return refusal(401, 20003, "Authenticate")
    }
    if let secret = secrets["twilio"] {
      let text = Data(base64Encoded: String(login.dropFirst(6))) ?? Data()
      guard String(decoding: text, as: UTF8.self).hasSuffix(":\(secret)") else {
        return refusal(401, 20003, "Authenticate")
      }
    }
    if request.method == "GET" { return twilioList(request) }
    let form = request.form
    func value(_ name: String) -> String? {
      form.first { $0.name == name && !$0.value.isEmpty }?.value
    }
    guard let to = value("To") else { return refusal(400, 21604, "A 'To' number is required") }
    guard value("From") != nil || value("MessagingServiceSid") != nil else {
      return refusal(400, 21603, "A 'From' number is required")
    }
    guard let text = value("Body") ?? value("Twiml") ?? value("Url") else {
      return refusal(400, 21602, "A message body is required")
    }
    let isCall = request.path.hasSuffix("/Calls.json")
    let id = (isCall ? "CA" : "SM") + String(format: "%032x", number)
    remember(to, id: id, text: text)
    return Answer(
      status: 201,
      body: #"{"sid":"\#(id)","status":"queued","to":"\#(to)","error_code":null}"#,
      message: Message(to: to, text: text, callback: value("StatusCallback")),
      id: id
    )
  }

  /// The messages to a number, the last one first.
  private func twilioList(_ request: IncomingRequest) -> Answer {
    let to = request.query.first { $0.name == "To" }?.value ?? ""
    let list = remembered(to).reversed().map { ["sid": $0.id, "to": $0.to, "body": $0.text] }
    let body = try? JSONSerialization.data(withJSONObject: ["messages": list])
    return Answer(body: String(decoding: body ?? Data(), as: UTF8.self))
  }

  private func webhook(_ request: IncomingRequest, _ now: Instant) -> Answer {
    if let secret = secrets["webhook"] {
      let time = request.header("webhook-timestamp") ?? ""
      let id = request.header("webhook-id") ?? ""
      let key = Data(base64Encoded: String(secret.trimmingPrefix("whsec_"))) ?? Data()
      let text = Data("\(id).\(time).".utf8) + Data(request.body)
      let expected = "v1," + Signature.hmac(text, key: key)
      let given = (request.header("webhook-signature") ?? "").split(separator: " ")
      let age = Int64(time).map { abs(now.milliseconds / 1000 - $0) } ?? .max
      guard age <= 300, given.contains(where: { Signature.isSame(String($0), expected) }) else {
        let reason = age > 300 ? "its timestamp is no good" : "its signature is wrong"
        return .refusal(401, #"{"error":"signature"}"#, because: reason)
      }
    }
    let text = String(decoding: request.body, as: UTF8.self)
    return Answer(body: #"{"ok":true}"#, message: Message(to: "", text: text))
  }
}
