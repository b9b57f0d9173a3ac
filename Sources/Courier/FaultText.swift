/// Texts about faults, fit for a timeline that others read.
enum FaultText {
  /// `text` on one short line, without anything of `secrets`.
  ///
  /// A URL's path and query often hold a token, so all of them count as secrets.
  static func cleaned(_ text: String, hiding secrets: [String]) -> String {
    var text = text
    for secret in secrets where secret.utf8.count > 1 {
      text = text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: "…")
    }
    let line = text.unicodeScalars.map { scalar -> Character in
      scalar.properties.generalCategory == .control ? " " : Character(scalar)
    }
    return String(line.prefix(300))
  }
}
