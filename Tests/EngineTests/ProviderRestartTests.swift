import DutyRoster
import Engine
import IncidentCore
import Ports
import Synchronization
import Testing
import Timekeeping

/// What an engine that starts anew knows of its providers.
@Suite struct ProviderRestartTests {
  private typealias Provider = Messengers.Provider

  private let crowd = (0..<6).map { "p\($0)" }

  /// A day's worth of incidents, each of which calls somebody else once.
  private func crisis(
    _ provider: Provider = Provider(id: "sms"),
    _ outcome: @escaping @Sendable (Delivery, Instant) -> SendOutcome
  ) -> CallBench {
    let names = ["a", "b", "c"] + crowd
    let bench = CallBench(
      nil,
      people: Dictionary(uniqueKeysWithValues: names.map { ("person:\($0)", [.person($0)]) })
    )
    bench.situation.content.withLock { content in
      content.providers["sms"] = [provider]
      content.outcome = outcome
      for name in names {
        content.policies[name] = EscalationPolicy(
          name: name,
          levels: [EscalationLevel(targets: [.person(name)], wait: .minutes(50))]
        )
      }
      content.policies["crowd"] = EscalationPolicy(
        name: "crowd",
        levels: [EscalationLevel(targets: crowd.map { .person($0) }, wait: .minutes(50))]
      )
    }
    return bench
  }

  private func call(_ bench: inout CallBench, _ name: String, by policy: String? = nil) throws {
    _ = try bench.opened(name, reason: .personNeeded, escalation: policy ?? name)
  }

  @Test(arguments: ["sms", "robot:1"])
  func `a provider that asked for ten minutes gets them, however often the engine starts`(
    key: String
  ) throws {
    var bench = crisis(Provider(id: "sms", pauseKey: key == "sms" ? nil : key)) { delivery, now in
      delivery.attempt == 1 && delivery.message.name == "a"
        ? .again(.throttled(detail: "429"), at: now + .minutes(10)) : .sent(providerID: nil)
    }
    try call(&bench, "a")
    bench.run(until: 5)

    for (second, name) in [(Int64(60), "b"), (120, "c")] {
      bench.restart()
      try call(&bench, name)
      bench.run(until: second)
    }
    bench.restart()
    bench.run(until: 700)

    #expect(
      bench.sent.map(\.description) == ["0s a sms", "600s a sms #2", "600s b sms", "600s c sms"]
    )
    let holds = bench.events("b").filter {
      if case .messageHeld(_, _, .pause) = $0.fact { true } else { false }
    }
    #expect(holds.count == 1)
  }

  @Test func `a pause that is over is forgotten for good`() throws {
    var bench = crisis { delivery, now in
      delivery.attempt == 1 && delivery.message.name == "a"
        ? .again(.throttled(detail: "429"), at: now + .minutes(1)) : .sent(providerID: nil)
    }
    try call(&bench, "a")
    bench.run(until: 70)

    bench.restart()
    try call(&bench, "b")
    bench.run(until: 80)

    #expect(bench.sent.map(\.description) == ["0s a sms", "60s a sms #2", "70s b sms"])
    #expect(try bench.journal.tally("pause sms since", days: 0...0) == 0)
  }

  @Test func `a provider that failed again and again is tried by one message after a restart`()
    throws
  {
    var bench = crisis { delivery, now in
      now < CallBench.start + .seconds(40)
        ? .again(.temporary(detail: "503"), at: now + .minutes(20)) : .sent(providerID: nil)
    }
    try call(&bench, "crowd")
    bench.run(until: 5)

    bench.restart()
    try call(&bench, "a")
    try call(&bench, "b")
    bench.run(until: 31)
    bench.restart()
    try call(&bench, "c")
    bench.run(until: 100)

    let later = bench.sent.filter { $0.second > 0 && $0.attempt == 1 }.map(\.second)
    #expect(bench.sent.filter { $0.second == 0 }.count == 6)
    // Six failures leave it alone until the thirtieth second, the next one for thirty more; then
    // one tries, and the other waits for it.
    #expect(later == [30, 60, 62])
  }

  @Test func `a desk that takes over knows what the one before it was asked for`() throws {
    var bench = crisis { delivery, now in
      delivery.message.name == "a"
        ? .again(.throttled(detail: "429"), at: now + .minutes(10)) : .sent(providerID: nil)
    }
    try call(&bench, "a")
    bench.run(until: 5)
    // Another desk, which knew the provider before, has its turn while this one stands by.
    var other = bench.anotherDesk("second")
    _ = other.round(at: bench.now)
    bench.desk = other
    try call(&bench, "b")
    bench.run(until: 599)

    #expect(bench.sent.map(\.description) == ["0s a sms"])
  }
}
