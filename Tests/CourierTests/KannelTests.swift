import Courier
import Foundation
import NotifierCards
import Testing

private let parts = ["bearerbox", "smsbox", "fakesmsc"]
private let isInstalled = parts.allSatisfy { Programs.path(of: $0) != nil }

/// Kannel's configuration: an SMSC that anyone may play, and its HTTP interface.
private func configuration(_ ports: [UInt16]) -> String {
  """
  group = core
  admin-port = \(ports[0])
  admin-interface = 127.0.0.1
  smsbox-port = \(ports[1])
  admin-password = x

  group = smsc
  smsc = fake
  smsc-id = fake
  port = \(ports[2])
  connect-allow-ip = 127.0.0.1

  group = smsbox
  bearerbox-host = 127.0.0.1
  sendsms-port = \(ports[3])
  sendsms-interface = 127.0.0.1

  group = sendsms-user
  username = tocsin
  password = secret1
  """
}

@Test(
  .enabled(if: isInstalled, "kannel and kannel-extras are not installed"),
  .timeLimit(.minutes(1))
)
func `a text goes through Kannel to a handset`() async throws {
  try await Programs.withFolder { folder in
    let ports = try (0..<4).map { _ in try Programs.freePort() }
    try configuration(ports).write(
      to: folder.appending(path: "kannel.conf"),
      atomically: true,
      encoding: .utf8
    )
    func start(_ name: String, _ arguments: [String]) throws -> Companion {
      let path = try #require(Programs.path(of: name))
      return try Companion(path, arguments, in: folder, readsErrors: true)
    }
    let bearerbox = try start("bearerbox", ["-v", "0", "kannel.conf"])
    defer { bearerbox.stop() }
    try #require(bearerbox.line(with: "MAIN: Start-up done") != nil)
    let smsbox = try start("smsbox", ["-v", "0", "kannel.conf"])
    defer { smsbox.stop() }
    try #require(smsbox.line(with: "Connected to bearerbox") != nil)
    let handset = try start(
      "fakesmsc",
      ["-H", "127.0.0.1", "-r", "\(ports[2])", "-m", "0", "1 2 text x"]
    )
    defer { handset.stop() }
    let courier = CurlCourier()
    let url = "http://127.0.0.1:\(ports[3])/cgi-bin/sendsms?username=tocsin&from=110"

    let taken = await courier.send(
      .web(url + "&password=secret1&to=13800000000&text=db-1+is+down", method: "GET", body: "")
    )
    let refused = await courier.send(
      .web(url + "&password=wrong&to=13800000000&text=x", method: "GET", body: "")
    )
    let received = handset.line(with: "db-1")

    #expect(taken.reply?.status == 202, "\(taken)")
    #expect(["0:", "3:"].contains(taken.reply?.text.prefix(2) ?? ""))
    #expect(refused.reply?.status == 403, "\(refused)")
    #expect(received?.contains("13800000000") == true, "\(received ?? "nothing")")
  }
}
