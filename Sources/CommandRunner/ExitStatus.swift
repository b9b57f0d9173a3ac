import Glibc
import Ports

/// How a process ended, as the system or the process itself told it.
struct ExitStatus: Hashable, Sendable {
  /// How it ended.
  var end: CommandEnd

  /// What `waitpid` gave.
  init(wait status: Int32, isWrapped: Bool) {
    let signal = Int(status & 0x7f)
    self.init(code: Int((status >> 8) & 0xff), isWrapped: isWrapped)
    if signal != 0 { end = .signalled(signal) }
  }

  /// What stands in a status file: the code and, behind it, whether it comes from the wrapper.
  ///
  /// Gives `nil` for a line without an end: it was not written wholly.
  init?(file bytes: [UInt8]) {
    guard bytes.last == 10 else { return nil }
    let words = String(decoding: bytes.dropLast(), as: UTF8.self).split(separator: " ")
    guard let code = words.first.flatMap({ Int($0) }), 0...255 ~= code else { return nil }
    self.init(code: code, isWrapped: words.count == 2)
  }

  /// A shell says 128 + n of a child that signal n ended.
  ///
  /// Only signals that end programs are taken back, and none that programs use as codes (`git`
  /// exits with 128 and 129).
  private init(code: Int, isWrapped: Bool) {
    let lethal = [
      SIGINT, SIGQUIT, SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGSEGV, SIGPIPE, SIGALRM, SIGTERM,
      SIGXCPU, SIGXFSZ, SIGSYS,
    ]
    end =
      isWrapped && lethal.contains(Int32(code - 128)) ? .signalled(code - 128) : .exited(code)
  }
}
