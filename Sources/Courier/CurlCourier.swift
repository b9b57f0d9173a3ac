public import NotifierCards
public import Ports
public import Timekeeping

/// Carries requests out of the machine: HTTP and mail through libcurl, and local programs.
///
/// One thread with one event loop serves all of them, so a message costs no thread, and connections,
/// names and TLS sessions are used again. What holds for every request:
///
/// - Certificates are always checked, TLS is 1.2 or later, HTTP/2 is used where it is offered.
/// - Redirects are never followed: a 3xx is a reply like any other.
/// - Nothing comes from the environment: no proxy but the request's, no `.netrc`, no cookies.
/// - Nothing is added to an HTTP request but `Host` and `Content-Length`, and an HTTP request is
///   sent once: libcurl's own second try on a connection that was used before is suppressed.
/// - At most ``CourierLimits/perDestination`` requests are on their way to one destination. The
///   others wait for their turn; the wait counts towards their time.
///
/// What comes of a request:
///
/// | outcome | when |
/// |---|---|
/// | `replied` | a final status was read, even when the rest of the answer broke off (`isCut`) |
/// | `notSent` | no byte of an HTTP request left; the end of a mail did not; no program started |
/// | `unknown` | anything else |
public final class CurlCourier: Courier {
  private let mailbox: Mailbox

  /// A courier with its own event loop, which starts at once.
  public init(limits: CourierLimits = CourierLimits()) {
    CurlLibrary.prepare()
    mailbox = Mailbox()
    let mailbox = mailbox
    let isStarted = LoopThread.start {
      guard var loop = EventLoop(mailbox: mailbox, limits: limits) else {
        mailbox.close(reason: Self.noLoop)
        return
      }
      loop.run()
    }
    if !isStarted { mailbox.close(reason: Self.noLoop) }
  }

  deinit { mailbox.post(.stop(after: .zero, nil)) }

  /// Sends one request and tells what came of it.
  ///
  /// Never throws, and returns within the request's time. When the task is cancelled the transfer
  /// is: the outcome is `notSent` when nothing had left, else `unknown`.
  public func send(_ request: WireRequest) async -> WireOutcome {
    await send(request, from: #isolation)
  }

  /// Sends where the caller is: a change of threads and back would cost as much as the sending.
  private func send(
    _ request: WireRequest,
    from caller: isolated (any Actor)?
  ) async -> WireOutcome {
    let ticket = Ticket()
    return await withTaskCancellationHandler {
      _ = caller
      return await withCheckedContinuation { continuation in
        mailbox.post(.start(Errand(request: request, ticket: ticket, continuation: continuation)))
      }
    } onCancel: {
      ticket.cancel()
      mailbox.post(.cancel(ticket))
    }
  }

  /// Takes no more requests and returns when those under way are done.
  ///
  /// - Parameter patience: how long they may take; then they are cancelled.
  public func shutDown(within patience: TimeSpan = .seconds(5)) async {
    await withCheckedContinuation { continuation in
      mailbox.post(.stop(after: patience, continuation))
    }
  }

  private static let noLoop = "the system gives no resources for sending"
}

/// How much a courier does at once.
public struct CourierLimits: Hashable, Sendable {
  /// How many requests are on their way to one destination.
  public var perDestination: Int
  /// How many requests are on their way in all.
  public var total: Int

  /// Limits that a provider's gateway and a machine's descriptors bear.
  public init(perDestination: Int = 32, total: Int = 400) {
    self.perDestination = max(1, perDestination)
    self.total = max(1, total)
  }
}
