import Glibc
import IncidentCore
import Ports
import Synchronization
import Timekeeping

/// Reads what a process writes and waits for its end.
///
/// Reading happens in the task that asks for the next signal, so that a slow one holds nothing in
/// memory: what was not read yet stays in the files. Waiting happens in a thread, which looks at
/// the files only while somebody waits for more. A command that is over at once needs no thread.
final class Follower: Sendable {
  let process: FollowedProcess
  let files: [OutputFile]
  let grace: Duration
  let wake: Pipe
  let state: Mutex<State>
  private let ended = Mutex<CommandEnd?>(nil)

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
    /// Whether the thread was started.
    var isWatched = false
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

  /// How long a reader holds up its own task before a thread is worth its cost, in milliseconds.
  private static let patience: Int32 = 4

  /// Follows `process`; after TERM it has `grace` to end.
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
    if !state.withLock(\.isWatched), isOverSoon { return }
    startWatching()
    await withCheckedContinuation { continuation in
      let isNow = state.withLock { state in
        if state.end != nil || state.isCancelled { return true }
        state.reader = continuation
        return false
      }
      if isNow { continuation.resume() } else { wake.signal() }
    }
  }

  /// Whether the process ends, or its terminal has something, before we lose patience.
  private var isOverSoon: Bool {
    guard let pidfd = process.pidfd else { return false }
    let descriptors = [pidfd.number, terminal?.descriptor.number ?? -1]
    let happened = Watch.poll(descriptors, milliseconds: Self.patience)
    guard terminal == nil else { return happened[1] & Int16(POLLIN) != 0 }
    guard let end = end() else { return false }
    publish(end)
    return true
  }

  /// Starts the thread unless it was.
  private func startWatching() {
    let isFirst = state.withLock { state in
      defer { state.isWatched = true }
      return !state.isWatched
    }
    if !isFirst { return }
    // With no room for a thread, the task that asks has to wait itself.
    if !Watch.start({ self.watch() }) { watch() }
  }

  /// How the process ended, or `nil` while it lives.
  func end() -> CommandEnd? {
    ended.withLock { end in
      end = end ?? process.end()
      return end
    }
  }

  /// Tells the reader how the process ended.
  func publish(_ end: CommandEnd) {
    let sizes = files.map(\.size)
    state.withLock { state in
      state.end = state.end ?? End(end: end, sizes: sizes)
      return state.takeReader()
    }?.resume()
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
    let isOver = state.withLock { state in
      state.isAbandoned = true
      state.terminal = nil
      return state.end != nil
    }
    if !isOver { startWatching() }
    wake.signal()
  }

  /// Ends the process group; returns when it is gone or was killed.
  func stop() async {
    if state.withLock({ $0.end == nil }) { startWatching() }
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
    if isLeft {
      startWatching()
      wake.signal()
    }
  }
}

extension Follower.State {
  /// The reader, which is not kept waiting any more.
  mutating func takeReader() -> CheckedContinuation<Void, Never>? {
    defer { reader = nil }
    return reader
  }
}
