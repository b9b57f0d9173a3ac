package import Engine
package import IncidentCore
package import Ports
import Synchronization
import Timekeeping

/// People who are called, take the incident, consent, and work through the steps, each as the cast
/// says.
///
/// They are what a person at another terminal is: all they see is the messages that reach them and
/// the journal, and all they do is inputs.
package final class SimulatedPeople: Sendable {
  /// A message that reached its person.
  struct Arrival {
    var person: String
    var at: Instant
    var isCall: Bool
  }

  private struct Content {
    var inbox: [Arrival] = []
    var telephoned: [String] = []
    var unusedAnswers: [String] = []
    var state: IncidentState?
  }

  private let cast: Cast
  private let time: VirtualTime
  private let content = Mutex(Content())

  /// The people of that cast.
  package init(_ cast: Cast, time: VirtualTime) {
    self.cast = cast
    self.time = time
  }

  /// Tells them that a message has reached its person.
  package func arrived(_ delivery: Delivery) {
    guard let person = delivery.message.person else { return }
    let isCall = if case .page = delivery.message.purpose { true } else { false }
    content.withLock {
      $0.inbox.append(Arrival(person: person, at: time.now, isCall: isCall))
    }
    time.tellNews()
  }

  /// Everybody who was asked by telephone because no message could reach them, each once, in order.
  package var telephoned: [String] { content.withLock(\.telephoned) }

  /// The answers that fitted nothing that was asked, each with its step.
  package var unusedAnswers: [String] { content.withLock(\.unusedAnswers) }

  /// The incident as they saw it last.
  package var state: IncidentState? { content.withLock(\.state) }

  /// Plays their parts in an incident until the task is cancelled.
  package func run(_ incident: JournaledIncident) async {
    var play = Play(incident, cast: cast)
    while !Task.isCancelled {
      let inbox = content.withLock { content in
        defer { content.inbox = [] }
        return content.inbox
      }
      let next = play.goOn(inbox, at: time.now)
      content.withLock { content in
        content.state = play.state
        content.telephoned = play.telephoned
        content.unusedAnswers = play.unusedAnswers
      }
      await time.clock.watch(next, TimeSpan(milliseconds: 200))
    }
  }
}
