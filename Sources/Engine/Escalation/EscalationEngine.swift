public import IncidentCore
public import Ports
import Timekeeping

/// Calls people for all incidents of a journal: gives an ``EscalationDesk`` its time, and sends what
/// it hands out.
public actor EscalationEngine {
  private let world: EscalationDesk.World
  private let pace: EscalationDesk.Pace
  private var desk: EscalationDesk
  private var isStopped = false
  private var told: EscalationDesk.Standing?
  private let wakeUps = WakeUps()
  /// When the journal is tried again that has failed.
  private var nextTry: Instant?
  private var listeners: [AsyncStream<EscalationDesk.Standing>.Continuation] = []
  private let dispatch: Dispatch

  /// An engine in that world.
  public init(world: EscalationDesk.World, pace: EscalationDesk.Pace = EscalationDesk.Pace()) {
    self.world = world
    self.pace = pace
    desk = EscalationDesk(world: world, pace: pace)
    dispatch = Dispatch(world: world, patience: pace.lease, wakeUps: wakeUps)
  }

  /// How it stands, from now on.
  public func standings() -> AsyncStream<EscalationDesk.Standing> {
    let (stream, continuation) = AsyncStream.makeStream(of: EscalationDesk.Standing.self)
    continuation.yield(desk.standing)
    listeners.append(continuation)
    return stream
  }

  /// The incidents that cannot be read, so that nobody is called for them.
  public var damaged: [IncidentID: JournalFault] { desk.damaged.mapValues(\.fault) }

  /// Whether it has looked at the journal at all.
  public var hasBegun: Bool { desk.standing != .starting }

  /// Whether the journal cannot be used, so that nobody is called at all.
  public var isFaulty: Bool { if case .faulty = desk.standing { true } else { false } }

  /// Makes it look at the journal at once.
  public func nudge() { wakeUps.wake() }

  /// Ends ``run()`` after what is on its way has landed.
  public func stop() {
    isStopped = true
    wakeUps.wake()
  }

  /// Works until ``stop()`` is called or the task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.keepTime() }
      wakeUps.wake()
      while true {
        await wakeUps.next()
        if isStopped || Task.isCancelled { break }
        takeIn()
        let now = world.clock.now()
        let deliveries = desk.round(at: now)
        if !deliveries.isEmpty {
          group.addTask { await self.dispatch.send(deliveries, decidedAt: now) }
          wakeUps.wake()
        }
        if isFaulty, let time = desk.nextTime, time != nextTry {
          nextTry = time
          group.addTask {
            // Who keeps the time may wait for a later one, and nobody writes.
            await self.world.clock.sleep(time)
            self.wakeUps.wake()
          }
        }
        tell()
      }
      takeIn()
      while desk.isSending, !Task.isCancelled {
        await wakeUps.next()
        takeIn()
      }
      desk.close(at: world.clock.now())
      group.cancelAll()
    }
    for listener in listeners { listener.finish() }
  }

  /// Wakes the loop when something is due or somebody has written.
  private func keepTime() async {
    var seen: Int64?
    var latest = world.clock.now()
    var isBack = false
    while !Task.isCancelled, !isStopped {
      let now = world.clock.now()
      // The first round is still to come, and will know more.
      var due = desk.nextTime ?? (desk.standing == .starting ? now + pace.lookout : nil)
      // So will the one after the clock was set back: what was due by the old one is far away.
      if isBack { due = now }
      await world.clock.watch(due.map { max($0, now + TimeSpan(milliseconds: 1)) }, pace.lookout)
      if Task.isCancelled { return }
      let version = try? world.journal.dataVersion()
      let later = world.clock.now()
      // Nothing comes due soon by a clock that was set back.
      isBack = later < latest
      if version != seen || isBack || due.map({ $0 <= later }) ?? false { wakeUps.wake() }
      (seen, latest) = (version, later)
    }
  }

  /// Takes in what came of messages.
  private func takeIn() {
    for landing in dispatch.takeLanded() {
      desk.returned(landing.outcome, from: landing.delivery, at: landing.at)
    }
  }

  private func tell() {
    guard desk.standing != told else { return }
    told = desk.standing
    for listener in listeners { listener.yield(desk.standing) }
  }
}
