/// The beginning and the end of what a command wrote, made harmless for a report.
struct OutputExcerpt {
  /// The first lines, joined by newlines.
  let head: String
  /// The last lines, when lines between were left out; else empty.
  let tail: String
  /// How many lines were left out between the two.
  let omittedLines: Int

  /// An excerpt of at most `lines` lines from each end, each of at most `columns` scalars.
  init(_ text: String, lines: Int = 20, columns: Int = 400) {
    let all = Self.plain(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.unicodeScalars.count <= columns
          ? String(line)
          : String(String.UnicodeScalarView(line.unicodeScalars.prefix(columns))) + "…"
      }
    let trimmed = all.last == "" ? all.dropLast() : all[...]
    if trimmed.count <= 2 * lines {
      head = trimmed.joined(separator: "\n")
      tail = ""
      omittedLines = 0
    } else {
      head = trimmed.prefix(lines).joined(separator: "\n")
      tail = trimmed.suffix(lines).joined(separator: "\n")
      omittedLines = trimmed.count - 2 * lines
    }
  }

  /// The text without escape sequences of terminals (ECMA-48) and other control characters.
  static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}": skipSequence(&rest)
      case "\r":
        if rest.first != "\n" { plain.append("\n") }
      case "\n", "\t": plain.append(scalar)
      case _ where Escaping.isControl(scalar): continue
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }

  private static func skipSequence(_ rest: inout Substring.UnicodeScalarView) {
    switch rest.first {
    case "[":
      rest.removeFirst()
      while let next = rest.first, (0x20..<0x40).contains(next.value) { rest.removeFirst() }
      if let last = rest.first, (0x40..<0x7F).contains(last.value) { rest.removeFirst() }
    case "]":
      while let next = rest.popFirst(), next != "\u{07}" {
        if next == "\u{1B}" {
          if rest.first == "\\" { rest.removeFirst() }
          return
        }
        if next == "\n" { return }
      }
    case .some: rest.removeFirst()
    case nil: return
    }
  }
}
