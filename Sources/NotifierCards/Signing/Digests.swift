import Crypto
import Foundation

/// Digests and keyed digests of bytes.
enum Digests {
  /// The digest.
  static func digest(_ digest: SignStep.Digest, of bytes: [UInt8]) -> [UInt8] {
    switch digest {
    case .sha256: Array(SHA256.hash(data: bytes))
    case .sha1: Array(Insecure.SHA1.hash(data: bytes))
    case .md5: Array(Insecure.MD5.hash(data: bytes))
    }
  }

  /// The keyed digest.
  static func hmac(_ digest: SignStep.Digest, key: [UInt8], of bytes: [UInt8]) -> [UInt8] {
    let key = SymmetricKey(data: Data(key))
    let data = Data(bytes)
    switch digest {
    case .sha256: return Array(HMAC<SHA256>.authenticationCode(for: data, using: key))
    case .sha1: return Array(HMAC<Insecure.SHA1>.authenticationCode(for: data, using: key))
    case .md5: return Array(HMAC<Insecure.MD5>.authenticationCode(for: data, using: key))
    }
  }

  /// Whether both are the same, in a time that does not tell where they differ.
  static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    // Digests of equal length are compared, so that not even the length is told.
    let (left, right) = (digest(.sha256, of: left), digest(.sha256, of: right))
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
