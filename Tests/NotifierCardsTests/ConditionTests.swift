import NotifierCards
import TestSupport
import Testing

/// Whether a condition holds of an answer.
private func holds(
  _ condition: String,
  _ body: String,
  status: Int = 200,
  headers: [String: String] = [:]
) throws -> Bool {
  let card = try Sample.card(
    """
    notifier: condition
    title: Condition
    kind: webhook
    request: { url: https://example.org }
    respond:
      ok: '\(condition)'
      permanent: status 0-999
    """
  )
  let verdict = card.verdict(of: Sample.reply(status, body, headers), at: Sample.now)
  return verdict == .ok(providerID: nil)
}

@Test(
  arguments: [
    (#"$.a == 0"#, #"{"a":0.0}"#), (#"$.a == "0""#, #"{"a":"0"}"#), (#"$.a != 0"#, #"{"a":1}"#),
    (#"$.a < 2"#, #"{"a":1.5}"#), (#"$.a <= 2"#, #"{"a":2}"#), (#"$.a > -1"#, #"{"a":-0.5}"#),
    (#"$.a >= 1e3"#, #"{"a":1000}"#), (#"$.a in [1, "x", true]"#, #"{"a":true}"#),
    (#"$.a contains "b c""#, #"{"a":"a b c"}"#), (#"$.a starts "a""#, #"{"a":"ab"}"#),
    (#"$.a exists"#, #"{"a":false}"#), (#"$.a missing"#, #"{"a":null}"#), (#"$.a missing"#, "[]"),
    (#"$.a == null"#, #"{"a":null}"#), (#"$.a[1].b == 1"#, #"{"a":[0,{"b":1}]}"#),
    (#"$["a b"].c exists"#, #"{"a b":{"c":1}}"#), (#"$[0] == 1"#, "[1]"),
    (#"every $.a: @.b == 1"#, #"{"a":[{"b":1},{"b":1}]}"#),
    (#"any $.a: @.b == 2"#, #"{"a":[{"b":1},{"b":2}]}"#), (#"any $.a: @ == 2"#, #"{"a":[1,2]}"#),
    (#"every $.a: any @.b: @ == 1"#, #"{"a":[{"b":[1,2]}]}"#),
    (#"text == "ok""#, "\n ok \t"), (#"text starts "0:""#, "0: Accepted"),
    (#"$.a == "😀""#, #"{"a":"\ud83d\ude00"}"#), (#"$.a == 2"#, #"{"a":1,"a":2}"#),
    (#"$.a == 1"#, "\u{FEFF}{\"a\":1}\r\n"),
    (#"xml Code == "0""#, "<r><ns:Code x='1'> 0".replacing(" 0", with: "0")),
    (#"status 100-199, 200"#, ""), (#"status >= 200"#, ""), (#"header X-A == "1""#, ""),
  ]
)
func `a condition holds`(condition: String, body: String) throws {
  #expect(try holds(condition, body, headers: ["x-a": "1"]))
}

@Test(
  arguments: [
    (#"$.a == 0"#, #"{"a":"0"}"#), (#"$.a == 0"#, #"{"b":0}"#), (#"$.a == 0"#, #"{"a":0"#),
    (#"$.a == 0"#, #"{"a":0}}"#), (#"$.a == 0"#, #"{"a":00}"#), (#"$.a == 0"#, #"{'a':0}"#),
    (#"$.a == 0"#, "<html>{\"a\":0}"), (#"$.a == 0"#, #"{"a":NaN}"#), (#"$.a != 0"#, "{}"),
    (#"every $.a: @.b == 1"#, #"{"a":[]}"#), (#"every $.a: @.b == 1"#, #"{"a":{"b":1}}"#),
    (#"any $.a: @.b == 1"#, #"{"a":null}"#), (#"$.a contains """#, #"{"a":"x"}"#),
    (#"$.a < 2"#, #"{"a":"1"}"#), (#"$.a exists"#, #"{"a":null}"#),
    (#"$.a == "x""#, "{\"a\":\"x\n\"}"), (#"text == "ok""#, "okay"), (#"xml Code exists"#, "<Code"),
    (#"status 201-299"#, ""), (#"header X-B exists"#, ""),
  ]
)
func `a condition does not hold`(condition: String, body: String) throws {
  #expect(try !holds(condition, body, headers: ["x-a": "1"]))
}

@Test func `a document nested without end is no document`() throws {
  let body = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)

  #expect(try !holds("$ exists", body))
  #expect(try holds("$ exists", "[[]]"))
}

@Test func `any beginning of an answer and any of its bytes changed can be judged`() throws {
  let card = try Shipped.card("tencent-sms")
  let body = Array(#"{"Response":{"SendStatusSet":[{"SerialNo":"\u4e2d","Code":"Ok"}]}}"#.utf8)
  var random = SeededNumbers(seed: 7)

  for end in body.indices {
    let outcome = WireOutcome.replied(WireReply(status: 200, body: Array(body[..<end])))
    #expect(card.verdict(of: outcome, at: Sample.now) != .ok(providerID: "中"))
  }
  for _ in 0..<500 {
    var bytes = body
    bytes[random.below(bytes.count)] = UInt8(random.below(256))
    _ = card.verdict(of: .replied(WireReply(status: 200, body: bytes)), at: Sample.now)
  }
}

@Test(arguments: 1...40)
func `a short text of any words fits, and its answer is whole`(seed: Int) throws {
  let words = [
    "the", "primary", "数据库主库", "宕机。", "😀", "é", "€", "[x]", "e\u{301}", "👩‍👩‍👧", "down.", "\n",
  ]
  var chance = SeededNumbers(seed: UInt64(seed))
  var message = chance.below(2) == 0 ? Sample.page : Sample.chinesePage
  message.title = (0...chance.below(60)).map { _ in words[chance.below(words.count)] }
    .joined(separator: chance.below(2) == 0 ? " " : "")
  message.isDrill = chance.below(2) == 0
  let segments = 1 + chance.below(3)

  let text = try #require(MessageText(message).short { SMSLength($0).segments <= segments })

  #expect(SMSLength(text).segments <= segments)
  #expect(text.contains("4711"))
  #expect(!message.isDrill || text.hasPrefix("[DRILL]") || text.hasPrefix("【演练】"))
  #expect(!text.contains("\n") && !text.contains("\u{FFFD}"))
}
