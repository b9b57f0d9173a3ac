public import IncidentCore
public import Ports
import RunbookModel
import Timekeeping

/// Carries one run: does what the core says must be done, and writes down what comes of it.
///
/// One process at a time carries a run; its caller holds the lock that makes sure of it. Nothing is
/// done before the facts that say so are durable.
public actor RunHost: RunSession {
  /// What a run needs from outside.
  public struct World: Sendable {
    /// Where everything is written down.
    public var journal: any Journal
    /// Child processes.
    public var commands: any Commands
    /// The time.
    public var clock: Clock
    /// The values of secrets.
    public var secrets: Secrets
    /// What commands inherit.
    public var environment: [String: String]
    /// This process.
    public var process: ProcessIdentity
    /// A folder for what an attempt leaves outside the journal.
    public var folder: @Sendable (IncidentID, _ attempt: Int) -> String

    /// A world of those parts.
    public init(
      journal: any Journal,
      commands: any Commands,
      clock: Clock,
      secrets: Secrets,
      environment: [String: String],
      process: ProcessIdentity,
      folder: @escaping @Sendable (IncidentID, _ attempt: Int) -> String
    ) {
      self.journal = journal
      self.commands = commands
      self.clock = clock
      self.secrets = secrets
      self.environment = environment
      self.process = process
      self.folder = folder
    }
  }

  /// Why ``run()`` came back.
  public enum End: Hashable, Sendable {
    /// The run is over.
    case finished(RunOutcome)
    /// ``leave()`` was called; the run can be carried on later.
    case left
    /// The journal cannot be written.
    case journalLost(JournalFault)
  }

  /// How long another process's events may take to be seen.
  static let tailInterval = TimeSpan(milliseconds: 150)

  let world: World
  var incident: JournaledIncident
  var running: [Int: AttemptKeeper] = [:]
  var starting: Set<Effect> = []
  var terminalSize = TerminalSize(columns: 80, rows: 24)
  /// Values that a person gave for the placeholders of an offered command, until it starts.
  var offeredVariables: [String: String] = [:]
  private var subscribers: [AsyncStream<RunUpdate>.Continuation] = []
  private var end: End?
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  /// A host for an incident that has begun.
  public init(_ incident: JournaledIncident, world: World) {
    self.incident = incident
    self.world = world
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  // MARK: RunSession

  /// Where the run stands.
  public func state() -> IncidentState { incident.state }

  /// What happens, from the moment of the call on.
  public func updates() -> AsyncStream<RunUpdate> {
    let (stream, continuation) = AsyncStream.makeStream(of: RunUpdate.self)
    subscribers.append(continuation)
    return stream
  }

  /// Decides on an input of `actor` and writes down what follows.
  public func send(
    _ input: Input,
    by actor: Actor,
    through source: EventSource
  ) throws(SessionFault) {
    publish(try incident.take(input, by: actor, through: source))
    wake.yield()
  }

  /// Passes what a person types to the command that has a terminal.
  public func type(_ bytes: [UInt8]) async {
    for keeper in running.values where keeper.hasTerminal {
      await keeper.command.type(bytes)
    }
  }

  /// Tells the command that has a terminal its new size.
  public func resize(_ size: TerminalSize) async {
    terminalSize = size
    for keeper in running.values where keeper.hasTerminal {
      await keeper.command.resize(size)
    }
  }

  /// The output of an attempt so far.
  public func output(ofAttempt attempt: Int) -> [OutputChunk] {
    (try? world.journal.output(of: incident.state.id, attempt: attempt)) ?? []
  }

  /// Sets the values that the placeholders of the next offered command get.
  public func offer(variables: [String: String]) {
    offeredVariables = variables
  }

  /// Leaves the run to a later process; commands that are running go on.
  public func leave() {
    _ = try? incident.take(.leave, by: .engine, through: .engine)
    finish(.left)
  }

  // MARK: The loop

  /// Carries the run until it is over or left.
  public func run() async -> End {
    take(.arrive(world.process))
    await withDiscardingTaskGroup { group in
      for (attempt, step) in openAttempts() {
        group.addTask { await self.carryOn(attempt, step) }
      }
      group.addTask { await self.keepTime() }
      wake.yield()
      for await _ in wakes {
        guard end == nil else { break }
        for effect in incident.state.effects(at: world.clock.now()) where !starting.contains(effect)
        {
          starting.insert(effect)
          group.addTask { await self.perform(effect) }
        }
        if let outcome = incident.state.outcome, running.isEmpty, starting.isEmpty {
          finish(.finished(outcome))
        }
        if end != nil { break }
      }
      group.cancelAll()
    }
    for subscriber in subscribers {
      subscriber.finish()
    }
    subscribers = []
    return end ?? .left
  }

  /// Watches the deadlines and what other processes write.
  private func keepTime() async {
    while !Task.isCancelled, end == nil {
      let now = world.clock.now()
      let next = [
        incident.state.deadlines().first?.at, incident.state.nextStart(), now + Self.tailInterval,
      ].compactMap { $0 }.min()
      await world.clock.sleep(max(next ?? now, now + TimeSpan(milliseconds: 1)))
      if Task.isCancelled { return }
      tick()
    }
  }

  private func tick() {
    do throws(JournalFault) {
      publish(try incident.catchUp())
    } catch {
      report(.journalLost(error))
    }
    let now = world.clock.now()
    for deadline in incident.state.deadlines() where deadline.at <= now {
      take(.timePassed(deadline))
    }
    flushOutput()
    wake.yield()
  }

  /// Takes in something that nobody is there to be told about.
  func take(_ input: Input) {
    do throws(SessionFault) {
      publish(try incident.take(input, by: .engine, through: .engine))
    } catch {
      switch error {
      case .refused: break
      case .journal(let fault):
        report(.journalLost(fault))
        finish(.journalLost(fault))
      }
    }
    wake.yield()
  }

  func publish(_ events: [Event]) {
    guard !events.isEmpty else { return }
    tell(.events(events, incident.state))
  }

  func report(_ trouble: RunTrouble) {
    tell(.trouble(trouble))
  }

  func tell(_ update: RunUpdate) {
    for subscriber in subscribers {
      subscriber.yield(update)
    }
  }

  func settled(_ effect: Effect) {
    starting.remove(effect)
    wake.yield()
  }

  private func finish(_ end: End) {
    if self.end == nil { self.end = end }
    wake.yield()
  }

  private func openAttempts() -> [(attempt: StepRun.Attempt, step: Int)] {
    let state = incident.state
    return state.steps.indices.compactMap { index in
      guard let attempt = state.steps[index].openAttempt, !attempt.isUnknown else { return nil }
      return (attempt, index)
    }
  }
}
