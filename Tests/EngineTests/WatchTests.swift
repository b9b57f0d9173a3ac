import Engine
import IncidentCore
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// How the host and the follower watch time, the journal and each other.
@Suite(.timeLimit(.minutes(1))) struct WatchTests {
  private let bench = Bench()
  private let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })

  @Test func `a run that only waits does not read the journal again and again`() async throws {
    var pause = bench.step("pause", nil)
    pause.wait = .seconds(60)
    var look = bench.step("look", bench.command(.check, "look"))
    look.onFailure = .abort
    pause.commands = look.commands
    let incident = try bench.opened([pause], journal)
    let commands = ScriptedCommands(journal: journal, exits: [0])
    let before = journal.readCount

    let end = await bench.host(incident, journal, commands).run()

    #expect(end == .finished(.completed))
    #expect(bench.time.passed >= .seconds(60))
    #expect(journal.readCount - before < 20, "hundreds of looks, and \(journal.readCount) reads")
  }

  @Test func `one clock tells when a command is due and whether it may start`() async throws {
    var fix = bench.step("fix", bench.command(.run, "fix"))
    fix.retry = Retry(count: 1, interval: .seconds(60))
    let opened = try bench.opened([fix], journal)
    let stopped = try JournaledIncident(
      opened.state.id,
      journal: journal,
      now: { Instant(milliseconds: 0) }
    )
    let commands = ScriptedCommands(journal: journal, exits: [1, 0])

    let end = await bench.host(stopped, journal, commands).run()

    #expect(end == .finished(.completed))
    #expect(commands.preparedCount == 2)
  }

  @Test func `a command that may not start is tried some times, and a person is told once`()
    async throws
  {
    var fix = bench.step("fix", bench.command(.run, "fix"))
    fix.retry = Retry(count: 3, interval: .seconds(60))
    let incident = try bench.opened([fix], journal)
    let time = bench.time
    // A clock that is set back while the second process is made: then it is not due any more.
    let commands = ScriptedCommands(journal: journal, exits: [1]) { number in
      if number > 1 { time.set(back: Instant(milliseconds: 0)) }
    }
    let host = bench.host(incident, journal, commands)
    let updates = await host.updates()

    async let end = host.run()
    while time.passed < .seconds(3600) { await Task.yield() }
    await host.leave()

    #expect(await end == .left)
    #expect(commands.preparedCount <= 6)
    let troubles = await troubles(in: updates)
    #expect(troubles == [.commandRefused(StepID("fix"), .notAsked(StepID("fix")))])
  }

  @Test func `a follower tells what a command wrote before it tells that the command ended`()
    async throws
  {
    let opened = try bench.opened([bench.step("fix", bench.command(.run, "fix"))], journal)
    let follower = RunFollower(opened, journal: journal, clock: bench.time.clock)
    let updates = await follower.updates()
    let commands = ScriptedCommands(journal: journal, exits: [0], output: "it is done")

    _ = await bench.host(opened, journal, commands).run()
    await follower.run()

    var kinds: [String] = []
    for await update in updates {
      switch update {
      case .events(let events, let state):
        kinds += events.map(\.fact.kind)
        #expect(state.version == events.last?.sequence)
      case .output(let chunk): kinds.append(String(decoding: chunk.bytes, as: UTF8.self))
      case .trouble(let trouble): Issue.record("\(trouble)")
      }
    }
    let start = try #require(kinds.firstIndex(of: "command.started"))
    #expect(
      Array(kinds[start...].prefix(3)) == ["command.started", "it is done", "command.finished"]
    )
    #expect(kinds.last == "run.finished")
  }

  @Test func `who comes after the end is not kept waiting`() async throws {
    let opened = try bench.opened([bench.step("fix", bench.command(.run, "fix"))], journal)
    let host = bench.host(opened, journal, ScriptedCommands(journal: journal, exits: [0]))

    _ = await host.run()

    for await update in await host.updates() { Issue.record("\(update)") }
    #expect(await host.state().outcome == .completed)
  }

  @Test func `a journal that takes nothing is told once, and so is its return`() async throws {
    var pause = bench.step("pause", bench.command(.run, "pause"))
    pause.wait = .seconds(300)
    let incident = try bench.opened([pause], journal)
    let attempts = Mutex(0)
    let refuge = JournalRefuge(
      stay: {
        attempts.withLock { $0 } >= 2
          ? nil : JournalRefuge.Stay(fault: .full(detail: "disk"), sideFiles: ["/side"])
      },
      comeBack: { () throws(JournalFault) in
        let number = attempts.withLock { attempts in
          attempts += 1
          return attempts
        }
        guard number >= 2 else { throw .full(detail: "disk") }
        return JournalRefuge.Return(events: 3, moved: [])
      }
    )
    let commands = ScriptedCommands(journal: journal, exits: [0])
    let host = bench.host(incident, journal, commands, refuge: refuge)
    let updates = await host.updates()

    let end = await host.run()

    #expect(end == .finished(.completed))
    #expect(
      await troubles(in: updates) == [
        .journalDegraded(.full(detail: "disk"), sideFile: "/side"), .journalBack(events: 3),
      ]
    )
  }

  private func troubles(in updates: AsyncStream<RunUpdate>) async -> [RunTrouble] {
    var troubles: [RunTrouble] = []
    for await update in updates {
      if case .trouble(let trouble) = update { troubles.append(trouble) }
    }
    return troubles
  }
}
