package import Ports
import Synchronization
package import Timekeeping

/// Time that passes only when nobody has anything left to do, and the one thread on which all that
/// happens in it runs.
///
/// It is a task executor (SE-0417): the tasks that ``start(_:)`` makes, their child tasks and the
/// default actors they call all run on it, one job after the other, so that the same seed gives the
/// same history. Nothing in it may wait for anything but a clock of it, or for each other.
package final class VirtualTime: TaskExecutor {
  /// Which of several jobs is next.
  package enum Order: Hashable, Sendable {
    /// The one that came first.
    case firstComeFirstServed
    /// One that the seed chooses; who hears news hears them at a moment that it chooses as well.
    case chosen(seed: UInt64)
  }

  /// Why ``run(until:unless:)`` came back.
  package enum Stop: Hashable, Sendable {
    /// What it was to run for has come about.
    case over
    /// The time has come.
    case time
    /// Nothing will ever happen again.
    case quiet
    /// So many jobs ran without time going on that it never would.
    case spinning
  }

  /// What it has done so far.
  package struct Figures: Hashable, Sendable {
    /// How many jobs ran.
    package var jobs = 0
    /// How often somebody was woken by time or by news.
    package var wakeUps = 0
  }

  private struct Content {
    var now: Instant
    var generator: SeededGenerator?
    var jobs: [UnownedJob] = []
    /// How many at the beginning of ``jobs`` have run.
    var done = 0
    var sleepers = Sleepers()
    /// When there were news last.
    var lastNewsAt: Instant?
    var figures = Figures()

    mutating func tellNews() {
      sleepers.hear(at: now) { interval in
        guard generator != nil else { return interval }
        let most = max(1, Int(interval.milliseconds))
        return TimeSpan(milliseconds: Int64(generator?.number(in: 1...most) ?? most))
      }
    }
  }

  /// How many jobs may run at one instant.
  private static let mostJobsAtOnce = 1_000_000

  private let content: Mutex<Content>

  /// Time that begins at `start`.
  package init(start: Instant, order: Order = .firstComeFirstServed) {
    let generator: SeededGenerator? =
      if case .chosen(let seed) = order { SeededGenerator(seed: seed) } else { nil }
    content = Mutex(Content(now: start, generator: generator))
  }

  /// The time.
  package var now: Instant { content.withLock(\.now) }

  /// What it has done so far.
  package var figures: Figures { content.withLock(\.figures) }

  /// A clock that shows it.
  package var clock: Clock {
    Clock(
      now: { self.now },
      sleep: { until in await self.sleep(until: until) },
      watch: { until, interval in await self.sleep(until: until, orSoonAfterNews: interval) }
    )
  }

  /// Begins a task that runs in it; nothing of it runs before ``run(until:unless:)``.
  @discardableResult
  package func start(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: self) { await work() }
  }

  // MARK: Waiting

  /// Returns at that time, or so soon after news; early when the task is cancelled or its owner's
  /// sleepers are woken.
  ///
  /// An actor's task lies down where it is: each way out of the actor and back would be a job.
  package func sleep(
    until: Instant?,
    orSoonAfterNews interval: TimeSpan? = nil,
    owner: Int = 0,
    isolation: isolated (any Actor)? = #isolation
  ) async {
    let ticket = content.withLock { $0.sleepers.nextTicket() }
    await withTaskCancellationHandler {
      _ = isolation
      unsafe await withUnsafeContinuation(isolation: isolation) { continuation in
        let isOver = content.withLock { content in
          guard !Task.isCancelled, until.map({ content.now < $0 }) ?? true else {
            content.sleepers.giveBack(ticket)
            return true
          }
          let sleeper = unsafe Sleepers.Sleeper(
            until: until,
            interval: interval,
            owner: owner,
            continuation: continuation
          )
          content.sleepers.insert(sleeper, ticket)
          // Other jobs of this moment may have had news since the caller looked.
          if interval != nil, content.lastNewsAt == content.now { content.tellNews() }
          return false
        }
        if isOver { unsafe continuation.resume() }
      }
    } onCancel: {
      content.withLock { $0.sleepers.remove(ticket) }?.wake()
    }
  }

  /// Tells those who wait for news that there are some.
  package func tellNews() {
    content.withLock { content in
      content.lastNewsAt = content.now
      content.tellNews()
    }
  }

  /// Wakes all of an owner, who then look at the clock again.
  package func wakeAll(of owner: Int) {
    for sleeper in content.withLock({ $0.sleepers.removeAll(of: owner) }) {
      sleeper.wake()
    }
  }

  /// When the next one wakes who is not of those owners; `nil` when nobody does.
  package func nextWake(besides owners: Set<Int>) -> Instant? {
    content.withLock { $0.sleepers.nextTime(besides: owners) }
  }

  // MARK: Running

  /// Lets time go on at once; those who should have woken meanwhile wake when it is run next.
  package func skip(to instant: Instant) {
    content.withLock { $0.now = max($0.now, instant) }
  }

  /// Runs what is due, lets time go on to the next moment at which somebody wakes, and so on.
  ///
  /// It must be called on one thread at a time, and from outside.
  ///
  /// - Parameters:
  ///   - limit: the last moment that it comes to; `nil` for none.
  ///   - isOver: whether it is to stop, asked each time before time goes on.
  /// - Returns: Why it stopped.
  package func run(
    until limit: Instant? = nil,
    unless isOver: () -> Bool = { false }
  ) -> Stop {
    while true {
      guard runJobs() else { return .spinning }
      if isOver() { return .over }
      let due = content.withLock { content -> [Sleepers.Sleeper] in
        guard let next = content.sleepers.nextTime(), limit.map({ next <= $0 }) ?? true
        else { return [] }
        content.now = max(content.now, next)
        return content.sleepers.removeDue(at: content.now)
      }
      guard !due.isEmpty else {
        guard let limit else { return .quiet }
        return content.withLock { content in
          content.now = max(content.now, limit)
          return content.sleepers.nextTime() == nil ? .quiet : .time
        }
      }
      content.withLock { $0.figures.wakeUps += due.count }
      for sleeper in due { sleeper.wake() }
    }
  }

  /// Runs jobs until there are none; false when there seems to be no end to them.
  private func runJobs() -> Bool {
    for _ in 0..<Self.mostJobsAtOnce {
      guard let job = nextJob() else { return true }
      unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
    return false
  }

  private func nextJob() -> UnownedJob? {
    content.withLock { content in
      guard content.done < content.jobs.count else {
        content.jobs.removeAll(keepingCapacity: true)
        content.done = 0
        return nil
      }
      if content.generator != nil, content.jobs.count - content.done > 1 {
        let chosen = content.generator?.number(in: content.done...content.jobs.count - 1)
        content.jobs.swapAt(content.done, chosen ?? content.done)
      }
      content.done += 1
      content.figures.jobs += 1
      return content.jobs[content.done - 1]
    }
  }

  /// Takes in a job; the runtime calls it.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    content.withLock { $0.jobs.append(job) }
  }
}
