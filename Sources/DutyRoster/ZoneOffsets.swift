import Foundation
import Synchronization

/// How far a zone is ahead of universal time, kept where it was asked for.
///
/// The system takes some microseconds for each answer, and a year of a roster asks for thousands.
final class ZoneOffsets: Sendable {
  /// A stretch of time with the changes of the clock in it.
  private struct Chunk {
    /// The milliseconds ahead at its beginning.
    var first: Int64
    /// When clocks change, and the milliseconds ahead from then on.
    var changes: [(at: Int64, ahead: Int64)]
  }

  private static let length: Int64 = 64 * 86_400_000
  /// No zone has put its clocks forward and back again within so short a time.
  private static let step: Int64 = 8 * 86_400_000

  private let zone: TimeZone
  private let chunks = Mutex<[Int64: Chunk]>([:])

  init(_ zone: TimeZone) {
    self.zone = zone
  }

  /// The milliseconds that the zone is ahead at an instant in milliseconds since 1970.
  func ahead(at instant: Int64) -> Int64 {
    var number = instant / Self.length
    if instant % Self.length < 0 { number -= 1 }
    let chunk = chunks.withLock { chunks in
      if let chunk = chunks[number] { return chunk }
      let chunk = makeChunk(number)
      chunks[number] = chunk
      return chunk
    }
    var ahead = chunk.first
    for change in chunk.changes where change.at <= instant { ahead = change.ahead }
    return ahead
  }

  private func makeChunk(_ number: Int64) -> Chunk {
    let start = number * Self.length
    var chunk = Chunk(first: asked(at: start), changes: [])
    var ahead = chunk.first
    for end in stride(from: start + Self.step, through: start + Self.length, by: Int(Self.step)) {
      let next = asked(at: end)
      if next != ahead {
        chunk.changes.append((change(from: end - Self.step, to: end), next))
        ahead = next
      }
    }
    return chunk
  }

  /// The instant between two others at which clocks change, which they do at whole seconds.
  private func change(from start: Int64, to end: Int64) -> Int64 {
    let before = asked(at: start)
    var early = start / 1000
    var late = end / 1000
    while late - early > 1 {
      let middle = (early + late) / 2
      if asked(at: middle * 1000) == before { early = middle } else { late = middle }
    }
    return late * 1000
  }

  private func asked(at instant: Int64) -> Int64 {
    let date = Date(timeIntervalSince1970: Double(instant) / 1000)
    return Int64(zone.secondsFromGMT(for: date)) * 1000
  }
}
