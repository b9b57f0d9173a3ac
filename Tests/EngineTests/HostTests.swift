import Engine
import Findings
import IncidentCore
import Phrases
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// The host with a journal in memory and commands that end as they are told.
struct HostTests {
  private let bench = Bench()

  @Test func `a command runs only after its start is in the journal`() async throws {
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    let commands = ScriptedCommands(journal: journal, exits: [0])
    let incident = try bench.opened([bench.step("fix", bench.command(.run, "fix"))], journal)

    let end = await bench.host(incident, journal, commands).run()

    #expect(end == .finished(.completed))
    #expect(commands.kindsAtRelease == ["command.started"])
  }

  @Test func `a run that fails and is retried ends completed`() async throws {
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    let commands = ScriptedCommands(journal: journal, exits: [1, 1, 0])
    var fix = bench.step("fix", bench.command(.run, "fix"))
    fix.retry = Retry(count: 2, interval: .seconds(60))
    let incident = try bench.opened([fix], journal)

    let end = await bench.host(incident, journal, commands).run()

    #expect(end == .finished(.completed))
    #expect(commands.kindsAtRelease.count == 3)
  }

  @Test(arguments: [
    ("ready", [RunbookModel.Expectation.contains("ready")], true),
    ("no", [.contains("ready")], false),
    ("3", [.matches("^[0-9]$")], true), ("x", [.notContains("x")], false),
    (
      #"{"a":{"b":[1,"up"]},"n":12}"#,
      [
        .json(path: ".a.b[1]", .equal, "up"), .json(path: ".n", .greater, "9"),
      ], true
    ),
    ("{", [.json(path: ".a", .equal, "1")], false),
    (" 1\n", [.equals("1"), .exit([0, 2])], true),
  ])
  func `what is expected of a command decides whether it did its work`(
    output: String,
    expectations: [RunbookModel.Expectation],
    isMet: Bool
  ) async throws {
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    let commands = ScriptedCommands(journal: journal, exits: [0], output: output)
    var check = bench.command(.check, "check")
    check.expectations = expectations
    var look = bench.step("look", check)
    look.onFailure = .abort
    let incident = try bench.opened([look], journal)

    let end = await bench.host(incident, journal, commands).run()

    #expect(end == .finished(isMet ? .completed : .aborted))
  }

  @Test func `two hosts that decide at once do not both write`() async throws {
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    var one = try bench.opened([bench.step("look", nil)], journal)
    var two = try JournaledIncident(
      one.state.id,
      journal: journal,
      now: { Instant(milliseconds: 0) }
    )

    let first = try one.take(
      .confirm(StepID("look")),
      by: Actor(name: "li"),
      through: .terminal
    )

    #expect(first.last?.fact.kind == "run.finished")
    #expect(throws: SessionFault.refused(.runOver)) {
      try two.take(.confirm(StepID("look")), by: Actor(name: "chen"), through: .terminal)
    }
    #expect(two.state.version == one.state.version)
  }
}
