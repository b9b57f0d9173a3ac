import CSpawn
import Glibc
import Ports

/// The near side of a pseudo-terminal.
final class Terminal: Sendable {
  let descriptor: Descriptor
  /// The path of the far side, which a child opens.
  let path: String

  init(_ size: TerminalSize) throws(CommandFault) {
    var buffer = [CChar](repeating: 0, count: 128)
    let opened = unsafe tocsin_terminal(
      &buffer,
      buffer.count,
      Int32(clamping: size.columns),
      Int32(clamping: size.rows)
    )
    guard let descriptor = Descriptor(opened) else { throw CommandFault(errno, "/dev/ptmx") }
    self.descriptor = descriptor
    path = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// What was written since; empty when there is nothing now.
  func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count = unsafe Glibc.read(descriptor.number, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
  }

  /// Passes what was typed; gives back what did not fit.
  func write(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let count = unsafe bytes.withUnsafeBytes { bytes in
      unsafe Glibc.write(descriptor.number, bytes.baseAddress, bytes.count)
    }
    return bytes.dropFirst(max(count, 0))
  }

  /// Changes the size, which the processes in front learn by SIGWINCH.
  func resize(_ size: TerminalSize) {
    var measures = winsize()
    measures.ws_col = UInt16(clamping: size.columns)
    measures.ws_row = UInt16(clamping: size.rows)
    unsafe withUnsafeMutablePointer(to: &measures) { pointer in
      _ = unsafe ioctl(descriptor.number, UInt(TIOCSWINSZ), UnsafeMutableRawPointer(pointer))
    }
  }
}
