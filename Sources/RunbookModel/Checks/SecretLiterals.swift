import Findings
import Phrases

/// Finds passwords, keys and tokens that are written into a file.
///
/// It knows the forms of common keys, values that are given to something named like a secret, and
/// the options that give common programs their passwords.
/// Variables, references and obvious samples are left alone.
enum SecretLiterals {
  static let rule = Rule(
    "secret-literal",
    .warning,
    Phrase(en: "Something that looks like a password, key or token", zh: "疑似密码、密钥或令牌"),
    why: Phrase(
      en: """
        A file in a repository is read by more people than may know the value, and stays in the \
        history. Change the value, then declare it under `secrets` so that it is fetched when a \
        command needs it and masked everywhere.
        """,
      zh: "仓库中的文件会被无权知道该值的人看到，并永久留在历史中。请先更换该值，再在 `secrets` 下声明，由命令在需要时取用，并在所有输出中屏蔽。"
    )
  )

  static func check(_ source: SourceText, _ findings: inout [Finding]) {
    let bytes = source.bytes
    var matches: [Range<Int>] = []
    var index = 0
    var previous: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      var match: Range<Int>?
      switch byte {
      case UInt8(ascii: "="), UInt8(ascii: ":"):
        match = assigned(bytes, at: index)
      case UInt8(ascii: "A"), UInt8(ascii: "g"), UInt8(ascii: "x"), UInt8(ascii: "s"),
        UInt8(ascii: "B"), UInt8(ascii: "b"):
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if mayBeKnown(byte, next: next), !isWordPart(previous) { match = known(bytes, at: index) }
      case UInt8(ascii: "-"):
        if previous == UInt8(ascii: "-") {
          match = privateKey(bytes, at: index)
        } else if previous == UInt8(ascii: " ") {
          match = SecretOptions.secret(bytes, at: index)
        }
      default: break
      }
      if let match {
        matches.append(match)
        index = match.upperBound
        previous = UInt8(ascii: " ")
      } else {
        previous = byte
        index += 1
      }
    }
    report(matches, bytes, &findings)
  }

  private static func report(
    _ matches: [Range<Int>],
    _ bytes: [UInt8],
    _ findings: inout [Finding]
  ) {
    var line = 1
    var lineStart = 0
    var index = 0
    for match in matches {
      while index < match.lowerBound {
        if bytes[index] == UInt8(ascii: "\n") {
          line += 1
          lineStart = index + 1
        }
        index += 1
      }
      let before = bytes[lineStart..<match.lowerBound].count { $0 & 0xC0 != 0x80 }
      findings.append(
        rule.finding(
          at: SourceSpan(
            position: SourcePosition(line: line, column: before + 1),
            length: match.count
          ),
          Phrase(
            en: "This looks like a password, key or token in plain sight.",
            zh: "此处疑似明文的密码、密钥或令牌。"
          ).with([:]),
          remedy: Phrase(
            en: "Change the value, declare it under `secrets`, and use it as a variable.",
            zh: "请更换该值，在 `secrets` 下声明，并以变量方式使用。"
          ).with([:])
        )
      )
    }
  }

  // MARK: - Keys with a form of their own

  /// A prefix that a provider gives its keys, and how many characters follow at least.
  private static let forms: [(prefix: [UInt8], length: Int)] = [
    ("AKIA", 16), ("ASIA", 16), ("AIza", 35), ("ghp_", 36), ("gho_", 36), ("ghs_", 36),
    ("ghu_", 36), ("ghr_", 36), ("github_pat_", 40), ("glpat-", 20), ("xoxa-", 20), ("xoxb-", 20),
    ("xoxp-", 20), ("xoxr-", 20), ("xoxs-", 20), ("sk_live_", 20), ("sk-ant-", 30),
  ].map { (Array($0.0.utf8), $0.1) }

  /// Whether two letters begin one of the forms, or `Bearer`; most words do not.
  private static func mayBeKnown(_ first: UInt8, next: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "A"):
      next == UInt8(ascii: "K") || next == UInt8(ascii: "S") || next == UInt8(ascii: "I")
    case UInt8(ascii: "g"):
      next == UInt8(ascii: "h") || next == UInt8(ascii: "i") || next == UInt8(ascii: "l")
    case UInt8(ascii: "x"): next == UInt8(ascii: "o")
    case UInt8(ascii: "s"): next == UInt8(ascii: "k")
    default: next == UInt8(ascii: "e")
    }
  }

  private static func known(_ bytes: [UInt8], at index: Int) -> Range<Int>? {
    if let match = bearer(bytes, at: index) { return match }
    for form in forms where bytes[index...].starts(with: form.prefix) {
      let start = index + form.prefix.count
      let end = bytes[start...].firstIndex { !isTokenPart($0) } ?? bytes.count
      guard end - start >= form.length, !isSample(bytes[index..<end]) else { return nil }
      return index..<end
    }
    return nil
  }

  private static let bearerWords = [Array("Bearer ".utf8), Array("bearer ".utf8)]

  private static func bearer(_ bytes: [UInt8], at index: Int) -> Range<Int>? {
    guard let word = bearerWords.first(where: { bytes[index...].starts(with: $0) })
    else { return nil }
    let start = index + word.count
    let end = bytes[start...].firstIndex { !isTokenPart($0) && $0 != UInt8(ascii: ".") }
    let value = start..<(end ?? bytes.count)
    if value.count >= 20, looksRandom(bytes[value]) { return value }
    // In a header it is a token by its place.
    guard endsWithName(header, bytes, index), value.count >= 8 else { return nil }
    let isWhole = value.upperBound == SecretOptions.value(bytes, from: start).upperBound
    return isWhole && SecretOptions.isLiteral(bytes[value]) ? value : nil
  }

  private static let header = Array("authorization: ".utf8)

  /// The first line of a PEM private key.
  private static func privateKey(_ bytes: [UInt8], at index: Int) -> Range<Int>? {
    let opening = Array("-BEGIN ".utf8)
    guard bytes[index...].starts(with: opening) else { return nil }
    let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    guard end - index < 60 else { return nil }
    let line = String(decoding: bytes[index..<end], as: UTF8.self)
    guard line.contains("PRIVATE KEY-----") else { return nil }
    // A sample says so, or has no lines of base64 behind its first one.
    let next = bytes[end...].dropFirst().prefix { isTokenPart($0) || $0 == UInt8(ascii: "+") }
    var start = index
    while start > 0, bytes[start - 1] == UInt8(ascii: "-") { start -= 1 }
    return next.count >= 40 ? start..<end : nil
  }

  // MARK: - Values of things named like a secret

  /// Environment variables that a program reads its password from.
  private static let variables = ["pgpassword", "mysql_pwd", "rediscli_auth", "sshpass"]
    .map { Array($0.utf8) }

  private static let names =
    variables
    + [
      "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key",
      "access_key", "secret_key", "access-key", "secret-key", "密码", "口令", "令牌", "密钥",
    ].map { Array($0.utf8) }

  /// The value behind the `=` or `:` at `index`, when the word before it names a secret.
  private static func assigned(_ bytes: [UInt8], at index: Int) -> Range<Int>? {
    var nameEnd = index
    while nameEnd > 0, isQuoteOrSpace(bytes[nameEnd - 1]), index - nameEnd < 3 { nameEnd -= 1 }
    guard let name = names.first(where: { endsWithName($0, bytes, nameEnd) }) else {
      return nil
    }
    // `?alt=media&token=…` in the address of a picture is public.
    if nameEnd > name.count, bytes[nameEnd - name.count - 1] == UInt8(ascii: "&") { return nil }
    if nameEnd > name.count, bytes[nameEnd - name.count - 1] == UInt8(ascii: ";") { return nil }
    if bytes[index] == UInt8(ascii: "="), nameEnd == index, isGivenToProgram(bytes, name, nameEnd) {
      let value = SecretOptions.value(bytes, from: index + 1)
      return SecretOptions.isLiteral(bytes[value]) ? value : nil
    }
    var start = index + 1
    while start < bytes.count, isQuoteOrSpace(bytes[start]), start - index <= 3 { start += 1 }
    let end = bytes[start...].firstIndex { isEndOfValue($0) } ?? bytes.count
    guard start < end, end - start >= 8, end - start <= 200, looksRandom(bytes[start..<end])
    else { return nil }
    return start..<end
  }

  /// Whether what ends with a secret's name is an option, or a variable that a program reads its
  /// password from.
  private static func isGivenToProgram(_ bytes: [UInt8], _ name: [UInt8], _ end: Int) -> Bool {
    if variables.contains(name) { return true }
    let start = end - name.count
    return start >= 3 && bytes[start - 1] == UInt8(ascii: "-")
      && bytes[start - 2] == UInt8(ascii: "-") && isQuoteOrSpace(bytes[start - 3])
  }

  private static func endsWithName(_ name: [UInt8], _ bytes: [UInt8], _ end: Int) -> Bool {
    guard end >= name.count else { return false }
    for offset in name.indices {
      let byte = bytes[end - name.count + offset]
      let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
      if lower != name[offset] { return false }
    }
    return true
  }

  private static func isQuoteOrSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func isEndOfValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: ")"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  /// Whether a value is made of characters that people and generators use for secrets: letters and
  /// digits mixed, and nothing that makes it a variable, a path, a place to fill or a sample.
  private static func looksRandom(_ value: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var letters = 0
    for byte in value {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        letters += 1
      case UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "*"),
        UInt8(ascii: "\\"), 0x80...:
        return false
      default: break
      }
    }
    guard digits > 0, letters > 0, !value.starts(with: Array("http".utf8)) else { return false }
    let slashes = value.count { $0 == UInt8(ascii: "/") }
    return slashes <= value.count / 20 + (value.count >= 40 ? 2 : 0) && !isSample(value)
  }

  private static let samples = [
    "example", "sample", "changeme", "change-me", "your", "xxxx", "dummy", "fake", "placeholder",
    "redacted", "foobar", "123456", "abcdef", "my-", "my_", "....", "____",
  ]

  static func isSample(_ value: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: value, as: UTF8.self).lowercased()
    return samples.contains { text.contains($0) }
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "-"): false
    default: isTokenPart(byte)
    }
  }

  private static func isTokenPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "="):
      true
    default: false
    }
  }
}
