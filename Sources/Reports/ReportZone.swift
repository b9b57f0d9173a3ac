import Foundation
public import Timekeeping

/// The time zone that all times of a report are shown in.
public struct ReportZone: Hashable, Sendable {
  private let zone: TimeZone

  /// The zone with that name of the IANA database, such as `Asia/Shanghai`; `nil` for none.
  public init?(_ identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.zone = zone
    self.identifier = identifier
  }

  /// The zone's name.
  public let identifier: String

  /// Universal time.
  public static let utc = ReportZone(zone: .gmt, identifier: "UTC")

  private init(zone: TimeZone, identifier: String) {
    self.zone = zone
    self.identifier = identifier
  }

  /// The date and time to the second: `2026-11-23 11:04:05`.
  public func dateAndTime(_ instant: Instant) -> String {
    let text = shifted(instant).rfc3339
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
  }

  /// The date: `2026-11-23`.
  public func date(_ instant: Instant) -> String { String(shifted(instant).rfc3339.prefix(10)) }

  /// The time of day to the second: `11:04:05`.
  public func time(_ instant: Instant) -> String {
    String(shifted(instant).rfc3339.dropFirst(11).prefix(8))
  }

  /// RFC 3339 with milliseconds and the zone's offset: `2026-11-23T11:04:05.678+08:00`.
  public func rfc3339(_ instant: Instant) -> String {
    shifted(instant).rfc3339.dropLast() + offset(at: instant)
  }

  /// The zone's name with its offset at that time: `Asia/Shanghai (UTC+08:00)`.
  public func title(at instant: Instant) -> String {
    "\(identifier) (UTC\(offset(at: instant)))"
  }

  private func offset(at instant: Instant) -> String {
    let seconds = secondsFromUTC(at: instant)
    let minutes = abs(seconds) / 60
    let hours = minutes / 60
    let rest = minutes % 60
    let sign = seconds < 0 ? "-" : "+"
    return "\(sign)\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
  }

  private func shifted(_ instant: Instant) -> Instant {
    instant + .seconds(Int64(secondsFromUTC(at: instant)))
  }

  /// The seconds that the zone is ahead of universal time at that time.
  func secondsFromUTC(at instant: Instant) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
  }
}
