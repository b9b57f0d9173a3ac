package import IncidentCore
package import Ports
import Synchronization
package import Timekeeping

/// One process of the simulation: a set of tasks with a clock and ports of their own, which can die
/// at any moment.
///
/// From that moment on nothing that its tasks still do has any effect.
package final class SimulatedProcess: Sendable {
  private struct Content {
    var isAlive = true
    var tasks: [Task<Void, Never>] = []
    /// How far its clock is ahead of the time.
    var offset = TimeSpan.zero
  }

  /// Which process it is; no two of a simulation are the same.
  package let identity: ProcessIdentity
  private let time: VirtualTime
  private let content = Mutex(Content())

  /// A process with that number, on the machine `host`.
  package init(number: Int32, host: String = "host", time: VirtualTime) {
    identity = ProcessIdentity(pid: number, startTicks: 1, bootID: "boot", host: host)
    self.time = time
  }

  /// Whether it has not been killed.
  package var isAlive: Bool { content.withLock(\.isAlive) }

  /// The time as it believes.
  package var now: Instant { time.now + content.withLock(\.offset) }

  /// Its clock.
  package var clock: Clock {
    Clock(
      now: { self.now },
      sleep: { until in await self.sleep(until: until) },
      watch: { until, interval in await self.watch(until: until, interval) }
    )
  }

  /// Waits as the clock's `sleep` does.
  package func sleep(until: Instant) async {
    while !Task.isCancelled, now < until { await watch(until: until, nil) }
  }

  /// Waits as the clock's `watch` does; without an interval news do not end it.
  package func watch(until: Instant?, _ interval: TimeSpan?) async {
    let offset = content.withLock(\.offset)
    await time.sleep(
      until: until.map { $0 + TimeSpan(milliseconds: -offset.milliseconds) },
      orSoonAfterNews: interval,
      owner: Int(identity.pid)
    )
  }

  /// Begins a task of it.
  package func start(_ work: @escaping @Sendable () async -> Void) {
    guard isAlive else { return }
    let task = time.start(work)
    content.withLock { $0.tasks.append(task) }
  }

  /// Kills it: its ports go dead at once, and its tasks end without having done anything more.
  package func kill() {
    let tasks = content.withLock { content in
      content.isAlive = false
      return content.tasks
    }
    for task in tasks { task.cancel() }
  }

  /// Sets its clock forward, or back with a negative span; who sleeps in it notices.
  package func setClock(aheadBy offset: TimeSpan) {
    content.withLock { $0.offset = offset }
    time.wakeAll(of: Int(identity.pid))
  }
}
