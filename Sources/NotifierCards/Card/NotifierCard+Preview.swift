public import Timekeeping

extension NotifierCard {
  /// The request as it would be sent, with `~~name~~` where a secret or what is made of one would
  /// stand.
  ///
  /// No secret is needed for it, only the names of those that are set, so that none can be shown.
  public func preview(
    of message: CardMessage,
    to address: String?,
    parameters: [String: String],
    secretNames: [String],
    at now: Instant,
    nonce: [UInt8]
  ) throws(CardFault) -> WireRequest {
    let settings = Settings(
      self.parameters,
      plain: parameters,
      secrets: [:],
      masked: secretNames
    )
    return try request(exchange, for: message, to: address, settings, now, nonce)
  }

  /// The texts that a message becomes, each with the name that the card gives it, in the order of
  /// the card.
  public func texts(
    of message: CardMessage
  ) throws(CardFault) -> [(name: String, text: String)] {
    let source = MessageText(message, marksRepeat: !isIdempotent)
    var texts: [(name: String, text: String)] = []
    for text in self.texts {
      if let filled = try text.text(source) { texts.append((text.name, filled)) }
    }
    return texts
  }
}

extension WireRequest {
  /// The request as text that people read: the way HTTP, mail and shells write it.
  public var text: String {
    switch transport {
    case .http(let method, let url, let headers, let body):
      let lines = ["\(method) \(url)"] + headers.map { "\($0.name): \($0.value)" }
      let content = String(decoding: body, as: UTF8.self)
      return lines.joined(separator: "\n") + (content.isEmpty ? "" : "\n\n\(content)")
    case .mail(let url, let from, let to, let message, let login):
      var lines = [url]
      if let login { lines.append("LOGIN \(login.user)") }
      lines.append("MAIL FROM:<\(from)>")
      lines += to.map { "RCPT TO:<\($0)>" }
      let content = String(decoding: message, as: UTF8.self)
        .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      return (lines + [""] + content.map(String.init)).joined(separator: "\n")
    case .program(let arguments, let input, let environment):
      let names = environment.keys.sorted()
      let lines =
        names.map { "\($0)=\(environment[$0] ?? "")" } + [arguments.joined(separator: " ")]
      let content = String(decoding: input, as: UTF8.self)
      return lines.joined(separator: "\n") + (content.isEmpty ? "" : "\n\n\(content)")
    }
  }
}
