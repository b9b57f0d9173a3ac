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

  @Test func `what a provider was just given counts after every restart`() throws {
    // A robot that punishes who sends it more than two messages in a minute.
    let limits = [Messengers.Limit(count: 2, per: .minutes(1), key: "robot:1")]
    var bench = crisis(Provider(id: "sms", limits: limits)) { _, _ in .sent(providerID: nil) }

    for (second, name) in [(Int64(20), "a"), (21, "b"), (22, "c"), (300, "crowd")] {
      try call(&bench, name)
      bench.run(until: second)
      bench.restart()
    }
    bench.run(until: 600)

    #expect(bench.sent.map(\.second) == [0, 20, 60, 80, 120, 140, 180, 200, 240])
  }

  @Test func `a window is counted for the one address that it belongs to after a restart as well`()
    throws
  {
    let limits = [Messengers.Limit(count: 1, per: .minutes(5), key: "address")]
    var bench = crisis(Provider(id: "sms", limits: limits)) { _, _ in .sent(providerID: nil) }
    try call(&bench, "a")
    bench.run(until: 5)

    bench.restart()
    try call(&bench, "b")
    bench.run(until: 40)
    _ = try bench.opened("again", reason: .personNeeded, escalation: "a")
    bench.run(until: 400)

    #expect(bench.sent.map(\.description) == ["0s a sms", "5s b sms", "300s a sms"])
  }

  @Test func `what did not leave after all counts for nothing, before and after a restart`() throws
  {
    let limits = [Messengers.Limit(count: 2, per: .minutes(5), key: "robot:1")]
    var bench = crisis(Provider(id: "sms", limits: limits)) { _, _ in .sent(providerID: nil) }
    let trouble = JournalTrouble()
    bench.desk = bench.anotherDesk("failing", journal: trouble.journal(bench.journal))
    try call(&bench, "a")
    trouble.fail(.append)
    bench.run(until: 10)

    bench.restart()
    try call(&bench, "b")
    try call(&bench, "c")
    bench.run(until: 400)

    #expect(bench.sent.map(\.description) == ["1s a sms", "10s b sms", "301s c sms"])
  }

  @Test func `a clock that is set changes nothing about what was given`() throws {
    let limits = [Messengers.Limit(count: 1, per: .minutes(5), key: "robot:1")]
    var bench = crisis(Provider(id: "sms", limits: limits)) { _, _ in .sent(providerID: nil) }
    let up = TimeSpan.seconds(1000)
    bench.uptime.value = Uptime(host: "host", bootID: "boot", sinceBoot: up, awake: up)
    try call(&bench, "a")
    bench.run(until: 10)

    bench.now = bench.now + .seconds(3600)
    bench.run(until: 3611)
    bench.restart()
    try call(&bench, "b")
    bench.run(until: 4000)

    #expect(bench.sent.map(\.second) == [0, 3900])
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
