import CSpawn
import Glibc
import NotifierCards
import Synchronization
import Timekeeping

/// What the event loop is asked to do.
enum Order: Sendable {
  case start(Errand)
  case cancel(Ticket)
  /// Take nothing more; what is under way may take that long.
  case stop(after: TimeSpan, CheckedContinuation<Void, Never>?)
}

/// A request and the task that waits for its outcome; a class, because it goes through many hands
/// and a request is large.
final class Errand: Sendable {
  let request: WireRequest
  let ticket: Ticket
  let continuation: CheckedContinuation<WireOutcome, Never>
  /// When it was asked for, on ``MonotonicTime``.
  private let start = MonotonicTime.now

  init(
    request: WireRequest,
    ticket: Ticket,
    continuation: CheckedContinuation<WireOutcome, Never>
  ) {
    self.request = request
    self.ticket = ticket
    self.continuation = continuation
  }

  /// When its time is over.
  var deadline: Int64 { start + WireTime.milliseconds(request.timeout) }
}

/// Names one errand, also before it has begun.
final class Ticket: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  func cancel() { flag.store(true, ordering: .releasing) }
}

/// The way from tasks to the event loop's thread.
final class Mailbox: Sendable {
  private struct State {
    var orders: [Order] = []
    var isRung = false
    var closed: String?
  }

  private let state = Mutex(State())
  /// Wakes the loop; `nil` when the system gave none, and then the loop does not start.
  let bell: Pipe?

  init() { bell = Pipe(isBlocking: false) }

  /// Hands an order over; when the loop has ended, it is answered here.
  func post(_ order: Order) {
    let (closed, mustRing) = state.withLock { state -> (String?, Bool) in
      if let closed = state.closed { return (closed, false) }
      state.orders.append(order)
      defer { state.isRung = true }
      return (nil, !state.isRung)
    }
    if let closed { Self.refuse(order, closed) }
    if mustRing { bell?.ring() }
  }

  /// Everything that was handed over since the last time.
  func take() -> [Order] {
    state.withLock { state in
      state.isRung = false
      defer { state.orders.removeAll(keepingCapacity: true) }
      return state.orders
    }
  }

  /// Answers everything, now and from now on, with `reason`.
  func close(reason: String) {
    let orders = state.withLock { state in
      state.closed = reason
      defer { state.orders = [] }
      return state.orders
    }
    for order in orders { Self.refuse(order, reason) }
  }

  private static func refuse(_ order: Order, _ reason: String) {
    switch order {
    case .start(let errand): errand.continuation.resume(returning: .notSent(reason))
    case .cancel: break
    case .stop(_, let continuation): continuation?.resume()
    }
  }
}
