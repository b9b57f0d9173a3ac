import CSpawn
import Glibc

/// A file descriptor that is closed when nobody holds it any more.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes `number` over; `nil` when it is not a descriptor.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { close(number) }

  /// Makes reading and writing return at once.
  func stopBlocking() {
    let flags = fcntl(number, F_GETFL)
    if flags >= 0 { _ = fcntl(number, F_SETFL, flags | O_NONBLOCK) }
  }
}

/// Two ends of a pipe that no child inherits.
struct Pipe: Sendable {
  let reading: Descriptor
  let writing: Descriptor

  init?(isBlocking: Bool) {
    var ends: [Int32] = [-1, -1]
    // The array has room for the two numbers that are written.
    guard unsafe tocsin_pipe(&ends) == 0, let reading = Descriptor(ends[0]),
      let writing = Descriptor(ends[1])
    else { return nil }
    self.reading = reading
    self.writing = writing
    if !isBlocking {
      reading.stopBlocking()
      writing.stopBlocking()
    }
  }

  /// Makes the reading end ready; a full pipe is ready already.
  func ring() {
    var byte: UInt8 = 1
    // One byte of a variable of one byte.
    _ = unsafe write(writing.number, &byte, 1)
  }

  /// Takes everything out.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 256)
    // Reads at most as much as the array holds.
    while unsafe read(reading.number, &bytes, bytes.count) == bytes.count {}
  }
}
