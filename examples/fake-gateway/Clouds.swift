import Foundation
import Timekeeping

/// Providers whose requests are signed as a whole, and homes of chat rooms.
extension Provider {
  // MARK: Alibaba Cloud

  mutating func alibaba(_ request: IncomingRequest, _ number: Int, _ now: Instant) -> Answer {
    func refusal(_ code: String, _ reason: String) -> Answer {
      .refusal(400, #"{"Code":"\#(code)","Message":"\#(reason)"}"#, because: reason)
    }
    if let secret = secrets["alibaba"] {
      let time = request.header("x-acs-date").flatMap { Instant(rfc3339: $0) }
      guard Self.isNear(time, now, .minutes(15)) else {
        return refusal("InvalidTimeStamp.Expired", "its timestamp is no good")
      }
      guard Signature.isACS3(request, secret) else {
        return refusal("SignatureDoesNotMatch", "its signature is wrong")
      }
    }
    guard nonces.insert("alibaba \(request.header("x-acs-signature-nonce") ?? "")").inserted else {
      return refusal("SignatureNonceUsed", "its nonce was used before")
    }
    let query = request.query
    func value(_ name: String) -> String? {
      query.first { $0.name == name && !$0.value.isEmpty }?.value
    }
    let id = "\(number)^0"
    switch request.header("x-acs-action") {
    case "SendSms":
      guard let to = value("PhoneNumbers"), value("SignName") != nil, value("TemplateCode") != nil,
        let words = Self.words(value("TemplateParam"))
      else { return refusal("isv.PARAM_LENGTH_LIMIT", "a field of SendSms is missing") }
      remember(to, id: value("OutId") ?? "", text: words)
      return Answer(
        body: #"{"RequestId":"r\#(number)","BizId":"\#(id)","Code":"OK","Message":"OK"}"#,
        message: Message(to: to, text: words),
        id: id
      )
    case "SingleCallByTts":
      guard let to = value("CalledNumber"), value("TtsCode") != nil,
        let words = Self.words(value("TtsParam"))
      else { return refusal("isv.PARAM_INVALID", "a field of SingleCallByTts is missing") }
      return Answer(
        body: #"{"Code":"OK","CallId":"\#(id)"}"#,
        message: Message(to: to, text: words),
        id: id
      )
    case "QuerySendDetails":
      let list = remembered(value("PhoneNumber") ?? "").map { #"{"OutId":"\#($0.id)"}"# }
      let details = list.joined(separator: ",")
      return Answer(body: #"{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[\#(details)]}}"#)
    default: return refusal("InvalidAction.NotFound", "there is no such action")
    }
  }

  /// What the places of an approved template hold.
  private static func words(_ json: String?) -> String? {
    let value = try? JSONSerialization.jsonObject(with: Data((json ?? "").utf8))
    if let places = value as? [String: String] {
      let order = ["severity", "title", "ask", "code"]
      return order.compactMap { places[$0] }.joined(separator: " ")
    }
    return (value as? [String])?.joined(separator: " ")
  }

  private static func isNear(_ time: Instant?, _ now: Instant, _ most: TimeSpan) -> Bool {
    time.map { abs((now - $0).milliseconds) <= most.milliseconds } ?? false
  }

  // MARK: Tencent Cloud

  func tencent(_ request: IncomingRequest, _ number: Int, _ now: Instant) -> Answer {
    func refusal(_ code: String, _ reason: String) -> Answer {
      let error = #"{"Code":"\#(code)","Message":"\#(reason)"}"#
      return .refusal(200, #"{"Response":{"Error":\#(error)}}"#, because: reason)
    }
    let seconds = request.header("x-tc-timestamp").flatMap(Int64.init)
    if let secret = secrets["tencent"] {
      guard Self.isNear(seconds.map { Instant(milliseconds: $0 * 1000) }, now, .minutes(5)) else {
        return refusal("AuthFailure.SignatureExpire", "its timestamp is no good")
      }
      guard Signature.isTC3(request, secret) else {
        return refusal("AuthFailure.SignatureFailure", "its signature is wrong")
      }
    }
    let body = JSONText(request.body)
    let places = body.strings("TemplateParamSet")
    guard let to = body.strings("PhoneNumberSet").first, body.string("SmsSdkAppId") != nil,
      body.string("TemplateId") != nil, places.count == 4
    else { return refusal("InvalidParameter", "a field of SendSms is missing") }
    let status = #"{"SerialNo":"s\#(number)","Code":"Ok"}"#
    return Answer(
      body: #"{"Response":{"SendStatusSet":[\#(status)],"RequestId":"r\#(number)"}}"#,
      message: Message(to: to, text: places.joined(separator: " ")),
      id: "s\(number)"
    )
  }

  // MARK: Huawei Cloud

  func huawei(_ request: IncomingRequest, _ number: Int, _ now: Instant) -> Answer {
    func refusal(_ code: String, _ reason: String) -> Answer {
      .refusal(200, #"{"code":"\#(code)","description":"\#(reason)"}"#, because: reason)
    }
    if let secret = secrets["huawei"], let reason = Signature.faultOfWSSE(request, secret, now) {
      return refusal("E000103", reason)
    }
    let form = request.form
    func value(_ name: String) -> String? {
      form.first { $0.name == name && !$0.value.isEmpty }?.value
    }
    guard let to = value("to"), value("from") != nil, value("templateId") != nil,
      let words = Self.words(value("templateParas"))
    else { return refusal("E000510", "a field is missing") }
    let result = #"{"smsMsgId":"h\#(number)","status":"000000"}"#
    return Answer(
      body: #"{"code":"000000","description":"Success","result":[\#(result)]}"#,
      message: Message(to: to, text: words, callback: value("statusCallback")),
      id: "h\(number)"
    )
  }

  // MARK: Rooms

  mutating func matrix(_ request: IncomingRequest, _ number: Int) -> Answer {
    let token = secrets["matrix"].map { "Bearer \($0)" }
    guard let login = request.header("authorization"), login == token ?? login else {
      return .refusal(401, #"{"errcode":"M_UNKNOWN_TOKEN"}"#, because: "its token is wrong")
    }
    let words = request.path.split(separator: "/")
    guard request.method == "PUT", words.count > 3, let text = JSONText(request.body).string("body")
    else { return .refusal(400, #"{"errcode":"M_BAD_JSON"}"#, because: "the body has no text") }
    // One transaction is one event, however often it is sent.
    let room = String(words[words.count - 4])
    let id = String(words[words.count - 1])
    let isNew = !remembered(room).contains { $0.id == id }
    if isNew { remember(room, id: id, text: text) }
    return Answer(
      body: #"{"event_id":"$\#(id)"}"#,
      message: isNew ? Message(to: room.removingPercentEncoding ?? room, text: text) : nil,
      id: id
    )
  }

  func teams(_ request: IncomingRequest) -> Answer {
    let texts = JSONText(request.body).texts
    guard !texts.isEmpty else {
      return .refusal(400, #"{"error":{"code":"InvalidRequest"}}"#, because: "no text in the card")
    }
    return Answer(
      status: 202,
      body: "",
      message: Message(to: "", text: texts.joined(separator: " "))
    )
  }
}
