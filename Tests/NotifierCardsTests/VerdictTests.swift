import Foundation
import NotifierCards
import Testing
import Timekeeping

/// A provider's answer and what it means.
struct Answer: Sendable, CustomTestStringConvertible {
  let card: String
  let status: Int
  let body: String
  let expected: String
  var headers: [String: String] = [:]

  init(
    _ card: String,
    _ status: Int,
    _ body: String,
    _ expected: String,
    _ headers: [String: String] = [:]
  ) {
    self.card = card
    self.status = status
    self.body = body
    self.expected = expected
    self.headers = headers
  }

  var testDescription: String { "\(card) \(status) \(body.prefix(60)) is \(expected)" }

  static let all: [Answer] = [
    Answer("kannel", 202, "0: Accepted for delivery", "ok"),
    Answer("kannel", 202, "3: Queued for later delivery", "ok"),
    Answer("kannel", 403, "Authorization failed for sendsms", "auth"),
    Answer("kannel", 400, "Missing receiver number, rejected", "permanent"),
    Answer("kannel", 503, "Temporal failure, try again later.", "retry"),
    Answer("kannel", 202, "", "unknown"),

    Answer("sms-gateway", 200, #"{"id":"m1"}"#, "ok m1"),
    Answer("sms-gateway", 200, #"{"code":0}"#, "ok"),
    Answer("sms-gateway", 200, #"{"id":"m1","error":"no such number"}"#, "permanent"),
    Answer("sms-gateway", 200, #"{"error":"throttled","retry_after":7}"#, "throttle 7s"),
    Answer("sms-gateway", 200, #"{"error":"busy"}"#, "retry"),

    Answer("twilio-sms", 201, #"{"sid":"SM1","status":"queued","error_code":null}"#, "ok SM1"),
    Answer("twilio-sms", 429, #"{"code":20429,"message":"Too Many Requests"}"#, "throttle 1m"),
    Answer("twilio-sms", 400, #"{"code":21211,"message":"Invalid 'To'"}"#, "permanent"),
    Answer("twilio-sms", 400, #"{"code":21606,"message":"From not capable"}"#, "auth"),
    Answer("twilio-sms", 400, #"{"code":21610,"message":"STOP"}"#, "permanent"),
    Answer("twilio-sms", 400, #"{"code":21611,"message":"queue full"}"#, "throttle 1m"),
    Answer("twilio-sms", 400, #"{"code":30001,"message":"queue overflow"}"#, "throttle 1m"),
    Answer("twilio-sms", 403, #"{"code":30002,"message":"suspended"}"#, "auth"),
    Answer("twilio-voice", 201, #"{"sid":"CA1","status":"queued"}"#, "ok CA1"),
    Answer("twilio-voice", 404, #"{"code":20404,"message":"not found"}"#, "permanent"),

    Answer(
      "alibaba-sms",
      200,
      #"{"RequestId":"r","BizId":"9^0","Code":"OK","Message":"OK"}"#,
      "ok 9^0"
    ),
    Answer(
      "alibaba-sms",
      200,
      #"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"触发天级流控"}"#,
      "throttle 1m"
    ),
    Answer("alibaba-sms", 200, #"{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"x"}"#, "permanent"),
    Answer("alibaba-sms", 200, #"{"Code":"isv.AMOUNT_NOT_ENOUGH","Message":"x"}"#, "auth"),
    Answer("alibaba-sms", 200, #"{"Code":"isv.SMS_TEMPLATE_ILLEGAL","Message":"x"}"#, "auth"),
    Answer("alibaba-sms", 400, #"{"Code":"Throttling.User","Message":"x"}"#, "throttle 1m"),
    Answer("alibaba-sms", 400, #"{"Code":"SignatureNonceUsed","Message":"x"}"#, "retry"),
    Answer("alibaba-sms", 400, #"{"Code":"SignatureDoesNotMatch","Message":"x"}"#, "auth"),
    Answer("alibaba-sms", 400, #"{"Code":"InvalidTimeStamp.Expired","Message":"x"}"#, "auth"),
    Answer("alibaba-voice", 200, #"{"Code":"OK","CallId":"c1"}"#, "ok c1"),
    Answer("alibaba-voice", 200, #"{"Code":"isv.TTS_TEMPLATE_ILLEGAL"}"#, "auth"),

    Answer(
      "tencent-sms",
      200,
      #"{"Response":{"SendStatusSet":[{"SerialNo":"s1","Code":"Ok"}],"RequestId":"r"}}"#,
      "ok s1"
    ),
    Answer("tencent-sms", 200, #"{"Response":{"SendStatusSet":[],"RequestId":"r"}}"#, "unknown"),
    Answer(
      "tencent-sms",
      200,
      #"{"Response":{"SendStatusSet":[{"Code":"Ok"},{"Code":"InvalidParameterValue.IncorrectPhoneNumber"}]}}"#,
      "permanent"
    ),
    Answer(
      "tencent-sms",
      200,
      #"{"Response":{"SendStatusSet":[{"Code":"LimitExceeded.PhoneNumberDailyLimit"}]}}"#,
      "throttle 1m"
    ),
    Answer(
      "tencent-sms",
      200,
      #"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"x"}}}"#,
      "throttle 1m"
    ),
    Answer(
      "tencent-sms",
      200,
      #"{"Response":{"Error":{"Code":"InternalError.Timeout"}}}"#,
      "retry"
    ),
    Answer(
      "tencent-sms",
      200,
      #"{"Response":{"Error":{"Code":"AuthFailure.SignatureExpire"}}}"#,
      "auth"
    ),
    Answer(
      "tencent-sms",
      200,
      #"{"Response":{"Error":{"Code":"UnauthorizedOperation.RequestIpNotInWhitelist"}}}"#,
      "auth"
    ),

    Answer(
      "huawei-sms",
      200,
      #"{"code":"000000","description":"Success","result":[{"smsMsgId":"m1","status":"000000"}]}"#,
      "ok m1"
    ),
    Answer("huawei-sms", 200, #"{"code":"E000510","result":[{"status":"E200015"}]}"#, "permanent"),
    Answer("huawei-sms", 200, #"{"code":"E000000"}"#, "retry"),
    Answer("huawei-sms", 200, #"{"code":"E000110"}"#, "auth"),
    Answer("huawei-sms", 200, #"{"code":"E000620"}"#, "auth"),
    Answer("huawei-sms", 200, #"{"code":"000000","result":[]}"#, "unknown"),

    Answer("wecom-robot", 200, #"{"errcode":0,"errmsg":"ok"}"#, "ok"),
    Answer("wecom-robot", 200, #"{"errcode":45009,"errmsg":"freq"}"#, "throttle 1m"),
    Answer("wecom-robot", 200, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#, "auth"),
    Answer("wecom-robot", 200, #"{"errcode":40058,"errmsg":"bad"}"#, "permanent"),
    Answer("wecom-robot", 200, #"{"errcode":-1,"errmsg":"busy"}"#, "retry"),
    Answer("dingtalk-robot", 200, #"{"errcode":0,"errmsg":"ok"}"#, "ok"),
    Answer("dingtalk-robot", 200, #"{"errcode":130101,"errmsg":"send too fast"}"#, "throttle 10m"),
    Answer("dingtalk-robot", 200, #"{"status":1111,"wait":5,"errcode":130101}"#, "throttle 10m"),
    Answer("dingtalk-robot", 200, #"{"errcode":310000,"errmsg":"sign not match"}"#, "auth"),
    Answer("dingtalk-robot", 200, #"{"errcode":-1,"errmsg":"busy"}"#, "retry"),
    Answer("feishu-robot", 200, #"{"code":0,"msg":"success","StatusCode":0}"#, "ok"),
    Answer("feishu-robot", 200, #"{"StatusCode":0,"StatusMessage":"success"}"#, "ok"),
    Answer(
      "feishu-robot",
      200,
      #"{"StatusCode":0,"code":19024,"msg":"Key Words Not Found"}"#,
      "auth"
    ),
    Answer("feishu-robot", 400, #"{"code":9499,"msg":"too many request"}"#, "throttle 30s"),
    Answer("feishu-robot", 200, #"{"code":11232,"msg":"frequency limited"}"#, "throttle 30s"),
    Answer("feishu-robot", 200, #"{"code":19021,"msg":"sign match fail"}"#, "auth"),

    Answer("slack", 200, "ok", "ok"),
    Answer("slack", 200, "ok\n", "ok"),
    Answer("slack", 400, "invalid_payload", "permanent"),
    Answer("slack", 403, "action_prohibited", "auth"),
    Answer("slack", 404, "no_service", "auth"),
    Answer("slack", 429, "rate_limited", "throttle 17s", ["Retry-After": "17"]),
    Answer("microsoft-teams", 202, "", "ok"),
    Answer("microsoft-teams", 200, "Webhook delivery failed: HTTP error 429", "throttle 30s"),
    Answer("microsoft-teams", 413, "", "permanent"),
    Answer("telegram", 200, #"{"ok":true,"result":{"message_id":12}}"#, "ok 12"),
    Answer(
      "telegram",
      429,
      #"{"ok":false,"error_code":429,"parameters":{"retry_after":3}}"#,
      "throttle 3s"
    ),
    Answer(
      "telegram",
      403,
      #"{"ok":false,"error_code":403,"description":"bot was blocked"}"#,
      "permanent"
    ),
    Answer("telegram", 401, #"{"ok":false,"error_code":401}"#, "auth"),

    Answer("pagerduty", 202, #"{"status":"success","dedup_key":"inc-7"}"#, "ok inc-7"),
    Answer("pagerduty", 400, #"{"status":"invalid event","errors":["x"]}"#, "permanent"),
    Answer("pagerduty", 429, "", "throttle 30s"),
    Answer("alertmanager-webhook", 204, "", "ok"),
    Answer("alertmanager-webhook", 302, "", "permanent"),
    Answer("standard-webhook", 200, "", "ok"),
    Answer("standard-webhook", 410, "", "auth"),
    Answer("standard-webhook", 502, "", "throttle 30s"),
    Answer("standard-webhook", 503, "", "retry", ["Retry-After": "Fri, 02 Jan 2026 03:05:05 GMT"]),
    Answer("cloudevents", 202, "", "ok"),
    Answer("ntfy", 200, #"{"id":"n1","event":"message"}"#, "ok n1"),
    Answer("ntfy", 429, #"{"code":42901,"http":429,"error":"limit reached"}"#, "throttle 30s"),
    Answer("ntfy", 400, #"{"code":40058,"http":400}"#, "permanent"),
    Answer("matrix", 200, #"{"event_id":"$e1"}"#, "ok $e1"),
    Answer(
      "matrix",
      429,
      #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}"#,
      "throttle 2s500ms"
    ),
    Answer("matrix", 401, #"{"errcode":"M_UNKNOWN_TOKEN"}"#, "auth"),

    Answer("mail", 250, "", "ok"),
    Answer("mail", 421, "too many", "throttle 1m"),
    Answer("mail", 441, "later", "retry"),
    Answer("mail", 550, "no such user", "permanent"),
    Answer("mail", 535, "bad password", "auth"),
    Answer("exec", 0, "modem-9", "ok modem-9"),
    Answer("exec", 75, "", "retry"),
    Answer("exec", 77, "", "auth"),
    Answer("exec", 1, "no modem", "permanent"),
  ]
}

/// A verdict in few words.
private func word(_ verdict: Verdict) -> String {
  switch verdict {
  case .ok(let id): id.map { "ok \($0)" } ?? "ok"
  case .throttle(let wait, _): "throttle \(wait.text)"
  case .retry: "retry"
  case .permanent: "permanent"
  case .auth: "auth"
  case .unknown: "unknown"
  }
}

@Test(arguments: Answer.all)
func `an answer means what the provider means by it`(answer: Answer) throws {
  let card = try Shipped.card(answer.card)
  let outcome = Sample.reply(answer.status, answer.body, answer.headers)

  let verdict = card.verdict(of: outcome, at: Sample.now)

  #expect(word(verdict) == answer.expected)
}

@Test func `every card has an answer that is tried`() {
  #expect(Set(Answer.all.map(\.card)).sorted() == Shipped.names)
}

private let networked = Shipped.names.filter { !["mail", "exec"].contains($0) }

@Test(arguments: networked)
func `an error of the server is tried again, whatever it looks like`(name: String) throws {
  let card = try Shipped.card(name)
  let bodies = ["", "<html><h1>500 Internal Server Error</h1></html>", "\u{0}\u{1}garbage"]

  let verdicts = bodies.map { card.verdict(of: Sample.reply(500, $0), at: Sample.now) }

  #expect(verdicts.map(word) == ["retry", "retry", "retry"])
}

@Test(arguments: networked)
func `too many requests is a throttle with a wait`(name: String) throws {
  let card = try Shipped.card(name)

  let verdict = card.verdict(
    of: Sample.reply(429, "<html>", ["retry-after": "42"]),
    at: Sample.now
  )

  #expect(word(verdict) == "throttle 42s")
}

@Test(
  arguments: networked.filter {
    !["alertmanager-webhook", "standard-webhook", "cloudevents"].contains($0)
  }
)
func `a page, garbage or nothing inside of a success is never taken for one`(name: String) throws {
  let card = try Shipped.card(name)
  let bodies = ["<html><body>Welcome to the captive portal</body></html>", "{\"errcode\":", "[]"]

  let verdicts = bodies.map { card.verdict(of: Sample.reply(200, $0), at: Sample.now) }

  #expect(!verdicts.map(word).contains("ok") || name == "microsoft-teams")
  #expect(word(verdicts[0]) != "ok")
}

@Test(arguments: Shipped.names)
func `what certainly was not sent is tried again, what may have been is not known`(
  name: String
) throws {
  let card = try Shipped.card(name)

  let notSent = card.verdict(of: .notSent("no route"), at: Sample.now)
  let unknown = card.verdict(of: .unknown("reset after 200 bytes"), at: Sample.now)

  #expect(notSent == .retry(wait: nil, detail: "no route"))
  #expect(unknown == .unknown(detail: "reset after 200 bytes"))
}

@Test func `a detail has no secret, no line break and no end of length`() throws {
  let card = try Shipped.card("telegram")
  let body =
    #"{"ok":false,"description":"bad token a/b+secret\nin a%2Fb%2Bsecret \#(String(repeating: "x", count: 900))"}"#

  let verdict = card.verdict(
    of: Sample.reply(400, body),
    at: Sample.now,
    masking: ["a/b+secret"]
  )

  guard case .permanent(let detail) = verdict else {
    Issue.record("not permanent")
    return
  }
  #expect(detail.hasPrefix("400 bad token *** in *** xxx"))
  #expect(detail.count == 300)
}

@Test func `a date after which to try again is reckoned from the time of the answer`() throws {
  let card = try Shipped.card("standard-webhook")
  let headers = ["Retry-After": "Fri, 02 Jan 2026 03:05:05 GMT"]

  let verdict = card.verdict(of: Sample.reply(503, "", headers), at: Sample.now)

  #expect(verdict == .retry(wait: .seconds(60), detail: "503"))
}

@Test func `a message that may have been taken is looked up`() throws {
  let card = try Shipped.card("alibaba-sms")
  let settings = Shipped.settings(card)
  let message = Sample.page
  let ours = try #require(NotifierCard.keys(of: message.id).dropFirst().first)

  let question = try card.verification(
    of: message,
    to: "13800000000",
    parameters: settings.plain,
    secrets: settings.secret,
    at: Sample.now,
    nonce: Sample.nonce
  )
  func answer(_ body: String) -> Verification {
    card.verification(
      Sample.reply(200, body),
      of: message,
      to: "13800000000",
      parameters: settings.plain,
      at: Sample.now
    )
  }

  let parts = try HTTPParts(try #require(question))
  #expect(parts.headers["x-acs-action"] == "QuerySendDetails")
  #expect(parts.query("SendDate") == "20260102")
  let list =
    #"{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"OutId":"other"},{"OutId":"\#(ours)"}]}}"#
  #expect(answer(list) == .taken(providerID: nil))
  #expect(answer(#"{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[]}}"#) == .notTaken)
  #expect(answer(#"{"Code":"Throttling"}"#) == .unclear(detail: "200 Throttling"))
}

@Test func `a message is looked up by its text where the provider keeps no key`() throws {
  let card = try Shipped.card("twilio-sms")
  let settings = Shipped.settings(card)
  let request = try Sample.request(card)
  let sent = try #require(
    try HTTPParts(request).body.split(separator: "&").first { $0.hasPrefix("Body=") }
  )
  let text = try #require(String(sent.dropFirst(5)).removingPercentEncoding)

  let verification = card.verification(
    Sample.reply(200, #"{"messages":[{"sid":"SM9","body":"Trial account - \#(text)"}]}"#),
    of: Sample.page,
    to: "+8613800000000",
    parameters: settings.plain,
    at: Sample.now
  )

  #expect(verification == .taken(providerID: "SM9"))
}

@Test func `waits grow, end at the longest and stop with the attempts`() throws {
  let card = try Shipped.card("kannel")

  let waits = (1...9).map { card.retryDelay(attempt: $0, random: 0.5)?.text }
  let ends = [0, 1].map { card.retryDelay(attempt: 1, random: $0)?.text }

  #expect(waits == ["2s", "4s", "8s", "16s", "32s", "1m4s", "2m8s", nil, nil])
  #expect(ends == ["1s600ms", "2s400ms"])
}

@Test func `a limit is counted for the setting it belongs to, without showing it`() throws {
  let card = try Shipped.card("dingtalk-robot")

  let first = card.limits(notifier: "a", parameters: [:], secrets: ["access_token": "T-canary"])
  let same = card.limits(notifier: "b", parameters: [:], secrets: ["access_token": "T-canary"])
  let other = card.limits(notifier: "a", parameters: [:], secrets: ["access_token": "U"])

  #expect(first == same)
  #expect(first.map(\.key) != other.map(\.key))
  #expect(first.first?.count == 20)
  #expect(first.first?.penalty == .minutes(10))
  #expect(!first.contains { $0.key.contains("canary") })
}
