import Crypto
import Foundation
import Timekeeping

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

/// Signatures over a whole request.
extension Signature {
  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  private static func digest(_ bytes: some Sequence<UInt8>) -> String {
    hexadecimal(SHA256.hash(data: Data(bytes)))
  }

  private static func code(_ text: String, key: Data) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
  }

  /// What stands behind `name=` in a header of several parts.
  private static func part(_ name: String, of header: String?) -> String {
    let parts = (header ?? "").split { $0 == "," || $0 == " " }
    let part = parts.first { $0.hasPrefix("\(name)=") }
    return part.map { $0.dropFirst(name.count + 1).filter { $0 != "\"" } } ?? ""
  }

  /// The signed headers, one a line, each with its value; `nil` when one is not there.
  private static func headers(_ names: String, _ request: IncomingRequest) -> String? {
    var lines = ""
    for name in names.split(separator: ";") {
      guard let value = request.header(String(name)) else { return nil }
      lines += "\(name):\(value)\n"
    }
    return lines
  }

  private static func encoded(_ text: String) -> String {
    let plain = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }

  /// Whether a request is signed as ACS3-HMAC-SHA256 wants it.
  static func isACS3(_ request: IncomingRequest, _ secret: String) -> Bool {
    let login = request.header("authorization")
    let names = part("SignedHeaders", of: login)
    guard login?.hasPrefix("ACS3-HMAC-SHA256 ") == true, names.contains("x-acs-content-sha256"),
      names.contains("host"), let headers = headers(names, request),
      request.header("x-acs-content-sha256") == digest(request.body)
    else { return false }
    let query = request.query.map { "\(encoded($0.name))=\(encoded($0.value))" }.sorted()
    let canonical = [
      request.method, String(request.path), query.joined(separator: "&"), headers, names,
      digest(request.body),
    ].joined(separator: "\n")
    let expected = hexadecimal("ACS3-HMAC-SHA256\n\(digest(canonical.utf8))", key: secret)
    return isSame(part("Signature", of: login), expected)
  }

  /// Whether a request is signed as TC3-HMAC-SHA256 wants it.
  static func isTC3(_ request: IncomingRequest, _ secret: String) -> Bool {
    let login = request.header("authorization")
    let names = part("SignedHeaders", of: login)
    let scope = part("Credential", of: login).split(separator: "/")
    guard login?.hasPrefix("TC3-HMAC-SHA256 ") == true, names.contains("content-type"),
      names.contains("host"), scope.count == 4, let headers = headers(names, request),
      let time = request.header("x-tc-timestamp")
    else { return false }
    let canonical = [
      request.method, String(request.path), "", headers, names, digest(request.body),
    ].joined(separator: "\n")
    let range = scope.dropFirst().joined(separator: "/")
    let text = ["TC3-HMAC-SHA256", time, range, digest(canonical.utf8)].joined(separator: "\n")
    let key = scope.dropFirst().reduce(Data("TC3\(secret)".utf8)) { code(String($1), key: $0) }
    return isSame(part("Signature", of: login), hexadecimal(code(text, key: key)))
  }

  /// What is wrong with the X-WSSE header of a request; `nil` when nothing is.
  static func faultOfWSSE(
    _ request: IncomingRequest,
    _ secret: String,
    _ now: Instant
  ) -> String? {
    let header = request.header("x-wsse")
    let created = part("Created", of: header)
    guard let time = Instant(rfc3339: created), abs((now - time).milliseconds) <= 900_000 else {
      return "its timestamp is no good"
    }
    let text = part("Nonce", of: header) + created + secret
    let expected = Data(digest(text.utf8).utf8).base64EncodedString()
    return isSame(part("PasswordDigest", of: header), expected) ? nil : "its signature is wrong"
  }
}
