import Crypto
import Foundation

/// Signatures as a gateway makes them.
enum Signature {
  /// HMAC-SHA256 in hexadecimal digits.
  static func hexadecimal(_ body: Data, key: String) -> String {
    HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Data(key.utf8)))
      .map { String(format: "%02x", $0) }.joined()
  }
}
