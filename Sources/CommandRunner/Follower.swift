import Glibc
import IncidentCore
import Ports
import Synchronization
import Timekeeping

/// Reads what a process writes and waits for its end.
///
/// Reading happens in the task that asks for the next signal, so that a slow one holds nothing in
/// memory: what was not read yet stays in the files. Waiting happens in a thread, which looks at
/// the files only while somebody waits for more.
final class Follower: Sendable {
  let process: FollowedProcess
  let files: [OutputFile]
  let grace: Duration
  let wake: Pipe
  let state: Mutex<State>

  /// What the thread, the reader and the others share.
  struct State {
    /// The near side of its terminal, until nobody follows it any more.
    var terminal: Terminal?
    /// What was typed and did not fit into the terminal yet.
    var typed: ArraySlice<UInt8> = []
    /// How it ended, and how much of each file counts.
    var end: End?
    /// Whether the end was told.
    var isTold = false
    /// Which file is read first the next time, so that none starves.
    var turn = 0
    /// The reader, while there is nothing for it.
    var reader: CheckedContinuation<Void, Never>?
    /// Whether the reader was cancelled.
    var isCancelled = false
    /// Whether nobody follows any more.
    var isAbandoned = false
    /// How far stopping it is.
    var stop = Stop.no
    /// Who waits until it is stopped.
    var stopping: [CheckedContinuation<Void, Never>] = []
  }

  /// The end of a process, with the sizes that its files had then: others may still write.
  struct End {
    var end: CommandEnd
    var sizes: [off_t]
  }

  /// How far stopping a process is.
  enum Stop {
    /// Nobody asked for it.
    case no
    /// Somebody asked for it.
    case asked
    /// It was asked to end, and will be killed at that time.
    case terminated(until: ContinuousClock.Instant)
    /// Everything was done.
    case done
  }

  /// Follows `process`, which has already ended when `end` is given.
  init(
    _ process: FollowedProcess,
    grace: TimeSpan,
    files: [OutputFile],
    terminal: Terminal?
  ) throws(CommandFault) {
    self.process = process
    self.files = files
    self.grace = .milliseconds(grace.milliseconds)
    wake = try Pipe()
    state = Mutex(State(terminal: terminal))
    guard Watch.start({ self.watch() }) else { throw CommandFault(EAGAIN, "thread") }
  }

  var terminal: Terminal? { state.withLock(\.terminal) }

  /// The next signal; `nil` behind the end and when the reader is cancelled.
  func next() async -> CommandSignal? {
    while true {
      let (end, isOver) = state.withLock { ($0.end, $0.isTold || $0.isCancelled) }
      if isOver { return nil }
      if let output = read(until: end) { return output }
      if let end {
        state.withLock { $0.isTold = true }
        return .ended(end.end)
      }
      await more()
    }
  }

  private func read(until end: End?) -> CommandSignal? {
    if let bytes = terminal?.read(), !bytes.isEmpty { return .stdout(bytes) }
    let turn = state.withLock { state in
      state.turn += 1
      return state.turn
    }
    for index in files.indices.map({ ($0 + turn) % files.count }) {
      let bytes = files[index].read(before: end?.sizes[index])
      if bytes.isEmpty { continue }
      return files[index].name == .stdout ? .stdout(bytes) : .stderr(bytes)
    }
    return nil
  }

  /// Waits until there is more to read, or the end.
  private func more() async {
    await withCheckedContinuation { continuation in
      let isNow = state.withLock { state in
        if state.end != nil || state.isCancelled { return true }
        state.reader = continuation
        return false
      }
      if isNow { continuation.resume() } else { wake.signal() }
    }
  }

  /// Ends the signals although the process goes on.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      return state.takeReader()
    }?.resume()
  }

  /// Lets the process go on alone; only its exit status is still fetched, so that no zombie stays.
  func abandon() {
    state.withLock { state in
      state.isAbandoned = true
      state.terminal = nil
    }
    wake.signal()
  }

  /// Ends the process group; returns when it is gone or was killed.
  func stop() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        switch state.stop {
        case .done: return true
        case .no where state.end != nil: return true
        case .no: state.stop = .asked
        case .asked, .terminated: break
        }
        state.stopping.append(continuation)
        return false
      }
      if isOver { continuation.resume() } else { wake.signal() }
    }
  }

  /// Passes what was typed to the terminal.
  func type(_ bytes: [UInt8]) {
    let isLeft = state.withLock { state in
      guard let terminal = state.terminal else { return false }
      state.typed = terminal.write(state.typed + bytes)
      return !state.typed.isEmpty
    }
    if isLeft { wake.signal() }
  }
}

extension Follower.State {
  /// The reader, which is not kept waiting any more.
  mutating func takeReader() -> CheckedContinuation<Void, Never>? {
    defer { reader = nil }
    return reader
  }
}
