import DutyRoster
import Engine
import IncidentCore
import Ports
import Synchronization
import Testing
import Timekeeping

/// Budgets, rates, groups of providers, and messages of which nobody knows whether they were taken.
@Suite struct ProviderTests {
  private typealias Provider = Messengers.Provider

  private func policy(
    _ levels: [[String]],
    wait: Int64 = 300,
    urgency: Urgency = .high
  ) -> EscalationPolicy {
    EscalationPolicy(
      name: "default",
      levels: levels.map { names in
        EscalationLevel(
          targets: names.map { .person($0) },
          wait: .seconds(wait),
          urgency: urgency
        )
      }
    )
  }

  private func bench(
    _ policy: EscalationPolicy,
    _ people: [String] = ["li", "wang"],
    notifiers: [String] = ["sms"],
    _ change: (inout CallBench.Situation.Content) -> Void
  ) -> CallBench {
    let bench = CallBench(
      policy,
      people: Dictionary(
        uniqueKeysWithValues: people.map { ("person:\($0)", [Responder.person($0, notifiers)]) }
      )
    )
    bench.situation.content.withLock { change(&$0) }
    return bench
  }

  private func crowd(_ count: Int) -> [String] { (0..<count).map { "p\($0)" } }

  private func notices(_ bench: CallBench, _ incident: String = "a") -> [BudgetNotice] {
    bench.events(incident).compactMap {
      if case .budgetNoticed(let notice, _) = $0.fact { notice } else { nil }
    }
  }

  // MARK: Budgets

  @Test func `a budget that is used up sends the rest another way at once, and says so once`()
    throws
  {
    let people = crowd(6)
    var bench = bench(policy([people]), people, notifiers: ["sms", "voice"]) {
      $0.providers["sms"] = [
        Provider(id: "sms", budget: Messengers.Budget(perDay: 4, warnAtPercent: 50))
      ]
      $0.people["person:boss"] = [.person("boss", ["mail"])]
      $0.overseers = [.person("boss")]
    }

    try bench.call()
    bench.run(until: 60)

    #expect(bench.sent.filter { $0.notifier == "sms" }.map(\.name) == ["p0", "p1", "p2", "p3"])
    #expect(bench.sent.filter { $0.notifier == "voice" }.map(\.name) == ["p4", "p5"])
    #expect(bench.sent.allSatisfy { $0.second == 0 || $0.name == "boss" })
    #expect(notices(bench).map(\.level) == [.warning, .exhausted])
    let told = bench.sent.filter { $0.name == "boss" }
    #expect(told.map(\.topic).contains(.budget(notices(bench)[0])))
  }

  @Test func `a budget outlives a restart, and begins anew with the provider's day`() throws {
    var bench = bench(policy([["li"]])) {
      let budget = Messengers.Budget(perDay: 2, zone: .minutes(8 * 60))
      $0.providers["sms"] = [Provider(id: "sms", budget: budget)]
    }
    // 22:13:20 of the evening by the clock of the provider.
    let midnight = Int64(6400)

    try bench.call("a")
    bench.run(until: 60)
    bench.restart()
    try bench.call("b")
    bench.run(until: 120)
    bench.restart()
    try bench.call("c")
    bench.run(until: midnight - 10)
    try bench.call("d")
    bench.run(until: midnight + 10)
    try bench.call("e")
    bench.run(until: midnight + 60)

    #expect(bench.sent.map(\.second) == [0, 60, midnight + 10])
    #expect(bench.kinds("c").contains("message.failed"))
    #expect(notices(bench, "c").map(\.level) == [.exhausted])
    #expect(notices(bench, "d").isEmpty)
  }

  @Test func `a month is counted over its days`() throws {
    var bench = bench(policy([["li"]])) {
      $0.providers["sms"] = [Provider(id: "sms", budget: Messengers.Budget(perMonth: 3))]
    }

    for day in 0..<4 {
      try bench.call("d\(day)")
      bench.run(until: Int64(day + 1) * 86_400)
    }

    // It is the 21st of September: four days on it is still September.
    #expect(bench.sent.count == 3)
    #expect(notices(bench, "d2").map(\.period) == [.month])
  }

  @Test func `low urgency leaves the reserved share to what is urgent`() throws {
    var low = policy([crowd(6)], urgency: .low)
    low.name = "low"
    var bench = bench(policy([["li"]]), ["li"] + crowd(6)) {
      $0.policies["low"] = low
      $0.providers["sms"] = [
        Provider(id: "sms", budget: Messengers.Budget(perDay: 5, reservedPercent: 40))
      ]
    }

    _ = try bench.opened("quiet", reason: .personNeeded, escalation: "low")
    bench.run(until: 60)
    try bench.call("loud")
    bench.run(until: 120)

    #expect(bench.sent.map(\.name) == ["p0", "p1", "p2", "li"])
    #expect(notices(bench, "quiet").map(\.level) == [.reserved])
  }

  @Test func `what was certainly not taken costs nothing`() throws {
    var bench = bench(policy([["li"]])) {
      $0.providers["sms"] = [Provider(id: "sms", budget: Messengers.Budget(perDay: 2))]
      $0.outcome = { delivery, now in
        delivery.attempt < 4
          ? .again(.temporary(detail: "503"), at: now + .seconds(2)) : .sent(providerID: nil)
      }
    }

    try bench.call("a")
    bench.run(until: 60)
    bench.situation.content.withLock { $0.outcome = { _, _ in .sent(providerID: nil) } }
    try bench.call("b")
    bench.run(until: 120)

    #expect(bench.sent.map(\.description).last == "60s li sms")
    #expect(bench.sent.count == 5)
  }

  // MARK: Rates

  @Test func `a rate for each address holds back that address only`() throws {
    var bench = bench(policy([["li", "wang"]])) {
      let limit = Messengers.Limit(count: 1, per: .seconds(90), key: "address")
      $0.providers["sms"] = [Provider(id: "sms", limits: [limit])]
    }

    try bench.call("a")
    bench.run(until: 40)
    try bench.call("b")
    bench.run(until: 200)

    #expect(
      bench.sent.map(\.description) == ["0s li sms", "0s wang sms", "90s li sms", "90s wang sms"]
    )
    let causes = bench.events("b").compactMap { event -> HoldCause? in
      if case .messageHeld(_, _, let cause) = event.fact { cause } else { nil }
    }
    #expect(causes == [.rate, .rate])
  }

  @Test func `two notifiers of one robot share its rate and its penalty`() throws {
    var bench = bench(policy([["li"], ["wang"]], wait: 1800)) {
      let limit = Messengers.Limit(count: 20, per: .seconds(60), key: "robot:1")
      for id in ["night-robot", "day-robot"] {
        $0.providers[id] = [Provider(id: id, limits: [limit], pauseKey: "robot:1")]
      }
      $0.people["person:li"] = [.person("li", ["night-robot"])]
      $0.people["person:wang"] = [.person("wang", ["day-robot"])]
      // The penalty of the first complaint is ten minutes.
      $0.outcome = { delivery, now in
        delivery.attempt == 1 && delivery.message.name == "li"
          ? .again(.throttled(detail: "130101"), at: now + .minutes(10)) : .sent(providerID: nil)
      }
      $0.policies["second"] = EscalationPolicy(
        name: "second",
        levels: [EscalationLevel(targets: [.person("wang")], wait: .minutes(30))]
      )
    }

    try bench.call("a")
    bench.run(until: 10)
    _ = try bench.opened("b", reason: .personNeeded, escalation: "second")
    bench.run(until: 700)

    #expect(
      bench.sent.map(\.description) == [
        "0s li night-robot", "600s li night-robot #2", "600s wang day-robot",
      ]
    )
  }

  // MARK: Groups

  private func group(_ content: inout CallBench.Situation.Content, budget: Messengers.Budget? = nil)
  {
    content.providers["sms"] = [Provider(id: "main", budget: budget), Provider(id: "backup")]
  }

  @Test func `what one provider refuses the next one gets at once, under the same key`() throws {
    var bench = bench(policy([["li"]])) {
      group(&$0)
      $0.outcome = { delivery, _ in
        delivery.provider == "main"
          ? .failed(.permanent(detail: "no route")) : .sent(providerID: "7")
      }
    }

    try bench.call()
    bench.run(until: 10)

    #expect(bench.sent.map(\.description) == ["0s li main", "0s li backup #2"])
    let facts = bench.events().map(\.fact)
    let keys = facts.compactMap { fact -> MessageKey? in
      if case .messageAttempted(let key, _, _, _) = fact { key } else { nil }
    }
    #expect(Set(keys).count == 1 && keys.count == 2)
    #expect(bench.kinds().filter { $0 == "message.passed-on" }.count == 1)
    #expect(!bench.kinds().contains("message.failed"))
  }

  @Test func `a provider tries by its schedule for its share of the time, then the next one does`()
    throws
  {
    var bench = bench(policy([["li"]], wait: 100)) {
      group(&$0)
      $0.outcome = { delivery, now in
        delivery.provider == "main"
          ? .again(.temporary(detail: "503"), at: now + .seconds(20)) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 90)

    #expect(
      bench.sent.map(\.description) == [
        "0s li main", "20s li main #2", "40s li main #3", "40s li backup #4",
      ]
    )
  }

  @Test func `each provider begins its own schedule`() throws {
    let through = Shared<[String]>([])
    var bench = bench(policy([["li"]])) {
      group(&$0)
      $0.outcome = { delivery, now in
        through.value.append("\(delivery.provider ?? "-") \(delivery.attemptThrough)")
        if delivery.attemptThrough == 3 { return .failed(.temporary(detail: "503")) }
        return .again(.temporary(detail: "503"), at: now + .seconds(2))
      }
    }

    try bench.call()
    bench.run(until: 60)

    #expect(
      through.value == ["main 1", "main 2", "main 3", "backup 1", "backup 2", "backup 3"]
    )
    #expect(bench.kinds().contains("message.failed"))
  }

  @Test
  func `nobody waits for a provider that fails again and again, and it is used when it is well`()
    throws
  {
    let people = crowd(6)
    var bench = bench(policy([people], wait: 600), people) {
      group(&$0)
      $0.outcome = { delivery, now in
        delivery.provider == "main" && now < CallBench.start + .seconds(20)
          ? .again(.temporary(detail: "503"), at: now + .seconds(5)) : .sent(providerID: nil)
      }
    }

    try bench.call("a")
    bench.run(until: 15)
    let first = bench.sent
    try bench.call("b")
    bench.run(until: 35)
    try bench.call("c")
    bench.run(until: 100)

    // All were tried at once; when five had failed nobody waits for the next try of the first.
    #expect(first.count { $0.provider == "main" } == 6)
    #expect(first.count { $0.provider == "backup" } == 6)
    #expect(first.allSatisfy { $0.second == 0 })
    let providers = Dictionary(grouping: bench.sent.dropFirst(first.count), by: \.second)
      .mapValues { Set($0.compactMap(\.provider)) }
    // One message tried the first one again, and since then all go there.
    #expect(providers == [30: ["main", "backup"], 60: ["main"]])
  }

  @Test func `one message tries whether a provider works again, and the others wait for it`()
    throws
  {
    let people = crowd(6)
    var bench = bench(policy([people], wait: 600), people) {
      $0.outcome = { delivery, now in
        now < CallBench.start + .seconds(20)
          ? .again(.temporary(detail: "503"), at: now + .seconds(5)) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 100)

    let seconds = Dictionary(grouping: bench.sent, by: \.second).mapValues(\.count)
    #expect(seconds == [0: 6, 30: 1, 32: 5])
  }

  @Test func `low urgency does not flood the backup`() throws {
    let isUp = Shared(false)
    var bench = bench(policy([["li"]], wait: 600, urgency: .low)) {
      group(&$0)
      $0.outcome = { delivery, now in
        delivery.provider == "main" && !isUp.value
          ? .again(.throttled(detail: "429"), at: now + .seconds(120)) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 60)
    isUp.value = true
    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["0s li main", "120s li main #2"])
  }

  @Test func `a group goes on with the backup's budget when the first one's is used up`() throws {
    var bench = bench(policy([["li", "wang"]])) {
      group(&$0, budget: Messengers.Budget(perDay: 1))
    }

    try bench.call()
    bench.run(until: 10)

    #expect(bench.sent.map(\.description) == ["0s li main", "0s wang backup"])
  }

  @Test func `a provider that does not accept us is reported once`() throws {
    var bench = bench(policy([["li", "wang"]])) {
      group(&$0)
      $0.people["person:boss"] = [.person("boss", ["mail"])]
      $0.overseers = [.person("boss")]
      $0.outcome = { delivery, _ in
        delivery.provider == "main"
          ? .failed(.refused(detail: "401")) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 60)

    #expect(bench.kinds().filter { $0 == "provider.refused" }.count == 1)
    #expect(
      bench.sent.filter { $0.name == "boss" }.map(\.topic) == [
        .refused(provider: "main", detail: "401")
      ]
    )
  }

  // MARK: Nobody knows

  private func uncertain(_ bench: CallBench, then outcome: SendOutcome) {
    bench.situation.content.withLock {
      $0.outcome = { delivery, now in
        if delivery.isInquiry { return outcome }
        return delivery.attempt == 1
          ? .uncertain(detail: "reset", askAt: now + .seconds(15)) : .sent(providerID: "2")
      }
    }
  }

  @Test func `the provider is asked after a while, and what it has is not sent again`() throws {
    var bench = bench(policy([["li"]])) { _ in }
    uncertain(bench, then: .sent(providerID: "1"))

    try bench.call()
    bench.run(until: 100)

    #expect(bench.sent.map(\.description) == ["0s li sms", "15s li sms ?"])
    let kinds = bench.kinds().filter { $0.hasPrefix("message.") }
    #expect(
      kinds == [
        "message.queued", "message.attempted", "message.uncertain", "message.inquired",
        "message.sent",
      ]
    )
  }

  @Test func `what the provider does not know is sent again, marked as a possible repeat`() throws {
    var bench = bench(policy([["li"]])) { _ in }
    let now = CallBench.start + .seconds(15)
    uncertain(bench, then: .again(.temporary(detail: "unknown there"), at: now))

    try bench.call()
    bench.run(until: 100)

    #expect(
      bench.sent.map(\.description) == [
        "0s li sms", "15s li sms ?", "15s li sms #2 repeat",
      ]
    )
  }

  @Test func `a restart in between asks again`() throws {
    var bench = bench(policy([["li"]])) { _ in }
    uncertain(bench, then: .sent(providerID: "1"))

    try bench.call()
    bench.run(until: 5)
    bench.restart()
    bench.run(until: 100)

    #expect(bench.sent.map(\.description) == ["0s li sms", "15s li sms ?"])
  }

  @Test func `nobody is asked after an acknowledgement`() throws {
    var bench = bench(policy([["li"]])) { _ in }
    uncertain(bench, then: .sent(providerID: "1"))

    try bench.call()
    bench.run(until: 5)
    try bench.act(.acknowledge, by: "li")
    bench.run(until: 100)

    #expect(bench.sent.map(\.description) == ["0s li sms"])
  }

  // MARK: Taking turns

  @Test func `a level that calls one of several begins with the next one in every incident`()
    throws
  {
    var turns = policy([["li", "wang", "chen"]], wait: 60)
    turns.levels[0].selection = .roundRobin
    turns.repeats = 1
    var bench = bench(turns, ["li", "wang", "chen"]) { _ in }

    for number in 0..<5 {
      try bench.call("i\(number)")
      bench.run(until: Int64(number) * 1000 + 500)
      bench.restart()
      bench.run(until: Int64(number + 1) * 1000)
    }

    #expect(
      bench.sent.map(\.name) == [
        "li", "wang", "wang", "chen", "chen", "li", "li", "wang", "wang", "chen",
      ]
    )
  }

  @Test func `incidents in between do not bring the same person twice in one`() throws {
    var turns = policy([["li", "wang"]], wait: 60)
    turns.levels[0].selection = .roundRobin
    turns.repeats = 1
    var bench = bench(turns) { _ in }

    try bench.call("a")
    bench.run(until: 30)
    try bench.call("b")
    bench.run(until: 200)

    func called(_ incident: String) -> [String] {
      bench.events(incident).compactMap { event in
        if case .levelFired(_, _, _, let called) = event.fact { called.first?.name } else { nil }
      }
    }
    #expect(called("a") == ["li", "wang"])
    #expect(called("b") == ["wang", "li"])
  }
}
