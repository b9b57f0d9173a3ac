public import IncidentCore
public import Ports
import Timekeeping

/// A run that another process carries, seen through the journal.
public actor RunFollower: RunSession {
  private let journal: any Journal
  private let clock: Clock
  private var incident: JournaledIncident
  /// Where the run stands for those who are told: it follows ``incident`` event by event.
  private var told: IncidentState
  private var subscribers: [AsyncStream<RunUpdate>.Continuation] = []
  /// How much of the output of each attempt that may go on was told, in bytes.
  private var toldBytes: [Int: Int] = [:]
  private var dataVersion: Int64?
  private var isBlind = false
  private var isClosed = false

  /// A follower of an incident that has begun.
  public init(_ incident: JournaledIncident, journal: any Journal, clock: Clock) {
    self.incident = incident
    self.journal = journal
    self.clock = clock
    told = incident.state
  }

  /// Where the run stands.
  public func state() -> IncidentState { told }

  /// Where the run stands, and what happens from then on, with nothing lost in between.
  public func join() -> (state: IncidentState, updates: AsyncStream<RunUpdate>) {
    (told, updates())
  }

  /// What happens, from the moment of the call on.
  public func updates() -> AsyncStream<RunUpdate> {
    let (stream, continuation) = AsyncStream.makeStream(of: RunUpdate.self)
    for attempt in told.steps.compactMap(\.openAttempt) {
      var passed = 0
      for chunk in output(ofAttempt: attempt.number) {
        passed += chunk.bytes.count
        // The rest comes to all at once.
        if passed > toldBytes[attempt.number] ?? 0 { break }
        continuation.yield(.output(chunk))
      }
    }
    if isClosed { continuation.finish() } else { subscribers.append(continuation) }
    return stream
  }

  /// Decides on an input of `actor` and writes down what follows.
  public func send(
    _ input: Input,
    by actor: Actor,
    through source: EventSource
  ) throws(SessionFault) {
    tell(try incident.take(input, by: actor, through: source))
  }

  /// Does nothing: only the process that carries the run reaches a command's terminal.
  public func type(_ bytes: [UInt8]) {}

  /// Does nothing: the command's terminal has the size of the terminal that carries the run.
  public func resize(_ size: TerminalSize) {}

  /// The output of an attempt so far.
  public func output(ofAttempt attempt: Int) -> [OutputChunk] {
    (try? journal.output(of: incident.state.id, attempt: attempt)) ?? []
  }

  /// Follows the journal until the run is over or the task is cancelled.
  public func run() async {
    while !Task.isCancelled {
      look()
      if told.outcome != nil { break }
      await clock.watch(nil, RunHost.tailInterval)
    }
    for subscriber in subscribers {
      subscriber.finish()
    }
    subscribers = []
    isClosed = true
  }

  /// Reads what is new, if anybody wrote anything.
  private func look() {
    do throws(JournalFault) {
      let version = try journal.dataVersion()
      guard version != dataVersion || isBlind else { return }
      tell(try incident.catchUp())
      for attempt in told.steps.compactMap(\.openAttempt) { tellOutput(of: attempt.number) }
      dataVersion = version
      isBlind = false
    } catch {
      if !isBlind { yield(.trouble(.journalUnreadable(error))) }
      isBlind = true
    }
  }

  /// Tells events, and before the end of a command everything that it wrote.
  private func tell(_ events: [Event]) {
    var piece: [Event] = []
    for event in events {
      if case .commandFinished(_, let attempt, _) = event.fact {
        pass(on: &piece)
        tellOutput(of: attempt)
        toldBytes[attempt] = nil
      }
      piece.append(event)
    }
    pass(on: &piece)
  }

  private func pass(on events: inout [Event]) {
    guard !events.isEmpty else { return }
    for event in events { told.apply(event) }
    yield(.events(events, told))
    events = []
  }

  private func tellOutput(of attempt: Int) {
    var passed = 0
    let known = toldBytes[attempt] ?? 0
    for chunk in output(ofAttempt: attempt) {
      if passed >= known { yield(.output(chunk)) }
      passed += chunk.bytes.count
    }
    toldBytes[attempt] = passed
  }

  private func yield(_ update: RunUpdate) {
    for subscriber in subscribers {
      subscriber.yield(update)
    }
  }
}
