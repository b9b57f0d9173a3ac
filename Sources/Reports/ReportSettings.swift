public import Phrases
public import Timekeeping

/// For whom and when a report is made.
public struct ReportSettings: Sendable {
  /// The language of the report.
  public var language: Language
  /// The zone that all times are shown in.
  public var zone: ReportZone
  /// When the report is made; milestones behind it are in the future.
  public var generatedAt: Instant
  /// The version of Tocsin that makes it.
  public var version: String

  /// Settings of those parts.
  public init(language: Language, zone: ReportZone, generatedAt: Instant, version: String) {
    self.language = language
    self.zone = zone
    self.generatedAt = generatedAt
    self.version = version
  }

  /// The sentence of `phrase` in the report's language.
  func text(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    phrase.text(language, arguments)
  }

  /// A length of time as a reader expects it: `1 h 2 min 3 s`.
  package func duration(_ span: TimeSpan) -> String {
    let milliseconds = abs(span.milliseconds)
    if milliseconds < 1000 {
      return text(DurationPhrases.milliseconds, ["n": String(span.milliseconds)])
    }
    let sign = span.milliseconds < 0 ? "−" : ""
    let seconds = milliseconds / 1000
    let parts = [
      "d": String(seconds / 86_400),
      "h": String(seconds / 3600 % 24),
      "m": String(seconds / 60 % 60),
      "s": String(seconds % 60),
    ]
    switch seconds {
    case 86_400...: return sign + text(DurationPhrases.days, parts)
    case 3600...: return sign + text(DurationPhrases.hours, parts)
    case 60...: return sign + text(DurationPhrases.minutes, parts)
    default: return sign + text(DurationPhrases.seconds, parts)
    }
  }
}

/// How lengths of time are written.
enum DurationPhrases {
  static let days = Phrase(en: "{d} d {h} h {m} min {s} s", zh: "{d} 天 {h} 小时 {m} 分 {s} 秒")
  static let hours = Phrase(en: "{h} h {m} min {s} s", zh: "{h} 小时 {m} 分 {s} 秒")
  static let minutes = Phrase(en: "{m} min {s} s", zh: "{m} 分 {s} 秒")
  static let seconds = Phrase(en: "{s} s", zh: "{s} 秒")
  static let milliseconds = Phrase(en: "{n} ms", zh: "{n} 毫秒")
}
