import Engine
import Foundation
package import IncidentCore
import JournalStore
import Ports
import RunbookModel
import SimulatedWorld
import Synchronization
package import Timekeeping

/// One history: what a seed makes of plans, people and trouble, and whether the engine kept its
/// promises in it.
package struct History {
  /// What came of it.
  package struct Outcome: Sendable {
    /// The seed, which plays the same again.
    package var seed: UInt64
    /// The promises that were broken, as sentences.
    package var flaws: [String]
    /// How often what went wrong.
    package var troubles: [Trouble: Int]
    /// The kinds of the events that were written, with how many.
    package var kinds: [String: Int]
    /// How much time passed in it.
    package var simulated: TimeSpan
    /// How many messages came to a gateway.
    package var messages: Int
    /// How many commands ran.
    package var commands: Int
    /// The events of each incident.
    package var events: [[Event]]
    /// Everything that happened, a line each, by the true time; empty unless a promise was broken or
    /// it was asked for.
    package var story: [String]
  }

  /// How long after the trouble a history goes on at most.
  private static let longest = TimeSpan.minutes(300)
  /// How many jobs a history may have; ordinary ones have some thousands.
  private static let mostJobs = 400_000
  /// How long nothing may be due before it is over.
  private static let silence = TimeSpan.seconds(130)
  /// How long of that is played: every engine renews its lease twice in it and looks at the journal,
  /// also after the pause in which it leaves a damaged incident alone.
  private static let settling = TimeSpan.seconds(45)

  private let lot: Lot
  private let stage: Stage
  private let folder: String?

  /// The history of that seed, on the real journal in a file when asked for.
  package init(seed: UInt64, usesDisk: Bool = false) throws {
    lot = Lot(seed: seed, usesDisk: usesDisk)
    let folder = usesDisk ? Self.newFolder() : nil
    self.folder = folder
    stage = try Stage(lot) { clock, onWrite in
      guard let folder else {
        return (InMemoryJournal(clock: clock, onWrite: onWrite), SimulatedLeases())
      }
      let journal = try SQLiteJournal(
        path: "\(folder)/journal.db",
        clock: clock,
        salt: { Array(repeating: 7, count: 16) }
      )
      return (WatchedJournal(journal, after: { if $0.isNews { onWrite() } }), journal)
    }
  }

  /// Where a journal may be, in memory where the system has files there: processes die in a history,
  /// but the machine does not lose power, so that nothing is proved by waiting for a disk.
  private static func newFolder() -> String {
    let memory = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: memory)
      ? memory : FileManager.default.temporaryDirectory.path
    return "\(parent)/tocsin-history-\(UUID().uuidString)"
  }

  /// Plays it to its end and judges it; with `isTold` its story is told whatever came of it.
  package func play(isTold: Bool = false) -> Outcome {
    defer { if let folder { try? FileManager.default.removeItem(atPath: folder) } }
    prepare()
    let isSpinning = !carryOn()
    var flaws = isSpinning ? ["it goes round and round and comes to no rest"] : judge()
    let chronicle = stage.chronicle
    flaws += storageFlaws(chronicle)
    let end = stage.time.now
    drain()
    var kinds: [String: Int] = [:]
    for events in chronicle.written.values {
      for event in events { kinds[event.fact.kind, default: 0] += 1 }
    }
    return Outcome(
      seed: lot.seed,
      flaws: flaws,
      troubles: chronicle.troubles,
      kinds: kinds,
      simulated: end - Lot.start,
      messages: chronicle.receptions.count,
      commands: chronicle.releases.count,
      events: lot.runs.map { chronicle.written[$0.id] ?? [] },
      story: flaws.isEmpty && !isTold ? [] : story(chronicle)
    )
  }

  private func story(_ chronicle: Chronicle) -> [String] {
    var lines = chronicle.log.map { ($0.at, "** \($0.text)") }
    for run in lot.runs {
      for (event, at) in zip(
        chronicle.written[run.id] ?? [],
        chronicle.writtenAt[run.id] ?? []
      ) {
        lines.append((at, "\(run.id) #\(event.sequence) \(event.actor.name): \(event.fact)"))
      }
    }
    lines += chronicle.receptions.map { reception in
      let delivery = reception.delivery
      return (
        reception.at,
        "   gateway \(reception.isTaken ? "takes" : "does not take") \(delivery.incident)"
          + " \(delivery.message.key), attempt \(delivery.attempt)"
      )
    }
    lines += chronicle.replies.map { reply in
      let name = "\(reply.incident) \(reply.message), attempt \(reply.attempt)"
      return (reply.at, "   process \(reply.process.pid) hears of \(name): \(reply.outcome)")
    }
    return lines.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map { "\(($0.element.0 - Lot.start).milliseconds) ms  \($0.element.1)" }
  }

  // MARK: Playing

  private func prepare() {
    for engine in 0..<lot.engines { stage.plan(.call(engine), in: .seconds(Int64(engine))) }
    for (number, run) in lot.runs.enumerated() { stage.plan(.open(number), in: run.begins) }
    let length = max(2, Int(lot.troubled.milliseconds))
    func sometime() -> TimeSpan {
      TimeSpan(milliseconds: Int64(stage.draw { $0.number(in: 1...length - 1) }))
    }
    for _ in 0..<lot.rates.kills { stage.plan(.killSomething, in: sometime()) }
    for _ in 0..<lot.rates.pause / 15 { stage.plan(.pauseSomething, in: sometime()) }
    for _ in 0..<lot.rates.jumps {
      let spans: [Int64] = [3, 90, 1200, 7200]
      let span = stage.draw { chance in
        (chance.pick(of: spans) ?? 3) * (chance.isHit(percent: 50) ? 1 : -1)
      }
      stage.plan(.setClock(.seconds(span)), in: sometime())
    }
    for _ in 0..<stage.draw({ $0.number(in: 0...4) }) {
      let person = stage.draw { $0.pick(of: lot.actors) ?? "amal" }
      let run = stage.draw { $0.pick(of: lot.runs.map(\.id)) }
      if let run { stage.plan(.act(person, run), in: sometime()) }
    }
    stage.plan(.calmDown, in: lot.troubled)
  }

  /// Lets time go on until nothing is due; false when it does not go on.
  private func carryOn() -> Bool {
    let end = Lot.start + lot.troubled + Self.longest
    var quietSince: Instant?
    while stage.time.now < end {
      let next = stage.nextAction
      let limit = min(next ?? end, stage.time.now + Self.silence)
      let isOver = { stage.nextAction != next || stage.time.figures.jobs > Self.mostJobs }
      if next == nil, isQuiet, let over = settle(until: quietSince, isOver) {
        stage.time.skip(to: min(over, end))
        return true
      }
      let stop = stage.time.run(until: limit, unless: isOver)
      if stop == .spinning || stage.time.figures.jobs > Self.mostJobs { return false }
      while let action = stage.takeAction() { stage.perform(action) }
      guard isQuiet else {
        quietSince = nil
        continue
      }
      let since = quietSince ?? stage.time.now
      quietSince = since
      if stage.time.now >= since + Self.silence { return true }
    }
    return true
  }

  /// Whether nothing is due and nothing will go wrong.
  private var isQuiet: Bool {
    !stage.isTroubled && stage.nextAction == nil && (try? stage.base.nextAgenda()) == .some(nil)
  }

  /// Plays a part of the silence, and says when the rest of it will be over when nothing happened:
  /// when only engines wait for a time, to renew their leases, and wrote nothing though each of them
  /// looked twice, nothing will happen in the rest, which need not be played.
  ///
  /// - Parameters:
  ///   - since: since when it is quiet, if that was seen.
  ///   - isOver: whether something has come up.
  /// - Returns: when it is over; `nil` when it has to be played.
  private func settle(until since: Instant?, _ isOver: () -> Bool) -> Instant? {
    // Quiet is seen at the end of a silence for the first time.
    let over = (since ?? stage.time.now + Self.silence) + Self.silence
    let before = stage.writtenCount
    guard stage.time.now + Self.settling < over,
      stage.time.run(until: stage.time.now + Self.settling, unless: isOver) == .time,
      isQuiet, before == stage.writtenCount
    else { return nil }
    let engines = stage.content.withLock { $0.engines.values.map { Int($0.identity.pid) } }
    let next = stage.time.nextWake(besides: Set(engines))
    return next.map { $0 > over } ?? true ? over : nil
  }

  /// Ends all tasks, so that none outlives its history.
  private func drain() {
    let all = stage.content.withLock { Array($0.names.values) }
    for process in all { process.kill() }
    _ = stage.time.run(until: stage.time.now)
    // They know the stage, and it would keep them for ever.
    stage.content.withLock { content in
      content.hosts = [:]
      content.incidents = [:]
    }
  }

  // MARK: Judging

  private func judge() -> [String] {
    let chronicle = stage.chronicle
    let living = stage.content.withLock { content in
      Set(content.names.values.filter(\.isAlive).map(\.identity.pid))
    }
    var flaws: [String] = []
    for run in lot.runs {
      let events = journal(run.id)
      let incident = Case(
        id: run.id,
        graph: run.graph,
        events: events,
        writtenAt: chronicle.writtenAt[run.id] ?? [],
        isAutomatic: run.mode == .automatic,
        releases: chronicle.releases.filter { $0.incident == run.id },
        receptions: chronicle.receptions.filter { $0.delivery.incident == run.id },
        replies: chronicle.replies.filter { $0.incident == run.id },
        forgotten: chronicle.forgotten.filter { $0.incident == run.id },
        ownEnds: stage.machine.ownEnds,
        living: living,
        heldUp: chronicle.heldUp,
        jumps: chronicle.jumps,
        lives: chronicle.lives.sorted { $0.key < $1.key }.map(\.value),
        engines: lot.engines,
        wellSince: chronicle.wellSince ?? stage.now,
        trulyWellSince: chronicle.trulyWellSince ?? stage.time.now,
        people: Set(lot.names),
        roles: lot.roles,
        patience: lot.lease,
        now: stage.now,
        trulyNow: stage.time.now
      )
      flaws += incident.flaws.map { "\(run.id): \($0)" }
      if events != chronicle.written[run.id] ?? [] {
        flaws.append("\(run.id): the journal is not what was written")
      }
    }
    if chronicle.jumps.isEmpty {
      flaws += StormModel.flaws(
        lot.runs.flatMap { journal($0.id) },
        replies: chronicle.replies,
        limited: Set(lot.limits.keys)
      )
      // Two that work at once, and one that is told that it failed when it did not, count apart.
      if lot.engines == 1, lot.rates.writtenFault == 0 {
        flaws += StormModel.excesses(lot.runs.flatMap { journal($0.id) }, limits: lot.limits)
      }
    }
    return flaws + memoryFlaws()
  }

  private func journal(_ incident: IncidentID) -> [Event] {
    (try? stage.base.events(of: incident, after: 0, limit: .max)) ?? []
  }

  /// What a process has in its memory is what the journal says.
  private func memoryFlaws() -> [String] {
    let hosts = stage.content.withLock { $0.hosts.sorted { $0.key < $1.key } }
    let states = Mutex<[Int: IncidentState]>([:])
    for (run, host) in hosts {
      stage.time.start {
        let state = await host.host.state()
        states.withLock { $0[run] = state }
      }
    }
    _ = stage.time.run(until: stage.time.now)
    return hosts.compactMap { run, _ in
      guard let state = states.withLock({ $0[run] }) else { return nil }
      let plan = lot.runs[run]
      let replayed = IncidentState(
        id: plan.id,
        graph: plan.graph,
        replaying: journal(plan.id).prefix(state.version)
      )
      let isSame =
        state.version == replayed.version && state.steps == replayed.steps
        && state.escalations == replayed.escalations
        && state.outbox.entries == replayed.outbox.entries
        && state.variables == replayed.variables && state.outcome == replayed.outcome
        && state.rollback == replayed.rollback && state.milestones == replayed.milestones
        && state.acknowledgement == replayed.acknowledgement && state.agenda == replayed.agenda
      return isSame ? nil : "\(plan.id): the host remembers something else than the journal says"
    }
  }

  private func storageFlaws(_ chronicle: Chronicle) -> [String] {
    guard let journal = (stage.base as? WatchedJournal)?.base as? SQLiteJournal
    else { return [] }
    let results = (try? journal.verify(nil)) ?? []
    return
      (results.allSatisfy(\.isSound) && results.count == chronicle.written.count
      ? [] : ["the chain does not verify"])
  }
}
