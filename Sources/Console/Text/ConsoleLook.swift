public import Phrases
public import Timekeeping

/// How a terminal is written to.
public struct ConsoleLook: Sendable {
  /// The language of all texts but those of the runbook.
  public var language: Language
  /// The columns of the terminal.
  public var width: Int
  /// Whether attributes and colours are used.
  public var hasColour: Bool
  /// Whether lines that stand already can be drawn over.
  public var canRedraw: Bool
  /// The offset of local time from universal time, in seconds.
  public var secondsFromUTC: @Sendable (Instant) -> Int

  /// A look of those parts.
  public init(
    language: Language,
    width: Int = 80,
    hasColour: Bool = false,
    canRedraw: Bool = true,
    secondsFromUTC: @escaping @Sendable (Instant) -> Int = { _ in 0 }
  ) {
    self.language = language
    self.width = width
    self.hasColour = hasColour
    self.canRedraw = canRedraw
    self.secondsFromUTC = secondsFromUTC
  }

  /// The columns that text is wrapped to; the last one stays free, so that no terminal wraps.
  public var columns: Int { max(20, min(width, 200) - 1) }

  func text(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    phrase.text(language, arguments)
  }

  /// The local time of day: `03:04:05`.
  package func time(_ instant: Instant) -> String {
    let local = instant + .seconds(Int64(secondsFromUTC(instant)))
    return String(local.rfc3339.dropFirst(11).prefix(8))
  }

  /// The local time of day, with the date when it is another day than `now`'s.
  package func time(_ instant: Instant, seenAt now: Instant) -> String {
    let day = (instant + .seconds(Int64(secondsFromUTC(instant)))).rfc3339.prefix(10)
    let today = (now + .seconds(Int64(secondsFromUTC(now)))).rfc3339.prefix(10)
    return day == today ? time(instant) : "\(day) \(time(instant))"
  }

  /// A length of time to the second, to the minute from one hour on: `45s`, `2m05s`, `1h05m`.
  package func elapsed(_ span: TimeSpan) -> String {
    let seconds = max(0, span.milliseconds) / 1000
    let chinese = language == .chinese
    let (hour, minute, second) = chinese ? ("小时", "分", "秒") : ("h", "m", "s")
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
    if seconds < 60 { return "\(seconds)\(second)" }
    if seconds < 3600 { return "\(seconds / 60)\(minute)\(two(seconds % 60))\(second)" }
    return "\(seconds / 3600)\(hour)\(two(seconds / 60 % 60))\(chinese ? "分" : "m")"
  }

  /// A length that was set beforehand, without the units that are zero: `10m`, `1m30s`.
  func length(_ span: TimeSpan) -> String {
    guard language == .chinese else { return span.text }
    var text = ""
    var rest = span.milliseconds
    for (size, unit) in [(86_400_000, "天"), (3_600_000, "小时"), (60_000, "分钟"), (1000, "秒")] {
      if rest >= size { text += "\(rest / Int64(size)) \(unit)" }
      rest %= Int64(size)
    }
    return text.isEmpty ? "\(rest) 毫秒" : text
  }

  /// A duration of a command with tenths when it is short: `0.4s`.
  func duration(_ span: TimeSpan) -> String {
    guard span.milliseconds < 10_000 else { return elapsed(span) }
    let tenths = max(0, span.milliseconds) / 100
    return "\(tenths / 10).\(tenths % 10)\(language == .chinese ? "秒" : "s")"
  }

  /// The text wrapped behind `first` on its first line and `rest` on the others.
  func wrapped(
    _ text: String,
    first: Span,
    rest: Span? = nil,
    mark: Mark = .plain
  ) -> [Line] {
    let indent = rest ?? Span(String(repeating: " ", count: DisplayWidth.width(of: first.text)))
    let room = max(8, columns - DisplayWidth.width(of: first.text))
    return DisplayWidth.wrap(text, to: room).enumerated().map { number, part in
      Line([number == 0 ? first : indent, Span(part, mark)])
    }
  }

  func wrapped(_ text: String, mark: Mark = .plain) -> [Line] {
    DisplayWidth.wrap(text, to: columns).map { Line($0, mark) }
  }
}
