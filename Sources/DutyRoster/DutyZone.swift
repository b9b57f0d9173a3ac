import Foundation
public import Timekeeping

/// A time zone of the IANA database: what the clock on the wall shows at an instant, and back.
public struct DutyZone: Hashable, Sendable {
  /// When a wall clock shows a given time.
  public enum Occurrence: Hashable, Sendable {
    /// At one instant, as nearly always.
    case once(Instant)
    /// At two instants: clocks were put back in between.
    case twice(first: Instant, last: Instant)
    /// Never: clocks were put forward over it, at that instant.
    case never(skippedAt: Instant)
  }

  /// The zone's name, such as `Asia/Shanghai`.
  public let identifier: String
  private let offsets: ZoneOffsets

  /// The zone of that name; `nil` when the database has none.
  public init?(_ identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.init(identifier: identifier, zone: zone)
  }

  private init(identifier: String, zone: TimeZone) {
    self.identifier = identifier
    offsets = ZoneOffsets(zone)
  }

  /// Universal time.
  public static let utc = DutyZone(identifier: "UTC", zone: .gmt)

  /// Whether two zones have the same name.
  public static func == (left: DutyZone, right: DutyZone) -> Bool {
    left.identifier == right.identifier
  }

  /// Feeds the zone's name.
  public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }

  /// The names of all zones that are known here, sorted.
  public static var identifiers: [String] { TimeZone.knownTimeZoneIdentifiers.sorted() }

  /// How many seconds the zone is ahead of universal time at that instant.
  public func secondsAhead(at instant: Instant) -> Int {
    Int(offsets.ahead(at: instant.milliseconds) / 1000)
  }

  /// What the clock on the wall shows at that instant.
  public func wall(_ instant: Instant) -> WallTime {
    WallTime(milliseconds: instant.milliseconds + offsets.ahead(at: instant.milliseconds))
  }

  /// When the wall clock shows that time.
  public func occurrence(of wall: WallTime) -> Occurrence {
    // No zone is further than 26 hours from another, so these lie safely on both sides.
    let before = milliseconds(ahead: wall.milliseconds - 2 * WallTime.day)
    let after = milliseconds(ahead: wall.milliseconds + 2 * WallTime.day)
    if before == after { return .once(Instant(milliseconds: wall.milliseconds - before)) }
    var found: [Int64] = []
    for ahead in [before, after] {
      let candidate = wall.milliseconds - ahead
      if milliseconds(ahead: candidate) == ahead { found.append(candidate) }
    }
    switch (found.min(), found.max()) {
    case (let first?, let last?) where first < last:
      return .twice(first: Instant(milliseconds: first), last: Instant(milliseconds: last))
    case (let only?, _):
      return .once(Instant(milliseconds: only))
    default:
      return .never(skippedAt: change(of: wall, before: before, after: after))
    }
  }

  /// The first instant at which the clock shows that time, or the first after it was skipped.
  public func first(_ wall: WallTime) -> Instant {
    switch occurrence(of: wall) {
    case .once(let instant), .twice(let instant, _), .never(let instant): instant
    }
  }

  /// The last instant at which the clock shows that time, or the first after it was skipped.
  public func last(_ wall: WallTime) -> Instant {
    switch occurrence(of: wall) {
    case .once(let instant), .twice(_, let instant), .never(let instant): instant
    }
  }

  private func milliseconds(ahead instant: Int64) -> Int64 { offsets.ahead(at: instant) }

  /// The instant at which the clock skipped `wall`.
  private func change(of wall: WallTime, before: Int64, after: Int64) -> Instant {
    // Changes happen at whole seconds.
    var early = (wall.milliseconds - max(before, after)) / 1000 - 1
    var late = (wall.milliseconds - min(before, after)) / 1000 + 1
    while late - early > 1 {
      let middle = (early + late) / 2
      if milliseconds(ahead: middle * 1000) == before { early = middle } else { late = middle }
    }
    return Instant(milliseconds: late * 1000)
  }
}
