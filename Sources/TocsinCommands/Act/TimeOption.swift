import ArgumentParser
import Phrases
import Reports
import Timekeeping

/// `--at`: when something happened, if not now.
struct TimeOption: ParsableArguments {
  @Option(
    help: .said(
      en: "When it happened, if not now: 03:20, or 2026-10-01T03:20:00+08:00.",
      zh: "发生时间，不写则为现在：03:20 或 2026-10-01T03:20:00+08:00。"
    )
  )
  var at: String?

  func instant(_ language: Language) throws(CommandFailure) -> Instant? {
    guard let at else { return nil }
    if let instant = Self.read(at, now: WallClock.now, zone: .local) { return instant }
    throw CommandFailure(CommandPhrases.badTime.text(language, ["text": at]), code: 2)
  }

  /// Reads a time in full, or as people say it: `03:20` is the latest one that is over, and without
  /// an offset it is that of `zone`.
  private static func read(_ text: String, now: Instant, zone: ReportZone) -> Instant? {
    if let instant = Instant(rfc3339: text) { return instant }
    let parts = text.split { $0 == " " || $0 == "T" }
    guard (1...2).contains(parts.count), let clock = parts.last else { return nil }
    let time = clock.count == 5 ? "\(clock):00" : String(clock)
    let day = parts.count == 2 ? String(parts[0]) : zone.date(now)
    guard let roughly = Instant(rfc3339: "\(day)T\(time)Z") else { return nil }
    // Summer time may have begun or ended since, so the offset is that of the time itself.
    let offset = zone.rfc3339(roughly).suffix(6)
    guard let instant = Instant(rfc3339: "\(day)T\(time)\(offset)") else { return nil }
    let isTomorrow = parts.count == 1 && instant > now
    return isTomorrow ? Instant(milliseconds: instant.milliseconds - 86_400_000) : instant
  }
}
