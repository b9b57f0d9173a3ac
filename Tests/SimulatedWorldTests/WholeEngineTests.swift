import Engine
import IncidentCore
import Ports
import RunbookModel
import SimulatedWorld
import Testing
import Timekeeping

/// The real host, follower and engine on simulated time.
@Suite struct WholeEngineTests {
  @Test func `a run calls one level after the other until somebody answers`() throws {
    let bench = Bench()
    try bench.open([bench.step("look", bench.command(.check, "look")), bench.step("decide")])
    let process = bench.process(1)
    try bench.carry("a", in: process)
    bench.call(in: process, by: Bench.policy)

    bench.run(until: 400)
    try bench.act(.acknowledge, by: "second")
    try bench.act(.confirm(StepID("decide")), by: "second")
    let stop = bench.run(until: 3600)

    #expect(bench.sent.value == ["0s person:first", "300s person:second"])
    #expect(bench.events().last?.fact == .runFinished(.completed, reason: nil))
    #expect(stop == .quiet || stop == .time)
  }

  @Test func `an incident that waits for twelve hours wakes hardly anybody`() throws {
    let bench = Bench()
    try bench.open([bench.step("decide")])
    let process = bench.process(1)
    try bench.carry("a", in: process)
    bench.call(in: process, by: Bench.policy)
    bench.run(until: 3600)
    let before = bench.time.figures.wakeUps

    bench.run(until: 13 * 3600)

    #expect(bench.kinds().contains("nobody.reached"))
    #expect(bench.time.figures.wakeUps - before < 10)
  }

  @Test func `a command that writes and hangs is stopped in time, and nobody polls it`() throws {
    let bench = Bench { _ in CommandScript(.hangs, output: "so far so good\n") }
    var command = bench.command(.check, "look")
    command.timeout = .minutes(60)
    try bench.open([bench.step("look", command)])
    try bench.carry("a", in: bench.process(1))

    bench.run(until: 4000)

    let result = bench.events().compactMap { event -> CommandResult? in
      if case .commandFinished(_, _, let result) = event.fact { result } else { nil }
    }.first
    #expect(result?.end == .signalled(15))
    #expect(result?.duration.milliseconds == 3_600_000)
    let output = try bench.journal.output(of: IncidentID("a"), attempt: 1)
    #expect(output.map { String(decoding: $0.bytes, as: UTF8.self) } == ["so far so good\n"])
    #expect(bench.time.figures.wakeUps < 30)
  }

  @Test func `a dead process does nothing more, and the next one finds its command`() throws {
    let bench = Bench { _ in CommandScript(takes: .seconds(60), output: "done") }
    try bench.open([bench.step("fix", bench.command(.run, "fix"))])
    let first = bench.process(1)
    try bench.carry("a", in: first)
    bench.run(until: 10)
    let before = bench.kinds()

    first.kill()
    bench.run(until: 30)
    #expect(bench.kinds() == before)
    try bench.carry("a", in: bench.process(2))
    bench.run(until: 100)

    #expect(bench.machine.starts.count == 1)
    #expect(bench.events().last?.fact == .runFinished(.completed, reason: nil))
    let finished = try #require(bench.events().first { $0.fact.kind == "command.finished" })
    #expect((finished.recordedAt - Bench.start) >= .seconds(60))
  }

  /// Runs a step whose process is killed after two seconds and followed by the next one at second
  /// 80, while an engine works; gives the kinds of the events before that.
  private func beforeComingBack(to step: Step, in bench: Bench) throws -> [String] {
    try bench.open([step])
    let first = bench.process(1)
    try bench.carry("a", in: first)
    bench.call(in: bench.process(2), by: Bench.policy)
    bench.run(until: 2)
    first.kill()
    bench.run(until: 80)
    let before = bench.kinds()
    try bench.carry("a", in: bench.process(3))
    bench.run(until: 81)
    return before
  }

  @Test func `a command that ended while nobody carried the run ended when and as it did`() throws {
    let bench = Bench { _ in CommandScript(.exits(1), takes: .seconds(4)) }
    var look = bench.step("look", bench.command(.check, "look"))
    look.timeout = .seconds(30)
    look.deadline = .seconds(60)

    let before = try beforeComingBack(to: look, in: bench)

    #expect(before.contains("deadline.passed"))
    #expect(!bench.kinds().contains("command.stop-requested"))
    let finished = try #require(bench.events().first { $0.fact.kind == "command.finished" })
    let started = try #require(bench.events().first { $0.fact.kind == "command.started" })
    #expect(finished.occurredAt == started.occurredAt + .seconds(4))
    guard case .commandFinished(_, let attempt, let result) = finished.fact else { return }
    #expect(result.end == .exited(1))
    #expect(result.duration == .seconds(4))
    let reason = FailureReason.command(attempt: attempt)
    #expect(bench.events().contains { $0.fact == .stepStopped(StepID("look"), reason) })
  }

  @Test func `a command that is found past its time is stopped at once`() throws {
    let bench = Bench { _ in CommandScript(.hangs) }
    var look = bench.step("look", bench.command(.check, "look"))
    look.timeout = .seconds(30)

    let before = try beforeComingBack(to: look, in: bench)

    #expect(!before.contains("command.stop-requested"))
    let events = bench.events()
    let stop = try #require(events.first { $0.fact.kind == "command.stop-requested" })
    #expect(stop.occurredAt == Bench.start + .seconds(80))
    #expect(
      events.contains { $0.fact == .stepStopped(StepID("look"), .timedOut(attempt: 1)) }
    )
  }

  @Test func `of two engines the second takes over when the first dies`() throws {
    let bench = Bench(order: .chosen(seed: 7))
    try bench.open([bench.step("decide")])
    let first = bench.process(1)
    bench.call(in: first, by: Bench.policy, leased: true)
    bench.run(until: 10)
    bench.call(in: bench.process(2), by: Bench.policy, leased: true)
    bench.run(until: 60)

    first.kill()
    bench.run(until: 1200)

    #expect(bench.sent.value == ["0s person:first", "300s person:second"])
  }

  @Test func `a journal that has failed is tried again after a second, and then left alone`() throws
  {
    let bench = Bench()
    let time = bench.time
    let failing = WatchedJournal(
      bench.journal,
      before: { (call) throws(JournalFault) in
        let passed = (time.now - Bench.start).milliseconds
        if case .append = call, (500..<1500).contains(passed) { throw .busy(detail: "test") }
      }
    )
    try bench.open([bench.step("decide")])

    bench.call(in: bench.process(1), by: Bench.policy, on: failing)
    bench.run(until: 200)

    let sent = bench.events().filter { $0.fact.kind == "message.sent" }
    #expect(sent.map(\.occurredAt) == [Bench.start + .seconds(2)])
    #expect(time.figures.jobs < 100)
  }

  @Test func `a follower sees the run that another process carries`() throws {
    let bench = Bench { _ in CommandScript(takes: .seconds(60), output: "it is done") }
    try bench.open([bench.step("fix", bench.command(.run, "fix"))])
    try bench.carry("a", in: bench.process(1))
    let process = bench.process(2)
    let incident = try JournaledIncident(
      IncidentID("a"),
      journal: bench.journal,
      now: { process.now }
    )
    let follower = RunFollower(incident, journal: bench.journal, clock: process.clock)
    let seen = Shared<[String]>([])
    process.start {
      let (_, updates) = await follower.join()
      process.start { await follower.run() }
      for await update in updates {
        switch update {
        case .events(let events, _): seen.update { $0 += events.map(\.fact.kind) }
        case .output(let chunk):
          seen.update { $0.append(String(decoding: chunk.bytes, as: UTF8.self)) }
        case .trouble(let trouble): Issue.record("\(trouble)")
        }
      }
    }

    bench.run(until: 100)

    #expect(
      seen.value.filter { ["it is done", "command.finished", "run.finished"].contains($0) }
        == ["it is done", "command.finished", "run.finished"]
    )
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the same seed gives the same journal`(seed: UInt64) throws {
    func history(_ seed: UInt64) throws -> [Event] {
      let bench = Bench(order: .chosen(seed: seed)) { start in
        CommandScript(.exits(start.time < 3 ? 1 : 0), takes: .seconds(5), output: "x")
      }
      var fix = bench.step("fix", bench.command(.run, "fix"))
      fix.retry = Retry(count: 3, interval: .seconds(30))
      try bench.open([fix, bench.step("decide")])
      let first = bench.process(1)
      try bench.carry("a", in: first)
      bench.call(in: first, by: Bench.policy, leased: true)
      bench.call(in: bench.process(2), by: Bench.policy, leased: true)
      bench.run(until: 1800)
      return bench.events()
    }

    let one = try history(seed)

    #expect(one.count > 20)
    #expect(try history(seed) == one)
    #expect(try history(seed + 1) != one)
  }
}
