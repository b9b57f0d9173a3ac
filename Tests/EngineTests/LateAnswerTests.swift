import DutyRoster
import Engine
import IncidentCore
import Ports
import Synchronization
import Testing
import Timekeeping

/// What a gateway says of an attempt that somebody has given up meanwhile.
@Suite struct LateAnswerTests {
  private let key = MessageKey("1.1.1.li.0")

  /// A message to li is on its way, and an engine that has taken over gives it up.
  private func bench(
    _ notifiers: [String] = ["sms"],
    resentAfter seconds: Int64?,
    _ outcome: @escaping @Sendable (Delivery, Instant) -> SendOutcome
  ) throws -> CallBench {
    var bench = CallBench(
      EscalationPolicy(
        name: "default",
        levels: [EscalationLevel(targets: [.person("li")], wait: .seconds(300))]
      ),
      people: ["person:li": [.person("li", notifiers)]]
    )
    bench.situation.content.withLock { $0.outcome = outcome }
    try bench.call()
    bench.holdsBack = true
    bench.run(until: 1)
    try end(.unknown(detail: "lost", resendAt: seconds.map { bench.now + .seconds($0) }), bench)
    bench.holdsBack = false
    return bench
  }

  private func end(_ outcome: SendOutcome, _ bench: CallBench) throws {
    let ends = [AttemptEnd(message: key, attempt: 1, outcome: outcome)]
    try bench.act(.attemptsEnded(ends), by: "engine")
  }

  private func entry(_ bench: CallBench) throws -> Outbox.Entry {
    let incident = try JournaledIncident(
      IncidentID("a"),
      journal: bench.journal,
      now: { CallBench.start }
    )
    return try #require(incident.state.outbox[key])
  }

  private func ends(_ bench: CallBench) -> [String] {
    let kinds = ["message.unknown", "message.sent", "message.deferred", "message.failed"]
    return bench.kinds().filter(kinds.contains)
  }

  @Test func `what its provider has taken is not sent again`() throws {
    var bench = try bench(resentAfter: 30) { _, _ in .sent(providerID: "p1") }

    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["0s li sms"])
    #expect(ends(bench) == ["message.unknown", "message.sent"])
    #expect(try entry(bench).status == .sent)
    #expect(try entry(bench).providerID == "p1")
  }

  @Test func `what was surely not taken is sent again in its own time, and is no repeat`() throws {
    var bench = try bench(resentAfter: 30) { delivery, now in
      delivery.attempt == 1
        ? .again(.temporary(detail: "503"), at: now + .seconds(20)) : .sent(providerID: nil)
    }

    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["0s li sms", "21s li sms #2"])
    #expect(ends(bench) == ["message.unknown", "message.deferred", "message.sent"])
  }

  @Test func `the next way to a person has its turn when the first one has failed after all`()
    throws
  {
    var bench = try bench(["sms", "voice"], resentAfter: nil) { delivery, _ in
      delivery.message.notifier == "sms"
        ? .failed(.permanent(detail: "no such number")) : .sent(providerID: nil)
    }

    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["0s li sms", "1s li voice"])
    #expect(ends(bench) == ["message.unknown", "message.failed", "message.sent"])
  }

  @Test(arguments: [true, false])
  func `when the first of two on their way was taken, what comes of the second changes nothing`(
    isFirstTaken: Bool
  ) throws {
    var bench = try bench(["sms", "voice"], resentAfter: 0) { delivery, now in
      (delivery.attempt == 1) == isFirstTaken
        ? .sent(providerID: nil) : .again(.temporary(detail: "503"), at: now + .seconds(20))
    }
    bench.holdsBack = true
    bench.run(until: 2)

    bench.holdsBack = false
    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["0s li sms", "1s li sms #2 repeat"])
    #expect(ends(bench).sorted() == ["message.failed", "message.sent", "message.unknown"])
    #expect(try entry(bench).status == .sent)
  }

  @Test func `that it has arrived is final, and what its provider said before is kept`() throws {
    var bench = try bench(resentAfter: 30) { _, _ in .sent(providerID: "p1") }
    try bench.act(.receipt(key, isDelivered: true, detail: ""), by: "engine")

    bench.run(until: 200)

    #expect(bench.sent.count == 1)
    #expect(ends(bench) == ["message.unknown", "message.sent"])
    #expect(try entry(bench).status == .delivered)
  }

  @Test func `that nobody knows is no news, and an answer counts once`() throws {
    let bench = try bench(resentAfter: nil) { _, _ in .sent(providerID: nil) }

    try end(.unknown(detail: "timeout", resendAt: nil), bench)
    try end(.sent(providerID: "p1"), bench)
    try end(.sent(providerID: "p1"), bench)

    #expect(ends(bench) == ["message.unknown", "message.sent"])
  }
}
