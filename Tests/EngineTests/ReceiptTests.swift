import Engine
import IncidentCore
import NotifierCards
import Ports
import Synchronization
import Testing
import Timekeeping

/// What providers tell about messages.
@Suite struct ReceiptTests {
  private func bench(
    _ ladder: [[String]] = [["li"], ["wang"]],
    contacts: [String] = ["sms"]
  ) throws -> AnswerBench {
    let bench = try AnswerBench(ladder, contacts: contacts)
    bench.calls.situation.content.withLock { content in
      content.outcome = { delivery, _ in .sent(providerID: "p-\(delivery.message.key)") }
    }
    return bench
  }

  @Test func `a failed delivery goes to the next contact at once`() async throws {
    var bench = try bench(contacts: ["sms", "voice"])
    try bench.calls.call()
    bench.calls.run(until: 10)

    try await bench.receipt("p-1.1.1.li.0", "failed")
    bench.calls.run(until: 11)

    #expect(bench.calls.sent.map(\.description) == ["0s Li sms", "10s Li voice"])
  }

  @Test func `when no contact is left a failed delivery calls the next level at once`()
    async throws
  {
    var bench = try bench()
    try bench.calls.call()
    bench.calls.run(until: 10)

    try await bench.receipt("p-1.1.1.li.0", "failed")
    bench.calls.run(until: 11)

    #expect(bench.calls.sent.map(\.description) == ["0s Li sms", "10s Wang sms"])
    #expect(bench.calls.kinds().filter { $0 == "message.undelivered" }.count == 1)
  }

  @Test(arguments: [
    (["delivered", "failed"], ["message.delivered"]),
    (["delivered", "delivered"], ["message.delivered"]),
    (["delivered", "sent", "queued"], ["message.delivered"]),
    (["failed", "failed"], ["message.undelivered"]),
    (["failed", "delivered"], ["message.undelivered", "message.delivered"]),
    (["queued", "sent"], []),
  ])
  func `receipts that come twice or out of order change nothing twice`(
    statuses: [String],
    expected: [String]
  ) async throws {
    var bench = try bench()
    try bench.calls.call()
    bench.calls.run(until: 10)

    for status in statuses { try await bench.receipt("p-1.1.1.li.0", status) }

    let found = bench.calls.kinds().filter { $0.hasSuffix("delivered") }
    #expect(found == expected)
  }

  @Test func `a receipt that comes before the answer of the provider waits for it`()
    async throws
  {
    var bench = try bench()
    bench.calls.holdsBack = true
    try bench.calls.call()
    bench.calls.run(until: 1)

    try await bench.receipt("p-1.1.1.li.0", "failed")
    let early = bench.calls.kinds()
    bench.calls.land(bench.calls.underway.removeFirst())
    bench.calls.run(until: 2)
    await bench.answers.retryParked()
    bench.calls.run(until: 3)

    #expect(!early.contains("message.undelivered"))
    #expect(bench.calls.kinds().contains("message.undelivered"))
    #expect(bench.calls.sent.map(\.name) == ["Li", "Wang"])
    #expect(bench.remarks.list == [])
  }

  @Test func `a receipt by our own key needs no number of the provider`() async throws {
    var bench = try bench()
    bench.calls.situation.content.withLock { $0.outcome = { _, _ in .sent(providerID: nil) } }
    try bench.calls.call()
    bench.calls.run(until: 10)

    try await bench.answers.takeOwn("a/1.1.1.li.0", .delivered)

    #expect(bench.calls.kinds().contains("message.delivered"))
  }

  @Test func `a receipt about nothing of ours is taken and remarked upon in the end`()
    async throws
  {
    var bench = try bench()
    try bench.calls.call()
    bench.calls.run(until: 10)
    let before = bench.calls.events().count

    let answer = try await bench.post([["id": "elsewhere", "status": "failed"]])
    await bench.answers.retryParked()
    let atFirst = bench.remarks.list
    bench.calls.now = bench.calls.now + Outbox.longestAttempt + .seconds(1)
    await bench.answers.retryParked()
    await bench.answers.retryParked()

    #expect(answer.status == 200)
    #expect(atFirst == [])
    #expect(bench.remarks.list == [.unknownReceipt(notifier: "sms", id: "elsewhere")])
    #expect(bench.calls.events().count == before)
  }

  @Test func `a receipt of one notifier says nothing about the message of another`() async throws {
    var bench = try bench(contacts: ["sms", "voice"])
    try bench.calls.call()
    bench.calls.run(until: 10)

    try await bench.post([["id": "p-1.1.1.li.0", "status": "failed"]], to: "voice")

    #expect(!bench.calls.kinds().contains("message.undelivered"))
  }

  @Test func `a receipt after the acknowledgement calls nobody`() async throws {
    var bench = try bench()
    try bench.calls.call()
    bench.calls.run(until: 10)
    try bench.calls.act(.acknowledge, by: "li")

    try await bench.receipt("p-1.1.1.li.0", "failed")
    bench.calls.run(until: 3600)

    #expect(bench.calls.sent.map(\.name) == ["Li"])
  }

  @Test func `a thousand receipts, each twice and shuffled, count once each`() async throws {
    let names = (0..<1000).map { "p\($0)" }
    var bench = try bench([names])
    try bench.calls.call()
    bench.calls.run(until: 10)
    var items = names.enumerated().flatMap { number, name in
      let item = ["id": "p-1.1.1.\(name).0", "status": number % 4 == 0 ? "failed" : "delivered"]
      return [item, item]
    }
    // The same order in every run: a generator of Knuth's, chosen once.
    var seed: UInt64 = 42
    for place in items.indices.reversed() {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      items.swapAt(place, Int(seed >> 33) % (place + 1))
    }

    for start in stride(from: 0, to: items.count, by: 40) {
      try await bench.post(Array(items[start..<start + 40]))
    }

    let kinds = bench.calls.kinds()
    #expect(kinds.filter { $0 == "message.delivered" }.count == 750)
    #expect(kinds.filter { $0 == "message.undelivered" }.count == 250)
    let state = try bench.state()
    #expect(state.outbox.entries.filter { $0.status == .delivered }.count == 750)
    #expect(state.outbox.entries.filter { $0.status == .failed }.count == 250)
  }
}

extension AnswerDesk {
  /// Takes a receipt that names a message by our own key.
  fileprivate func takeOwn(_ key: String, _ status: DeliveryStatus) throws {
    try take([Receipt(providerID: nil, id: key, status: status)], of: "sms")
  }
}
