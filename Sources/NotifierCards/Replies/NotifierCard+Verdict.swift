public import Timekeeping

extension NotifierCard {
  /// What came of an attempt.
  ///
  /// - Parameters:
  ///   - outcome: what the transport saw.
  ///   - now: the time, to reckon a date after which to try again.
  ///   - masking: texts that must not stand in a detail, such as the values of secrets.
  /// - Returns: What it means for the next attempt.
  public func verdict(
    of outcome: WireOutcome,
    at now: Instant,
    masking: [String] = []
  ) -> Verdict {
    switch outcome {
    case .notSent(let detail):
      return .retry(wait: nil, detail: Self.shown(detail, masking))
    case .unknown(let detail): return .unknown(detail: Self.shown(detail, masking))
    case .replied(let reply):
      let view = ReplyView(status: reply.status, headers: reply.headers, body: reply.body)
      let rules = exchange.rules
      // Most answers are good ones, of which nothing else has to be told.
      func detail() -> String {
        Self.shown(rules.detail(view, status: reply.status), masking)
      }
      func wait() -> TimeSpan? { rules.wait(view, now) }
      switch rules.outcome(view, kind: kind, fill: { _ in nil }) {
      case .ok: return .ok(providerID: rules.providerID(view))
      case .throttle:
        return .throttle(wait: wait() ?? penalty ?? .seconds(60), detail: detail())
      case .auth: return .auth(detail: detail())
      case .permanent, .missing: return .permanent(detail: detail())
      case .retry: return .retry(wait: wait(), detail: detail())
      case .unknown: return .unknown(detail: detail())
      }
    }
  }

  /// What a provider's answer to ``verification(of:to:parameters:secrets:at:nonce:)`` says.
  ///
  /// The message and its address are those that the question was about.
  public func verification(
    _ outcome: WireOutcome,
    of message: CardMessage,
    to address: String?,
    parameters: [String: String],
    at now: Instant,
    masking: [String] = []
  ) -> Verification {
    guard let verification else { return .unclear(detail: "") }
    switch outcome {
    case .notSent(let detail), .unknown(let detail):
      return .unclear(detail: Self.shown(detail, masking))
    case .replied(let reply):
      let view = ReplyView(status: reply.status, headers: reply.headers, body: reply.body)
      let settings = Settings(self.parameters, plain: parameters, secrets: [:])
      let call = try? call(message, address, settings, now, [])
      let filler = call.map { Filler($0, card: self, signing: []) }
      let found = verification.rules.outcome(view, kind: kind) { template in
        (try? filler?.text(template, place: "")) ?? nil
      }
      switch found {
      case .ok: return .taken(providerID: verification.rules.providerID(view))
      case .missing: return .notTaken
      case .throttle, .auth, .permanent, .retry, .unknown:
        let detail = verification.rules.detail(view, status: reply.status)
        return .unclear(detail: Self.shown(detail, masking))
      }
    }
  }

  /// A detail fit for the journal: one line, not long, without secrets.
  static func shown(_ detail: String, _ masking: [String]) -> String {
    var text = TextEscape.sanitised(detail)
    for secret in masking where secret.utf8.count >= 4 {
      for form in [secret, Percent.encoded(secret)] {
        text = text.split(separator: form, omittingEmptySubsequences: false)
          .joined(separator: "***")
      }
    }
    return text.count > 300 ? text.prefix(299) + "…" : text
  }
}

extension ReplyRules {
  /// The class of an answer.
  fileprivate func outcome(
    _ reply: ReplyView,
    kind: NotifierCard.Kind,
    fill: (Template) -> String?
  ) -> Outcome {
    for outcome in Outcome.allCases where conditions[outcome]?.holds(reply, fill: fill) ?? false {
      return outcome
    }
    switch kind {
    case .mail: return mailOutcome(reply.status)
    case .program: return programOutcome(reply.status)
    case .sms, .voice, .chat, .webhook, .push: return httpOutcome(reply.status)
    }
  }

  /// What a status means when the card says nothing about the answer.
  private func httpOutcome(_ status: Int) -> Outcome {
    switch status {
    // Taken, says the status; not taken, says the card. Nobody knows.
    case 200..<300: conditions[.ok] == nil ? .ok : .unknown
    case 401, 403, 407: .auth
    case 429: .throttle
    case 408, 425, 500...: .retry
    default: .permanent
    }
  }

  /// The reply codes of RFC 5321, section 4.2, and RFC 4954, section 6.
  private func mailOutcome(_ status: Int) -> Outcome {
    switch status {
    case 200..<300: .ok
    case 454, 530, 534, 535, 538: .auth
    case 400..<500: .retry
    case 500..<600: .permanent
    default: .unknown
    }
  }

  /// The exit codes of `sysexits.h`.
  private func programOutcome(_ status: Int) -> Outcome {
    switch status {
    case 0: .ok
    case 75: .retry
    case 77: .auth
    default: .permanent
    }
  }

  /// How long to wait, from the first place that tells.
  fileprivate func wait(_ reply: ReplyView, _ now: Instant) -> TimeSpan? {
    let longest = TimeSpan.minutes(24 * 60)
    for wait in waits {
      guard let span = wait.span(reply, now), span >= .zero else { continue }
      return min(span, longest)
    }
    return nil
  }

  /// The provider's id of the message.
  fileprivate func providerID(_ reply: ReplyView) -> String? {
    for subject in id {
      guard let text = subject.value(in: reply, item: nil)?.plainText else { continue }
      let id = TextEscape.sanitised(text)
      if !id.isEmpty, id.utf8.count <= 200 { return id }
    }
    return nil
  }

  /// What the provider says about it, or the beginning of what it answered.
  fileprivate func detail(_ reply: ReplyView, status: Int) -> String {
    let said = detail.compactMap { $0.value(in: reply, item: nil)?.plainText }
      .filter { !$0.isEmpty }
    let text = said.isEmpty ? String(reply.text.prefix(200)) : said.joined(separator: " · ")
    return text.isEmpty ? "\(status)" : "\(status) \(text)"
  }
}

extension ReplyRules.Wait {
  fileprivate func span(_ reply: ReplyView, _ now: Instant) -> TimeSpan? {
    switch self {
    case .fixed(let span): return span
    case .subject(let subject, let unit):
      guard let text = subject.value(in: reply, item: nil)?.plainText, let count = Double(text),
        count >= 0, count < 1e9
      else { return nil }
      return TimeSpan(milliseconds: Int64(count * Double(unit)))
    case .retryAfter(let header):
      guard let text = reply.header(header)?.trimmingSpaces else { return nil }
      if let seconds = Int64(text) {
        return (0...31_536_000).contains(seconds) ? .seconds(seconds) : nil
      }
      return HTTPDate.instant(text).map { max(.zero, $0 - now) }
    }
  }
}

/// Dates in the headers of HTTP (RFC 9110, section 5.6.7).
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `Fri, 02 Jan 2026 03:04:05 GMT`.
  static func instant(_ text: String) -> Instant? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Instant(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}
