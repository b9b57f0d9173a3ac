public import Timekeeping

/// A stretch of time that has its start and not its end.
public struct DutyInterval: Hashable, Sendable {
  /// Its first instant.
  public var start: Instant
  /// The first instant after it.
  public var end: Instant

  /// The time from `start` to `end`.
  public init(from start: Instant, to end: Instant) {
    self.start = start
    self.end = end
  }

  /// How long it is.
  public var length: TimeSpan { end - start }

  /// Whether the instant lies in it.
  public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  /// The part that lies in `other` too; `nil` when there is none.
  public func clipped(to other: DutyInterval) -> DutyInterval? {
    let part = DutyInterval(from: max(start, other.start), to: min(end, other.end))
    return part.start < part.end ? part : nil
  }
}

extension [DutyInterval] {
  /// The same time as few intervals that neither touch nor overlap, in order.
  package func merged() -> [DutyInterval] {
    var result: [DutyInterval] = []
    for interval in sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) })
    where interval.start < interval.end {
      if let last = result.last, interval.start <= last.end {
        result[result.count - 1].end = Swift.max(last.end, interval.end)
      } else {
        result.append(interval)
      }
    }
    return result
  }

  /// What is left of `whole` without these intervals, which must be merged.
  package func missing(in whole: DutyInterval) -> [DutyInterval] {
    var result: [DutyInterval] = []
    var start = whole.start
    for interval in self[firstEnding(after: whole.start)...] {
      if interval.start >= whole.end { break }
      if start < interval.start { result.append(DutyInterval(from: start, to: interval.start)) }
      start = Swift.max(start, interval.end)
    }
    if start < whole.end { result.append(DutyInterval(from: start, to: whole.end)) }
    return result
  }

  /// The parts of these intervals, which must be merged, that lie in `whole`.
  package func common(with whole: DutyInterval) -> [DutyInterval] {
    var result: [DutyInterval] = []
    for interval in self[firstEnding(after: whole.start)...] {
      if interval.start >= whole.end { break }
      if let part = interval.clipped(to: whole) { result.append(part) }
    }
    return result
  }

  /// The first interval that ends after `instant`, found by halving.
  private func firstEnding(after instant: Instant) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
