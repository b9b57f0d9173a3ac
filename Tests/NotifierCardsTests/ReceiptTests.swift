import Foundation
import NotifierCards
import Testing
import Timekeeping

/// What a provider sends to a card with the test's settings.
private func batch(
  _ name: String,
  _ method: String,
  _ url: String,
  _ body: String,
  headers: [String: String] = [:]
) throws -> ReceiptBatch {
  let card = try Shipped.card(name)
  let settings = Shipped.settings(card)
  let headers = headers.sorted { $0.key < $1.key }.map { WireRequest.Header($0.key, $0.value) }
  return card.receipts(
    from: InboundRequest(method: method, url: url, headers: headers, body: Array(body.utf8)),
    parameters: settings.plain,
    secrets: settings.secret,
    at: Sample.now
  )
}

private let url = "https://t.example/in?token=RECEIPT-canary"

@Test func `a list of receipts is read and answered as the provider wants it`() throws {
  let body = """
    [{"phone_number":"13800000000","send_time":"2026-01-02 11:04:00",
      "report_time":"2026-01-02 11:04:05","success":true,"err_code":"DELIVERED","err_msg":"x",
      "sms_size":"1","biz_id":"9^0","out_id":"key"},
     {"phone_number":"13800000001","report_time":"2026-01-02 11:04:06","success":false,
      "err_code":"MK:0004","biz_id":"9^1"}]
    """

  let batch = try batch("alibaba-sms", "POST", url, body)

  #expect(batch.refusal == nil)
  #expect(
    batch.receipts == [
      Receipt(providerID: "9^0", id: "key", status: .delivered, at: Sample.now, error: nil),
      Receipt(
        providerID: "9^1",
        id: nil,
        status: .failed,
        at: Sample.now + .seconds(1),
        error: "MK:0004"
      ),
    ]
  )
  #expect(batch.answer.status == 200)
  #expect(String(decoding: batch.answer.body, as: UTF8.self) == #"{"code":0,"msg":"成功"}"#)
}

@Test(
  arguments: [
    ("alibaba-sms", "https://t.example/in", "[]"),
    ("alibaba-sms", "https://t.example/in?token=RECEIPT-canarx", "[]"),
    ("tencent-sms", "https://t.example/in?token=", "[]"),
    ("kannel", "https://t.example/in?id=x&status=1", ""),
    ("sms-gateway", "https://t.example/in", #"{"receipts":[]}"#),
    ("twilio-sms", "https://t.example/in", "MessageSid=SM1&MessageStatus=delivered"),
  ]
)
func `who does not know the secret is not believed`(name: String, url: String, body: String) throws
{
  let batch = try batch(name, "POST", url, body)

  #expect(batch.refusal == .signature)
  #expect(batch.receipts.isEmpty)
  #expect(batch.answer.status == 403)
}

@Test func `a card without a secret for receipts believes nobody`() throws {
  let card = try Shipped.card("alibaba-sms")
  let request = InboundRequest(
    method: "POST",
    url: "https://t.example/in?token=",
    headers: [],
    body: Array("[]".utf8)
  )

  let batch = card.receipts(from: request, parameters: [:], secrets: [:], at: Sample.now)

  #expect(batch.refusal == .signature)
}

@Test(arguments: [
  ("8", DeliveryStatus.pending), ("1", .delivered), ("2", .failed), ("16", .failed),
])
func `a report of the gateway comes in the query`(code: String, status: DeliveryStatus) throws {
  let batch = try batch("kannel", "GET", url + "&id=abc&status=\(code)&at=1767323045", "")

  #expect(batch.receipts.map(\.status) == [status])
  #expect(batch.receipts.map(\.id) == ["abc"])
  #expect(batch.receipts.map(\.at) == [Sample.now])
  #expect(batch.replies.isEmpty)
}

@Test func `a reply brings who and what`() throws {
  let batch = try batch("kannel", "GET", url + "&from=%2B8613800000000&text=4711+ok&reply=r1", "")

  #expect(batch.replies == [Reply(from: "+8613800000000", text: "4711 ok", providerID: "r1")])
  #expect(batch.receipts.isEmpty)
}

@Test func `a number that comes in two parts is put together`() throws {
  let body = #"{"extend":"01","mobile":"13800000000","nationcode":"86","text":"4711","time":1}"#

  let batch = try batch("tencent-sms", "POST", url, body)

  #expect(batch.replies == [Reply(from: "+8613800000000", text: "4711")])
}

@Test func `one delivered number of another provider`() throws {
  let body =
    #"[{"user_receive_time":"2026-01-02 11:04:05","nationcode":"86","mobile":"138","report_status":"FAIL","errmsg":"MK:0001","sid":"s1"}]"#

  let batch = try batch("tencent-sms", "POST", url, body)

  #expect(
    batch.receipts == [
      Receipt(providerID: "s1", id: nil, status: .failed, at: Sample.now, error: "MK:0001")
    ]
  )
}

@Test(
  arguments: [("DELIVRD", DeliveryStatus.delivered), ("ACCEPTD", .pending), ("UNDELIV", .failed)]
)
func `a form with one receipt`(word: String, status: DeliveryStatus) throws {
  let body = "sequence=1&updateTime=2026-01-02T03%3A04%3A05Z&smsMsgId=m1&status=\(word)"

  let batch = try batch("huawei-sms", "POST", url, body)

  #expect(batch.receipts.map(\.status) == [status])
  #expect(batch.receipts.map(\.at) == [Sample.now])
}

@Test(arguments: ["", "{", "[1,", "\u{0}", "null", "{\"receipts\": 5}"])
func `what cannot be read is refused`(body: String) throws {
  let card = try Shipped.card("alibaba-sms")
  let settings = Shipped.settings(card)
  let request = InboundRequest(method: "POST", url: url, headers: [], body: Array(body.utf8))

  let batch = card.receipts(
    from: request,
    parameters: settings.plain,
    secrets: settings.secret,
    at: Sample.now
  )

  #expect(batch.receipts.isEmpty)
  #expect(batch.refusal == .malformed || body.hasPrefix("{\"receipts"))
}

@Test func `a card that expects nothing answers that it is not there`() throws {
  let batch = try batch("slack", "POST", url, "")

  #expect(batch.refusal == .notExpected)
  #expect(batch.answer.status == 404)
}

@Test func `a signature too old or from the future is refused`() throws {
  let card = try Sample.card(
    """
    notifier: stamped
    title: Stamped
    kind: webhook
    params: { secret: { secret: true } }
    request: { url: https://example.org }
    respond: { ok: status 200 }
    inbound:
      format: json
      check:
        given: "${request.header.x-token}"
        expected: "${param.secret}"
        timestamp: "${request.header.x-time}"
        within: 5m
      receipts: { id: $.id, status: { delivered: $.id exists } }
    """
  )
  func refusal(_ time: String) -> ReceiptBatch.Refusal? {
    let headers = [WireRequest.Header("X-Token", "s"), WireRequest.Header("X-Time", time)]
    let request = InboundRequest(
      method: "POST",
      url: "https://t.example",
      headers: headers,
      body: Array("{}".utf8)
    )
    return card.receipts(
      from: request,
      parameters: [:],
      secrets: ["secret": "s"],
      at: Sample.now
    ).refusal
  }

  let refusals = ["1767323045", "1767322746", "1767322744", "1767323346", "x", ""].map(refusal)

  #expect(refusals == [nil, nil, .stale, .stale, .stale, .stale])
}

@Test func `statuses come together the same in every order and however often`() {
  let all = DeliveryStatus.allCases

  for first in all {
    #expect(first.merged(with: first) == first)
    #expect(first.merged(with: .delivered) == .delivered)
    #expect(DeliveryStatus.pending.merged(with: first) == first)
    for second in all {
      #expect(first.merged(with: second) == second.merged(with: first))
      for third in all {
        let left = first.merged(with: second).merged(with: third)
        #expect(left == first.merged(with: second.merged(with: third)))
      }
    }
  }
}
