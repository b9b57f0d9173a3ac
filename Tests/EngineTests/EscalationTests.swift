import DutyRoster
import Engine
import IncidentCore
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

@Suite struct EscalationTests {
  private let people: [String: [Responder]] = [
    "person:li": [.person("li")], "person:wang": [.person("wang")],
    "person:chen": [.person("chen")], "team:all": [.person("li"), .person("wang")],
  ]

  private func policy(
    _ targets: [String],
    wait: Int64 = 300,
    repeats: Int = 0,
    lastResort: [String] = [],
    _ change: (inout EscalationPolicy) -> Void = { _ in }
  ) -> EscalationPolicy {
    var policy = EscalationPolicy(
      name: "default",
      levels: targets.map {
        EscalationLevel(targets: [EscalationTarget($0)].compactMap { $0 }, wait: .seconds(wait))
      },
      repeats: repeats,
      lastResort: lastResort.compactMap { EscalationTarget($0) }
    )
    change(&policy)
    return policy
  }

  @Test func `who does not answer is followed by the next level at its time`() throws {
    var bench = CallBench(
      policy(["person:li", "person:wang"], lastResort: ["person:chen"]),
      people: people
    )

    try bench.call()
    bench.run(until: 3600)

    #expect(bench.sent.map(\.description) == ["0s li sms", "300s wang sms", "600s chen sms"])
    #expect(bench.kinds().last == "nobody.reached")
    #expect(bench.events().last?.occurredAt == CallBench.start + .seconds(900))
  }

  @Test func `a policy that is changed in the middle changes nobody who is called by it`() throws {
    var bench = CallBench(
      policy(["person:li", "person:wang"], lastResort: ["person:chen"]),
      people: people
    )

    try bench.call()
    bench.run(until: 10)
    let changed = policy(["person:chen"], wait: 60)
    bench.situation.content.withLock { $0.policies["default"] = changed }
    bench.restart()
    bench.run(until: 3600)

    #expect(bench.sent.map(\.description) == ["0s li sms", "300s wang sms", "600s chen sms"])
  }

  @Test func `a message that is tried again is not one too many for its person`() throws {
    var bench = CallBench(policy(["person:li"]), people: people)
    bench.situation.content.withLock {
      $0.outcome = { delivery, now in
        delivery.attempt < 3
          ? .again(.temporary(detail: "busy"), at: now + .seconds(2)) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 60)

    #expect(bench.sent.map(\.description) == ["0s li sms", "2s li sms #2", "4s li sms #3"])
    #expect(!bench.kinds().contains("message.held"))
  }

  @Test func `repeat two goes through all levels three times`() throws {
    var bench = CallBench(policy(["person:li", "person:wang"], repeats: 2), people: people)

    try bench.call()
    bench.run(until: 7200)

    #expect(
      bench.sent.map(\.description) == [
        "0s li sms", "300s wang sms", "600s li sms", "900s wang sms", "1200s li sms",
        "1500s wang sms",
      ]
    )
  }

  @Test func `nobody is called after somebody took the incident`() throws {
    var bench = CallBench(policy(["person:li", "person:wang"]), people: people)

    try bench.call()
    bench.run(until: 200)
    try bench.act(.acknowledge, by: "li")
    bench.run(until: 7200)

    #expect(bench.sent.map(\.description) == ["0s li sms"])
    #expect(bench.kinds().contains("escalation.stopped"))
  }

  @Test func `the answer that a step waits for stops the calls`() throws {
    var bench = CallBench(policy(["person:li", "person:wang"]), people: people)

    try bench.call()
    bench.run(until: 200)
    try bench.act(.verify(StepID("s"), isConfirmed: true), by: "wang")
    bench.run(until: 7200)

    #expect(bench.sent.map(\.description) == ["0s li sms"])
  }

  @Test func `a level that needs two people goes on after one`() throws {
    let two = policy(["team:all", "person:chen"]) { $0.levels[0].quorum = 2 }
    var bench = CallBench(two, people: people)

    try bench.call()
    bench.run(until: 100)
    try bench.act(.acknowledge, by: "li")
    try bench.act(.acknowledge, by: "li")
    bench.run(until: 400)

    #expect(bench.sent.map(\.description) == ["0s li sms", "0s wang sms", "300s chen sms"])
  }

  @Test func `a level that stands for nobody is passed over at once and said so`() throws {
    var bench = CallBench(policy(["role:empty", "person:wang"]), people: people)

    try bench.call()
    bench.run(until: 10)

    #expect(bench.sent.map(\.description) == ["0s wang sms"])
    #expect(
      bench.events().contains {
        if case .levelSkipped(_, _, _, .nobody) = $0.fact { true } else { false }
      }
    )
  }

  @Test func `after a pause the level that is due fires once and the others are named`() throws {
    var bench = CallBench(policy(["person:li", "person:wang", "person:chen"]), people: people)

    try bench.call()
    bench.run(until: 10)
    bench.now = CallBench.start + .seconds(700)
    bench.restart()
    bench.run(until: 710)

    #expect(bench.sent.map(\.description) == ["0s li sms", "700s chen sms"])
    let skipped = bench.events().compactMap { event -> Rung? in
      if case .levelSkipped(_, let rung, _, .engineDown) = event.fact { rung } else { nil }
    }
    #expect(skipped == [Rung(round: 1, level: 2)])
  }

  @Test func `catching up with all levels fires each`() throws {
    let all = policy(["person:li", "person:wang", "person:chen"]) { $0.catchUp = .all }
    var bench = CallBench(all, people: people)

    try bench.call()
    bench.run(until: 10)
    bench.now = CallBench.start + .seconds(700)
    bench.run(until: 710)

    #expect(bench.sent.map(\.name) == ["li", "wang", "chen"])
  }

  @Test func `what is older than the policy allows is not fired`() throws {
    let strict = policy(["person:li", "person:wang"]) {
      $0.catchUp = .skip(olderThan: .seconds(60))
    }
    var bench = CallBench(strict, people: people)

    try bench.call()
    bench.run(until: 10)
    bench.now = CallBench.start + .seconds(400)
    bench.run(until: 410)

    #expect(bench.sent.map(\.name) == ["li"])
  }

  @Test func `lateness does not add up`() throws {
    var bench = CallBench(
      policy(Array(repeating: "person:li", count: 10), wait: 60),
      people: people
    )

    try bench.call()
    for second in stride(from: Int64(0), to: 700, by: 7) {
      bench.now = max(bench.now, CallBench.start + .seconds(second))
      bench.run(until: second)
    }

    let scheduled = bench.events().compactMap { event -> Int64? in
      guard case .levelFired(_, _, let at, _) = event.fact else { return nil }
      return (at - CallBench.start).milliseconds / 1000
    }
    #expect(scheduled == (0..<10).map { $0 * 60 })
  }

  @Test func `a message that fails goes the person's next way at once`() throws {
    var bench = CallBench(
      policy(["person:li"]),
      people: ["person:li": [.person("li", ["sms", "voice"])]]
    )
    bench.situation.content.withLock {
      $0.outcome = { delivery, _ in
        delivery.message.notifier == "sms"
          ? .failed(.permanent(detail: "no such number")) : .sent(providerID: "7")
      }
    }

    try bench.call()
    bench.run(until: 10)

    #expect(bench.sent.map(\.description) == ["0s li sms", "0s li voice"])
  }

  @Test func `a level whose messages all fail hands over to the next at once`() throws {
    var bench = CallBench(policy(["person:li", "person:wang"]), people: people)
    bench.situation.content.withLock {
      $0.outcome = { delivery, _ in
        delivery.message.name == "li" ? .failed(.refused(detail: "403")) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 10)

    #expect(bench.sent.map(\.description) == ["0s li sms", "0s wang sms"])
  }

  @Test func `a message is tried again until the next level has its turn`() throws {
    var bench = CallBench(policy(["person:li", "person:wang"], wait: 100), people: people)
    bench.situation.content.withLock {
      $0.outcome = { delivery, now in
        delivery.message.name == "li"
          ? .again(.temporary(detail: "503"), at: now + .seconds(40)) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 150)

    #expect(
      bench.sent.map(\.description) == [
        "0s li sms", "40s li sms #2", "80s li sms #3", "80s wang sms",
      ]
    )
  }

  @Test func `an acknowledgement while a message is on its way is kept and stops the retry`() throws
  {
    var bench = CallBench(policy(["person:li"]), people: people)
    bench.holdsBack = true
    bench.situation.content.withLock {
      $0.outcome = { _, now in .again(.temporary(detail: "503"), at: now + .seconds(5)) }
    }

    try bench.call()
    bench.run(until: 1)
    try bench.act(.acknowledge, by: "li")
    bench.land(bench.underway.removeFirst())
    bench.run(until: 100)

    #expect(bench.sent.map(\.description) == ["0s li sms"])
    #expect(bench.kinds().filter { $0 == "incident.acknowledged" }.count == 1)
  }

  @Test func `a message on its way when the engine died is sent again as a possible repeat`() throws
  {
    var bench = CallBench(policy(["person:li"]), people: people)
    bench.holdsBack = true

    try bench.call()
    bench.run(until: 1)
    bench.restart()
    bench.run(until: 2)

    #expect(bench.sent.map(\.description) == ["0s li sms", "1s li sms #2 repeat"])
  }

  @Test func `a storm of incidents sends one person one message, then one for all others`() throws {
    var bench = CallBench(policy(["person:li"]), people: people)

    for number in 0..<50 { try bench.call("i\(number)") }
    bench.run(until: 60)

    #expect(bench.sent.map(\.description) == ["0s li sms", "30s li sms +48"])
  }

  @Test func `a provider gets no more messages than it takes`() throws {
    let many = Dictionary(
      uniqueKeysWithValues: (0..<10).map { ("person:p\($0)", [Responder.person("p\($0)")]) }
    )
    var bench = CallBench(
      policy(["person:p0"]) { policy in
        policy.levels[0].targets = (0..<10).map { .person("p\($0)") }
      },
      people: many
    )
    bench.situation.content.withLock {
      let limit = Messengers.Limit(count: 4, per: .seconds(60))
      $0.providers["sms"] = [Messengers.Provider(id: "sms", limits: [limit])]
    }

    try bench.call()
    bench.run(until: 200)

    #expect(bench.sent.map(\.second) == [0, 0, 0, 0, 60, 60, 60, 60, 120, 120])
  }

  @Test func `nothing happening after an acknowledgement calls people again`() throws {
    let stale = policy(["person:li", "person:wang"]) { $0.acknowledgementTimeout = .minutes(10) }
    var bench = CallBench(stale, people: people)

    try bench.call()
    bench.run(until: 100)
    try bench.act(.acknowledge, by: "li")
    bench.run(until: 400)
    try bench.act(.note("looking", step: nil, at: nil), by: "li")
    bench.run(until: 1200)

    #expect(bench.sent.map(\.description) == ["0s li sms", "1000s li sms"])
    #expect(bench.kinds().contains("acknowledgement.expired"))
  }

  @Test func `who asks for more people is not called, and the next press calls the next level`()
    throws
  {
    var bench = CallBench(policy(["person:li", "person:wang"]), people: people)
    _ = try bench.opened(reason: nil)

    try bench.act(.escalate(nil, seen: 0), by: "li")
    bench.run(until: 5)

    #expect(bench.sent.map(\.description) == ["0s wang sms"])
  }

  @Test func `a wish for more people that is older than the last level is refused`() throws {
    var bench = CallBench(policy(["person:li", "person:wang"]), people: people)
    try bench.call()
    bench.run(until: 5)

    #expect(throws: SessionFault.refused(.alreadyEscalated(to: ["li"]))) {
      try bench.act(.escalate(nil, seen: 0), by: "chen")
    }
    try bench.act(.escalate(nil, seen: 1), by: "chen")
    bench.run(until: 40)

    #expect(bench.sent.map(\.description) == ["0s li sms", "5s wang sms"])
  }

  @Test func `without a policy it is said that nobody is called`() throws {
    var bench = CallBench(nil)

    try bench.call()
    bench.run(until: 5)

    #expect(bench.sent.isEmpty)
    #expect(bench.kinds().last == "policy.missing")
  }

  @Test func `low urgency waits for the end of quiet hours`() throws {
    var low = Responder.person("li")
    low.contacts[0].notBefore = CallBench.start + .seconds(120)
    var bench = CallBench(policy(["person:li"]), people: ["person:li": [low]])

    try bench.call()
    bench.run(until: 200)

    #expect(bench.sent.map(\.description) == ["120s li sms"])
  }

  @Test func `calling until reached repeats within the level`() throws {
    let insistent = policy(["person:li", "person:wang"]) {
      $0.levels[0].callAgainEvery = .seconds(100)
    }
    var bench = CallBench(insistent, people: people)

    try bench.call()
    bench.run(until: 310)

    #expect(
      bench.sent.map(\.description) == [
        "0s li sms", "100s li sms", "200s li sms", "300s wang sms",
      ]
    )
  }
}
