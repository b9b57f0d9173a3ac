import Courier
import Foundation
import NotifierCards
import Testing
import Timekeeping

private let hasOpenSSL = Programs.path(of: "openssl") != nil

/// Sends a GET to a server with a certificate for `host`, trusting the test's authority.
private func outcome(
  host: String = "IP:127.0.0.1",
  days: Int = 2,
  options: [String] = ["-www"],
  tls: (Certificates) throws -> WireRequest.TLS = { .init(authorities: $0.authority) }
) async throws -> WireOutcome {
  try await Programs.withFolder { folder in
    let certificates = try Certificates(in: folder)
    try certificates.issue("server", host: host, days: days)
    let (server, port) = try certificates.server("server", options)
    defer { server.stop() }
    let tls = try tls(certificates)
    return await CurlCourier().send(
      .web("https://127.0.0.1:\(port)/", method: "GET", body: "", tls: tls)
    )
  }
}

@Test(.enabled(if: hasOpenSSL, "openssl is not installed"))
func `a certificate of a trusted authority is fine`() async throws {
  let outcome = try await outcome()

  #expect(outcome.reply?.status == 200, "\(outcome)")
  #expect(outcome.reply?.text.contains("s_server") == true)
}

@Test(.enabled(if: hasOpenSSL, "openssl is not installed"))
func `an unknown authority, another host and an old certificate get nothing`() async throws {
  let unknown = try await outcome(tls: { _ in .init() })
  let elsewhere = try await outcome(host: "DNS:gateway.test")
  let expired = try await outcome(days: -1)

  #expect(unknown.notSent?.contains("certificate") == true, "\(unknown)")
  #expect(elsewhere.notSent?.contains("127.0.0.1") == true, "\(elsewhere)")
  #expect(expired.notSent?.contains("expired") == true, "\(expired)")
}

@Test(.enabled(if: hasOpenSSL, "openssl is not installed"))
func `old versions of TLS get nothing`() async throws {
  let outcome = try await outcome(options: ["-www", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])

  #expect(outcome.notSent != nil, "\(outcome)")
}

@Test(.enabled(if: hasOpenSSL, "openssl is not installed"))
func `a client shows its own certificate`() async throws {
  let options = ["-www", "-Verify", "1", "-verify_return_error", "-CAfile", "ca.pem", "-tls1_2"]

  let with = try await outcome(options: options) { certificates in
    try certificates.issue("client")
    return .init(
      authorities: certificates.authority,
      certificate: certificates.path("client.pem"),
      key: certificates.path("client.key")
    )
  }
  let without = try await outcome(options: options)
  let wrong = try await outcome(options: options) {
    .init(authorities: $0.authority, certificate: "/no/such/file", key: "/no/such/file")
  }

  #expect(with.reply?.status == 200, "\(with)")
  #expect(without.notSent != nil, "\(without)")
  #expect(wrong.notSent != nil, "\(wrong)")
}

@Test func `what speaks no TLS gets nothing`() async throws {
  let requests = Notebook<String>()
  let server = try LoopbackServer { peer, _ in
    peer.answer()
    if let line = peer.line() { requests.add(line) }
  }
  defer { server.stop() }

  let outcome = await CurlCourier().send(.web("https://127.0.0.1:\(server.port)/"))

  #expect(outcome.notSent != nil, "\(outcome)")
  #expect(!requests.entries.contains { $0.contains("POST") })
}

@Test(.enabled(if: hasOpenSSL, "openssl is not installed"))
func `a login leaves only behind STARTTLS`() async throws {
  let outside = FakeMailServer(offers: ["STARTTLS"], answers: ["STARTTLS": "220 go on"])
  let inside = FakeMailServer(
    offers: ["AUTH PLAIN"],
    answers: ["AUTH PLAIN": "334 ", "AHRV": "235 fine"],
    greets: false
  )
  try await Programs.withFolder { folder in
    let certificates = try Certificates(in: folder)
    try certificates.issue("server")
    let port = try Programs.freePort()
    let tunnel = try certificates.tunnel("server", port: port)
    Thread { inside.serve(tunnel.line, tunnel.write) }.start()
    let server = try LoopbackServer { peer, _ in
      outside.serve(peer.line, peer.write, until: "STARTTLS")
      peer.relay(to: port)
    }
    defer { server.stop() }
    let mail = WireRequest(
      .mail(
        url: "smtp://127.0.0.1:\(server.port)",
        from: "tocsin@example.org",
        to: ["wang@example.org"],
        message: Array("Subject: x\r\n\r\ntext\r\n".utf8),
        login: .init(user: "tocsin", password: "secret1")
      ),
      tls: .init(authorities: certificates.authority)
    )

    let courier = CurlCourier()
    let outcome = await courier.send(mail)
    await courier.shutDown()
    tunnel.stop()

    #expect(outcome.reply?.status == 250, "\(outcome)")
    #expect(outside.commands.entries.count == 2)
    #expect(inside.commands.entries.contains { $0.hasPrefix("AUTH PLAIN") })
    #expect(inside.mails.entries == ["Subject: x\n\ntext"])
  }
}

@Test(.enabled(if: Programs.path(of: "nghttpd") != nil, "nghttpd is not installed"))
func `HTTP/2 is used where it is offered, on one connection`() async throws {
  try await Programs.withFolder { folder in
    let certificates = try Certificates(in: folder)
    try certificates.issue("server")
    let port = try Programs.freePort()
    let server = try Companion(
      try #require(Programs.path(of: "nghttpd")),
      ["-v", "-a", "127.0.0.1", "--echo-upload", "\(port)", "server.key", "server.pem"],
      in: folder
    )
    defer { server.stop() }
    try #require(server.line(with: "listen") != nil)
    let courier = CurlCourier()
    let tls = WireRequest.TLS(authorities: certificates.authority)

    let texts = await withTaskGroup(of: String?.self) { group in
      for number in 0..<50 {
        let request = WireRequest.web("https://127.0.0.1:\(port)/", body: "\(number)", tls: tls)
        group.addTask { await courier.send(request).reply?.text }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    server.stop()
    var connections: Set<Substring> = []
    while let line = server.line() {
      if line.contains("recv HEADERS") { connections.insert(line.split(separator: "]")[0]) }
    }

    #expect(Set(texts) == Set((0..<50).map { "\($0)" }))
    #expect(connections.count == 1)
  }
}
