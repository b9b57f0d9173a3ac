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
    /// Who has which role by the configuration.
    public var roles: RoleBook
    /// What becomes of events that the journal does not take.
    public var refuge: JournalRefuge
    /// The path that the files begin with that an attempt leaves outside the journal.
    public var files: @Sendable (IncidentID, _ attempt: Int) -> String

    /// A world of those parts.
    public init(
      journal: any Journal,
      commands: any Commands,
      clock: Clock,
      secrets: Secrets,
      environment: [String: String],
      process: ProcessIdentity,
      refuge: JournalRefuge = .none,
      roles: RoleBook = .none,
      files: @escaping @Sendable (IncidentID, _ attempt: Int) -> String
    ) {
      self.journal = journal
      self.commands = commands
      self.clock = clock
      self.secrets = secrets
      self.environment = environment
      self.process = process
      self.refuge = refuge
      self.roles = roles
      self.files = files
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
  var lookout = Lookout()
  var clockWatch = ClockWatch()
  private var subscribers: [AsyncStream<RunUpdate>.Continuation] = []
  private(set) var end: End?
  private var isClosed = false
  private var awaitedAudience = 0
  private var curtain: CheckedContinuation<Void, Never>?
  private let wakeUps = WakeUps()

  /// A host for an incident that has begun.
  public init(_ incident: JournaledIncident, world: World) {
    // Whether a command is due and whether it may start must be told by one clock.
    self.incident = incident.timed(by: world.clock.now)
    self.incident.roles = world.roles
    self.world = world
  }

  // MARK: RunSession

  /// Where the run stands.
  public func state() -> IncidentState { incident.state }

  /// Where the run stands, and what happens from then on, with nothing lost in between.
  public func join() -> (state: IncidentState, updates: AsyncStream<RunUpdate>) {
    (incident.state, updates())
  }

  /// What happens, from the moment of the call on.
  public func updates() -> AsyncStream<RunUpdate> {
    let (stream, continuation) = AsyncStream.makeStream(of: RunUpdate.self)
    flushOutput()
    for attempt in incident.state.steps.compactMap(\.openAttempt) {
      for chunk in output(ofAttempt: attempt.number) { continuation.yield(.output(chunk)) }
    }
    if let stay = world.refuge.stay(), lookout.comeBackAt != nil {
      continuation.yield(.trouble(stay.trouble))
    }
    if isClosed { continuation.finish() } else { subscribers.append(continuation) }
    if subscribers.count >= awaitedAudience { raiseCurtain() }
    return stream
  }

  /// Decides on an input of `actor` and writes down what follows.
  public func send(
    _ input: Input,
    by actor: Actor,
    through source: EventSource
  ) throws(SessionFault) {
    publish(try incident.take(input, by: actor, through: source))
    tellOfRefuge()
    wakeUp()
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
    flushOutput()
    _ = try? incident.take(.leave, by: .engine, through: .engine)
    finish(.left)
  }

  // MARK: The loop

  /// Carries the run until it is over or left.
  ///
  /// It begins when `audience` subscribers are there, so that none of them misses how it begins.
  public func run(audience: Int = 0) async -> End {
    if subscribers.count < audience, end == nil {
      awaitedAudience = audience
      await withCheckedContinuation { curtain = $0 }
    }
    tellOfRefuge()
    take(.arrive(world.process))
    await withDiscardingTaskGroup { group in
      for (attempt, step) in openAttempts() {
        group.addTask { await self.carryOn(attempt, step) }
      }
      group.addTask { await self.keepTime() }
      wakeUp()
      while !Task.isCancelled, end == nil {
        await wakeUps.next()
        if Task.isCancelled || end != nil { break }
        for effect in dueEffects() {
          starting.insert(effect)
          lookout.isTrying(effect, at: world.clock.now())
          group.addImmediateTask { await self.perform(effect) }
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
    isClosed = true
    return end ?? .left
  }

  /// What must be done now; what changes nothing is not tried again and again.
  private func dueEffects() -> [Effect] {
    let now = world.clock.now()
    let version = incident.state.version
    return incident.state.effects(at: now).filter {
      !starting.contains($0) && lookout.mayTry($0, version: version, at: now)
    }
  }

  /// Takes in something that nobody is there to be told about.
  ///
  /// - Returns: why the core refused it, if it did.
  @discardableResult
  func take(_ input: Input) -> Refusal? {
    defer { wakeUp() }
    do throws(SessionFault) {
      publish(try incident.take(input, by: .engine, through: .engine))
      tellOfRefuge()
      return nil
    } catch {
      switch error {
      case .refused(let refusal): return refusal
      case .journal(let fault):
        report(.journalLost(fault))
        finish(.journalLost(fault))
        return nil
      }
    }
  }

  func publish(_ events: [Event]) {
    guard !events.isEmpty, !subscribers.isEmpty else { return }
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
    wakeUp()
  }

  func wakeUp() { wakeUps.wake() }

  private func raiseCurtain() {
    curtain?.resume()
    curtain = nil
  }

  func finish(_ end: End) {
    if self.end == nil { self.end = end }
    raiseCurtain()
    wakeUp()
  }

  private func openAttempts() -> [(attempt: StepRun.Attempt, step: Int)] {
    let state = incident.state
    return state.steps.indices.compactMap { index in
      guard let attempt = state.steps[index].openAttempt, !attempt.isUnknown else { return nil }
      return (attempt, index)
    }
  }
}
