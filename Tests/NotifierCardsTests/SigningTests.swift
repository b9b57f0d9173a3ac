import Foundation
import NotifierCards
import Testing
import Timekeeping

// Expected values were made with the providers' own libraries, the clock and the nonce pinned, or
// from the formulas of their documentation.

@Test func `a query signed in three stages matches the provider's library`() throws {
  let card = try Shipped.card(
    "alibaba-sms",
    replacing: """
              severity: "${text.severity}"
              title: "${text.title}"
              ask: "${text.ask}"
              code: "${text.code}"
          OutId: "${id.hex}"
      """,
    with: "        name: \"${text.title}\""
  )
  let settings = [
    "access_key_id": "AK", "sign_name": "测试签名", "template_code": "SMS_1",
  ]

  let request = try Sample.request(
    card,
    to: "13800000000",
    plain: settings,
    secret: ["access_key_secret": "SK"]
  )

  let parts = try HTTPParts(request)
  #expect(
    parts.url
      == "https://dysmsapi.aliyuncs.com/?PhoneNumbers=13800000000"
      + "&SignName=%E6%B5%8B%E8%AF%95%E7%AD%BE%E5%90%8D&TemplateCode=SMS_1"
      + "&TemplateParam=%7B%22name%22%3A%22db-1%20down%2A~%22%7D"
  )
  #expect(
    parts.headers["Authorization"]
      == "ACS3-HMAC-SHA256 Credential=AK,SignedHeaders=host;x-acs-action;x-acs-content-sha256;"
      + "x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
      + "1c50ad9e6d0f9b6e4eb690a02de4f2d9a5eb4f39a8b9800b1fb48fc492f1e264"
  )
  #expect(parts.headers["x-acs-date"] == "2026-01-02T03:04:05Z")
}

@Test func `the old way to sign a sorted form is a pipeline too`() throws {
  let card = try Sample.card(
    """
    notifier: rpc
    title: RPC
    kind: sms
    address: mainland-phone
    params:
      secret: { secret: true }
    texts:
      title: { of: title }
    sign:
      - { set: query, op: sorted-form, except: [Signature] }
      - { set: escaped, op: percent-encode, text: "${sign.query}" }
      - { set: signature, op: hmac-sha1, key: "${param.secret}&", text: "POST&%2F&${sign.escaped}", as: base64 }
    request:
      url: https://dysmsapi.aliyuncs.com
      form:
        PhoneNumbers: "${target.address}"
        SignName: 测试签名
        TemplateCode: SMS_1
        TemplateParam: { $json: { name: "${text.title}" } }
        AccessKeyId: AK
        Action: SendSms
        Format: JSON
        RegionId: cn-hangzhou
        SignatureMethod: HMAC-SHA1
        SignatureNonce: "${nonce}"
        SignatureType: ""
        SignatureVersion: "1.0"
        Timestamp: "${now.iso8601}"
        Version: "2017-05-25"
        Signature: "${sign.signature}"
    respond:
      ok: '$.Code == "OK"'
    """
  )

  let request = try Sample.request(card, to: "13800000000", plain: [:], secret: ["secret": "SK"])

  let body = try HTTPParts(request).body
  #expect(body.hasSuffix("&Signature=EUVerB7jDmxfk0ZGEYzKFEE5U4U%3D"))
}

@Test func `keys chained from date to service to request match the provider's library`() throws {
  let card = try Shipped.card(
    "tencent-sms",
    replacing: """
          TemplateParamSet: ['${text.severity|"-"}', '${text.title|"-"}', '${text.ask|"-"}', \
      '${text.code|"-"}']
          SessionContext: "${id.hex}"
      """,
    with: "    TemplateParamSet: [\"${text.title}\"]"
  )
  var message = Sample.page
  message.title = "db-1"
  let settings = [
    "secret_id": "SID", "app_id": "1400006666", "sign_name": "测试", "template_id": "1234",
  ]

  let request = try Sample.request(
    card,
    message,
    plain: settings,
    secret: ["secret_key": "SKEY"]
  )

  let parts = try HTTPParts(request)
  #expect(
    parts.body
      == #"{"PhoneNumberSet":["+8613800000000"],"SmsSdkAppId":"1400006666","SignName":"测试","#
      + #""TemplateId":"1234","TemplateParamSet":["db-1"]}"#
  )
  #expect(
    parts.headers["Authorization"]
      == "TC3-HMAC-SHA256 Credential=SID/2026-01-02/sms/tc3_request, "
      + "SignedHeaders=content-type;host, Signature="
      + "bad0aec4be5435d285c9dd430006409fbe52d5f39bb6418722ed9929a5a4c4af"
  )
  #expect(parts.headers["X-TC-Timestamp"] == "1767323045")
}

@Test func `a digest of hexadecimal text in Base64 matches the provider's example`() throws {
  let card = try Shipped.card("huawei-sms")

  let request = try Sample.request(
    card,
    secret: ["app_secret": "APPSECRET"],
    nonce: [0xD2, 0xA1]
  )

  let parts = try HTTPParts(request)
  #expect(
    parts.headers["X-WSSE"]
      == "UsernameToken Username=\"APPKEY\",PasswordDigest=\"MzNlYTk3NjNlOTY0ZWRlZmQzZTgwYTRmYmFhOT"
      + "hjYzc2NTA2YjllZDY0Y2Q3ZGQ4ZTRhZTczYzNhYzdmMTU2Nw==\",Nonce=\"d2a1\","
      + "Created=\"2026-01-02T03:04:05Z\""
  )
}

@Test func `a robot's signature stands escaped in the query`() throws {
  let card = try Shipped.card("dingtalk-robot")

  let request = try Sample.request(card, secret: ["access_token": "T", "secret": "SECabc"])

  let parts = try HTTPParts(request)
  #expect(parts.query("timestamp") == "1767323045000")
  #expect(parts.query("sign") == "JXvpEYo3PRYbt%2B2pOfK%2BjFnksavpFCyxSBJoUrbZt%2Bg%3D")
}

@Test func `a robot whose key holds the secret signs nothing at all`() throws {
  let card = try Shipped.card("feishu-robot")

  let request = try Sample.request(card, secret: ["token": "T", "secret": "abc"])

  let body = try HTTPParts(request).body
  #expect(
    body.hasPrefix(
      #"{"timestamp":"1767323045","sign":"Xw5ETLzcgQCA1JBUo6ma7MIQGa/ISZyrPEW/R57DLYc=","#
    )
  )
}

@Test(arguments: [("dingtalk-robot", "access_token"), ("feishu-robot", "token")])
func `a robot without a secret is not signed`(name: String, token: String) throws {
  let card = try Shipped.card(name)

  let request = try Sample.request(card, secret: [token: "T"])

  #expect(!request.text.contains("sign="))
  #expect(!request.text.contains("\"sign\""))
}

@Test func `a signed webhook matches the standard's vector`() throws {
  let text = try Shipped.text("standard-webhook")
  let start = try #require(text.range(of: "  json:\n"))
  let end = try #require(text.range(of: "respond:"))
  let card = try Sample.card(
    text.replacingCharacters(
      in: start.lowerBound..<end.lowerBound,
      with: "  text: '{\"test\": 2432232314}'\n"
    )
  )
  var message = Sample.page
  message.id = "msg_p5jXN8AQM9LWM0D4loKWxJek"

  let request = try card.request(
    for: message,
    to: "https://example.org/hook",
    parameters: [:],
    secrets: ["secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    at: Instant(milliseconds: 1_614_265_330_000),
    nonce: []
  )

  let parts = try HTTPParts(request)
  #expect(parts.body == #"{"test": 2432232314}"#)
  #expect(
    parts.headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
  )
  #expect(parts.headers["webhook-timestamp"] == "1614265330")
}

/// A card that only reads what comes in.
private func inboundCard(_ check: String) throws -> NotifierCard {
  try Sample.card(
    """
    notifier: inbound
    title: Inbound
    kind: webhook
    params:
      secret: { secret: true }
    request: { url: https://example.org }
    respond: { ok: status 200 }
    inbound:
      format: json
      check:
        sign:
          - \(check)
        given: "${request.header.x-signature}"
        separator: ","
        expected: "v0=${sign.expected}"
      receipts: { id: $.id, status: { delivered: $.id exists } }
    """
  )
}

@Test(
  arguments: [
    (
      "text: \"v0:${request.header.x-timestamp}:${request.body}\"",
      "8f742231b10e8888abcd99yyyzzz85a5", "token=x",
      "v0=3eeaac3070533b0f5536145f88159d8e50277d9f01e4865f87e2d749f4789397"
    ),
    (
      "text: \"${request.body}\"", "secret", #"{"event":{}}"#,
      "v0=2c984a26b96792f49173390b114619a17f5699a0bb42f13aff472b980b3080b5, v0=00"
    ),
  ]
)
func `an inbound signature over the raw body matches the vector`(
  text: String,
  secret: String,
  body: String,
  signature: String
) throws {
  let card = try inboundCard(
    "{ set: expected, op: hmac-sha256, key: \"${param.secret}\", \(text), as: hex }"
  )
  var request = InboundRequest(
    method: "POST",
    url: "https://t.example/in",
    headers: [
      WireRequest.Header("X-Signature", signature),
      WireRequest.Header("X-Timestamp", "1531420618"),
    ],
    body: Array(body.utf8)
  )

  let right = card.receipts(
    from: request,
    parameters: [:],
    secrets: ["secret": secret],
    at: Sample.now
  )
  request.body.append(0x20)
  let wrong = card.receipts(
    from: request,
    parameters: [:],
    secrets: ["secret": secret],
    at: Sample.now
  )

  #expect(right.refusal != .signature)
  #expect(wrong.refusal == .signature)
  #expect(wrong.answer.status == 403)
}

@Test func `a callback signed over its URL and sorted form matches the vector`() throws {
  let card = try Shipped.card("twilio-sms")
  let fields = [
    ("To", "+15005550006"), ("MessageStatus", "delivered"), ("From", "+15005550001"),
    ("MessageSid", "SM00000000000000000000000000000001"),
  ]
  let body = fields.map { "\($0.0)=\($0.1.replacingOccurrences(of: "+", with: "%2B"))" }
    .joined(separator: "&")
  let request = InboundRequest(
    method: "POST",
    url: "https://example.org/api/twilio/status?msg=42",
    headers: [
      WireRequest.Header("content-type", "application/x-www-form-urlencoded"),
      WireRequest.Header("x-twilio-signature", "zJJ+SZu6w8dQrKXx9pcQiXwGw4s="),
    ],
    body: Array(body.utf8)
  )

  let batch = card.receipts(
    from: request,
    parameters: [:],
    secrets: ["auth_token": String(repeating: "1", count: 32)],
    at: Sample.now
  )

  #expect(batch.refusal == nil)
  #expect(batch.receipts.map(\.providerID) == ["SM00000000000000000000000000000001"])
  #expect(batch.receipts.map(\.status) == [.delivered])
}
