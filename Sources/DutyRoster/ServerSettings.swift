public import RunbookModel

/// Where receipts, replies and the answers behind links come in over HTTP.
public struct ServerSettings: Hashable, Sendable {
  /// The address of this machine that is listened on, such as `127.0.0.1`.
  public var host: String
  /// The port; 0 for a free one.
  public var port: Int
  /// How it is reached from outside, without a slash at the end; without it messages have no link.
  public var url: String?
  /// What links are signed with; without it a key is made in the journal's home.
  public var key: SecretDeclaration?

  /// A server at `host` and `port`.
  public init(host: String, port: Int, url: String? = nil, key: SecretDeclaration? = nil) {
    self.host = host
    self.port = port
    self.url = url
    self.key = key
  }

  /// Whether only this machine reaches it.
  public var isLocal: Bool { host == "::1" || host == "localhost" || host.hasPrefix("127.") }

  /// Reads `127.0.0.1:8787` or `[::1]:8787`.
  public static func address(_ text: String) -> (host: String, port: Int)? {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard let port = Int(digits), (0...65_535).contains(port),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    let isName = host.utf8.allSatisfy { byte in
      (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
    return host.isEmpty || !isName ? nil : (String(host), port)
  }
}
