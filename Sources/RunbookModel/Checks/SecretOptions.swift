/// Secrets that are given to well-known programs on their command lines.
///
/// What stands there is a secret by its place, so that it need not look random: `-phunter` is as
/// bad as a generated password. Only what a shell or a reader fills in is left alone.
enum SecretOptions {
  /// How an option is followed by its value.
  private enum Style {
    /// `-pVALUE`; a word behind a space is something else.
    case attached
    /// `-p VALUE`, and `--user=VALUE` of long ones.
    case separate
    /// Both.
    case either
  }

  private struct Form {
    let option: [UInt8]
    let style: Style
    let programs: Set<String>
    /// Whether the value is a name and the secret, with a colon between them.
    var hasName = false
  }

  private static let mysql: Set<String> = [
    "mysql", "mysqladmin", "mysqlbinlog", "mysqlcheck", "mysqldump", "mysqlimport", "mysqlshow",
    "mariadb", "mariadb-admin", "mariadb-dump",
  ]
  private static let redis: Set<String> = ["redis-cli", "valkey-cli"]
  private static let mongo: Set<String> = [
    "mongo", "mongodump", "mongoexport", "mongoimport", "mongorestore", "mongosh",
  ]

  /// The longer options come first, so that each is known by its beginning.
  private static let forms = [
    Form(option: Array("--password".utf8), style: .separate, programs: mongo),
    Form(option: Array("--pass".utf8), style: .separate, programs: redis),
    Form(option: Array("--user".utf8), style: .separate, programs: ["curl"], hasName: true),
    Form(option: Array("-p".utf8), style: .attached, programs: mysql),
    Form(option: Array("-p".utf8), style: .either, programs: ["sshpass"]),
    Form(option: Array("-p".utf8), style: .separate, programs: mongo),
    Form(option: Array("-a".utf8), style: .separate, programs: redis),
    Form(option: Array("-u".utf8), style: .either, programs: ["curl"], hasName: true),
  ]

  /// The secret behind the option that begins at `index`, behind a space.
  static func secret(_ bytes: [UInt8], at index: Int) -> Range<Int>? {
    let candidates = forms.filter { bytes[index...].starts(with: $0.option) }
    guard !candidates.isEmpty else { return nil }
    let words = words(of: bytes, before: index)
    guard
      let form = candidates.first(where: { form in words.contains { form.programs.contains($0) } })
    else { return nil }
    guard let start = start(of: form, bytes, behind: index + form.option.count) else { return nil }
    var value = self.value(bytes, from: start)
    if form.hasName {
      guard let colon = bytes[value].firstIndex(of: UInt8(ascii: ":")) else { return nil }
      value = (colon + 1)..<value.upperBound
    }
    return isLiteral(bytes[value]) ? value : nil
  }

  /// Where the value begins; `nil` when the option has none there.
  private static func start(of form: Form, _ bytes: [UInt8], behind end: Int) -> Int? {
    guard end < bytes.count else { return nil }
    let isLong = form.option.starts(with: Array("--".utf8))
    switch bytes[end] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
    case UInt8(ascii: " "), UInt8(ascii: "="):
      guard form.style != .attached, bytes[end] == UInt8(ascii: " ") || isLong else { return nil }
      return end + 1
    default: return form.style == .separate ? nil : end
    }
  }

  /// The value that begins at `start`, without the quotes around it.
  static func value(_ bytes: [UInt8], from start: Int) -> Range<Int> {
    guard start < bytes.count else { return start..<start }
    let first = bytes[start]
    let isQuoted = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    let begin = isQuoted ? start + 1 : start
    let end = bytes[begin...].firstIndex { byte in
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"),
        UInt8(ascii: "`"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"):
        isQuoted ? byte == first : true
      default: false
      }
    }
    return begin..<(end ?? bytes.count)
  }

  /// The words of the same command before `index`, programs without their folders.
  private static func words(of bytes: [UInt8], before index: Int) -> [String] {
    var start = index
    while start > 0, index - start < 1_000 {
      let byte = bytes[start - 1]
      if byte == UInt8(ascii: "\n"), start < 2 || bytes[start - 2] != UInt8(ascii: "\\") { break }
      let isEnd =
        byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "&")
        || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "(")
      if isEnd { break }
      start -= 1
    }
    return bytes[start..<index].split { $0 <= 0x20 }.map { word in
      let name = word.split(separator: UInt8(ascii: "/")).last ?? word
      return String(decoding: name, as: UTF8.self)
    }
  }

  private static let placeholders: Set<String> = [
    "pass", "passphrase", "password", "passwd", "pwd", "secret", "token",
  ]

  /// Whether a value at a secret's place is the secret itself: no variable, nothing that a reader
  /// fills in (`<password>`, `{{ password }}`, `PASSWORD`), no sample, no number of a port.
  static func isLiteral(_ value: ArraySlice<UInt8>) -> Bool {
    guard (4...200).contains(value.count), !SecretLiterals.isSample(value) else { return false }
    var hasDigits = false
    var hasSmall = false
    for byte in value {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigits = true
      case UInt8(ascii: "a")...UInt8(ascii: "z"): hasSmall = true
      case UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "*"),
        UInt8(ascii: "\\"), UInt8(ascii: "`"), 0x80...:
        return false
      default: break
      }
    }
    let isPort = value.count <= 5 && value.allSatisfy { (0x30...0x39).contains($0) }
    guard hasDigits || hasSmall, !isPort else { return false }
    return !placeholders.contains(String(decoding: value, as: UTF8.self).lowercased())
  }
}
