import CSpawn
import Glibc
import Ports

/// A file descriptor that is closed when nobody holds it any more.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes `number` over; `nil` when it is not a descriptor.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { close(number) }

  /// Opens the file at `path`; children do not inherit it.
  static func open(
    _ path: String,
    _ flags: Int32,
    mode: mode_t = 0
  ) throws(CommandFault) -> Descriptor {
    guard let opened = unsafe Descriptor(Glibc.open(path, flags | O_CLOEXEC, mode)) else {
      throw CommandFault(errno, path)
    }
    return opened
  }
}

/// Two ends of a pipe; both stay open, so that writing never raises SIGPIPE.
struct Pipe: Sendable {
  let reading: Descriptor
  let writing: Descriptor

  init() throws(CommandFault) {
    var ends: [Int32] = [-1, -1]
    guard unsafe tocsin_pipe(&ends) == 0, let reading = Descriptor(ends[0]),
      let writing = Descriptor(ends[1])
    else { throw CommandFault(errno, "pipe") }
    self.reading = reading
    self.writing = writing
  }

  /// Writes one line end.
  func signal() {
    var byte = UInt8(ascii: "\n")
    unsafe write(writing.number, &byte, 1)
  }

  /// Takes everything out that was written; blocks when nothing was.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    unsafe read(reading.number, &bytes, bytes.count)
  }
}

extension CommandFault {
  /// What an error number of the system means, met at `place`.
  init(_ number: Int32, _ place: String) {
    let detail = "\(place): \(Self.text(number))"
    self =
      switch number {
      case EAGAIN, ENOMEM, EMFILE, ENFILE, ENOSPC, EDQUOT, E2BIG: .exhausted(detail: detail)
      default: .refused(detail: detail)
      }
  }

  private static func text(_ number: Int32) -> String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(number, &bytes, bytes.count) == 0 else { return "error \(number)" }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
