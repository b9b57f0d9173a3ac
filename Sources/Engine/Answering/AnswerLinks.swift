import Crypto
import Foundation
import IncidentCore
public import Ports
public import Timekeeping

/// Makes and reads the links by which people answer.
///
/// A link says which message it stands in, and with it whom it called at which level, and until when
/// it may be used; a keyed digest over both makes sure that nobody made it up. It is good for one
/// purpose: answering that call as that person.
public struct AnswerLinks: Sendable {
  /// What a link says that we signed.
  public struct Content: Hashable, Sendable {
    /// The message.
    public var message: MessageReference
    /// From when on it is not good any more.
    public var expiresAt: Instant
  }

  /// How long a link may be used after the message itself is of no use.
  public static let life = TimeSpan.minutes(24 * 60)
  /// The least length of a key, in bytes.
  public static let leastKeyLength = 16

  private static let version: UInt8 = 1
  private static let digestLength = 16
  private static let longestToken = 600

  private let base: String
  private let key: SymmetricKey

  /// Links below `base`, signed with `key`.
  public init(base: String, key: [UInt8]) {
    self.base = base
    self.key = SymmetricKey(data: Data(key))
  }

  /// The link of a message; `nil` when it asks no person for anything, who alone could answer.
  public func link(for delivery: Delivery) -> String? {
    let message = delivery.message
    guard message.person != nil, message.rung != nil || delivery.asksForConsent
    else { return nil }
    let reference = MessageReference(incident: delivery.incident, message: message.key)
    return "\(base)/a/\(token(for: reference, expiresAt: message.expiresAt + Self.life))"
  }

  /// The part of a link that says everything.
  public func token(for message: MessageReference, expiresAt: Instant) -> String {
    // Rounded up, so that a link lives at least as long as it should.
    let minutes = UInt32(clamping: (expiresAt.milliseconds + 59_999) / 60_000)
    let time = (0..<4).map { UInt8(truncatingIfNeeded: minutes >> (24 - 8 * $0)) }
    let content = [Self.version] + time + Array(message.text.utf8)
    return Self.text(content + digest(of: content))
  }

  /// What a token says, or `nil` when we did not sign it.
  ///
  /// It may be too old.
  public func open(_ token: String) -> Content? {
    guard token.utf8.count <= Self.longestToken, let bytes = Self.bytes(token),
      bytes.count > 5 + Self.digestLength, bytes[0] == Self.version
    else { return nil }
    let content = Array(bytes.dropLast(Self.digestLength))
    let difference = zip(bytes.suffix(Self.digestLength), digest(of: content))
      .reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    guard difference == 0,
      let message = MessageReference(String(decoding: content.dropFirst(5), as: UTF8.self))
    else { return nil }
    let minutes = content[1...4].reduce(Int64(0)) { $0 << 8 | Int64($1) }
    return Content(message: message, expiresAt: Instant(milliseconds: minutes * 60_000))
  }

  private func digest(of content: [UInt8]) -> [UInt8] {
    var hash = HMAC<SHA256>(key: key)
    // What else may be signed with this key one day must not look like a link.
    hash.update(data: Data("tocsin answer link\0".utf8))
    hash.update(data: Data(content))
    return Array(Array(hash.finalize()).prefix(Self.digestLength))
  }

  private static func text(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let isClean = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isClean else { return nil }
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    let plain = text.replacing("-", with: "+").replacing("_", with: "/") + padding
    guard let data = Data(base64Encoded: plain), self.text(Array(data)) == text else { return nil }
    return Array(data)
  }
}
