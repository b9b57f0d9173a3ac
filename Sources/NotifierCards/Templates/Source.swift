/// Where a piece of a request comes from: what stands between `${` and `}` in a card.
enum Source: Hashable, Sendable {
  /// `msg.NAME`: a field of the message.
  case message(MessageField)
  /// `text.NAME`: a text of the card, within its limit.
  case text(String)
  /// `alphabet.NAME`: `gsm7` or `ucs2`, what the text needs as an SMS.
  case alphabet(String)
  /// `segments.NAME`: how many SMS the text takes.
  case segments(String)
  /// `map.NAME`: a value chosen by another value.
  case map(String)
  /// `target.NAME`: the address in one of its forms.
  case target(TargetForm)
  /// `param.NAME`: a setting of the notifier.
  case parameter(String)
  /// `now.NAME`: the time of the attempt.
  case now(TimeForm, offsetMinutes: Int)
  /// `nonce`: what is new in every attempt.
  case nonce(NonceForm)
  /// `id`: the message's idempotency key, the same in every attempt.
  case id(IDForm)
  /// `sign.NAME`: the outcome of a step of the signing.
  case sign(String)
  /// `request.NAME`: a part of the request as it is sent, or of one that came in.
  case request(RequestPart)
  /// `reply`: what is said back to somebody who replied.
  case reply
  /// `"TEXT"`: that text.
  case literal(String)
}

/// The forms of the address.
enum TargetForm: String, CaseIterable, Hashable, Sendable {
  /// The address as the card wants it.
  case address
  /// A telephone number without its `+`.
  case digits
  /// A telephone number without the mainland's `+86`.
  case national
  /// The part before the `@` of an address, or the whole.
  case local
  /// The part after the `:` or `@` of an address.
  case domain
}

/// The forms of a time.
enum TimeForm: String, CaseIterable, Hashable, Sendable {
  /// Milliseconds since 1970, a number.
  case milliseconds = "ms"
  /// Seconds since 1970, a number.
  case seconds = "s"
  /// `2026-01-02T03:04:05Z`.
  case iso8601
  /// `2026-01-02T03:04:05.000Z`.
  case rfc3339
  /// `2026-01-02`.
  case date
  /// `20260102`.
  case basicDate = "basic_date"
  /// `20260102T030405Z`.
  case basic
}

/// The forms of the nonce.
enum NonceForm: String, CaseIterable, Hashable, Sendable {
  /// Hexadecimal digits.
  case hex
  /// Base64.
  case base64
  /// A UUID of version 4.
  case uuid
}

/// The forms of the idempotency key.
enum IDForm: String, CaseIterable, Hashable, Sendable {
  /// As the engine gave it.
  case text
  /// 32 hexadecimal digits made from it.
  case hex
  /// A UUID of version 8 made from it.
  case uuid
}

/// The parts of a request.
enum RequestPart: Hashable, Sendable {
  case method
  case url
  case host
  case path
  case query
  case body
  case header(String)
  case queryItem(String)
  case formItem(String)

  /// The parts that take no name.
  static let plain: KeyValuePairs<String, RequestPart> = [
    "method": .method, "url": .url, "host": .host, "path": .path, "query": .query, "body": .body,
  ]
}
