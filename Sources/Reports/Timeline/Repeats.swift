import IncidentCore
import RunbookModel

/// Polls and retries that a timeline can leave out.
struct Repeats {
  /// What an entry stands for besides itself.
  struct Group {
    var attempts: Int
    var events: [Int]
  }

  /// The numbers of the events that are left out.
  private(set) var hidden: Set<Int> = []
  /// What was collapsed, by the number of the event that ends the last attempt.
  private(set) var groups: [Int: Group] = [:]

  private struct Key: Hashable {
    var step: StepID
    var command: Int
  }

  private struct Chain {
    var attempts: [Int]
    var events: [Int]
    var end: Int?
  }

  private var chains: [Key: Chain] = [:]
  private var commands: [Int: Key] = [:]

  /// Finds what is repeated in `events`.
  init(_ events: [Event]) {
    for event in events { take(event) }
    for chain in chains.values { close(chain) }
  }

  private mutating func take(_ event: Event) {
    switch event.fact {
    case .commandStarted(let step, let command, let attempt, _):
      let key = Key(step: step, command: command)
      commands[attempt] = key
      var chain = chains[key] ?? Chain(attempts: [], events: [])
      chain.attempts.append(attempt)
      chain.events.append(event.sequence)
      chains[key] = chain
    case .commandFinished(_, let attempt, _):
      guard let key = commands[attempt] else { return }
      chains[key]?.events.append(event.sequence)
      chains[key]?.end = event.sequence
    case .retryScheduled(let step, let command, _):
      chains[Key(step: step, command: command)]?.events.append(event.sequence)
    case .stepReached(let step, _), .stepRetried(let step), .outcomeUnknown(let step, _):
      for key in chains.keys where key.step == step {
        if let chain = chains.removeValue(forKey: key) { close(chain) }
      }
    default: return
    }
  }

  private mutating func close(_ chain: Chain) {
    guard chain.attempts.count >= 3, let end = chain.end, let first = chain.events.first
    else { return }
    let collapsed = chain.events.filter { $0 != first && $0 < end }
    hidden.formUnion(collapsed)
    groups[end] = Group(attempts: chain.attempts.count, events: collapsed)
  }
}
