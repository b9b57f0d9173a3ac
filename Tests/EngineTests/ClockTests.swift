import ConfigurationReader
import DutyRoster
import Engine
import IncidentCore
import Ports
import Synchronization
import Testing
import Timekeeping

/// Clocks that are set while people are called, and machines that sleep.
@Suite struct ClockTests {
  private func bench() -> CallBench {
    let bench = CallBench(
      EscalationPolicy(
        name: "default",
        levels: ["li", "wang", "chen"].map {
          EscalationLevel(targets: [.person($0)], wait: .seconds(300))
        }
      ),
      people: Dictionary(
        uniqueKeysWithValues: ["li", "wang", "chen"].map { ("person:\($0)", [.person($0)]) }
      )
    )
    bench.isUp(for: .seconds(1000))
    return bench
  }

  private func jumps(_ bench: CallBench, _ incident: String = "a") -> [ClockJump] {
    bench.events(incident).compactMap {
      if case .clockJumped(let jump) = $0.fact { jump } else { nil }
    }
  }

  @Test(arguments: [Int64(10_800), -10_800, 90, -90, 400_000])
  func `a clock that is set in the middle changes nobody's time to answer`(jump: Int64) throws {
    var bench = bench()

    try bench.call()
    bench.run(until: 100)
    bench.jump(by: jump)
    bench.run(until: 1000 + jump)

    #expect(bench.sent.map(\.name) == ["li", "wang", "chen"])
    #expect(bench.sent.map(\.second) == [0, 300 + jump, 600 + jump])
    #expect(jumps(bench).map(\.by) == [.seconds(jump)])
    #expect(bench.kinds().last == "nobody.reached")
  }

  @Test func `a message that is to be tried again is neither lost nor late after a jump`() throws {
    var bench = bench()
    bench.situation.content.withLock {
      $0.outcome = { delivery, now in
        delivery.attempt == 1
          ? .again(.temporary(detail: "503"), at: now + .seconds(120)) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 100)
    bench.jump(by: -7200)
    bench.run(until: 119 - 7200)
    let before = bench.sent.count
    bench.run(until: 121 - 7200)

    #expect(before == 1)
    #expect(bench.sent.map(\.description) == ["0s li sms", "-7080s li sms #2"])
  }

  @Test func `small steps are what keeps a clock right, and are left alone`() throws {
    var bench = bench()

    try bench.call()
    bench.run(until: 100)
    bench.jump(by: 1)
    bench.run(until: 200)

    #expect(jumps(bench).isEmpty)
  }

  @Test func `a machine that slept calls whose turn it is, once, and says that it slept`() throws {
    var bench = bench()

    try bench.call()
    bench.run(until: 100)
    bench.suspend(for: 600)
    bench.run(until: 710)

    #expect(bench.sent.map(\.description) == ["0s li sms", "700s chen sms"])
    #expect(jumps(bench).map(\.kind) == [.suspended])
    let skips = bench.events().compactMap { event -> LevelSkip? in
      if case .levelSkipped(_, _, _, let cause) = event.fact { cause } else { nil }
    }
    let start = CallBench.start
    #expect(skips == [.engineDown(from: start + .seconds(100), to: start + .seconds(700))])
  }

  @Test func `what two processes notice is written down once`() throws {
    var bench = bench()
    let jump = ClockJump(
      host: "h",
      kind: .set,
      by: .seconds(3600),
      bootID: "b",
      uptime: .seconds(1100)
    )

    try bench.call()
    bench.run(until: 100)
    bench.jump(by: 3600)
    try bench.act(.clockJumped(jump), by: "engine")
    bench.run(until: 3800)

    #expect(jumps(bench) == [jump])
    #expect(bench.sent.map(\.second) == [0])
  }

  @Test func `jumps that one notices one by one and another one together count once`() throws {
    var bench = bench()

    try bench.call()
    bench.run(until: 100)
    bench.jump(by: 90)
    bench.run(until: 200)
    bench.jump(by: 20)
    let up = try #require(bench.uptime.value)
    let both = ClockJump(
      host: up.host,
      kind: .set,
      by: .seconds(110),
      bootID: up.bootID,
      uptime: up.sinceBoot,
      shown: bench.now
    )
    try bench.act(.clockJumped(both), by: "engine")
    bench.run(until: 300)

    #expect(jumps(bench).map(\.by) == [.seconds(90), .seconds(20)])
  }

  /// The jumps that an incident knows after `told` were told to it: seconds of uptime, by how many
  /// seconds the clock was set, and how far it was off in all.
  private func known(_ told: [(Int64, by: Int64, off: Int64)]) throws -> [TimeSpan] {
    var bench = bench()
    try bench.call()
    bench.run(until: 10)
    for (uptime, by, off) in told {
      let jump = ClockJump(
        host: "h",
        kind: .set,
        by: .seconds(by),
        bootID: "b",
        uptime: .seconds(uptime),
        shown: CallBench.start + .seconds(uptime + off)
      )
      try bench.act(.clockJumped(jump), by: "engine")
    }
    return jumps(bench).map(\.by)
  }

  @Test func `a jump that is told late counts as far as nobody has told it`() throws {
    let late = try known([(1100, 90, 90), (1200, 20, 110), (1100, 90, 90), (1150, 90, 90)])
    let before = try known([(1200, 20, 110), (1100, 90, 90), (1300, -110, 0)])
    let together = try known([(1200, 110, 110), (1100, 90, 90)])

    #expect(late == [.seconds(90), .seconds(20)])
    #expect(before == [.seconds(20), .seconds(90), .seconds(-110)])
    #expect(together == [.seconds(110)])
  }

  @Test func `a jump is told although the journal fails at that moment`() throws {
    var bench = bench()
    let trouble = JournalTrouble()
    bench.desk = CallBench.desk(
      trouble.journal(bench.journal),
      bench.situation,
      bench.time,
      bench.uptime,
      holder: "first"
    )

    try bench.call()
    bench.run(until: 100)
    bench.jump(by: 90)
    trouble.fail(.agenda)
    bench.run(until: 200)

    #expect(jumps(bench).map(\.by) == [.seconds(90)])
  }

  @Test(arguments: [
    // Clocks go back at 01:00Z, so that 03:00 comes an hour later.
    ("2026-10-25T00:30:00Z", [0, 0, 1]),
    // Clocks go forward at 01:00Z, when it is 03:00 at once.
    ("2026-03-29T00:15:00Z", [0, 1, 1]),
    ("2028-02-29T01:15:00Z", [0, 1, 1]), ("2028-03-01T01:15:00Z", [0, 1, 1]),
  ])
  func `levels keep their time and call who is on duty when clocks change and on a leap day`(
    opened: String,
    turns: [Int]
  ) throws {
    let text = """
      people: { a: { contacts: [] }, b: { contacts: [] } }
      schedules:
        night:
          time-zone: Europe/Berlin
          layers:
            - { starts: 2026-01-01, rotation: daily, handover: "03:00", participants: [a, b] }
      """
    let reading = ConfigurationReader.read(Array(text.utf8), ConfigurationReader.Surroundings())
    let roster = try #require(reading.configuration).roster
    let start = try #require(Instant(rfc3339: opened))
    let level = EscalationLevel(targets: [.schedule("night")], wait: .minutes(45))
    var bench = CallBench(nil)
    bench.situation.content.withLock {
      $0.book = DutyBook(
        policy: { _, _, _ in EscalationPolicy(name: "p", levels: [level, level, level]) },
        responders: { roster.responders(for: $0, urgency: $1, at: $2) }
      )
    }

    bench.now = start
    try bench.call()
    bench.run(until: (start - CallBench.start).milliseconds / 1000 + 4 * 3600)

    let fired = bench.events().compactMap { event -> (Instant, String?)? in
      guard case .levelFired(_, _, _, let called) = event.fact else { return nil }
      return (event.occurredAt, called.first?.person)
    }
    #expect(fired.map(\.0) == (0..<3).map { start + .minutes(Int64($0) * 45) })
    #expect(fired.map { $0.1 == fired[0].1 ? 0 : 1 } == turns)
  }

  @Test func `a provider's pause is as long as it was asked for`() throws {
    var bench = bench()
    bench.situation.content.withLock {
      $0.outcome = { delivery, now in
        delivery.attempt == 1
          ? .again(.throttled(detail: "429"), at: now + .seconds(200)) : .sent(providerID: nil)
      }
    }

    try bench.call()
    bench.run(until: 100)
    bench.jump(by: -5000)
    bench.run(until: 250 - 5000)

    #expect(bench.sent.map(\.second) == [0, 200 - 5000])
  }
}

extension CallBench {
  /// Sets how long the machine has been up.
  func isUp(for span: TimeSpan, asleep: TimeSpan = .zero) {
    uptime.value = Uptime(
      host: "h",
      bootID: "b",
      sinceBoot: span,
      awake: TimeSpan(milliseconds: span.milliseconds - asleep.milliseconds)
    )
  }

  /// Sets the wall clock; the machine's uptime goes on.
  func jump(by seconds: Int64) { now = now + .seconds(seconds) }

  /// The machine sleeps.
  func suspend(for seconds: Int64) {
    now = now + .seconds(seconds)
    guard let up = uptime.value else { return }
    uptime.value = Uptime(
      host: up.host,
      bootID: up.bootID,
      sinceBoot: up.sinceBoot + .seconds(seconds),
      awake: up.awake
    )
  }
}
