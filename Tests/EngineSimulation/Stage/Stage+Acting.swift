import DutyRoster
import Engine
import IncidentCore
import Phrases
import Ports
import RunbookModel
import SimulatedWorld
import Synchronization
import Timekeeping

/// What happens in a history and is not the engine's doing.
extension Stage {
  func perform(_ action: Action) {
    switch action {
    case .open(let run): open(run)
    case .carry(let run): carry(run)
    case .call(let engine): call(engine)
    case .killSomething:
      note(.killed)
      if let victim = someProcess() { kill(victim) }
    case .setClock(let span): setClock(span)
    case .pauseSomething:
      guard let victim = someProcess() else { return }
      note(.paused, "\(victim.identity.pid)")
      let until = time.now + .seconds(Int64(draw { $0.number(in: 2...200) }))
      content.withLock { content in
        content.pausedUntil[victim.identity.pid] = until
        content.chronicle.heldUp.insert(victim.identity.pid)
      }
    case .act(let person, let incident): act(person, incident)
    case .receipt(let incident, let key, let isDelivered):
      take(
        .receipt(key, isDelivered: isDelivered, detail: "receipt"),
        by: .engine,
        through: .engine,
        on: incident
      )
    case .calmDown: calmDown()
    }
  }

  /// From now on all is well.
  private func calmDown() {
    log("from now on all is well")
    let now = now
    let paused = content.withLock { content in
      defer { content.pausedUntil = [:] }
      return content.pausedUntil.keys.sorted()
    }
    for process in paused { time.wakeAll(of: Int(process)) }
    content.withLock { content in
      content.isTroubled = false
      content.chronicle.wellSince = now
      content.chronicle.trulyWellSince = time.now
    }
    for run in lot.runs.indices where content.withLock({ $0.hosts[run] == nil }) { carry(run) }
    for engine in 0..<lot.engines where content.withLock({ $0.engines[engine] == nil }) {
      call(engine)
    }
  }

  private func someProcess() -> SimulatedProcess? {
    content.withLock { content in
      let hosts = content.hosts.sorted { $0.key < $1.key }.map(\.value.process)
      let engines = content.engines.sorted { $0.key < $1.key }.map(\.value)
      return content.chance.pick(of: hosts + engines)
    }
  }

  /// The machine sleeps for a while; for its processes the clock has jumped, and somebody may have
  /// written just before.
  func sleepOn(with incident: IncidentID?) {
    if let incident { interfere(with: incident) }
    shiftClock(.seconds(Int64(draw { $0.number(in: 5...300) })))
  }

  private func setClock(_ span: TimeSpan) {
    note(span < .zero ? .clockBack : .clockForward, "\(span.milliseconds) ms")
    shiftClock(span)
  }

  private func shiftClock(_ span: TimeSpan) {
    clock.set(clock.offset + span)
    let processes = content.withLock { content in
      content.offset = clock.offset
      content.chronicle.jumps += 1
      let processes =
        content.hosts.sorted { $0.key < $1.key }.map(\.value.process)
        + content.engines.sorted { $0.key < $1.key }.map(\.value)
      content.chronicle.heldUp.formUnion(processes.map(\.identity.pid))
      return processes
    }
    for process in processes { process.setClock(aheadBy: clock.offset) }
  }

  // MARK: Runs

  private func open(_ number: Int) {
    let run = lot.runs[number]
    let journal = PersonsJournal(stage: self)
    do {
      let sha256 = try base.keep(run.graph, sources: [])
      var incident = JournaledIncident(
        new: run.id,
        graph: run.graph,
        journal: journal,
        now: { self.now }
      )
      let opening = Opening(
        title: "Plan \(number)",
        runbook: "plan",
        graphSHA256: sha256,
        mode: run.mode,
        isDrill: false,
        severity: nil,
        inputs: [],
        language: .english,
        version: "simulation"
      )
      _ = try incident.take(
        .open(opening, inputs: [:]),
        by: Actor(name: "fay"),
        through: .commandLine
      )
      carry(number)
    } catch {
      plan(.open(number), in: .seconds(1))
    }
  }

  private func carry(_ number: Int) {
    let run = lot.runs[number]
    guard content.withLock({ $0.hosts[number] == nil }), !isOver(run.id) else { return }
    let process = process("host")
    log("process \(process.identity.pid) carries \(run.id)")
    let journal = TroubledJournal(stage: self, process: process)
    let incident: JournaledIncident
    do {
      incident = try JournaledIncident(run.id, journal: journal, now: { process.now })
    } catch {
      plan(.carry(number), in: .seconds(2))
      return
    }
    let host = RunHost(
      incident,
      world: RunHost.World(
        journal: journal,
        commands: TroubledCommands(stage: self, process: process),
        clock: clock(of: process),
        secrets: Secrets { secret throws(SecretFault) in
          throw SecretFault.nobodyToAsk(name: secret.name)
        },
        environment: [:],
        process: process.identity,
        folder: { _, attempt in "\(attempt)" }
      )
    )
    content.withLock { $0.hosts[number] = (process, host) }
    process.start {
      // A process that has ended, for whatever reason, is gone; somebody resumes the run.
      if case .journalLost = await host.run(), process.isAlive { self.kill(process) }
    }
  }

  func isOver(_ incident: IncidentID) -> Bool {
    chronicle.written[incident]?.contains {
      if case .runFinished = $0.fact { true } else { false }
    } ?? false
  }

  // MARK: Calling

  private func call(_ number: Int) {
    // One that was killed in the trouble stays away for good when another one lives.
    let isWanted = content.withLock { content in
      content.engines[number] == nil && (content.isTroubled || content.engines.isEmpty)
    }
    guard isWanted else { return }
    let process = process("engine")
    content.withLock { $0.engines[number] = process }
    log("process \(process.identity.pid) calls people")
    let journal = TroubledJournal(stage: self, process: process)
    let gateway = TroubledGateway(stage: self, process: process)
    let lot = lot
    let engine = EscalationEngine(
      world: EscalationDesk.World(
        journal: journal,
        leases: journal,
        clock: clock(of: process),
        dutyBook: {
          DutyBook(
            policy: { name, _, _ in lot.policies[name ?? "usual"] },
            responders: { targets, _, _ in Self.responders(targets, lot) },
            roles: lot.roleBook
          )
        },
        messengers: { gateway.messengers },
        holder: "engine-\(process.identity.pid)",
        rank: number,
        isDead: { self.isDead($0) }
      ),
      pace: EscalationDesk.Pace(lease: lot.lease)
    )
    process.start { await engine.run() }
  }

  private static func responders(_ targets: [EscalationTarget], _ lot: Lot) -> [Responder] {
    var found: [Responder] = []
    for target in targets {
      for responder in lot.people[target.description] ?? [] where !found.contains(responder) {
        found.append(responder)
      }
    }
    return found
  }

  // MARK: People

  /// Somebody else writes into the incident at this very moment.
  func interfere(with incident: IncidentID) {
    let isFirst = content.withLock { content in
      defer { content.isInterfering = true }
      return !content.isInterfering
    }
    guard isFirst else { return }
    act(draw { $0.pick(of: self.lot.actors) ?? "amal" }, incident)
    content.withLock { $0.isInterfering = false }
  }

  @discardableResult
  func take(
    _ input: Input,
    by actor: Actor,
    through source: EventSource,
    on id: IncidentID
  ) -> Bool {
    do {
      var incident = try JournaledIncident(
        id,
        journal: PersonsJournal(stage: self),
        now: { self.now }
      )
      incident.roles = lot.roleBook
      _ = try incident.take(input, by: actor, through: source)
      return true
    } catch {
      return false
    }
  }

  /// A person looks at the incident and does something about it.
  private func act(_ person: String, _ id: IncidentID) {
    guard
      let incident = try? JournaledIncident(
        id,
        journal: PersonsJournal(stage: self),
        now: { self.now }
      )
    else { return }
    let inputs = answers(to: incident.state)
    let input = draw { chance -> Input? in
      switch chance.number(in: 0...19) {
      case 0...7: chance.pick(of: inputs)
      case 8...12: .acknowledge
      case 13, 14: .note("looked", step: nil, at: nil)
      case 15: .escalate(nil, seen: nil)
      case 16: chance.isHit(percent: 20) ? .reach(.resolved, at: nil) : .reach(.mitigated, at: nil)
      case 17:
        chance.isHit(percent: 10) ? .abort(reason: "enough", rollingBack: true) : .acknowledge
      default: nil
      }
    }
    if let input { take(input, by: Actor(name: person), through: .commandLine, on: id) }
  }

  /// What a run's steps wait for, as things that a person may say.
  private func answers(to state: IncidentState) -> [Input] {
    state.activeSteps.flatMap { index -> [Input] in
      let id = state.step(index).id
      switch state.phase(of: index) {
      case .approving: return [.approve(id), .approve(id), .reject(id, reason: nil)]
      case .ready: return [.release(id)]
      case .unknown: return [.settle(id, .done), .settle(id, .again), .settle(id, .failed)]
      case .stopped:
        return [.retry(id), .skip(id, reason: "no use"), .overrule(id, reason: "done by hand")]
      case .running: return [.stopCommand(id)]
      case .attended:
        return state.personsPart(of: index).prefix(1).flatMap { part -> [Input] in
          switch part {
          case .items(let open): open.map { .mark(id, item: $0, .done) }
          case .verification: [.verify(id, isConfirmed: true), .verify(id, isConfirmed: false)]
          case .evidence:
            [.attach(id, Evidence(kind: .text, bytes: 4), text: "text")]
          case .choice(let choices): choices.map { .choose(id, answer: $0.answer) }
          case .confirmation: [.confirm(id)]
          }
        }
      case .pending, .waiting, .due, .substeps, .ended: return []
      }
    }
      + (state.rollback?.isStopped == true
        ? (state.rollback?.remaining.first).map { item -> [Input] in
          let id = state.step(item.step).id
          return [.retry(id), .skip(id, reason: "no use"), .settle(id, .done)]
        } ?? [] : [])
  }
}

/// The journal as a person's command sees it: without trouble of its own.
struct PersonsJournal: Journal {
  let stage: Stage

  func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] { try stage.write(pieces) }

  func agenda(until time: Instant, limit: Int) throws(JournalFault) -> [AgendaEntry] {
    try stage.base.agenda(until: time, limit: limit)
  }

  func nextAgenda() throws(JournalFault) -> Instant? { try stage.base.nextAgenda() }

  func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    try stage.base.events(of: incident, after: sequence, limit: limit)
  }

  func incidents() throws(JournalFault) -> [IncidentSummary] { try stage.base.incidents() }

  func incidents(isRunning: Bool, limit: Int?) throws(JournalFault) -> [IncidentSummary] {
    try stage.base.incidents(isRunning: isRunning, limit: limit)
  }

  func keep(_ graph: StepGraph, sources: [SourceText]) throws(JournalFault) -> String {
    try stage.base.keep(graph, sources: sources)
  }

  func graph(sha256: String) throws(JournalFault) -> StepGraph {
    try stage.base.graph(sha256: sha256)
  }

  func appendOutput(_ chunk: OutputChunk, to incident: IncidentID) throws(JournalFault) {
    try stage.base.appendOutput(chunk, to: incident)
  }

  func output(of incident: IncidentID, attempt: Int) throws(JournalFault) -> [OutputChunk] {
    try stage.base.output(of: incident, attempt: attempt)
  }

  func tally(_ name: String, days: ClosedRange<Int>) throws(JournalFault) -> Int {
    try stage.base.tally(name, days: days)
  }

  func dataVersion() throws(JournalFault) -> Int64 { try stage.base.dataVersion() }
}
