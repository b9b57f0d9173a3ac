import DutyRoster
import Engine
import Findings
import IncidentCore
import Phrases
import Ports
import RunbookModel
import SimulatedWorld
import Synchronization
import Timekeeping

/// A run with its host and an engine that calls people, all in simulated time.
struct Bench {
  static let start = Instant(milliseconds: 1_790_000_000_000)

  let time: VirtualTime
  let journal: InMemoryJournal
  let leases = SimulatedLeases()
  let machine: SimulatedCommands
  let sent = Shared<[String]>([])

  init(
    order: VirtualTime.Order = .firstComeFirstServed,
    script: @escaping @Sendable (SimulatedCommands.Start) -> CommandScript = { _ in
      CommandScript()
    }
  ) {
    let time = VirtualTime(start: Self.start, order: order)
    self.time = time
    journal = InMemoryJournal(clock: { time.now }, onWrite: { time.tellNews() })
    machine = SimulatedCommands(time: time, script: script)
  }

  func process(_ number: Int32) -> SimulatedProcess { SimulatedProcess(number: number, time: time) }

  /// Begins to carry a run in a process.
  func carry(_ name: String, in process: SimulatedProcess) throws {
    let incident = try JournaledIncident(
      IncidentID(name),
      journal: process.journal(journal),
      now: { process.now }
    )
    let world = RunHost.World(
      journal: process.journal(journal),
      commands: process.commands(machine),
      clock: process.clock,
      secrets: Secrets { secret throws(SecretFault) in
        throw SecretFault.nobodyToAsk(name: secret.name)
      },
      environment: [:],
      process: process.identity,
      files: { _, attempt in "\(attempt)" }
    )
    process.start { _ = await RunHost(incident, world: world).run() }
  }

  /// Begins to call people in a process.
  func call(
    in process: SimulatedProcess,
    by policy: EscalationPolicy?,
    on journal: (any Journal)? = nil,
    rank: Int = 1,
    leased: Bool = false
  ) {
    let (time, sent) = (time, sent)
    let messengers = Messengers(
      text: { $0.title },
      send: { delivery in
        let second = (time.now - Self.start).milliseconds / 1000
        sent.update { $0.append("\(second)s \(delivery.message.name)") }
        await time.sleep(until: time.now + .seconds(1))
        return .sent(providerID: nil)
      },
      lost: { _, now in .unknown(detail: "lost", resendAt: now) }
    )
    let world = EscalationDesk.World(
      journal: process.journal(journal ?? self.journal),
      leases: leased ? process.leases(leases) : nil,
      clock: process.clock,
      dutyBook: {
        DutyBook(
          policy: { _, _, _ in policy },
          responders: { targets, _, _ in targets.map { .person("\($0)") } }
        )
      },
      messengers: { process.messengers(messengers) },
      holder: "\(process.identity.pid)",
      rank: rank,
      isDead: { _ in false }
    )
    process.start { await EscalationEngine(world: world).run() }
  }

  func act(_ input: Input, by name: String, on incident: String = "a") throws {
    let time = time
    var incident = try JournaledIncident(
      IncidentID(incident),
      journal: journal,
      now: { time.now }
    )
    _ = try incident.take(input, by: Actor(name: name), through: .commandLine)
  }

  /// Lets it run for so many seconds since the beginning.
  @discardableResult
  func run(until second: Int64) -> VirtualTime.Stop {
    time.run(until: Self.start + .seconds(second))
  }

  func events(_ incident: String = "a") -> [Event] {
    (try? journal.events(of: IncidentID(incident), after: 0, limit: .max)) ?? []
  }

  func kinds(_ incident: String = "a") -> [String] { events(incident).map(\.fact.kind) }

  // MARK: Runs

  func command(_ role: Command.Role, _ script: String) -> Command {
    Command(
      role: role,
      language: "sh",
      script: script,
      interpreter: ["sh", "-c"],
      position: SourcePosition(line: 1, column: 1)
    )
  }

  func step(_ id: String, _ command: Command? = nil) -> Step {
    var step = Step(
      id: StepID(id),
      anchor: id,
      title: id,
      position: SourcePosition(line: 1, column: 1)
    )
    step.commands = command.map { [$0] } ?? []
    step.isAutomatic = command == nil ? nil : true
    return step
  }

  func open(_ steps: [Step], name: String = "a") throws {
    var runbook = Runbook(mode: .authored, id: "a", title: "A")
    runbook.escalation = "usual"
    let graph = StepGraph(
      frames: [
        StepGraph.Frame(id: "", path: "a", sha256: "", runbook: runbook, bindings: [], caller: nil)
      ],
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
    let time = time
    var incident = JournaledIncident(
      new: IncidentID(name),
      graph: graph,
      journal: journal,
      now: { time.now }
    )
    let opening = Opening(
      title: "A",
      runbook: "a",
      graphSHA256: sha256,
      mode: .automatic,
      isDrill: false,
      severity: nil,
      inputs: [],
      language: .english,
      version: "test"
    )
    let monitor = Actor(name: "monitor")
    _ = try incident.take(.open(opening, inputs: [:]), by: monitor, through: .commandLine)
  }

  static let policy = EscalationPolicy(
    name: "usual",
    levels: [
      EscalationLevel(targets: [.person("first")], wait: .minutes(5)),
      EscalationLevel(targets: [.person("second")], wait: .minutes(10)),
    ]
  )
}

/// A value behind a lock.
final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  var value: Value { mutex.withLock { $0 } }

  func update(_ change: (inout sending Value) -> Void) { mutex.withLock { change(&$0) } }
}

extension Responder {
  static func person(_ name: String) -> Responder {
    Responder(
      person: name,
      name: name,
      chosenBy: "test",
      language: .english,
      contacts: [Contact(notifier: "sms", address: "+86\(name)")]
    )
  }
}
