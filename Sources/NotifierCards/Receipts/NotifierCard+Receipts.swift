public import Timekeeping

extension NotifierCard {
  /// Reads a request that a provider sent: receipts, replies, and what to answer.
  ///
  /// Receipts come late, twice and out of order; ``DeliveryStatus/merged(with:)`` brings them
  /// together. A request whose signature is wrong says nothing and is answered with 403.
  public func receipts(
    from request: InboundRequest,
    parameters: [String: String],
    secrets: [String: String],
    at now: Instant
  ) -> ReceiptBatch {
    guard let inbound else { return .refused(.notExpected, status: 404) }
    let filler = inboundFiller(inbound, parameters, secrets, now)
    let parts = InboundParts(request)
    filler.parts = parts
    // Whoever asks for no proof would be told anything by anybody.
    guard let check = inbound.check else { return .refused(.signature, status: 403) }
    if let refusal = check.refusal(filler, now) { return .refused(refusal, status: 403) }
    guard let document = inbound.document(of: request),
      let items = inbound.items(of: document, request)
    else { return .refused(.malformed, status: 400) }
    let answer = inbound.answer.answer(filler)
    var batch = ReceiptBatch(receipts: [], replies: [], refusal: nil, answer: answer)
    let view = ReplyView(data: document, headers: request.headers, body: request.body)
    for item in items.prefix(10_000) {
      if let receipt = inbound.receipts?.receipt(view, item) { batch.receipts.append(receipt) }
      if let reply = inbound.replies?.reply(view, item, kind: address) {
        batch.replies.append(reply)
      }
    }
    return batch
  }

  /// What to answer to a request with a reply, with `text` said back where the provider carries it.
  public func answer(
    saying text: String?,
    parameters: [String: String],
    secrets: [String: String],
    at now: Instant
  ) -> InboundAnswer {
    guard let inbound else { return ReceiptBatch.refused(.notExpected, status: 404).answer }
    let filler = inboundFiller(inbound, parameters, secrets, now)
    filler.reply = text
    return inbound.answer.answer(filler)
  }

  /// Whether replies are read, with everything set that proves where they come from.
  public func takesReplies(parameters: [String: String], secrets: [String: String]) -> Bool {
    guard let inbound, inbound.replies != nil, let check = inbound.check else { return false }
    let settings = Settings(self.parameters, plain: parameters, secrets: secrets)
    let sources = check.expected.sources + check.signing.flatMap(\.sources)
    return sources.allSatisfy { source in
      guard case .parameter(let name) = source else { return true }
      return settings.value(name) != nil
    }
  }

  private func inboundFiller(
    _ inbound: Inbound,
    _ parameters: [String: String],
    _ secrets: [String: String],
    _ now: Instant
  ) -> Filler {
    let call = Filler.Call(
      message: nil,
      id: "",
      address: nil,
      settings: Settings(self.parameters, plain: parameters, secrets: secrets),
      now: now,
      nonce: []
    )
    return Filler(call, card: self, signing: inbound.check?.signing ?? [])
  }
}

extension ReceiptBatch {
  fileprivate static func refused(_ refusal: Refusal, status: Int) -> ReceiptBatch {
    let answer = InboundAnswer(status: status, contentType: "text/plain; charset=utf-8", body: [])
    return ReceiptBatch(receipts: [], replies: [], refusal: refusal, answer: answer)
  }
}

extension AnswerPlan {
  fileprivate func answer(_ filler: Filler) -> InboundAnswer {
    InboundAnswer(
      status: status,
      contentType: contentType,
      body: Array(((try? text(filler)) ?? "").utf8)
    )
  }

  private func text(_ filler: Filler) throws(CardFault) -> String? {
    switch body {
    case .none: nil
    case .json(let tree): try filler.value(tree, place: "answer")?.json
    case .xml(let tree):
      try filler.value(tree, place: "answer").map { XMLText.write($0, declaration: false) }
    case .text(let template): try filler.text(template, place: "answer")
    }
  }
}

extension Check {
  /// Why the request is not believed; `nil` when it is.
  fileprivate func refusal(_ filler: Filler, _ now: Instant) -> ReceiptBatch.Refusal? {
    guard let expected = (try? filler.bytes(expected)) ?? nil, !expected.isEmpty,
      let given = (try? filler.bytes(given)) ?? nil
    else { return .signature }
    let candidates =
      separator.flatMap { $0.utf8.first }
      .map { mark in given.split(separator: mark).map { Array($0).withoutSpaces } } ?? [given]
    // Every candidate is looked at, so that the time does not tell which one is right.
    let matches = candidates.map { Digests.isEqual($0, expected) }
    guard matches.contains(true) else { return .signature }
    guard let timestamp else { return nil }
    guard let text = (try? filler.text(timestamp, place: "")) ?? nil, let seconds = Int64(text),
      abs(seconds) < 1 << 40
    else { return .stale }
    let age = now - Instant(milliseconds: seconds * 1000)
    return abs(age.milliseconds) <= within.milliseconds ? nil : .stale
  }
}

extension [UInt8] {
  fileprivate var withoutSpaces: [UInt8] {
    filter { $0 != 0x20 }
  }
}

/// What a signature check sees of an inbound request.
private final class InboundParts: Filler.Parts {
  private let request: InboundRequest
  private let query: [NamedText]
  private let form: [NamedText]

  init(_ request: InboundRequest) {
    self.request = request
    query = NamedText.items(HTTPURL(request.url)?.query?.utf8.map { $0 } ?? [])
    let type = request.headers.first { $0.name.isHeader("content-type") }?.value ?? ""
    let isForm = type.lowercased().hasPrefix("application/x-www-form-urlencoded")
    form = isForm ? NamedText.items(request.body) : []
  }

  func part(_ part: RequestPart) throws(CardFault) -> [UInt8]? {
    switch part {
    case .method: return Array(request.method.utf8)
    case .url: return Array(request.url.utf8)
    case .host: return HTTPURL(request.url).map { Array($0.host.utf8) }
    case .path: return HTTPURL(request.url).map { Array($0.path.utf8) }
    case .query: return HTTPURL(request.url)?.query.map { Array($0.utf8) }
    case .body: return request.body
    case .header(let name):
      return request.headers.first { $0.name.isHeader(name) }.map { Array($0.value.utf8) }
    case .queryItem(let name):
      return query.first { $0.name == name }.map { Array($0.value.utf8) }
    case .formItem(let name):
      return form.first { $0.name == name }.map { Array($0.value.utf8) }
    }
  }

  func items(_ items: SignStep.SortedItems) throws(CardFault) -> [NamedText] {
    (items.isForm ? form : query).filter { !items.except.contains($0.name) }
  }
}

extension Inbound {
  /// The data of a request.
  fileprivate func document(of request: InboundRequest) -> CardValue? {
    switch format {
    case .json: return JSONReader.read(request.body)
    case .form: return Self.object(NamedText.items(request.body))
    case .query:
      return Self.object(NamedText.items(Array((HTTPURL(request.url)?.query ?? "").utf8)))
    }
  }

  private static func object(_ items: [NamedText]) -> CardValue {
    .object(items.map { CardValue.Member(name: $0.name, value: .text($0.value)) })
  }

  /// The items of the data; `nil` when the list is not there.
  fileprivate func items(of document: CardValue, _ request: InboundRequest) -> [CardValue]? {
    guard let each else { return [document] }
    switch each.value(in: document, item: nil) {
    case .array(let values)?: return values
    case .object?: return each.value(in: document, item: nil).map { [$0] }
    default: return nil
    }
  }
}

extension ReceiptPlan {
  fileprivate func receipt(_ view: ReplyView, _ item: CardValue) -> Receipt? {
    func holds(_ condition: Condition) -> Bool {
      condition.holds(view, item: item) { _ in nil }
    }
    func text(_ subject: Condition.Subject?) -> String? {
      let text = subject?.value(in: view, item: item)?.plainText.map(TextEscape.sanitised)
      return text.flatMap { $0.isEmpty || $0.utf8.count > 300 ? nil : $0 }
    }
    if let when, !holds(when) { return nil }
    let order: [DeliveryStatus] = [.delivered, .failed, .pending]
    guard let status = order.first(where: { statuses[$0].map(holds) ?? false }) else { return nil }
    let (providerID, key) = (text(id), text(key))
    guard providerID != nil || key != nil else { return nil }
    return Receipt(
      providerID: providerID,
      id: key,
      status: status,
      at: text(at).flatMap(instant),
      error: status == .failed ? text(error) : nil
    )
  }

  /// Reads seconds or milliseconds since 1970, RFC 3339, or `2026-01-02 11:04:05`.
  private func instant(_ text: String) -> Instant? {
    if let number = Int64(text) {
      switch number {
      case 0..<100_000_000_000: return Instant(milliseconds: number * 1000)
      case 100_000_000_000..<100_000_000_000_000: return Instant(milliseconds: number)
      default: return nil
      }
    }
    if let instant = Instant(rfc3339: text) { return instant }
    return Instant(rfc3339: text + "Z").map { $0 + .minutes(Int64(-offsetMinutes)) }
  }
}

extension ReplyPlan {
  fileprivate func reply(
    _ view: ReplyView,
    _ item: CardValue,
    kind: NotifierCard.AddressKind
  ) -> Reply? {
    if let when, !when.holds(view, item: item, fill: { _ in nil }) { return nil }
    let parts = from.compactMap { $0.value(in: view, item: item)?.plainText }
    guard parts.count == from.count, let text = text.value(in: view, item: item)?.plainText
    else { return nil }
    let sender = parts.joined()
    // A country's code and the rest of a number come without the `+`.
    let international = parts.count > 1 ? kind.normalised("+" + sender) : nil
    return Reply(
      from: kind.normalised(sender) ?? international ?? TextEscape.sanitised(sender),
      text: String(TextEscape.sanitised(text).prefix(1000)),
      providerID: id?.value(in: view, item: item)?.plainText.map(TextEscape.sanitised)
    )
  }
}
