import CSpawn
import Glibc
import NotifierCards

/// A local program on its way: fed through a pipe, read through another, ended when its time is
/// over.
///
/// Its standard output and error are one, as a person would see them. It is over when the program
/// itself ends; what it left behind in the background does not hold the answer up.
final class ProgramRun {
  /// How long a program may take to end after TERM, in milliseconds.
  private static let grace: Int64 = 2000
  /// How often to look for the end where the kernel does not tell, in milliseconds.
  private static let interval: Int64 = 20

  let errand: Errand
  let lane: String
  private let pid: pid_t
  private let watcher: Descriptor?
  private var input: Descriptor?
  private let output: Descriptor
  private var unwritten: ArraySlice<UInt8>
  private var printed: [UInt8] = []
  private var isCut = false
  private var givenUp: String?
  private var killTime: Int64?
  private(set) var isReaped = false

  init(
    _ errand: Errand,
    lane: String,
    pid: pid_t,
    input: Descriptor,
    output: Descriptor,
    bytes: [UInt8]
  ) {
    self.errand = errand
    self.lane = lane
    self.pid = pid
    self.input = input
    self.output = output
    unwritten = bytes[...]
    watcher = Descriptor(tocsin_pidfd(pid))
  }

  /// Begins to wait for the program.
  ///
  /// - Returns: the descriptors that are waited for.
  func watch(_ watches: Watches) -> [Int32] {
    if let input { watches.watch(input.number, for: .program, reading: false, writing: true) }
    for descriptor in [output, watcher].compactMap({ $0 }) {
      watches.watch(descriptor.number, for: .program, reading: true, writing: false)
    }
    return descriptors
  }

  /// The descriptors that are open.
  var descriptors: [Int32] { [input, output, watcher].compactMap { $0?.number } }

  /// When to look again even if nothing happens.
  var nextLook: Int64 {
    let deadline = killTime ?? (givenUp == nil ? errand.deadline : 0)
    return watcher == nil ? min(deadline, MonotonicTime.now + Self.interval) : deadline
  }

  /// Heeds that a descriptor is ready.
  ///
  /// - Returns: a descriptor that was closed.
  func heed(_ happening: Poller.Happening, _ watches: Watches) -> Int32? {
    if happening.descriptor == output.number, readOn() { watches.forget(output.number) }
    guard let number = input?.number, number == happening.descriptor, feed() else { return nil }
    watches.forget(number)
    input = nil
    return number
  }

  /// Ends the program at the next look.
  func giveUp(_ reason: String) {
    givenUp = givenUp ?? reason
  }

  /// What came of it, when that is known.
  func look(now: Int64) -> WireOutcome? {
    if let status = reap() {
      _ = readOn()
      guard let status = status.code else { return .unknown("\(lane): its exit code was lost") }
      return .replied(WireReply(status: status, body: printed, isCut: isCut))
    }
    if errand.deadline <= now { giveUp("it did not end in its time and was stopped") }
    guard let reason = givenUp else { return nil }
    signal(SIGTERM)
    killTime = now + Self.grace
    return .unknown("\(lane): \(reason)")
  }

  /// Whether a program that was given up is gone; kills it when it takes too long.
  func isGone(now: Int64) -> Bool {
    if isReaped || reap() != nil { return true }
    guard let time = killTime, time <= now else { return false }
    kill()
    // Even then it may hang in the kernel; looking again once in a while costs nothing.
    killTime = now + Self.grace
    return false
  }

  /// Kills the program and what it started.
  func kill() { signal(SIGKILL) }

  private func signal(_ number: Int32) {
    if !isReaped { _ = Glibc.kill(-pid, number) }
  }

  /// How it ended, once: the exit code, 128 and the signal's number when one ended it, nothing when
  /// somebody else took the code away.
  private func reap() -> (code: Int?, Void)? {
    guard !isReaped else { return nil }
    var status: Int32 = 0
    // Writes one number.
    let found = unsafe waitpid(pid, &status, WNOHANG)
    guard found != 0 else { return nil }
    isReaped = true
    guard found == pid else { return (nil, ()) }
    let ending = status & 0x7f
    return (Int(ending == 0 ? (status >> 8) & 0xff : 128 + ending), ())
  }

  /// Writes what the pipe takes.
  ///
  /// - Returns: whether nothing is left to write, or nobody to read it.
  private func feed() -> Bool {
    guard let input else { return true }
    while !unwritten.isEmpty {
      // The bytes are those of the slice; SIGPIPE is blocked on this thread.
      let count = unsafe unwritten.withUnsafeBytes { bytes in
        unsafe write(input.number, bytes.baseAddress, bytes.count)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return errno != EAGAIN }
      unwritten = unwritten.dropFirst(count)
    }
    return true
  }

  /// Reads what there is, and keeps as much as is allowed.
  ///
  /// - Returns: whether the output has ended.
  private func readOn() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16 * 1024)
    // A program that prints without end must not hold up everything else.
    for _ in 0..<16 {
      // Reads at most as much as the array holds.
      let count = unsafe read(output.number, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return errno != EAGAIN }
      if count == 0 { return true }
      let room = max(0, errand.request.responseLimit - printed.count)
      printed += bytes.prefix(min(count, room))
      if count > room { isCut = true }
    }
    return false
  }
}
