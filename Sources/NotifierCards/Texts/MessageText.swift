import Phrases
import RunbookModel
import Timekeeping

/// The texts that a message becomes, in the reader's language.
///
/// They say what is wrong and where, how bad it is and since when, what is asked, how to answer, and
/// how late the message is. Marks for drills and repeats come first, so that no cut takes them away.
public struct MessageText: Sendable {
  private let message: CardMessage
  private let marksRepeat: Bool
  private let memory: CardMemory?
  /// How many titles a digest names.
  private static let bundleLimit = 5

  /// The texts of `message`; a provider that takes a message only once needs no mark for repeats.
  public init(
    _ message: CardMessage,
    marksRepeat: Bool = true,
    memory: CardMemory? = nil
  ) {
    self.message = message
    self.marksRepeat = marksRepeat
    self.memory = memory
  }

  /// Whether the texts of both begin in the same way: they differ in nothing but for whom they are
  /// and how to answer.
  func hasHead(of other: MessageText) -> Bool {
    let (one, two) = (message, other.message)
    return one.title == two.title && one.kind == two.kind && one.language == two.language
      && one.isRepeat == two.isRepeat && marksRepeat == other.marksRepeat
      && one.isDrill == two.isDrill && one.incident == two.incident
      && one.severity == two.severity && one.runbook == two.runbook && one.step == two.step
      && one.reason == two.reason && one.place == two.place && one.since == two.since
      && one.offsetMinutes == two.offsetMinutes && one.late == two.late && one.ask == two.ask
      && one.bundled == two.bundled
  }

  /// The same texts, which remember nothing.
  var withoutMemory: MessageText { MessageText(message, marksRepeat: marksRepeat) }

  private func head(isShort: Bool, make: () -> String) -> String {
    memory.map { $0.head(of: self, isShort: isShort, make: make) } ?? make()
  }

  /// The marks for drills and possible repeats, empty for most messages.
  public var mark: String {
    (message.isDrill ? phrase(MessagePhrases.drill) : "")
      + (message.isRepeat && marksRepeat ? phrase(MessagePhrases.repeated) : "")
  }

  /// One line: marks, severity, title.
  public var headline: String {
    switch message.kind {
    case .resolved: return phrase(MessagePhrases.resolved, ["mark": mark, "title": title])
    case .test: return phrase(MessagePhrases.test, ["mark": mark, "title": title])
    case .digest:
      let arguments = ["mark": mark, "count": "\(count)", "title": titleWithSeverity(mark: "")]
      return phrase(MessagePhrases.digest, arguments)
    case .page, .notice: return titleWithSeverity(mark: mark)
    }
  }

  private var title: String { TextEscape.sanitised(message.title) }

  private func titleWithSeverity(mark: String) -> String {
    var arguments = ["mark": mark, "title": title]
    guard let severity = message.severity else {
      return phrase(MessagePhrases.headlineWithoutSeverity, arguments)
    }
    arguments["severity"] = severity.name.text(message.language)
    return phrase(MessagePhrases.headline, arguments)
  }

  /// Everything, one line for each thing.
  public var text: String {
    let head = head(isShort: false) {
      ([headline] + bodyLines() + bundleLines).joined(separator: "\n")
    }
    return answer.map { "\(head)\n\($0)" } ?? head
  }

  /// Everything as Markdown: the first line bold, the others a list.
  public var markdown: String {
    let escape = TextEscape.markdown
    var lines = ["**\(escape.escaped(headline))**", ""]
    lines += bodyLines().map { "- \(escape.escaped($0))" }
    lines += bundleLines.map(escape.escaped)
    if let answer { lines += ["", escape.escaped(answer)] }
    return lines.joined(separator: "\n")
  }

  /// Everything in sentences that can be read out.
  public var speech: String {
    var sentences = [headline] + bodyLines(isSpoken: true)
    if isAnswerable, let code = cleaned(message.code) {
      // Digits are read one by one when they stand apart.
      let spelled = code.map(String.init).joined(separator: " ")
      sentences.append(phrase(MessagePhrases.spokenCode, ["code": spelled]))
    }
    return sentences.map(ended).joined(separator: isChinese ? "" : " ")
  }

  /// Everything in few words, cut so that it fits and how to answer stays.
  ///
  /// Gives `nil` when not even the answer fits.
  public func short(fits: (String) -> Bool) -> String? {
    let gap = isChinese ? "" : " "
    let head = head(isShort: true) {
      SMSLength.simplified(
        ([headline] + bodyLines(isShort: true)).map(ended).joined(separator: gap)
      )
    }
    guard let answer else { return TextCut.cut(head, fits: fits) }
    for tail in [answer, codeAnswer].compactMap({ $0 }) {
      let tail = SMSLength.simplified(tail)
      let cut = TextCut.cut(head) { fits($0 + gap + tail) }
      // A head of a few letters tells nothing: better to leave out the link.
      if let cut, cut == head || cut.count > 12 { return cut + gap + tail }
    }
    return codeAnswer.flatMap { TextCut.cut($0, fits: fits) }
  }

  /// The titles of the other messages of a digest.
  var bundled: [String] {
    message.bundled.map(TextEscape.sanitised)
  }

  /// How many messages this one stands for.
  private var count: Int { message.bundled.count + 1 }

  private var isChinese: Bool { message.language == .chinese }

  // MARK: Lines

  private func bodyLines(isShort: Bool = false, isSpoken: Bool = false) -> [String] {
    var lines: [String] = []
    func add(_ phrase: Phrase, _ value: String?) {
      if let value { lines.append(self.phrase(phrase, ["value": value])) }
    }
    add(MessagePhrases.place, cleaned(message.place))
    add(MessagePhrases.step, cleaned(message.step))
    if !isShort { add(MessagePhrases.runbook, cleaned(message.runbook)) }
    add(MessagePhrases.reason, cleaned(message.reason))
    add(MessagePhrases.since, isShort || isSpoken ? clockTime : since)
    add(MessagePhrases.late, late)
    add(MessagePhrases.ask, cleaned(message.ask))
    if !isShort, !isSpoken { add(MessagePhrases.incident, cleaned(message.incident)) }
    return lines
  }

  private var bundleLines: [String] {
    guard message.kind == .digest else { return [] }
    var lines = bundled.prefix(Self.bundleLimit)
      .map { phrase(MessagePhrases.item, ["value": $0]) }
    if bundled.count > Self.bundleLimit {
      lines.append(phrase(MessagePhrases.more, ["value": "\(bundled.count - Self.bundleLimit)"]))
    }
    return lines
  }

  /// How to say “mine”, or where to read more when nothing is asked.
  private var answer: String? {
    let link = cleaned(message.link)
    guard isAnswerable else {
      return link.map { phrase(MessagePhrases.details, ["value": $0]) }
    }
    switch (cleaned(message.code), link) {
    case (let code?, let link?):
      return phrase(MessagePhrases.codeAndLink, ["code": code, "link": link])
    case (let code?, nil): return phrase(MessagePhrases.codeOnly, ["code": code])
    case (nil, let link?): return phrase(MessagePhrases.linkOnly, ["link": link])
    case (nil, nil): return nil
    }
  }

  /// Whether somebody is asked to answer.
  private var isAnswerable: Bool {
    message.kind == .page || message.kind == .digest || message.kind == .test
  }

  private var codeAnswer: String? {
    guard isAnswerable else { return nil }
    return cleaned(message.code).map { phrase(MessagePhrases.codeOnly, ["code": $0]) }
  }

  // MARK: Fields

  /// The field as cards see it; `nil` when it has nothing to say.
  func value(of field: MessageField) -> CardValue? {
    switch field {
    case .kind: .text(message.kind.rawValue)
    case .language: .text(message.language.rawValue)
    case .urgency: .text(message.urgency.rawValue)
    case .attempt: .number("\(message.attempt)")
    case .isRepeat: .bool(message.isRepeat)
    case .isDrill: .bool(message.isDrill)
    case .count: .number("\(count)")
    case .validitySeconds: validity(unit: 1000)
    case .validityMinutes: validity(unit: 60_000)
    default: text(of: field).map(CardValue.text)
    }
  }

  private func text(of field: MessageField) -> String? {
    switch field {
    case .incident: return cleaned(message.incident)
    case .title: return cleaned(message.title)
    case .severity: return message.severity?.rawValue
    case .runbook: return cleaned(message.runbook)
    case .step: return cleaned(message.step)
    case .reason: return cleaned(message.reason)
    case .place: return cleaned(message.place)
    case .since: return since
    case .sinceISO: return message.since?.rfc3339
    case .late: return late
    case .ask: return cleaned(message.ask)
    case .code: return cleaned(message.code)
    case .link: return cleaned(message.link)
    case .person: return cleaned(message.person)
    case .mark: return mark.isEmpty ? nil : mark
    case .headline: return headline
    case .short: return short { _ in true }
    case .text: return text
    case .markdown: return markdown
    case .speech: return speech
    case .kind, .language, .urgency, .attempt, .isRepeat, .isDrill, .count, .validitySeconds,
      .validityMinutes:
      return nil
    }
  }

  private func validity(unit: Int64) -> CardValue? {
    // Providers refuse more than ten hours, and no call is worth delivering after them.
    message.validity.map { .number("\(max(1, min($0.milliseconds, 36_000_000) / unit))") }
  }

  private var late: String? {
    message.late.map { MessagePhrases.length($0, message.language) }
  }

  /// Since when, at the reader's place: `2026-01-02 11:04 +08:00`.
  private var since: String? {
    guard let instant = message.since else { return nil }
    // The parts stand at the same bytes in every such text.
    let text = (instant + .minutes(Int64(message.offsetMinutes))).rfc3339.utf8
    let (day, time) = (Substring(text.prefix(10)), Substring(text.dropFirst(11).prefix(5)))
    let minutes = abs(message.offsetMinutes)
    let offset = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
    let sign = message.offsetMinutes < 0 ? "-" : "+"
    return "\(day) \(time) \(sign)\(offset)"
  }

  /// Since when, without the date.
  private var clockTime: String? {
    since.map { String(Substring($0.utf8.dropFirst(11).prefix(5))) }
  }

  private func cleaned(_ text: String?) -> String? {
    guard let text = text.map(TextEscape.sanitised), !text.isEmpty else { return nil }
    return text
  }

  /// The text with a full stop, when it has no end yet.
  private func ended(_ text: String) -> String {
    if let byte = text.utf8.last, byte < 0x80 {
      if ".!?".utf8.contains(byte) { return text }
    } else if text.last.map({ "。！？…".contains($0) }) ?? true {
      return text
    }
    return text + (isChinese ? "。" : ".")
  }

  private func phrase(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    phrase.text(message.language, arguments)
  }
}
