import Courier
import Foundation
import NotifierCards
import Testing

/// Which addresses are connected to, whatever name leads there.
@Suite struct NetworkTests {
  private let courier = CurlCourier()

  private func server(_ peers: Notebook<String>) throws -> LoopbackServer {
    try LoopbackServer { peer, _ in
      peers.add("connected")
      while peer.request() != nil { peer.answer() }
    }
  }

  @Test func `a gateway in a private network is reached without further ado`() async throws {
    let server = try server(Notebook())
    defer { server.stop() }

    let outcome = await courier.send(.web(server.url))

    #expect(outcome.reply?.status == 200)
  }

  @Test(arguments: ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
  func `a card for the public internet connects to nothing here, whatever its name`(
    host: String
  ) async throws {
    let peers = Notebook<String>()
    let server = try server(peers)
    defer { server.stop() }
    let port = try #require(server.url.split(separator: ":").last)

    let outcome = await courier.send(.web("http://\(host):\(port)", networks: .public))

    let reason = try #require(outcome.notSent)
    #expect(reason.contains("transport.networks (public)"))
    #expect(peers.entries == [])
  }

  @Test(arguments: [
    "http://169.254.169.254/latest/meta-data", "http://[fe80::1]/", "http://100.100.100.200/",
    "http://[fd00:ec2::254]/", "http://2852039166/",
  ])
  func `what a cloud tells a machine about itself is out of reach`(url: String) async throws {
    let outcome = await courier.send(.web(url, method: "GET", body: "", milliseconds: 2000))

    let reason = try #require(outcome.notSent)
    #expect(reason.contains("was not connected to"), "\(reason)")
  }

  @Test(arguments: [
    ("8.8.8.8", WireRequest.Networks.public), ("223.5.5.5", .public), ("2606:4700::1111", .public),
    ("172.15.0.1", .public), ("100.63.0.1", .public), ("64:ff9b::808:808", .public),
    ("10.1.2.3", .private), ("172.16.0.1", .private), ("172.31.255.1", .private),
    ("192.168.1.1", .private), ("127.0.0.1", .private), ("0.0.0.0", .private),
    ("100.64.0.1", .private), ("::1", .private), ("fd12::1", .private),
    ("::ffff:10.0.0.1", .private),
    ("169.254.0.1", .any), ("169.254.169.254", .any), ("100.100.100.200", .any),
    ("168.63.129.16", .any), ("224.0.0.1", .any), ("255.255.255.255", .any), ("fe80::1", .any),
    ("ff02::1", .any), ("fd00:ec2::254", .any), ("::ffff:169.254.169.254", .any),
    ("64:ff9b::a9fe:a9fe", .any),
  ])
  func `an address belongs to one kind of network`(
    address: String,
    networks: WireRequest.Networks
  ) {
    #expect(WireRequest.Networks(neededFor: address) == networks)
  }
}
