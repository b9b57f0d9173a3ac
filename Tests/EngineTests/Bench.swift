import Engine
import Findings
import IncidentCore
import Phrases
import Ports
import RunbookModel
import Synchronization
import Timekeeping

/// A host with a journal in memory, commands that end as they are told, and time of its own.
struct Bench {
  let time = VirtualTime()

  func step(_ id: String, _ command: Command?) -> Step {
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

  func command(_ role: Command.Role, _ script: String) -> Command {
    Command(
      role: role,
      language: "sh",
      script: script,
      interpreter: ["sh", "-c"],
      position: SourcePosition(line: 1, column: 1)
    )
  }

  func opened(
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

  func host(
    _ incident: JournaledIncident,
    _ journal: InMemoryJournal,
    _ commands: ScriptedCommands,
    refuge: JournalRefuge = .none
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
        refuge: refuge,
        files: { _, attempt in "/nowhere/\(attempt)" }
      )
    )
  }
}

/// Time that passes only when somebody waits for it.
final class VirtualTime: Sendable {
  private struct Content {
    var now = Instant(milliseconds: 0)
    var passed = TimeSpan.zero
  }

  private let content = Mutex(Content())

  /// How much time has passed, however often it was set back.
  var passed: TimeSpan { content.withLock(\.passed) }

  func set(back instant: Instant) { content.withLock { $0.now = instant } }

  var clock: Clock {
    Clock(
      now: { self.content.withLock(\.now) },
      sleep: { until in
        self.content.withLock { content in
          content.passed = content.passed + max(until - content.now, .zero)
          content.now = max(content.now, until)
        }
        await Task.yield()
      }
    )
  }
}

/// Commands that end with the given exit codes, one after the other, as soon as they are released.
final class ScriptedCommands: Commands {
  private struct Content {
    var exits: [Int]
    var kinds: [String] = []
    var prepared = 0
  }

  private let journal: InMemoryJournal
  private let output: String
  private let onPrepare: @Sendable (Int) -> Void
  private let content: Mutex<Content>

  init(
    journal: InMemoryJournal,
    exits: [Int],
    output: String = "",
    onPrepare: @escaping @Sendable (_ number: Int) -> Void = { _ in }
  ) {
    self.journal = journal
    self.onPrepare = onPrepare
    self.output = output
    content = Mutex(Content(exits: exits))
  }

  /// The kind of the journal's last event at the moment each command was released.
  var kindsAtRelease: [String] { content.withLock { $0.kinds } }

  /// How often a process was made.
  var preparedCount: Int { content.withLock(\.prepared) }

  func prepare(_ request: CommandRequest) async throws(CommandFault) -> any RunningCommand {
    let (code, number) = content.withLock { content in
      content.prepared += 1
      return (content.exits.isEmpty ? 0 : content.exits.removeFirst(), content.prepared)
    }
    onPrepare(number)
    return ScriptedCommand(code: code, output: output) { [self] in
      let kind = (try? journal.events(of: IncidentID("a"), after: 0, limit: 10_000))?
        .last?.fact.kind
      content.withLock { $0.kinds.append(kind ?? "nothing") }
    }
  }

  func adopt(_ process: ProcessIdentity, files: String) async -> (any RunningCommand)? { nil }
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
