import Foundation
import NotifierCards
import Phrases
import Testing
import Timekeeping

@Test func `a page says what, where, how bad, since when, what is asked and how to answer`() {
  let english = MessageText(Sample.page)
  let chinese = MessageText(Sample.chinesePage)

  #expect(
    english.text == """
      SEV1: db-1 down*~
      Where: portal
      Step: Promote the replica
      Runbook: pg-failover
      Why: Nobody acknowledged within 5 min
      Since: 2026-01-02 10:32 +08:00
      This message is 2 min late.
      Please: take the incident
      Incident: inc-7
      To take it, reply 4711 or open https://t.example/a/4711
      """
  )
  #expect(
    chinese.text == """
      I 级（特别重大）：数据库主库宕机
      位置：门户网站
      步骤：提升备库
      预案：pg-failover
      原因：5 分钟内无人确认
      开始于：2026-01-02 10:32 +08:00
      本消息晚到 2 分钟。
      请您：接手处置
      事件：inc-7
      接手请回复 4711 或打开 https://t.example/a/4711
      """
  )
}

@Test func `drills and possible repeats are marked before everything else`() {
  var message = Sample.page
  message.isDrill = true
  message.isRepeat = true

  #expect(MessageText(message).headline == "[DRILL] (possible repeat) SEV1: db-1 down*~")
  #expect(MessageText(message, marksRepeat: false).headline == "[DRILL] SEV1: db-1 down*~")
  message.language = .chinese
  #expect(MessageText(message).headline == "【演练】（可能重复）I 级（特别重大）：db-1 down*~")
}

@Test(
  arguments: Shipped.names.filter {
    !["alibaba-sms", "alibaba-voice", "tencent-sms", "huawei-sms"].contains($0)
  }
)
func `whatever way a drill takes, it says that it is one`(name: String) throws {
  let card = try Shipped.card(name)
  var message = Sample.page
  message.isDrill = true
  message.title = "T"

  let request = try Sample.request(card, message)

  let text = request.text.removingPercentEncoding ?? request.text
  #expect(text.contains("[DRILL]"))
}

@Test(arguments: ["alibaba-sms", "alibaba-voice", "tencent-sms", "huawei-sms"])
func `a template's title is marked in a drill`(name: String) throws {
  let card = try Shipped.card(name)
  var message = Sample.chinesePage
  message.isDrill = true
  message.isRepeat = true

  let request = try Sample.request(card, message)

  let text = request.text.removingPercentEncoding ?? request.text
  #expect(text.contains("【演练】（可能重复）数据库主库宕机"))
}

@Test(
  arguments: [
    (CardMessage.Kind.notice, "SEV1: T", "More: https://t.example/a/4711"),
    (.resolved, "Resolved: T", "More: https://t.example/a/4711"),
    (.test, "Test message: T", "To take it, reply 4711 or open https://t.example/a/4711"),
  ]
)
func `each kind of message has its words`(kind: CardMessage.Kind, first: String, last: String) {
  var message = Sample.page
  message.kind = kind
  message.title = "T"

  let lines = MessageText(message).text.split(separator: "\n").map(String.init)

  #expect(lines.first == first)
  #expect(lines.last == last)
}

@Test func `a digest names the first and counts the rest`() {
  var message = CardMessage(id: "d", kind: .digest, title: "disk 0", language: .english)
  message.bundled = (1...17).map { "disk \($0)" }
  let english = MessageText(message).text
  message.language = .chinese
  let chinese = MessageText(message).text

  #expect(english.hasPrefix("18 messages, the first: disk 0\n- disk 1\n- disk 2"))
  #expect(english.hasSuffix("- disk 5\nand 12 more"))
  #expect(chinese.hasSuffix("- disk 5\n另有 12 条"))
}

@Test(
  arguments: [
    ("", SMSLength.Alphabet.gsm7, 0, 1), (String(repeating: "a", count: 160), .gsm7, 160, 1),
    (String(repeating: "a", count: 161), .gsm7, 161, 2),
    (String(repeating: "a", count: 306), .gsm7, 306, 2),
    (String(repeating: "a", count: 307), .gsm7, 307, 3),
    (String(repeating: "€", count: 80), .gsm7, 160, 1),
    // A character of two septets is not split: 76 and not 76.5 fit into a part of 153.
    (String(repeating: "€", count: 153), .gsm7, 306, 3), ("[~]", .gsm7, 6, 1),
    (String(repeating: "字", count: 70), .ucs2, 70, 1),
    (String(repeating: "字", count: 71), .ucs2, 71, 2),
    (String(repeating: "字", count: 134), .ucs2, 134, 2),
    (String(repeating: "😀", count: 35), .ucs2, 70, 1),
    (String(repeating: "😀", count: 67), .ucs2, 134, 3), ("naïve", .ucs2, 5, 1),
  ]
)
func `an SMS is counted as networks count`(
  text: String,
  alphabet: SMSLength.Alphabet,
  units: Int,
  segments: Int
) {
  let length = SMSLength(text)

  #expect(length.alphabet == alphabet)
  #expect(length.units == units)
  #expect(length.segments == segments)
}

@Test func `typographic marks do not make an SMS of sixteen bits`() {
  #expect(SMSLength.simplified("It’s “down” – now…") == "It's \"down\" - now...")
  #expect(SMSLength.simplified("数据库 “宕机”") == "数据库 “宕机”")
}

@Test(arguments: [Language.english, .chinese], [1, 2, 3])
func `a short text fits and keeps how to answer`(language: Language, segments: Int) throws {
  var message = language == .english ? Sample.page : Sample.chinesePage
  message.title = String(repeating: message.title + " 👩‍👩‍👧‍👦 ", count: language == .english ? 40 : 20)
  if language == .english { message.title = String(repeating: "the primary is down, ", count: 40) }

  let text = try #require(
    MessageText(message).short { SMSLength($0).segments <= segments }
  )

  #expect(SMSLength(text).segments <= segments)
  #expect(text.contains("4711"))
  #expect(text.contains(language == .english ? "..." : "…"))
  #expect(!text.contains("\u{FFFD}"))
  #expect(text.hasPrefix(language == .english ? "SEV1: the primary is down" : "I 级（特别重大）："))
}

@Test func `a short text that fits is whole`() {
  let text = MessageText(Sample.page).short { _ in true }

  #expect(
    text == """
      SEV1: db-1 down*~. Where: portal. Step: Promote the replica. Why: Nobody acknowledged within \
      5 min. Since: 10:32. This message is 2 min late. Please: take the incident. To take it, reply \
      4711 or open https://t.example/a/4711
      """
  )
}

@Test func `a text is cut after a sentence, else after a word, never inside a character`() throws {
  let card = try Sample.card(
    """
    notifier: cut
    title: Cut
    kind: chat
    texts:
      words: { of: title, limit: 24 characters }
      bytes: { of: step, limit: 12 bytes }
      sentence: { of: reason, limit: 26 characters }
    request:
      url: https://example.org
      json: ["${text.words}", "${text.bytes}", "${text.sentence}"]
    respond: { ok: status 200 }
    """
  )
  var message = Sample.page
  message.title = "the primary database is down"
  message.step = "数据库主库"
  message.reason = "It is down! Nobody answered the phone today"

  let body = try HTTPParts(try Sample.request(card, message)).body

  #expect(body == #"["the primary database...","数据库…","It is down! Nobody..."]"#)
}

@Test func `a code is never cut`() throws {
  let card = try Shipped.card("tencent-sms")
  var message = Sample.page
  message.code = "1234567890123"

  let fault = #expect(throws: CardFault.self) { try Sample.request(card, message) }

  #expect(fault == .tooLong(text: "code", limit: "12 characters"))
}

@Test func `an author's own text is a template with escaped fields`() throws {
  let card = try Sample.card(
    """
    notifier: own
    title: Own
    kind: chat
    texts:
      body:
        template: |
          {{#drill}}Drill! {{/drill}}**{{title}}** {{{title}}}
          {{#bundled}}* {{.}}
          {{/bundled}}{{^step}}no step{{/step}}
        escape: markdown
    request: { url: https://example.org, text: "${text.body}" }
    respond: { ok: status 200 }
    """
  )
  var message = Sample.page
  message.title = "*a* {{code}}"
  message.step = nil
  message.isDrill = true
  message.bundled = ["x_y"]

  let body = try HTTPParts(try Sample.request(card, message)).body

  #expect(body == "Drill! **\\*a\\* {{code}}** \\*a\\* {{code}}\n* x\\_y\nno step\n")
}

@Test func `an SMS gateway is told the alphabet that a text needs`() throws {
  let card = try Shipped.card("kannel")

  let english = try HTTPParts(try Sample.request(card))
  let chinese = try HTTPParts(try Sample.request(card, Sample.chinesePage))

  #expect(english.query("coding") == "0")
  #expect(chinese.query("coding") == "2")
  #expect(english.query("validity") == "5")
  #expect(
    english.query("dlr-url")?.hasPrefix("http%3A%2F%2Ft.example%2Fr%3Ftoken%3DRECEIPT-canary")
      == true
  )
  #expect(english.query("dlr-url")?.contains("status%3D%25d") == true)
}

@Test func `only what can be answered asks for an answer when it is read out`() {
  let speech = MessageText(Sample.page).speech

  #expect(speech.hasSuffix("Please: take the incident. The code to take it is 4 7 1 1."))
}

@Test func `no provider is asked to keep a message for longer than ten hours`() throws {
  let card = try Shipped.card("twilio-sms")
  var message = Sample.page
  message.validity = .minutes(60 * 24)

  let body = try HTTPParts(try Sample.request(card, message)).body

  #expect(body.contains("&ValidityPeriod=36000"))
}
