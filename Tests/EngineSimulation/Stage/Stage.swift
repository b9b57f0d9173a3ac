import DutyRoster
import Engine
import IncidentCore
import Ports
import RunbookModel
import SimulatedWorld
import Synchronization
import Timekeeping

/// The world of one history: a machine with processes that die, a journal, gateways and people.
final class Stage: Sendable {
  /// Something that happens at a time.
  enum Action: Sendable {
    case open(Int)
    case carry(Int)
    case call(Int)
    case killSomething
    case setClock(TimeSpan)
    case pauseSomething
    case act(String, IncidentID)
    case receipt(IncidentID, MessageKey, isDelivered: Bool)
    case calmDown
  }

  struct Content: Sendable {
    var chance: SeededGenerator
    var isTroubled = true
    var actions: [(at: Instant, number: Int, action: Action)] = []
    var lastNumber = 0
    var lastProcess: Int32 = 0
    var hosts: [Int: (process: SimulatedProcess, host: RunHost)] = [:]
    var engines: [Int: SimulatedProcess] = [:]
    var names: [String: SimulatedProcess] = [:]
    /// Incidents as somebody without trouble saw them last.
    var incidents: [IncidentID: JournaledIncident] = [:]
    var pausedUntil: [Int32: Instant] = [:]
    var offset = TimeSpan.zero
    var chronicle = Chronicle()
    var isInterfering = false
    /// Until when the journal fails all processes; `nil` before it has begun to.
    var outageEnd: Instant?
  }

  let lot: Lot
  let time: VirtualTime
  let base: any Journal
  let leases: any Leases
  let machine: SimulatedCommands
  let content: Mutex<Content>

  /// The world of that lot, with a journal made for it.
  ///
  /// - Parameters:
  ///   - lot: what was drawn.
  ///   - journal: makes the journal, given its clock and what is to be called after each write.
  init(
    _ lot: Lot,
    journal: (
      _ clock: @escaping @Sendable () -> Instant,
      _ onWrite: @escaping @Sendable () -> Void
    ) throws -> (any Journal, any Leases)
  ) rethrows {
    self.lot = lot
    let time = VirtualTime(start: Lot.start, order: .chosen(seed: lot.seed ^ 0x5eed))
    self.time = time
    content = Mutex(Content(chance: SeededGenerator(seed: lot.seed &* 31 &+ 7)))
    let clock = MachineClock()
    self.clock = clock
    (base, leases) = try journal({ time.now + clock.offset }, { time.tellNews() })
    let link = Link()
    machine = SimulatedCommands(time: time) { start in
      link.stage.map { CommandScript.drawn(start, for: $0) } ?? CommandScript()
    }
    link.set(self)
  }

  let clock: MachineClock

  /// The time as the machine's clock shows it.
  var now: Instant { time.now + clock.offset }

  var chronicle: Chronicle { content.withLock(\.chronicle) }

  // MARK: Chance

  /// Whether trouble of that kind strikes, at so many in a thousand.
  func strikes(_ trouble: Trouble, _ rate: Int) -> Bool {
    guard rate > 0 else { return false }
    return content.withLock { content in
      guard content.isTroubled, content.chance.number(in: 0...999) < rate else { return false }
      content.chronicle.troubles[trouble, default: 0] += 1
      content.chronicle.log.append((time.now, trouble.rawValue))
      return true
    }
  }

  func draw<Result: Sendable>(_ body: (inout SeededGenerator) -> sending Result) -> Result {
    content.withLock { body(&$0.chance) }
  }

  func note(_ trouble: Trouble, _ detail: String = "") {
    content.withLock { content in
      content.chronicle.troubles[trouble, default: 0] += 1
      content.chronicle.log.append((time.now, "\(trouble.rawValue) \(detail)"))
    }
  }

  func log(_ text: String) {
    content.withLock { $0.chronicle.log.append((time.now, text)) }
  }

  var isTroubled: Bool { content.withLock(\.isTroubled) }

  // MARK: The journal

  /// Writes without any trouble, and notes what was written.
  func write(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    let results = try base.append(pieces)
    let now = time.now
    content.withLock { content in
      for case .success(let events) in results {
        guard let incident = events.first?.incident else { continue }
        content.chronicle.written[incident, default: []] += events
        content.chronicle.writtenAt[incident, default: []] += events.map { _ in now }
      }
    }
    return results
  }

  /// How many events were written.
  var writtenCount: Int {
    content.withLock { $0.chronicle.written.values.reduce(0) { $0 + $1.count } }
  }

  // MARK: What the world sees

  func released(_ process: ProcessIdentity, _ incident: IncidentID, _ step: StepID) {
    content.withLock { content in
      content.chronicle.releases.append(
        Chronicle.Release(
          incident: incident,
          step: step,
          process: process,
          written: content.chronicle.count(of: incident)
        )
      )
    }
  }

  func forgot(_ process: ProcessIdentity, _ incident: IncidentID) {
    content.withLock { content in
      content.chronicle.forgotten.append(
        Chronicle.Forgotten(
          incident: incident,
          process: process,
          written: content.chronicle.count(of: incident)
        )
      )
    }
  }

  func hasForgotten(_ process: ProcessIdentity) -> Bool {
    content.withLock { $0.chronicle.forgotten.contains { $0.process == process } }
  }

  func incident(of process: ProcessIdentity) -> IncidentID {
    machine.starts.first { $0.process == process }?.incident ?? IncidentID("")
  }

  func received(_ delivery: Delivery, isTaken: Bool) {
    content.withLock { content in
      content.chronicle.receptions.append(
        Chronicle.Reception(
          delivery: delivery,
          at: time.now,
          shownAt: time.now + content.offset,
          written: content.chronicle.count(of: delivery.incident),
          isTaken: isTaken
        )
      )
    }
    guard isTaken else { return }
    if let person = delivery.message.person { answer(person, delivery.incident) }
    sendReceipts(for: delivery)
  }

  func replied(_ outcome: SendOutcome, to delivery: Delivery, _ process: ProcessIdentity) {
    content.withLock { content in
      content.chronicle.replies.append(
        Chronicle.Reply(
          incident: delivery.incident,
          message: delivery.message.key,
          attempt: delivery.attempt,
          outcome: outcome,
          at: time.now,
          process: process,
          written: content.chronicle.count(of: delivery.incident)
        )
      )
    }
  }

  func latency(_ isTimeout: Bool) -> TimeSpan {
    if isTimeout { return .seconds(30) }
    if strikes(.slow, lot.rates.gatewayFault / 4) {
      return .seconds(Int64(draw { $0.number(in: 5...50) }))
    }
    return TimeSpan(milliseconds: Int64(draw { $0.number(in: 20...900) }))
  }

  private func answer(_ person: String, _ incident: IncidentID) {
    let (wants, seconds) = draw { ($0.isHit(percent: 35), $0.number(in: 2...90)) }
    if wants { plan(.act(person, incident), in: .seconds(Int64(seconds))) }
  }

  private func sendReceipts(for delivery: Delivery) {
    guard draw({ $0.isHit(percent: 40) }) else { return }
    var isDelivered = true
    if strikes(.receiptWrong, lot.rates.receiptFault) { isDelivered = false }
    let times = strikes(.receiptTwice, lot.rates.receiptFault) ? 2 : 1
    for time in 0..<times {
      let seconds = draw { $0.number(in: 1...40) }
      plan(
        .receipt(
          delivery.incident,
          delivery.message.key,
          isDelivered: time == 0 ? isDelivered : !isDelivered
        ),
        in: .seconds(Int64(seconds))
      )
    }
  }

  // MARK: Processes

  func process(_ name: String) -> SimulatedProcess {
    content.withLock { content in
      content.lastProcess += 1
      let process = SimulatedProcess(number: content.lastProcess, time: time)
      if content.offset != .zero { process.setClock(aheadBy: content.offset) }
      content.names["\(name)-\(content.lastProcess)"] = process
      return process
    }
  }

  func isDead(_ holder: String) -> Bool {
    content.withLock { $0.names[holder].map { !$0.isAlive } ?? false }
  }

  /// Kills a process; another one takes its place after a while, or only when all is well.
  func kill(_ process: SimulatedProcess, isReplaced: Bool = true) {
    process.kill()
    log("process \(process.identity.pid) is gone")
    let (place, delay) = content.withLock { content -> (Action?, Int) in
      content.chronicle.lives[process.identity.pid]?.end = time.now
      let delay = content.isTroubled ? content.chance.number(in: 1...90) : 1
      if let run = content.hosts.first(where: { $0.value.process === process })?.key {
        content.hosts[run] = nil
        return (.carry(run), delay)
      }
      if let engine = content.engines.first(where: { $0.value === process })?.key {
        content.engines[engine] = nil
        return (.call(engine), delay)
      }
      return (nil, 0)
    }
    if isReplaced, let place { plan(place, in: .seconds(Int64(delay))) }
  }

  /// Until when a process stands still; `nil` when it does not.
  private func pause(of process: SimulatedProcess) -> Instant? {
    content.withLock { $0.pausedUntil.isEmpty ? nil : $0.pausedUntil[process.identity.pid] }
  }

  /// Waits as long as the process stands still; a task that was cancelled cannot wait.
  func standStill(_ process: SimulatedProcess) async {
    while let until = pause(of: process), process.isAlive, !Task.isCancelled, time.now < until {
      await time.sleep(until: until, owner: Int(process.identity.pid))
    }
  }

  /// The clock of a process that may stand still.
  func clock(of process: SimulatedProcess) -> Clock {
    Clock(
      now: { process.now },
      sleep: { until in
        await process.sleep(until: until)
        await self.standStill(process)
      },
      watch: { until, interval in
        await process.watch(until: until, interval)
        await self.standStill(process)
      },
      uptime: {
        guard self.lot.tellsUptime else { return nil }
        return self.uptime(seenBy: process)
      }
    )
  }

  private func uptime(seenBy process: SimulatedProcess) -> Uptime {
    let now = time.now
    content.withLock { content in
      let pid = process.identity.pid
      if content.chronicle.lives[pid]?.looksSince == nil {
        content.chronicle.lives[pid]?.looksSince = now
      }
    }
    let awake = now - Lot.start
    return Uptime(host: "host", bootID: "boot", sinceBoot: awake + clock.slept, awake: awake)
  }

  // MARK: What is planned

  func plan(_ action: Action, in span: TimeSpan) {
    let at = time.now + span
    content.withLock { content in
      content.lastNumber += 1
      let place = content.actions.firstIndex { $0.at > at } ?? content.actions.endIndex
      content.actions.insert((at, content.lastNumber, action), at: place)
    }
  }

  var nextAction: Instant? { content.withLock { $0.actions.first?.at } }

  func takeAction() -> Action? {
    let now = time.now
    return content.withLock { content in
      guard let first = content.actions.first, first.at <= now else { return nil }
      return content.actions.removeFirst().action
    }
  }
}

/// How far the machine's clock is from the time, and how long the machine has slept.
final class MachineClock: Sendable {
  private let milliseconds = Atomic<Int64>(0)
  private let sleep = Atomic<Int64>(0)

  var offset: TimeSpan { TimeSpan(milliseconds: milliseconds.load(ordering: .relaxed)) }

  var slept: TimeSpan { TimeSpan(milliseconds: sleep.load(ordering: .relaxed)) }

  /// Lets it jump: the machine's time passes as well while it sleeps.
  func jump(_ kind: ClockJump.Kind, by span: TimeSpan) {
    milliseconds.add(span.milliseconds, ordering: .relaxed)
    if kind == .suspended { sleep.add(span.milliseconds, ordering: .relaxed) }
  }
}

/// Leads from the machine back to its stage, which does not exist yet when the machine is made.
private final class Link: Sendable {
  private let content = Mutex<WeakStage>(WeakStage())

  var stage: Stage? { content.withLock { $0.stage } }

  func set(_ stage: Stage) { content.withLock { $0.stage = stage } }

  private struct WeakStage: Sendable {
    weak var stage: Stage?
  }
}
