import Glibc

/// A thread of its own, because waiting for a process blocks and must not hold up other tasks.
enum Watch {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `body` on a new thread.
  ///
  /// - Returns: whether there was room for one.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let box = unsafe Unmanaged.passRetained(Body(body))
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

  /// Waits until one of `descriptors` has something to read, is hung up, or the time is over.
  ///
  /// - Returns: the happenings of each, 0 for none.
  static func poll(_ descriptors: [Int32], milliseconds: Int32) -> [Int16] {
    var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard unsafe Glibc.poll(&requests, nfds_t(requests.count), milliseconds) > 0 else {
      return descriptors.map { _ in 0 }
    }
    return requests.map(\.revents)
  }
}
