/// The lines between `---` and `---` at the beginning of a file.
struct FrontMatterBlock {
  /// The text between the marks.
  let text: String
  /// The line of its first line.
  let firstLine: Int
  /// The line after the closing mark.
  let bodyLine: Int
  /// Whether it has the key `runbook:`, which switches authored mode on.
  let isAuthored: Bool
  /// Whether the marks are those of TOML.
  let isTOML: Bool

  /// How a file begins.
  enum Beginning {
    /// With front matter.
    case frontMatter(FrontMatterBlock)
    /// With a mark and `runbook:` on that line, but no closing mark.
    case unterminated(runbookLine: Int)
    /// Without front matter.
    case none
  }

  /// Looks at how a file begins.
  static func beginning(of source: SourceText) -> Beginning {
    let opening = trimmedEnd(source.line(1))
    let isTOML = opening.elementsEqual("+++".utf8)
    guard isTOML || opening.elementsEqual("---".utf8) else { return .none }
    var runbookLine: Int?
    for line in stride(from: 2, through: source.lineCount, by: 1) {
      let bytes = source.line(line)
      if runbookLine == nil, isRunbookKey(bytes) { runbookLine = line }
      guard let first = bytes.first, first == opening.first || first == UInt8(ascii: ".") else {
        continue
      }
      let text = trimmedEnd(bytes)
      guard text.elementsEqual(opening) || !isTOML && text.elementsEqual("...".utf8) else {
        continue
      }
      let start = source.offset(ofLine: 2)
      let end = source.offset(ofLine: line)
      return .frontMatter(
        FrontMatterBlock(
          text: String(decoding: source.bytes[start..<end], as: UTF8.self),
          firstLine: 2,
          bodyLine: line + 1,
          isAuthored: runbookLine != nil && !isTOML,
          isTOML: isTOML
        )
      )
    }
    if let runbookLine, runbookLine <= 60 { return .unterminated(runbookLine: runbookLine) }
    return .none
  }

  /// The value of a top-level key, read without YAML; for front matter of other tools.
  func plainValue(of key: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix(key) {
      let rest = line.dropFirst(key.count).drop { $0 == " " }
      guard rest.first == (isTOML ? "=" : ":") else { continue }
      var value = rest.dropFirst().trimmed
      for quote in ["\"", "'"]
      where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
        value = String(value.dropFirst().dropLast())
      }
      return value.isEmpty || value.contains("{{") ? nil : value
    }
    return nil
  }

  private static func trimmedEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.prefix((line.lastIndex { !$0.isBlank } ?? line.startIndex - 1) - line.startIndex + 1)
  }

  private static func isRunbookKey(_ line: ArraySlice<UInt8>) -> Bool {
    for key in ["runbook", "\"runbook\"", "'runbook'"] where line.starts(with: key.utf8) {
      return line.dropFirst(key.utf8.count).first { !$0.isBlank } == UInt8(ascii: ":")
    }
    return false
  }
}
