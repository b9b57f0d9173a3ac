public import NotifierCards

/// Carries requests out of the machine.
public protocol Courier: Sendable {
  /// Sends one request and tells what came of it; never throws, and returns within the request's
  /// time.
  func send(_ request: WireRequest) async -> WireOutcome
}
