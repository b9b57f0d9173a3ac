public import NotifierCards

/// Carries requests out of the machine.
public protocol Courier: Sendable {
  /// Sends one request and tells what came of it; never throws, and returns within the request's
  /// time.
  func send(_ request: WireRequest) async -> WireOutcome

  /// Sends one request of that notifier.
  func send(_ request: WireRequest, of notifier: String) async -> WireOutcome
}

extension Courier {
  /// Sends it like any other: a request says by itself where it goes.
  public func send(_ request: WireRequest, of notifier: String) async -> WireOutcome {
    await send(request)
  }
}
