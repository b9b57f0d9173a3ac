package import NotifierCards
import Ports
package import Timekeeping

/// Providers that answer as they are told, and take some time for it.
package final class SimulatedCourier: Courier {
  /// What a provider does with a request.
  package struct Answer: Hashable, Sendable {
    /// What the sender gets to see.
    package var outcome: WireOutcome
    /// How long that takes.
    package var after: TimeSpan
    /// How often the message arrives, whatever the sender gets to see.
    package var arrivals: Int

    /// That answer after that time.
    package init(_ outcome: WireOutcome, after: TimeSpan, arrivals: Int = 1) {
      self.outcome = outcome
      self.after = after
      self.arrivals = arrivals
    }
  }

  private let time: VirtualTime
  private let answer: @Sendable (_ notifier: String, WireRequest, _ at: Instant) -> Answer
  private let onArrival: @Sendable () -> Void

  /// Providers that answer what `answer` says; `onArrival` is called, in the task that sends, each
  /// time that a message arrives at its person.
  package init(
    time: VirtualTime,
    answer: @escaping @Sendable (_ notifier: String, WireRequest, _ at: Instant) -> Answer,
    onArrival: @escaping @Sendable () -> Void = {}
  ) {
    self.time = time
    self.answer = answer
    self.onArrival = onArrival
  }

  /// Hands a request to its provider; a request of no notifier gets the answer to `""`.
  package func send(_ request: WireRequest) async -> WireOutcome {
    await send(request, of: "")
  }

  /// Hands a notifier's request to its provider.
  package func send(_ request: WireRequest, of notifier: String) async -> WireOutcome {
    let answer = answer(notifier, request, time.now)
    // Whoever waits gives up at the end of the request's time, whatever comes later.
    guard answer.after < request.timeout else {
      for _ in 0..<answer.arrivals { onArrival() }
      await time.sleep(until: time.now + request.timeout)
      return .unknown("no answer within \(request.timeout.text)")
    }
    await time.sleep(until: time.now + answer.after)
    for _ in 0..<answer.arrivals { onArrival() }
    return answer.outcome
  }
}
