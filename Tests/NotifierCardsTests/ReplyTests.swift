import NotifierCards
import Testing

private typealias Reading = (text: String, code: String?, word: ReplyText.Word?)

@Test(
  arguments: [
    ("1234", "1234", .mine), ("ack 1234", "1234", .mine), ("收到 1234", "1234", .mine),
    ("收到1234", "1234", .mine), ("１２３４", "1234", .mine), ("1234 1234", "1234", .mine),
    ("OK, code 1234.", "1234", .mine), ("no problem, 1234", "1234", .mine),
    ("no 1234", "1234", .cannot), ("1234 can't", "1234", .cannot),
    ("1234不行", "1234", .cannot), ("1234 没空，抱歉", "1234", .cannot), ("不", nil, .cannot),
    ("No", nil, .cannot), ("ok", nil, .mine), ("收到", nil, .mine), ("I take it!", nil, .mine),
    ("1234 5678", nil, nil), ("12345", nil, nil), ("123", nil, nil), ("", nil, nil),
    ("I am driving", nil, nil), ("好久没见", nil, nil), ("👍", nil, nil),
    ("+44 7700 900101", "7700", .mine),
  ] as [Reading]
)
private func `a reply is read in whatever words it is written`(reading: Reading) {
  let reply = ReplyText(reading.text)

  #expect(reply.code == reading.code)
  #expect(reply.word == reading.word)
}

private func answer(_ name: String, saying text: String?) throws -> String {
  let card = try Shipped.card(name)
  let settings = Shipped.settings(card)
  let answer = card.answer(
    saying: text,
    parameters: settings.plain,
    secrets: settings.secret,
    at: Sample.now
  )
  return String(decoding: answer.body, as: UTF8.self)
}

@Test(arguments: [
  ("sms-gateway", #"{"ok":true}"#, #"{"ok":true,"reply":"<a & \"b\">"}"#),
  (
    "twilio-sms", "<Response></Response>",
    "<Response><Message>&lt;a &amp; &quot;b&quot;&gt;</Message></Response>"
  ), ("kannel", "", #"<a & "b">"#),
  ("alibaba-sms", #"{"code":0,"msg":"成功"}"#, #"{"code":0,"msg":"成功"}"#),
])
func `what is said back stands where the provider carries it`(
  card: String,
  silent: String,
  said: String
) throws {
  #expect(try answer(card, saying: nil) == silent)
  #expect(try answer(card, saying: #"<a & "b">"#) == said)
}

@Test func `replies are only asked for where it can be proved where they come from`() throws {
  let card = try Shipped.card("sms-gateway")
  let settings = Shipped.settings(card)

  #expect(card.takesReplies(parameters: settings.plain, secrets: settings.secret))
  #expect(!card.takesReplies(parameters: settings.plain, secrets: ["token": "t"]))
  #expect(!(try Shipped.card("slack")).takesReplies(parameters: [:], secrets: [:]))
}
