public import Phrases

/// Why somebody is on duty, or is called: the targets that led to them, and what the schedule says.
///
/// Files keep its text, such as `role:ic, schedule:night, layer week`, which is read back.
public struct ChoiceRule: Hashable, Sendable {
  /// One reason, with those before it.
  public enum Part: Hashable, Sendable {
    /// A target of a policy, a role or a team.
    case target(EscalationTarget)
    /// What gave the duty in the schedule before it.
    case duty(Shift.Reason)
    /// That calendar says nothing about the year, so everybody is called who could be meant.
    case calendarYearMissing(calendar: String, year: Int)
    /// Words that only people read.
    case words(String)
  }

  /// The reasons, the first that led to the others first.
  public var parts: [Part]

  /// A rule of those reasons.
  public init(_ parts: [Part]) {
    self.parts = parts
  }

  /// The rule for a reader of `language`.
  public func text(_ language: Language) -> String {
    parts.map { $0.plainText ?? $0.message.text(language) }
      .joined(separator: ChoicePhrases.separator.text(language))
  }

  /// The same rule, with further reasons behind its own.
  func adding(_ more: [Part]) -> ChoiceRule { ChoiceRule(parts + more) }
}

extension ChoiceRule.Part {
  /// Its text, when that is the same in every language.
  fileprivate var plainText: String? {
    switch self {
    case .target(let target): target.description
    case .words(let text): text
    case .duty, .calendarYearMissing: nil
    }
  }

  var message: Message {
    switch self {
    case .target(let target): Message(ChoicePhrases.asItIs, ["text": target.description])
    case .duty(.layer(let name)): Message(ChoicePhrases.layer, ["name": name])
    case .duty(.swap(let other, let day)):
      Message(ChoicePhrases.swap, ["person": other, "day": day.description])
    case .duty(.override(let day)): Message(ChoicePhrases.override, ["day": day.description])
    case .calendarYearMissing(let calendar, let year):
      Message(ChoicePhrases.calendarYearMissing, ["calendar": calendar, "year": String(year)])
    case .words(let text): Message(ChoicePhrases.asItIs, ["text": text])
    }
  }
}

/// Why somebody is on duty; the English ones are also the text in files, and are never changed.
enum ChoicePhrases {
  static let separator = Phrase(en: ", ", zh: "，")
  static let asItIs = Phrase(en: "{text}", zh: "{text}")
  static let layer = Phrase(en: "layer {name}", zh: "轮值“{name}”")
  static let swap = Phrase(en: "swap {person} {day}", zh: "与 {person} 换班（{day}）")
  static let override = Phrase(en: "override {day}", zh: "{day} 起的临时调整")
  static let calendarYearMissing = Phrase(
    en: "calendar {calendar} without {year}",
    zh: "日历 {calendar} 没有 {year} 年的数据"
  )
}

// MARK: The text in files

extension ChoiceRule: CustomStringConvertible, Codable, ExpressibleByStringInterpolation {
  /// The rule as files have it.
  public var description: String { text(.english) }

  /// Reads the text of a rule; what is none is kept as words.
  public init(_ text: String) {
    let read = ChoiceRule(Self.parts(of: text) ?? [])
    self = read.description == text ? read : ChoiceRule([.words(text)])
  }

  /// A rule as files have it.
  public init(stringLiteral text: String) {
    self.init(text)
  }

  /// Reads the text of a rule.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text of the rule.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  private static func parts(of text: String) -> [Part]? {
    var pieces = text.split(separator: ", ", omittingEmptySubsequences: false)[...]
    var parts: [Part] = []
    while let piece = pieces.popFirst() {
      if piece.hasPrefix("layer ") {
        let missing = pieces.last.flatMap { calendarYearMissing($0) }
        if missing != nil { pieces.removeLast() }
        // A name may have commas.
        let name = ([piece.dropFirst(6)] + pieces).joined(separator: ", ")
        return parts + [.duty(.layer(name))] + (missing.map { [$0] } ?? [])
      }
      guard let part = part(of: piece) else { return nil }
      parts.append(part)
    }
    return parts
  }

  private static func part(of piece: Substring) -> Part? {
    if let target = EscalationTarget(String(piece)) { return .target(target) }
    let words = piece.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    switch (words.first, words.count) {
    case ("swap", 3): return CivilDay(words[2]).map { .duty(.swap(with: words[1], day: $0)) }
    case ("override", 2): return CivilDay(words[1]).map { .duty(.override(day: $0)) }
    default: return calendarYearMissing(piece)
    }
  }

  private static func calendarYearMissing(_ piece: Substring) -> Part? {
    let words = piece.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 4, words[0] == "calendar", words[2] == "without", let year = Int(words[3])
    else { return nil }
    return .calendarYearMissing(calendar: words[1], year: year)
  }
}
