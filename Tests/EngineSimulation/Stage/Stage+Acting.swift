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
        content.chronicle.lives[victim.identity.pid]?.stoodStill = true
      }
    case .act(let person, let incident): act(person, incident)
    case .receipt(let incident, let key, let isDelivered):
      receive(.receipt(key, isDelivered: isDelivered, detail: "receipt"), on: incident)
    case .calmDown: calmDown()
    }
  }

  /// From now on all is well.
  private func calmDown() {
    if lot.mishap == .clockBackAtTakeover { takeOverWithClockBack() }
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
    shiftClock(.suspended, by: .seconds(Int64(draw { $0.number(in: 5...300) })))
  }

  /// The engine that works dies just when the clock has been set back.
  private func takeOverWithClockBack() {
    let engines = content.withLock { $0.engines }
    guard engines.count > 1, let working = engines.max(by: { $0.key < $1.key }) else { return }
    note(.clockBackAtTakeover)
    setClock(.seconds(-3600))
    kill(working.value)
  }

  /// Whether the journal fails a process because it fails all; that begins with an engine's append.
  func isInOutage(_ process: SimulatedProcess) -> Bool {
    guard lot.mishap == .clockBackInOutage else { return false }
    let now = time.now
    let (end, isEngine) = content.withLock { content in
      (content.outageEnd, content.engines.values.contains { $0 === process })
    }
    if let end { return now < end }
    guard isEngine, isTroubled, now > Lot.start + .seconds(3) else { return false }
    note(.clockBackInOutage)
    let hosts = content.withLock { content in
      content.outageEnd = now + .seconds(2)
      return content.hosts.sorted { $0.key < $1.key }.map(\.value.process)
    }
    for host in hosts { kill(host, isReplaced: false) }
    plan(.setClock(.seconds(-3600)), in: TimeSpan(milliseconds: 300))
    return true
  }

  private func setClock(_ span: TimeSpan) {
    note(span < .zero ? .clockBack : .clockForward, "\(span.milliseconds) ms")
    shiftClock(.set, by: span)
  }

  private func shiftClock(_ kind: ClockJump.Kind, by span: TimeSpan) {
    clock.jump(kind, by: span)
    let processes = content.withLock { content in
      content.offset = clock.offset
      content.chronicle.jumps.append(Chronicle.Jump(at: time.now, kind: kind, by: span))
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
    do {
      let sha256 = try base.keep(run.graph, sources: [])
      var incident = JournaledIncident(
        new: run.id,
        graph: run.graph,
        journal: persons,
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
        by: Actor(name: lot.opener),
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
    begin(process, on: run.id)
    let journal = TroubledJournal(stage: self, process: process).journal
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
        files: { _, attempt in "\(attempt)" }
      )
    )
    content.withLock { $0.hosts[number] = (process, host) }
    process.start {
      // A process that has ended, for whatever reason, is gone; somebody resumes the run.
      let end = await host.run()
      self.content.withLock { $0.chronicle.lives[process.identity.pid]?.end = self.time.now }
      if case .journalLost = end, process.isAlive { self.kill(process) }
    }
  }

  private func begin(_ process: SimulatedProcess, on incident: IncidentID?) {
    content.withLock { content in
      content.chronicle.lives[process.identity.pid] = Chronicle.Life(
        incident: incident,
        since: time.now
      )
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
    begin(process, on: nil)
    let journal = TroubledJournal(stage: self, process: process)
    let messengers = TroubledGateway(stage: self, process: process).messengers
    let lot = lot
    let dutyBook = DutyBook(
      policy: { name, _, _ in lot.policies[name ?? "usual"] },
      responders: { targets, _, _ in Self.responders(targets, lot) },
      roles: lot.roleBook
    )
    let engine = EscalationEngine(
      world: EscalationDesk.World(
        journal: journal.journal,
        leases: journal,
        clock: clock(of: process),
        dutyBook: { dutyBook },
        messengers: { messengers },
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

  /// The journal as a person's command sees it: without trouble of its own.
  var persons: WatchedJournal {
    WatchedJournal(base, append: { (pieces) throws(JournalFault) in try self.write(pieces) })
  }

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

  /// Lets somebody without trouble of their own look at an incident and say something about it.
  private func take(
    by actor: Actor,
    through source: EventSource,
    on id: IncidentID,
    _ input: (IncidentState) -> Input?
  ) {
    do {
      // Who looks next need not read again what this one has seen.
      let known = content.withLock { $0.incidents.removeValue(forKey: id) }
      var incident = try known ?? JournaledIncident(id, journal: persons, now: { self.now })
      if known != nil { _ = try incident.catchUp() }
      incident.roles = lot.roleBook
      if let input = input(incident.state) {
        _ = try? incident.take(input, by: actor, through: source)
      }
      content.withLock { [incident] in $0.incidents[id] = incident }
    } catch {
      return
    }
  }

  /// A gateway tells what became of a message.
  private func receive(_ receipt: Input, on id: IncidentID) {
    take(by: .engine, through: .engine, on: id) { _ in receipt }
  }

  /// A person looks at the incident and does something about it.
  private func act(_ person: String, _ id: IncidentID) {
    take(by: Actor(name: person), through: .commandLine, on: id) { state in
      draw { chance in
        switch chance.number(in: 0...19) {
        case 0...7: chance.pick(of: answers(to: state))
        case 8...12: .acknowledge
        case 13, 14: .note("looked", step: nil, at: nil)
        case 15: .escalate(nil, seen: nil)
        case 16:
          chance.isHit(percent: 20) ? .reach(.resolved, at: nil) : .reach(.mitigated, at: nil)
        case 17:
          chance.isHit(percent: 10) ? .abort(reason: "enough", rollingBack: true) : .acknowledge
        default: nil
        }
      }
    }
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
