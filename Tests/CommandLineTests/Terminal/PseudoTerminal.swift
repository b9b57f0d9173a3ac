import Foundation
import Glibc

/// A program at a terminal of its own, with a person who types and reads.
///
/// Every wait has a deadline, which is generous because a loaded machine is slow; none is a pause.
final class PseudoTerminal {
  /// What did not come in time, with what stood on the screen instead.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  /// How a program ended.
  enum End: Hashable {
    case exited(Int32)
    case signalled(Int32)
  }

  private static let patienceSeconds = 60.0

  private(set) var screen: TerminalScreen
  /// Everything that was written, as it came.
  private(set) var written: [UInt8] = []
  let pid: pid_t
  private var descriptor: Int32
  private var end: End?
  private var isClosed = false
  private var lastKey: Character?

  init(
    _ arguments: [String],
    environment: [String: String],
    folder: String,
    columns: Int = 80,
    rows: Int = 24
  ) throws {
    // `openpty` would leave open for a moment what a child of another test could inherit.
    descriptor = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    let askNumber: UInt = 0x8004_5430
    let lock: UInt = 0x4004_5431
    guard descriptor >= 0, unsafe ioctl(descriptor, lock, &isLocked) == 0,
      unsafe ioctl(descriptor, askNumber, &number) == 0
    else { throw Fault(description: "no pseudo-terminal: \(errno)") }
    screen = TerminalScreen(columns: columns, rows: rows)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    pid = try Self.start(arguments, environment, folder, "/dev/pts/\(number)")
  }

  deinit {
    if end == nil {
      kill(pid, SIGKILL)
      _ = waitpid(pid, nil, 0)
    }
    if !isClosed { close(descriptor) }
  }

  // MARK: What a person does

  func type(_ text: String) throws {
    lastKey = text.last
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count > 0 else { throw Fault(description: "nothing can be typed: \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  func resize(columns: Int, rows: Int = 24) throws {
    _ = read(milliseconds: 0)
    screen.resize(columns: columns)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard unsafe ioctl(descriptor, UInt(TIOCSWINSZ), &size) == 0
    else { throw Fault(description: "no other size: \(errno)") }
  }

  /// Closes the terminal, as a lost line does.
  func hangUp() {
    guard !isClosed else { return }
    isClosed = true
    close(descriptor)
  }

  // MARK: What a person waits for

  /// Reads on until the screen is as wished.
  func wait(for what: String, until isThere: (TerminalScreen) -> Bool) throws {
    let deadline = Self.now + Self.patienceSeconds
    while !isThere(screen) {
      guard Self.now < deadline else {
        throw Fault(description: "never saw \(what) on:\n\(screen.text)")
      }
      guard read(milliseconds: 200) else {
        if isThere(screen) { return }
        throw Fault(description: "it ended before \(what):\n\(screen.text)")
      }
    }
  }

  /// Reads on until a text was written anywhere.
  func wait(for text: String) throws {
    try wait(for: "“\(text)”") { $0.text.contains(text) }
  }

  /// Reads on until the live lines at the bottom have all those texts.
  func waitUntilAsked(_ texts: String...) throws {
    try wait(for: "\(texts) at the bottom") { $0.asks(texts) }
  }

  /// Types as soon as the live lines at the bottom have all those texts.
  func answer(_ keys: String, at texts: String...) throws {
    try wait(for: "\(texts) at the bottom") { $0.asks(texts) }
    try type(keys)
  }

  /// Types again every few seconds until the live lines have that text: keys that come too early for
  /// the question on the screen are dropped on purpose.
  func insist(_ keys: String, until text: String) throws {
    var next = Self.now
    try wait(for: "“\(text)” at the bottom") { screen in
      if screen.asks([text]) { return true }
      if Self.now >= next {
        try? type(keys)
        next = Self.now + 5
      }
      return false
    }
  }

  /// Presses Enter or the space bar, which mean the same, as soon as the live lines have all those
  /// texts.
  ///
  /// The one that was not typed last, because the same key within some milliseconds counts as held
  /// down.
  func goOn(at texts: String...) throws {
    try wait(for: "\(texts) at the bottom") { $0.asks(texts) }
    try type(lastKey == "\r" ? " " : "\r")
  }

  /// Reads on until the program has ended.
  func waitUntilEnded() throws -> End {
    let deadline = Self.now + Self.patienceSeconds
    while true {
      if let end { return end }
      var status: Int32 = 0
      if unsafe waitpid(pid, &status, WNOHANG) == pid {
        while !isClosed, read(milliseconds: 0), hasMore {}
        let signal = status & 0x7F
        end = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
      } else if Self.now > deadline {
        throw Fault(description: "it never ended:\n\(screen.text)")
      } else if isClosed || !read(milliseconds: 20) {
        // The terminal is gone before the process is.
        _ = poll(nil, 0, 5)
      }
    }
  }

  private var hasMore: Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&waiting, 1, 0) == 1 && waiting.revents & Int16(POLLIN) != 0
  }

  /// Takes in what was written; false when nobody has the other side open any more.
  private func read(milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waiting, 1, milliseconds) == 1 else { return true }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return errno == EINTR }
    written += buffer.prefix(count)
    screen.write(Array(buffer.prefix(count)))
    return true
  }

  private static var now: Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  // MARK: The program

  /// Starts a program as the leader of a session whose terminal is the one at `path`.
  private static func start(
    _ arguments: [String],
    _ environment: [String: String],
    _ folder: String,
    _ path: String
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID, which the C library shows to GNU programs only.
    _ = unsafe posix_spawnattr_setflags(&attributes, 0x80)
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens is the one that it is at.
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    for number: Int32 in 1...2 {
      _ = unsafe posix_spawn_file_actions_adddup2(&actions, 0, number)
    }
    let line = ["/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = unsafe line.map { unsafe strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] =
      unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe argv.indices { unsafe free(argv[index]) }
      for index in unsafe envp.indices { unsafe free(envp[index]) }
    }
    var pid: pid_t = 0
    let fault = unsafe posix_spawn(&pid, line[0], &actions, &attributes, &argv, &envp)
    guard fault == 0 else { throw Fault(description: "\(arguments): error \(fault)") }
    return pid
  }
}
