import Dispatch
import Glibc

/// Signals as they come, instead of what the system would do.
final class SignalStream {
  let stream: AsyncStream<Int32>
  private let continuation: AsyncStream<Int32>.Continuation
  private let sources: [any DispatchSourceSignal]

  init(_ numbers: [Int32]) {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    (self.stream, self.continuation) = (stream, continuation)
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
  }

  /// Ends the stream.
  func finish() { continuation.finish() }

  /// Those of `numbers` that whoever started us did not have ignored, as `nohup` does.
  static func heeded(_ numbers: [Int32]) -> [Int32] {
    numbers.filter { number in
      var action = sigaction()
      guard unsafe sigaction(number, nil, &action) == 0 else { return true }
      let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      let ignored = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
      return handler != ignored
    }
  }
}
