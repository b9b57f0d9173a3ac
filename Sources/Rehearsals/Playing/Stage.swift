import DutyRoster
import Engine
import IncidentCore
import NotifierCards
import Ports
import Reports
import RunbookModel
import SimulatedWorld
import Synchronization
import Timekeeping

/// A host, an engine, people, commands and ways out, set up for one rehearsal.
final class Stage: Sendable {
  let time: VirtualTime
  let journal: InMemoryJournal
  let people: SimulatedPeople
  private let rehearsal: Rehearsal
  private let machine: SimulatedCommands
  private let courier: SimulatedCourier
  private let process: SimulatedProcess
  private let chance: Mutex<SeededGenerator>
  private let endTime = Mutex<Instant?>(nil)

  /// The message that is on its way in this task, so that the courier can hand it to its person.
  @TaskLocal private static var delivery: Delivery?

  init(_ rehearsal: Rehearsal) {
    self.rehearsal = rehearsal
    let time = VirtualTime(start: rehearsal.start)
    self.time = time
    journal = InMemoryJournal(clock: { time.now }, onWrite: { time.tellNews() })
    var generator = SeededGenerator(seed: rehearsal.seed)
    let people = SimulatedPeople(
      Stage.cast(of: rehearsal, seed: generator.next()),
      time: time
    )
    self.people = people
    let plans = CommandPlans(rehearsal, seed: generator.next())
    machine = SimulatedCommands(time: time) { plans.script(of: $0) }
    let providers = Providers(rehearsal, seed: generator.next())
    courier = SimulatedCourier(
      time: time,
      answer: { notifier, _, now in providers.answer(of: notifier, at: now) },
      onArrival: { if let delivery = Stage.delivery { people.arrived(delivery) } }
    )
    process = SimulatedProcess(number: 1, time: time)
    chance = Mutex(generator)
  }

  private static func cast(of rehearsal: Rehearsal, seed: UInt64) -> Cast {
    let scenario = rehearsal.scenario
    let roster = rehearsal.configuration?.roster
    let book = roster.map { roster in RoleBook { roster } }
    var starter: String?
    if case .person(let name) = rehearsal.beginning { starter = name }
    return Cast(
      scripts: scenario.people,
      others: scenario.others,
      starter: starter,
      work: scenario.steps.mapValues(\.work),
      isReachable: { roster?.person($0) != nil },
      identity: { book?.person($0)?.id ?? $0 },
      seed: seed
    )
  }

  // MARK: The course

  /// Opens the incident.
  func open() throws(SessionFault) -> JournaledIncident {
    let sha256: String
    do throws(JournalFault) {
      sha256 = try journal.keep(rehearsal.graph, sources: [])
    } catch {
      throw .journal(error)
    }
    let time = time
    var incident = JournaledIncident(
      new: Rehearsal.incident,
      graph: rehearsal.graph,
      journal: journal,
      now: { time.now }
    )
    if let roster = rehearsal.configuration?.roster { incident.roles = RoleBook { roster } }
    let runbook = rehearsal.graph.runbook
    let isAlert = rehearsal.beginning == .alert
    let opening = Opening(
      title: runbook.title,
      runbook: runbook.id,
      graphSHA256: sha256,
      mode: isAlert ? .automatic : .interactive,
      isDrill: rehearsal.scenario.isDrill,
      severity: rehearsal.scenario.severity ?? runbook.severity,
      inputs: rehearsal.inputs.keys.sorted(),
      language: rehearsal.language,
      version: rehearsal.version
    )
    var opener = Rehearsal.monitor
    if case .person(let name) = rehearsal.beginning { opener = name }
    _ = try incident.take(
      .open(opening, inputs: rehearsal.inputs),
      by: Actor(name: opener),
      through: .commandLine
    )
    if !isAlert { _ = try incident.take(.takePen, by: Actor(name: opener), through: .terminal) }
    return incident
  }

  /// Begins everything that happens at once.
  func begin(_ incident: JournaledIncident) {
    let host = RunHost(incident, world: hostWorld)
    process.start { _ = await host.run() }
    if rehearsal.configuration != nil {
      let engine = EscalationEngine(world: deskWorld)
      process.start { await engine.run() }
    }
    let people = people
    time.start { await people.run(incident) }
  }

  /// Whether nothing can follow any more: the run is over, and nobody is being called.
  var isOver: Bool {
    guard let state = people.state, state.outcome != nil else { return false }
    // What happens after the end of the run is not its length.
    endTime.withLock { end in if end == nil { end = state.lastEventAt } }
    return !state.escalations.contains(where: \.isRunning) && state.escalationRequests.isEmpty
      && state.outbox.nextDue == nil && state.noticeRequests.isEmpty
  }

  /// When the run was over; `nil` when it was not.
  var end: Instant? { endTime.withLock { $0 } }

  /// Ends all tasks.
  func close() {
    process.kill()
    _ = time.run(until: time.now)
  }

  /// What commands wrote.
  func outputs(of state: IncidentState) -> [Int: AttemptOutput] {
    var outputs: [Int: AttemptOutput] = [:]
    for attempt in state.steps.flatMap(\.attempts) {
      let chunks = (try? journal.output(of: Rehearsal.incident, attempt: attempt.number)) ?? []
      outputs[attempt.number] = AttemptOutput(
        text: String(decoding: chunks.flatMap(\.bytes), as: UTF8.self)
      )
    }
    return outputs
  }

  // MARK: Ports

  private var hostWorld: RunHost.World {
    RunHost.World(
      journal: journal,
      commands: process.commands(machine),
      clock: process.clock,
      secrets: Secrets { _ in "rehearsal" },
      environment: [:],
      process: process.identity,
      files: { _, attempt in "rehearsal/\(attempt)" }
    )
  }

  private var deskWorld: EscalationDesk.World {
    let configuration = rehearsal.configuration ?? Configuration()
    let zone = configuration.roster.zone
    let drills = configuration.notifiers.filter(\.isDrillOnly).map(\.id)
    let time = time
    let board = NotifierBoard(
      providers: rehearsal.providers,
      drillNotifiers: drills.isEmpty ? nil : Set(drills),
      world: NotifierBoard.World(
        courier: process.courier(courier),
        now: { time.now },
        nonce: {
          self.chance.withLock { chance in (0..<16).map { _ in UInt8(chance.number(in: 0...255)) } }
        },
        random: { self.chance.withLock { $0.fraction() } },
        offsetMinutes: { zone.secondsAhead(at: $0) / 60 }
      )
    )
    var messengers = board.messengers
    let send = messengers.send
    messengers.send = { delivery in
      let outcome = await Stage.$delivery.withValue(delivery) { await send(delivery) }
      // What a provider would call it is made up, and would only be in the way.
      if case .sent = outcome { return .sent(providerID: nil) }
      return outcome
    }
    let (book, ways) = (Self.dutyBook(configuration), messengers)
    return EscalationDesk.World(
      journal: journal,
      leases: nil,
      clock: process.clock,
      dutyBook: { book },
      messengers: { ways },
      holder: "rehearsal",
      rank: 1,
      isDead: { _ in false },
      overseers: { configuration.engine.overseers }
    )
  }

  private static func dutyBook(_ configuration: Configuration) -> DutyBook {
    DutyBook(
      policy: { configuration.policy(named: $0, severity: $1, at: $2) },
      responders: { configuration.roster.responders(for: $0, urgency: $1, at: $2) },
      roles: RoleBook { configuration.roster }
    )
  }
}
