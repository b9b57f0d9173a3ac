import Foundation
import NotifierCards
import Testing
import Timekeeping

private func mail(
  _ message: CardMessage,
  to address: String = "li.wei@example.org",
  settings: [String: String] = [:],
  secrets: [String: String] = [:]
) throws -> (transport: WireRequest, text: String) {
  let card = try Shipped.card("mail")
  let plain = ["url": "smtp://127.0.0.1:2525", "from": "tocsin@example.org"]
    .merging(settings) { $1 }
  let request = try Sample.request(card, message, to: address, plain: plain, secret: secrets)
  guard case .mail(_, _, _, let bytes, _) = request.transport else { throw NotMail() }
  return (request, String(decoding: bytes, as: UTF8.self))
}

private struct NotMail: Error {}

@Test func `a mail is complete, and the same in every attempt but for its date`() throws {
  let (request, text) = try mail(Sample.page)

  #expect(
    text
      == [
        "From: Tocsin <tocsin@example.org>", "To: li.wei@example.org", "Subject: SEV1: db-1 down*~",
        "Date: Fri, 02 Jan 2026 03:04:05 +0000",
        "Message-ID: <\(NotifierCard.keys(of: Sample.page.id)[1]).tocsin@example.org>",
        "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 7bit", "Auto-Submitted: auto-generated", "Importance: high",
        "X-Priority: 1", "", "SEV1: db-1 down*~", "Where: portal", "Step: Promote the replica",
        "Runbook: pg-failover", "Why: Nobody acknowledged within 5 min",
        "Since: 2026-01-02 10:32 +08:00", "This message is 2 min late.",
        "Please: take the incident", "Incident: inc-7",
        "To take it, reply 4711 or open https://t.example/a/4711", "",
      ].joined(separator: "\r\n")
  )
  #expect(request.tls.isRequired)
}

@Test func `Chinese stands in encoded words and in Base64`() throws {
  var message = Sample.chinesePage
  message.title = String(repeating: "数据库主库宕机", count: 8)

  let (_, text) = try mail(message, settings: ["from_name": "应急值班"])

  let lines = text.components(separatedBy: "\r\n")
  #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x7F } })
  #expect(lines.contains("Content-Transfer-Encoding: base64"))
  #expect(lines[0] == "From: =?UTF-8?B?5bqU5oCl5YC854+t?= <tocsin@example.org>")
  let words = text.components(separatedBy: "=?UTF-8?B?").dropFirst(2)
    .compactMap { $0.components(separatedBy: "?=").first }
    .compactMap { Data(base64Encoded: $0) }
  #expect(words.allSatisfy { String(data: $0, encoding: .utf8) != nil })
  let subject = words.compactMap { String(data: $0, encoding: .utf8) }.joined()
  #expect(subject == "I 级（特别重大）：" + message.title)
  let body = text.components(separatedBy: "\r\n\r\n")[1].filter { !$0.isNewline }
  let decoded = Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) }
  #expect(decoded?.hasPrefix(subject + "\r\n位置：门户网站") == true)
}

@Test func `a mail goes to the person, else to the card's own receivers`() throws {
  let card = try Shipped.card("mail")
  let plain = [
    "url": "smtps://mx.example.org:465", "from": "tocsin@example.org", "user": "tocsin",
    "to": "ops@example.org, duty@example.org,ops@example.org", "starttls": "when-offered",
  ]

  let request = try card.request(
    for: Sample.page,
    to: nil,
    parameters: plain,
    secrets: ["password": "pw"],
    at: Sample.now,
    nonce: []
  )

  guard case .mail(let url, let from, let to, _, let login) = request.transport else {
    throw NotMail()
  }
  #expect(url == "smtps://mx.example.org:465")
  #expect(from == "tocsin@example.org")
  #expect(to == ["ops@example.org", "duty@example.org"])
  #expect(login == WireRequest.Login(user: "tocsin", password: "pw"))
  #expect(!request.tls.isRequired)
}

@Test(
  arguments: [
    ["url": "http://127.0.0.1"], ["url": "smtp://a b"], ["url": "file:///etc/passwd"],
    ["from": "a@b\r\nBcc: x@y"], ["from": "nobody"],
  ]
)
func `settings that could lead a mail astray are refused`(settings: [String: String]) {
  #expect(throws: CardFault.self) { try mail(Sample.page, settings: settings) }
}

@Test func `a program gets words, an input and an environment, never a line for a shell`() throws {
  let card = try Shipped.card("exec")

  let request = try Sample.request(card)

  guard case .program(let arguments, let input, let environment) = request.transport else {
    throw NotMail()
  }
  #expect(arguments == ["/usr/local/bin/pager", "li-wei"])
  #expect(String(decoding: input, as: UTF8.self).hasPrefix("SEV1: db-1 down*~\n"))
  #expect(environment["TOCSIN_CODE"] == "4711")
  #expect(environment["TOCSIN_DRILL"] == "false")
  #expect(environment.keys.allSatisfy { $0.hasPrefix("TOCSIN_") })
}
