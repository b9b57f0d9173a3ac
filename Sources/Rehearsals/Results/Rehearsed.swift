import DutyRoster
package import IncidentCore
package import Reports
package import RunbookModel
package import SimulatedWorld
package import Timekeeping

/// What came of a rehearsal.
package struct Rehearsed: Sendable {
  /// What was rehearsed.
  package var rehearsal: Rehearsal
  /// Where it ended.
  package var state: IncidentState
  /// Everything that happened.
  package var events: [Event]
  /// What commands wrote.
  package var outputs: [Int: AttemptOutput]
  /// When the run was over, or when it was given up.
  package var end: Instant
  /// Whether nothing more would ever have happened.
  package var isQuiet: Bool
  /// Who was asked by telephone because no message could reach them.
  package var telephoned: [String]
  /// The answers of the scenario that fitted nothing that was asked.
  package var unusedAnswers: [String]
  /// Whether its timeline also tells what goes without saying.
  package var showsAll = false
  /// How much work it was.
  package var figures: VirtualTime.Figures

  /// What happened to somebody who was called, or to a channel.
  package struct Called: Hashable, Sendable {
    /// The person's id; `nil` for a channel.
    package var person: String?
    /// The name that people read.
    package var name: String
    /// How many calls left for them.
    package var calls = 0
    /// How many messages that only tell something.
    package var notices = 0
    /// The notifiers that carried them, each once, in order.
    package var notifiers: [String] = []
    /// When the first message left.
    package var first: Instant
    /// When they first did something, if they did.
    package var answeredAt: Instant?
  }

  /// When it began.
  package var start: Instant { rehearsal.start }

  /// How long after the beginning something happened.
  func offset(_ time: Instant) -> TimeSpan { time - start }

  /// The first time that a person did something, and who.
  package var firstHuman: (at: Instant, name: String)? {
    events.first { $0.actor.isPerson && $0.actor.name != Rehearsal.monitor }
      .map { ($0.occurredAt, $0.actor.name) }
  }

  /// Everybody for whom a message left, in the order of the first ones.
  package var called: [Called] {
    var messages: [MessageKey: OutboxMessage] = [:]
    var all: [Called] = []
    for event in events {
      switch event.fact {
      case .messageQueued(let message): messages[message.key] = message
      case .messageAttempted(let key, attempt: 1, _):
        guard let message = messages[key] else { continue }
        let place =
          all.firstIndex { $0.person == message.person && $0.name == message.name } ?? all.count
        if place == all.count {
          all.append(
            Called(person: message.person, name: message.name, first: event.occurredAt)
          )
        }
        if case .page = message.purpose {
          all[place].calls += 1
        } else {
          all[place].notices += 1
        }
        if !all[place].notifiers.contains(message.notifier) {
          all[place].notifiers.append(message.notifier)
        }
      default: break
      }
    }
    return all.map { called in
      var called = called
      called.answeredAt =
        events.first { $0.actor.name == called.person && $0.occurredAt >= called.first }?.occurredAt
      return called
    }
  }

  /// The steps that passed their deadlines, with the times.
  package var late: [(step: StepID, at: Instant)] {
    events.compactMap { event in
      if case .deadlinePassed(let step) = event.fact { (step, event.occurredAt) } else { nil }
    }
  }

  /// What reports are made of.
  var record: IncidentRecord {
    IncidentRecord(
      id: Rehearsal.incident,
      events: events,
      graph: rehearsal.graph,
      outputs: outputs
    )
  }

  /// The title of a step with its number.
  func title(_ step: StepID) -> String {
    guard let index = rehearsal.graph.index(of: step) else { return step.text }
    let node = rehearsal.graph.nodes[index]
    return "\(node.number) \(node.step.title)"
  }

  /// The name of somebody as people read it.
  package func name(_ person: String) -> String {
    rehearsal.configuration?.roster.person(person)?.name ?? person
  }
}
