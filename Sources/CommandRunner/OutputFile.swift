import CSpawn
import Glibc
import Synchronization

/// A file that a child writes at its end while we read it from its beginning.
final class OutputFile: Sendable {
  let name: ChannelName
  private let descriptor: Descriptor
  private let kept: off_t
  private let place = Mutex(Place())

  /// How far we are.
  private struct Place {
    /// The first byte not yet read.
    var offset: off_t = 0
    /// The last bytes read, which must still be there.
    var tail: [UInt8] = []
    /// Everything from the kept beginning up to here is given back to the disk.
    var punched: off_t = 0
  }

  private static let longestRead = 64 << 10
  private static let tailLength = 64
  /// No file system in use has larger blocks; a part of a block would become zeros, not a hole.
  private static let block: off_t = 64 << 10

  init(_ name: ChannelName, _ descriptor: Descriptor, keeping kept: Int) {
    self.name = name
    self.descriptor = descriptor
    self.kept = (off_t(max(kept, 0)) + Self.block - 1) & ~(Self.block - 1)
  }

  /// The size now, in bytes.
  var size: off_t {
    var facts = stat()
    return unsafe fstat(descriptor.number, &facts) == 0 ? facts.st_size : 0
  }

  /// Whether there is something to read.
  var hasMore: Bool { size != place.withLock { $0.offset } }

  /// The next bytes before `limit`; empty when there are none now.
  func read(before limit: off_t? = nil) -> [UInt8] {
    place.withLock { place in
      let size = self.size
      if size < place.offset { place = Place() }
      let bytes = next(&place, before: min(limit ?? size, size))
      punch(&place)
      return bytes
    }
  }

  private func next(_ place: inout Place, before limit: off_t) -> [UInt8] {
    guard limit > place.offset else { return [] }
    skipHole(&place)
    let start = place.offset - off_t(place.tail.count)
    let end = place.offset < kept ? min(limit, kept) : limit
    var bytes = read(from: start, to: end, atMost: Self.longestRead + place.tail.count)
    if !bytes.starts(with: place.tail) {
      // A command that opens /dev/stderr with `>` empties the file and begins again.
      place = Place()
      bytes = read(from: 0, to: limit, atMost: Self.longestRead)
    }
    let fresh = Array(bytes.dropFirst(place.tail.count))
    place.offset += off_t(fresh.count)
    place.tail = Array(bytes.suffix(Self.tailLength))
    return fresh
  }

  /// Passes over what an earlier reader gave back to the disk.
  private func skipHole(_ place: inout Place) {
    guard place.offset >= kept else { return }
    let data = tocsin_data(descriptor.number, place.offset)
    guard data > place.offset else { return }
    place.offset = data
    place.tail = []
  }

  private func read(from offset: off_t, to end: off_t, atMost longest: Int) -> [UInt8] {
    let count = min(Int(end - offset), longest)
    guard count > 0 else { return [] }
    return unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
      let base = buffer.baseAddress
      unsafe filled = max(pread(descriptor.number, base, count, offset), 0)
    }
  }

  /// Gives what is behind us back to the disk, a megabyte at a time.
  private func punch(_ place: inout Place) {
    let start = max(place.punched, kept)
    let end = (place.offset - off_t(Self.tailLength)) & ~(Self.block - 1)
    guard end - start >= 1 << 20 else { return }
    _ = tocsin_punch(descriptor.number, start, end - start)
    place.punched = end
  }
}
