import Synchronization

/// What a loop sleeps on until somebody wakes it; who wakes it before it sleeps is not forgotten.
///
/// Not a stream: that resumes its reader outside of its actor, on a thread that then does nothing
/// but pass it on.
final class WakeUps: Sendable {
  private struct State {
    var isDue = false
    var sleeper: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Wakes the loop, now or when it is about to sleep.
  func wake() {
    state.withLock { state in
      state.isDue = state.sleeper == nil
      defer { state.sleeper = nil }
      return state.sleeper
    }?.resume()
  }

  /// Returns once somebody has woken the loop since the last time; a loop of an actor sleeps in it.
  func next(isolation: isolated (any Actor)? = #isolation) async {
    await withTaskCancellationHandler {
      _ = isolation
      await withCheckedContinuation(isolation: isolation) { continuation in
        let isNow = state.withLock { state in
          if state.isDue || Task.isCancelled {
            state.isDue = false
            return true
          }
          state.sleeper = continuation
          return false
        }
        if isNow { continuation.resume() }
      }
    } onCancel: {
      wake()
    }
  }
}
