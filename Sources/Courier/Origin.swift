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
    guard let mark = url.firstRange(of: "://") else { return nil }
    scheme = url[..<mark.lowerBound].lowercased()
    let behind = url[mark.upperBound...]
    let authority = behind.prefix { !"/?#".contains($0) }
    guard !authority.isEmpty, !authority.contains("@") else { return nil }
    host = Self.host(in: authority)
    guard !host.isEmpty else { return nil }
    text = "\(scheme)://\(authority)"
    rest = String(behind[authority.endIndex...])
  }

  private static func host(in authority: Substring) -> String {
    if authority.first == "[" {
      return String(authority.dropFirst().prefix { $0 != "]" })
    }
    return String(authority.prefix { $0 != ":" })
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
