public import IncidentCore
public import Ports
import Timekeeping

/// A run that another process carries, seen through the journal.
public actor RunFollower: RunSession {
  private let journal: any Journal
  private let clock: Clock
  private var incident: JournaledIncident
  private var subscribers: [AsyncStream<RunUpdate>.Continuation] = []
  private var shownBytes: [Int: Int] = [:]

  /// A follower of an incident that has begun.
  public init(_ incident: JournaledIncident, journal: any Journal, clock: Clock) {
    self.incident = incident
    self.journal = journal
    self.clock = clock
  }

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
      do throws(JournalFault) {
        tell(try incident.catchUp())
      } catch {
        for subscriber in subscribers {
          subscriber.yield(.trouble(.journalLost(error)))
        }
      }
      showOutput()
      if incident.state.outcome != nil { break }
      await clock.sleep(clock.now() + RunHost.tailInterval)
    }
    for subscriber in subscribers {
      subscriber.finish()
    }
    subscribers = []
  }

  private func tell(_ events: [Event]) {
    guard !events.isEmpty else { return }
    for subscriber in subscribers {
      subscriber.yield(.events(events, incident.state))
    }
  }

  private func showOutput() {
    for run in incident.state.steps {
      guard let attempt = run.attempts.last,
        attempt.result == nil || shownBytes[attempt.number] != nil
      else { continue }
      var passed = 0
      let shown = shownBytes[attempt.number] ?? 0
      for chunk in output(ofAttempt: attempt.number) {
        if passed >= shown {
          for subscriber in subscribers {
            subscriber.yield(.output(chunk))
          }
        }
        passed += chunk.bytes.count
      }
      shownBytes[attempt.number] = attempt.result == nil ? passed : nil
    }
  }
}
