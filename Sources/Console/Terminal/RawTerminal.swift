import Dispatch
import Glibc
public import Ports
import Synchronization

/// The terminal that the process was started at.
///
/// While it is open, keys come one by one, nothing is echoed, and pastes are marked as such. It is
/// given back on every way out: ``close()``, `exit`, a stop, and signals that end the process.
public final class RawTerminal: TerminalPort {
  private struct Open {
    var events: AsyncStream<TerminalSignal>.Continuation
    var keys: ReadSource
  }

  private let input: Int32
  private let output: Int32
  private let opened = Mutex<Open?>(nil)

  /// The terminal of those two descriptors; `nil` when one of them is none.
  public init?(input: Int32 = 0, output: Int32 = 1) {
    guard isatty(input) == 1, isatty(output) == 1 else { return nil }
    self.input = input
    self.output = output
  }

  /// Begins to read keys one by one and to note signals.
  public func open() -> AsyncStream<TerminalSignal> {
    let (stream, events) = AsyncStream.makeStream(of: TerminalSignal.self)
    close()
    setModes()
    let input = input
    let keys = ReadSource(input) { Self.readKeys(from: input, into: events) }
    SignalNotes.begin { number in
      if let signal = Self.signal(number) { events.yield(signal) }
    }
    opened.withLock { $0 = Open(events: events, keys: keys) }
    return stream
  }

  /// Gives the terminal back as it was.
  public func close() {
    let wasOpen = opened.withLock { open in
      open?.keys.source.cancel()
      open?.events.finish()
      defer { open = nil }
      return open != nil
    }
    guard wasOpen else { return }
    SignalNotes.end()
    restoreModes()
  }

  /// Writes text as it stands.
  public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Writes bytes as they stand.
  public func write(_ bytes: [UInt8]) -> Bool { Descriptor.write(bytes, to: output) }

  /// The size now; 80 columns when the terminal does not say.
  public func size() -> TerminalSize {
    var size = winsize()
    guard unsafe ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return TerminalSize(columns: 80, rows: 24)
    }
    return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Gives the terminal to another program until ``resume()``.
  public func pause() {
    opened.withLock { $0?.keys.source.suspend() }
    restoreModes()
  }

  /// Takes the terminal again after ``pause()``.
  public func resume() {
    setModes()
    opened.withLock { $0?.keys.source.resume() }
  }

  /// Gives the terminal back, stops the process group, and sets the modes again afterwards.
  public func suspend() {
    restoreModes()
    SignalNotes.stopProcess()
    setModes()
  }

  // MARK: Modes

  private static let entering = "\u{1B}[?2004h"
  fileprivate static let leaving = "\u{1B}[?2004l\u{1B}[?25h\u{1B}[0m"

  private func setModes() {
    guard let saved = SavedModes.keep(input) else { return }
    var modes = saved
    modes.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | IXON | ISTRIP | BRKINT | PARMRK)
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | ISIG | IEXTEN)
    modes.c_oflag |= tcflag_t(OPOST)
    unsafe withUnsafeMutableBytes(of: &modes.c_cc) { characters in
      unsafe characters[Int(VMIN)] = 1
      unsafe characters[Int(VTIME)] = 0
    }
    _ = unsafe tcsetattr(input, TCSANOW, &modes)
    _ = write(Self.entering)
  }

  private func restoreModes() {
    _ = write(Self.leaving)
    SavedModes.restore()
  }

  // MARK: Events

  private static func readKeys(
    from input: Int32,
    into events: AsyncStream<TerminalSignal>.Continuation
  ) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(input, &buffer, buffer.count)
    if count > 0 {
      events.yield(.bytes(Array(buffer.prefix(count))))
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      events.yield(.hungUp)
      events.finish()
    }
  }

  private static func signal(_ number: Int32) -> TerminalSignal? {
    switch number {
    case SIGWINCH: .resized
    case SIGTSTP: .suspensionAsked
    case SIGCONT: .continued
    case SIGINT: .interrupted
    case SIGTERM, SIGQUIT: .terminationAsked
    case SIGHUP: .hungUp
    default: nil
    }
  }
}

/// Calls back when a descriptor can be read.
///
/// Sources of Dispatch may be used from any thread, which their type does not say.
private struct ReadSource: @unchecked Sendable {
  let source: any DispatchSourceRead

  init(_ descriptor: Int32, _ handler: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
    source.setEventHandler(handler: handler)
    source.activate()
  }
}

/// Writing to a descriptor.
enum Descriptor {
  /// Writes all bytes; false when the other side is gone.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&waiting, 1, 1000)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

/// The modes of the terminal as they were, where a signal handler finds them.
private enum SavedModes {
  private struct Kept {
    var descriptor: Int32
    var modes: termios
  }

  /// The address of what is kept; 0 for nothing.
  ///
  /// It is never freed, because a handler may read it.
  private static let address = Atomic<UInt>(0)

  /// The modes before the first change; a later call gives the same ones.
  static func keep(_ descriptor: Int32) -> termios? {
    if let kept = unsafe pointer { return unsafe kept.pointee.modes }
    var modes = termios()
    guard unsafe tcgetattr(descriptor, &modes) == 0 else { return nil }
    let kept = UnsafeMutablePointer<Kept>.allocate(capacity: 1)
    unsafe kept.initialize(to: Kept(descriptor: descriptor, modes: modes))
    address.store(UInt(bitPattern: kept), ordering: .releasing)
    _ = atexit { SavedModes.restore() }
    return modes
  }

  /// Sets the modes back; does nothing that a signal handler may not do.
  static func restore() {
    guard let kept = unsafe pointer else { return }
    _ = unsafe tcsetattr(kept.pointee.descriptor, TCSANOW, &kept.pointee.modes)
  }

  private static var pointer: UnsafeMutablePointer<Kept>? {
    unsafe UnsafeMutablePointer(bitPattern: address.load(ordering: .acquiring))
  }
}

/// Signals as notes in a pipe, so that they are dealt with outside their handlers.
///
/// Handlers are used instead of ignoring the signals or blocking them, because both would be
/// inherited by the commands of a run.
private enum SignalNotes {
  private struct Listening {
    var source: ReadSource?
    var readEnd: Int32 = -1
  }

  private static let noted = [SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGQUIT, SIGHUP]
  private static let fatal = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP]
  private static let writeEnd = Atomic<Int32>(-1)
  private static let continuations = Atomic<Int>(0)
  /// Whether the process stops itself, so that the console need not hear that it goes on.
  private static let isStopping = Atomic<Bool>(false)
  private static let listening = Mutex<Listening>(Listening())

  static func begin(_ note: @escaping @Sendable (Int32) -> Void) {
    let readEnd = makePipe()
    let source = ReadSource(readEnd) {
      var buffer = [UInt8](repeating: 0, count: 64)
      let count = unsafe read(readEnd, &buffer, buffer.count)
      for number in buffer.prefix(max(0, count)) { note(Int32(number)) }
    }
    listening.withLock {
      $0.source?.source.cancel()
      $0.source = source
    }
    for number in noted { handle(number, with: take) }
    for number in fatal where hasDefault(number) { handle(number, with: die) }
  }

  static func end() {
    listening.withLock {
      $0.source?.source.cancel()
      $0.source = nil
    }
    for number in noted { handle(number, with: SIG_DFL) }
  }

  /// Stops the process group, as a shell expects it of Ctrl-Z, until it goes on.
  static func stopProcess() {
    let before = continuations.load(ordering: .acquiring)
    isStopping.store(true, ordering: .releasing)
    defer { isStopping.store(false, ordering: .releasing) }
    handle(SIGTSTP, with: SIG_DFL)
    _ = kill(0, SIGTSTP)
    // It stops this thread a little later, and not at all when no shell is there to wake it. A
    // second signal, to this thread, might come after the first is over, and stop everything again.
    for _ in 0..<100 where continuations.load(ordering: .acquiring) == before {
      _ = poll(nil, 0, 10)
    }
    handle(SIGTSTP, with: take)
  }

  private static func makePipe() -> Int32 {
    listening.withLock { listening in
      if listening.readEnd >= 0 { return listening.readEnd }
      var ends: [Int32] = [-1, -1]
      guard unsafe pipe(&ends) == 0 else { return -1 }
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      writeEnd.store(ends[1], ordering: .releasing)
      listening.readEnd = ends[0]
      return ends[0]
    }
  }

  private static let take: @convention(c) (Int32) -> Void = { number in
    let error = errno
    if number == SIGCONT {
      continuations.add(1, ordering: .releasing)
      if isStopping.load(ordering: .acquiring) { return }
    }
    var byte = UInt8(truncatingIfNeeded: number)
    _ = unsafe write(SignalNotes.writeEnd.load(ordering: .acquiring), &byte, 1)
    errno = error
  }

  /// Gives the terminal back before a crash ends the process.
  private static let die: @convention(c) (Int32) -> Void = { number in
    SavedModes.restore()
    _ = signal(number, SIG_DFL)
    _ = raise(number)
  }

  private static func handle(_ number: Int32, with handler: __sighandler_t?) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART
    _ = unsafe sigaction(number, &action, nil)
  }

  private static func hasDefault(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    return unsafe action.__sigaction_handler.sa_handler == nil
  }
}
