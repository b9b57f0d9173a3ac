import Timekeeping

extension TimeForm {
  /// The time in this form, at a place that many minutes from Greenwich.
  func value(of instant: Instant, offsetMinutes: Int) -> CardValue {
    let local = instant + .minutes(Int64(offsetMinutes))
    let text = local.rfc3339
    let seconds = (instant.milliseconds - positiveRemainder(instant.milliseconds)) / 1000
    switch self {
    case .milliseconds: return .number(String(instant.milliseconds))
    case .seconds: return .number(String(seconds))
    case .iso8601: return .text(text.prefix(19) + "Z")
    case .rfc3339: return .text(text)
    case .date: return .text(String(text.prefix(10)))
    case .basicDate: return .text(text.prefix(10).filter { $0 != "-" })
    case .basic: return .text(text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z")
    }
  }

  private func positiveRemainder(_ milliseconds: Int64) -> Int64 {
    let rest = milliseconds % 1000
    return rest < 0 ? rest + 1000 : rest
  }
}

extension NonceForm {
  /// The nonce in this form.
  func text(of bytes: [UInt8]) -> String {
    switch self {
    case .hex: Hex.text(bytes)
    case .base64: Base64.text(bytes)
    case .uuid:
      UUIDText.text(
        bytes.count >= 16 ? bytes : Digests.digest(.sha256, of: bytes),
        version: 4
      )
    }
  }
}

extension IDForm {
  /// The idempotency key in this form.
  func text(of id: String) -> String {
    switch self {
    case .text: id
    case .hex: Hex.text(Digests.digest(.sha256, of: Array(id.utf8)).prefix(16))
    case .uuid: UUIDText.text(Digests.digest(.sha256, of: Array(id.utf8)), version: 8)
    }
  }
}

/// UUIDs as text (RFC 9562).
enum UUIDText {
  /// The first 16 bytes, with the bits that say how they were made.
  static func text(_ bytes: [UInt8], version: UInt8) -> String {
    var bytes = Array(bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | version << 4
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = Array(Hex.text(bytes))
    return [text[0..<8], text[8..<12], text[12..<16], text[16..<20], text[20..<32]]
      .map { String($0) }.joined(separator: "-")
  }
}
