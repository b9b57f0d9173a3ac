import Crypto
import Foundation

/// Bytes as lower-case hexadecimal text, and the digests that the journal writes that way.
enum Hex {
  /// The text of `bytes`.
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The SHA-256 of `bytes`.
  static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    text(SHA256.hash(data: Array(bytes)))
  }

  /// The SHA-256 of bytes and those behind them.
  static func sha256(_ first: [UInt8], _ second: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(data: first)
    hash.update(data: second)
    return text(hash.finalize())
  }

  /// The SHA-256 of a text and a newline, which is what `sqlite3 ... | sha256sum` sees.
  static func sha256(line: some DataProtocol) -> String {
    var hash = SHA256()
    hash.update(data: line)
    hash.update(data: [UInt8(ascii: "\n")])
    return text(hash.finalize())
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
