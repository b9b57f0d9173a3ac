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
  private let time = VirtualTime()

  @Test func `a command runs only after its start is in the journal`() async throws {
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    let commands = ScriptedCommands(journal: journal, exits: [0])
    let incident = try opened([step("fix", command(.run, "fix"))], journal)

    let end = await host(incident, journal, commands).run()

    #expect(end == .finished(.completed))
    #expect(commands.kindsAtRelease == ["command.started"])
  }

  @Test func `a run that fails and is retried ends completed`() async throws {
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    let commands = ScriptedCommands(journal: journal, exits: [1, 1, 0])
    var fix = step("fix", command(.run, "fix"))
    fix.retry = Retry(count: 2, interval: .seconds(60))
    let incident = try opened([fix], journal)

    let end = await host(incident, journal, commands).run()

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
    var check = command(.check, "check")
    check.expectations = expectations
    var look = step("look", check)
    look.onFailure = .abort
    let incident = try opened([look], journal)

    let end = await host(incident, journal, commands).run()

    #expect(end == .finished(isMet ? .completed : .aborted))
  }

  @Test func `two hosts that decide at once do not both write`() async throws {
    let journal = InMemoryJournal(clock: { Instant(milliseconds: 0) })
    var one = try opened([step("look", nil)], journal)
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

  // MARK: Parts

  private func step(_ id: String, _ command: Command?) -> Step {
    var step = Step(
      id: StepID(id),
      anchor: id,
      title: id,
      position: SourcePosition(line: 1, column: 1)
    )
    step.commands = command.map { [$0] } ?? []
    step.isAutomatic = true
    return step
  }

  private func command(_ role: Command.Role, _ script: String) -> Command {
    Command(
      role: role,
      language: "sh",
      script: script,
      interpreter: ["sh", "-c"],
      position: SourcePosition(line: 1, column: 1)
    )
  }

  private func opened(
    _ steps: [Step],
    _ journal: InMemoryJournal
  ) throws -> JournaledIncident {
    let frame = StepGraph.Frame(
      id: "",
      path: "a.md",
      sha256: "",
      runbook: Runbook(mode: .authored, id: "a", title: "A"),
      bindings: [],
      caller: nil
    )
    let graph = StepGraph(
      frames: [frame],
      nodes: steps.enumerated().map {
        StepGraph.Node(
          step: $0.element,
          parent: nil,
          children: [],
          number: "\($0.offset + 1)",
          frame: 0
        )
      }
    )
    let sha256 = try journal.keep(graph, sources: [])
    var incident = JournaledIncident(
      new: IncidentID("a"),
      graph: graph,
      journal: journal,
      now: time.clock.now
    )
    _ = try incident.take(
      .open(
        Opening(
          title: "A",
          runbook: "a",
          graphSHA256: sha256,
          mode: .automatic,
          isDrill: false,
          severity: nil,
          inputs: [],
          language: .english,
          version: "test"
        ),
        inputs: [:]
      ),
      by: Actor(name: "li"),
      through: .commandLine
    )
    return incident
  }

  private func host(
    _ incident: JournaledIncident,
    _ journal: InMemoryJournal,
    _ commands: ScriptedCommands
  ) -> RunHost {
    RunHost(
      incident,
      world: RunHost.World(
        journal: journal,
        commands: commands,
        clock: time.clock,
        secrets: Secrets { secret throws(SecretFault) in
          throw SecretFault.nobodyToAsk(name: secret.name)
        },
        environment: [:],
        process: ProcessIdentity(pid: 1, startTicks: 1, bootID: "boot", host: "host"),
        folder: { _, attempt in "/nowhere/\(attempt)" }
      )
    )
  }
}

/// Time that passes only when somebody waits for it.
private final class VirtualTime: Sendable {
  private let now = Mutex(Instant(milliseconds: 0))

  var clock: Clock {
    Clock(
      now: { self.now.withLock { $0 } },
      sleep: { until in
        self.now.withLock { $0 = max($0, until) }
        await Task.yield()
      }
    )
  }
}

/// Commands that end with the given exit codes, one after the other, as soon as they are released.
private final class ScriptedCommands: Commands {
  private struct Content {
    var exits: [Int]
    var kinds: [String] = []
  }

  private let journal: InMemoryJournal
  private let output: String
  private let content: Mutex<Content>

  init(journal: InMemoryJournal, exits: [Int], output: String = "") {
    self.journal = journal
    self.output = output
    content = Mutex(Content(exits: exits))
  }

  /// The kind of the journal's last event at the moment each command was released.
  var kindsAtRelease: [String] { content.withLock { $0.kinds } }

  func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand {
    let code = content.withLock { $0.exits.isEmpty ? 0 : $0.exits.removeFirst() }
    return ScriptedCommand(code: code, output: output) { [self] in
      let kind = (try? journal.events(of: IncidentID("a"), after: 0, limit: 10_000))?
        .last?.fact.kind
      content.withLock { $0.kinds.append(kind ?? "nothing") }
    }
  }

  func adopt(_ process: ProcessIdentity, folder: String) async -> (any RunningCommand)? { nil }
}

private struct ScriptedCommand: RunningCommand {
  let identity = ProcessIdentity(pid: 2, startTicks: 2, bootID: "boot", host: "host")
  let signals: AsyncStream<CommandSignal>
  private let signal: AsyncStream<CommandSignal>.Continuation
  private let code: Int
  private let output: String
  private let onRelease: @Sendable () -> Void

  init(code: Int, output: String, onRelease: @escaping @Sendable () -> Void) {
    (signals, signal) = AsyncStream.makeStream()
    self.code = code
    self.output = output
    self.onRelease = onRelease
  }

  func release() async {
    onRelease()
    signal.yield(.stdout(Array(output.utf8)))
    signal.yield(.ended(.exited(code)))
    signal.finish()
  }

  func stop() async { signal.finish() }
  func type(_ bytes: [UInt8]) async {}
  func resize(_ size: TerminalSize) async {}
  func forget() async {}
}
