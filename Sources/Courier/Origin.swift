/// Where a URL leads: scheme, host and port, without what may be secret.
struct Origin: Hashable {
  /// The scheme in lower case.
  let scheme: String
  /// The host as it is written, without brackets.
  let host: String
  /// Scheme, host and port as they are written.
  let text: String
  /// What follows them.
  let rest: String

  /// The origin of `url`; `nil` when it has none, or a name or password in it.
  init?(_ url: String) {
    // Bytes, because every message comes through here and characters are slow to compare.
    let bytes = url.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let behind = bytes[colon...].dropFirst(3)
    guard bytes[colon...].starts(with: "://".utf8) else { return nil }
    let end = behind.firstIndex { byte in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
    let authority = behind[..<(end ?? behind.endIndex)]
    guard !authority.isEmpty, !authority.contains(UInt8(ascii: "@")) else { return nil }
    let isBracketed = authority.first == UInt8(ascii: "[")
    let stop = UInt8(ascii: isBracketed ? "]" : ":")
    let name = (isBracketed ? authority.dropFirst() : authority).prefix { $0 != stop }
    guard !name.isEmpty else { return nil }
    host = String(Substring(name))
    scheme = url[..<colon].lowercased()
    text = "\(scheme)://\(Substring(authority))"
    rest = String(url[authority.endIndex...])
  }

  /// Whether it leads to this very machine, by its name or number alone.
  var isLoopback: Bool {
    let name = host.lowercased()
    if name == "localhost" || name == "::1" { return true }
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127"
      && numbers.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
