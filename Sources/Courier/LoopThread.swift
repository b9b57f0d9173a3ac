import Glibc

/// A thread of its own for the event loop, because waiting for sockets blocks.
enum LoopThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `body` on a new thread.
  ///
  /// - Returns: whether there was room for one.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    // The thread takes over the one reference that is made here.
    let box = unsafe Unmanaged.passRetained(
      Body {
        blockPipeSignal()
        body()
      }
    )
    var thread = pthread_t()
    let fault = unsafe pthread_create(
      &thread,
      nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      },
      box.toOpaque()
    )
    guard fault == 0 else {
      unsafe box.release()
      return false
    }
    _ = pthread_detach(thread)
    return true
  }

  /// Keeps a peer that hangs up during a write from ending the process: OpenSSL writes without
  /// MSG_NOSIGNAL, and libcurl leaves the signal alone in programs with threads.
  private static func blockPipeSignal() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
