import Courier
import Foundation
import NotifierCards
import Testing
import Timekeeping

private let hello = "Subject: db-1\r\n\r\n.dot\r\nline\r\n"

private func mail(
  _ url: String,
  to recipients: [String] = ["wang@example.org"],
  message: String = hello,
  login: WireRequest.Login? = nil,
  tls: WireRequest.TLS = WireRequest.TLS(),
  milliseconds: Int64 = 10_000
) -> WireRequest {
  WireRequest(
    .mail(
      url: url,
      from: "tocsin@example.org",
      to: recipients,
      message: Array(message.utf8),
      login: login
    ),
    timeout: TimeSpan(milliseconds: milliseconds),
    tls: tls
  )
}

/// Sends one mail to `fake`.
private func sent(
  to fake: FakeMailServer,
  _ make: (String) -> WireRequest
) async throws -> WireOutcome {
  let server = try LoopbackServer { peer, _ in fake.serve(peer.line, peer.write) }
  defer { server.stop() }
  let courier = CurlCourier()
  let outcome = await courier.send(make("smtp://127.0.0.1:\(server.port)/tocsin.test"))
  await courier.shutDown()
  return outcome
}

@Test func `a mail is taken with the server's last code`() async throws {
  let fake = FakeMailServer()

  let outcome = try await sent(to: fake) { mail($0) }

  let reply = try #require(outcome.reply)
  #expect(reply.status == 250)
  #expect(reply.text.hasSuffix("250 2.0.0 queued as 4711"))
  #expect(reply.headers == [])
  #expect(fake.mails.entries == ["Subject: db-1\n\n..dot\nline"])
  #expect(
    fake.commands.entries.prefix(4) == [
      "EHLO tocsin.test", "MAIL FROM:<tocsin@example.org>", "RCPT TO:<wang@example.org>", "DATA",
    ]
  )
}

@Test(arguments: [
  ("MAIL", "451 4.3.0 try again later"), ("MAIL", "550 5.7.1 not you"),
  ("RCPT", "550 5.1.1 no such user"), ("RCPT", "452 4.2.2 mailbox full"),
  ("DATA", "554 5.5.1 no"), (".", "552 5.3.4 too long"), (".", "451 4.3.0 disk full"),
])
func `a refusal is a reply with its code`(command: String, answer: String) async throws {
  let fake = FakeMailServer(answers: [command: answer])

  let outcome = try await sent(to: fake) { mail($0) }

  #expect(outcome.reply?.status == Int(answer.prefix(3)), "\(outcome)")
  #expect(outcome.reply?.text.hasSuffix(answer) == true)
}

@Test func `one refused recipient does not keep the mail from the others`() async throws {
  let fake = FakeMailServer(answers: ["RCPT TO:<B@": "550-5.1.1 no\r\n550 5.1.1 such user"])

  let outcome = try await sent(to: fake) { mail($0, to: ["a@x.org", "b@x.org", "c@x.org"]) }

  let refused = WireRequest.Header("Refused-Recipient", "b@x.org: 550 5.1.1 such user")
  #expect(outcome.reply?.status == 250, "\(outcome)")
  #expect(outcome.reply?.headers == [refused])
  #expect(fake.mails.entries.count == 1)
}

@Test func `a mail to nobody is a refusal`() async throws {
  let fake = FakeMailServer(answers: ["RCPT": "550 5.1.1 no such user"])

  let outcome = try await sent(to: fake) { mail($0, to: ["a@x.org", "b@x.org"]) }

  #expect(outcome.reply?.status == 550, "\(outcome)")
  #expect(fake.mails.entries == [])
}

@Test(arguments: ["EHLO", "MAIL", "RCPT", "DATA"])
func `a server that hangs up before the mail has not taken it`(command: String) async throws {
  let fake = FakeMailServer(answers: [command: ""])

  let outcome = try await sent(to: fake) { mail($0) }

  #expect(outcome.notSent != nil, "\(outcome)")
}

@Test func `a server that hangs up behind the mail may have taken it`() async throws {
  let fake = FakeMailServer(answers: [".": ""])

  let outcome = try await sent(to: fake) { mail($0) }

  #expect(outcome.unknown != nil, "\(outcome)")
  #expect(fake.mails.entries.count == 1)
}

@Test(arguments: [("AUTH PLAIN LOGIN", "AUTH PLAIN"), ("AUTH LOGIN", "AUTH LOGIN")])
func `a login uses what is offered`(offer: String, command: String) async throws {
  let steps = [
    "AUTH LOGIN": "334 VXNlcm5hbWU6", "dG9j": "334 UGFzc3dvcmQ6", "c2Vj": "235 fine",
    "AUTH PLAIN": "334 ", "AHRv": "235 fine",
  ]
  let keys = Dictionary(uniqueKeysWithValues: steps.map { ($0.key.uppercased(), $0.value) })
  let fake = FakeMailServer(offers: [offer], answers: keys)

  let outcome = try await sent(to: fake) {
    mail($0, login: .init(user: "tocsin", password: "secret1"))
  }

  #expect(outcome.reply?.status == 250, "\(outcome)")
  #expect(fake.commands.entries.contains { $0.hasPrefix(command) })
}

@Test func `a wrong password is a reply that does not show it`() async throws {
  let fake = FakeMailServer(offers: ["AUTH PLAIN"], answers: ["AUTH": "535 5.7.8 no"])

  let outcome = try await sent(to: fake) {
    mail($0, login: .init(user: "tocsin", password: "secret1"))
  }

  #expect(outcome.reply?.status == 535, "\(outcome)")
  #expect(outcome.reply?.text.contains("secret1") == false)
}

@Test func `a server without TLS gets nothing where TLS is required`() async throws {
  let fake = FakeMailServer(offers: ["AUTH PLAIN"])

  // Naming the authorities asks for TLS even on this machine.
  let outcome = try await sent(to: fake) {
    mail(
      $0,
      login: .init(user: "tocsin", password: "secret1"),
      tls: .init(authorities: "/etc/ssl/certs/ca-certificates.crt")
    )
  }

  #expect(outcome.notSent != nil, "\(outcome)")
  #expect(!fake.commands.entries.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
}

@Test func `a refused STARTTLS is never gone around`() async throws {
  let fake = FakeMailServer(offers: ["STARTTLS"], answers: ["STARTTLS": "454 not now"])

  let outcome = try await sent(to: fake) {
    mail($0, tls: .init(authorities: "/etc/ssl/certs/ca-certificates.crt"))
  }

  #expect(outcome.reply?.status == 454 || outcome.notSent != nil, "\(outcome)")
  #expect(fake.mails.entries == [])
}

@Test(arguments: [
  "", "a b@x.org", "a@x.org\r\nRCPT TO:<evil@x.org>", "a@x.org>", "<a@x.org", "a\u{0}@x.org",
])
func `an address that would break the dialogue is refused`(address: String) async throws {
  let fake = FakeMailServer()

  let outcome = try await sent(to: fake) { mail($0, to: [address]) }

  #expect(outcome.notSent != nil)
  #expect(fake.commands.entries == [])
}

@Test(arguments: ["a\n", "a\r", "a\r\n.\nMAIL FROM:<x>\r\n", "a\n.\r\nb\r\n", "a\r\r\n"])
func `a line end that servers read differently is refused`(message: String) async throws {
  let fake = FakeMailServer()

  let outcome = try await sent(to: fake) { mail($0, message: message) }

  #expect(outcome.notSent != nil)
  #expect(fake.commands.entries == [])
}

@Test func `a mail without recipients or with a web address is refused`() async throws {
  let fake = FakeMailServer()

  let nobody = try await sent(to: fake) { mail($0, to: []) }
  let web = try await sent(to: fake) { mail($0.replacing("smtp:", with: "http:")) }

  #expect(nobody.notSent != nil)
  #expect(web.notSent != nil)
}
