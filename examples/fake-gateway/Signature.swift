import Crypto
import Foundation

/// Signatures as the providers compute them.
enum Signature {
  /// HMAC-SHA256 in base64.
  static func hmac(_ text: String, key: String) -> String {
    hmac(Data(text.utf8), key: Data(key.utf8))
  }

  static func hmac(_ text: Data, key: Data) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key))
    return Data(code).base64EncodedString()
  }

  /// HMAC-SHA256 in hexadecimal digits.
  static func hexadecimal(_ text: String, key: String) -> String {
    HMAC<SHA256>.authenticationCode(
      for: Data(text.utf8),
      using: SymmetricKey(data: Data(key.utf8))
    ).map { String(format: "%02x", $0) }.joined()
  }

  /// Twilio's: HMAC-SHA1 of the address and the sorted fields, in base64.
  static func twilio(_ url: String, _ fields: [(String, String)], key: String) -> String {
    let text = fields.sorted { $0.0 < $1.0 }.reduce(url) { $0 + $1.0 + $1.1 }
    let code = HMAC<Insecure.SHA1>.authenticationCode(
      for: Data(text.utf8),
      using: SymmetricKey(data: Data(key.utf8))
    )
    return Data(code).base64EncodedString()
  }

  /// Compares without telling by the time it takes how much was right.
  static func isSame(_ one: String, _ other: String) -> Bool {
    let left = Array(one.utf8)
    let right = Array(other.utf8)
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
