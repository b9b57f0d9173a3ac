/// Tells Swift code from comments and texts, as far as the rules of this package need it.
struct SwiftScanner {
  /// A text literal of the source.
  struct Literal: Hashable, Sendable {
    /// What stands between the quotes, escapes as they are written.
    var content: String
    /// The line of its opening quote, counted from 1.
    var line: Int
    /// The code on both sides of it, as far as it was read: where the literal is an argument, its
    /// label ends this text.
    var label: String
  }

  private var rest: Substring
  private var line = 1
  private var code = ""
  private var literals: [Literal] = []

  private init(_ text: String) {
    rest = text[...]
  }

  /// The code with comments and the content of literals left out, line for line, and the literals.
  static func scan(_ text: String) -> (code: String, literals: [Literal]) {
    var scanner = SwiftScanner(text)
    scanner.scanCode(until: nil)
    return (scanner.code, scanner.literals)
  }

  /// Reads code to the end, or to the closing parenthesis of an interpolation.
  private mutating func scanCode(until end: Character?) {
    var depth = 0
    while let next = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { $0 != "\n" }
      } else if rest.hasPrefix("/*") {
        scanBlockComment()
      } else if next == "\"" || isRawText {
        scanLiteral()
      } else if rest.hasPrefix("#/") {
        scanRegex()
      } else {
        if next == "(" { depth += 1 }
        if next == ")" {
          if depth == 0, end == ")" { return }
          depth -= 1
        }
        take()
      }
    }
  }

  private var isRawText: Bool {
    rest.hasPrefix("#") && rest.drop { $0 == "#" }.hasPrefix("\"")
  }

  private mutating func take() {
    let next = rest.removeFirst()
    if next == "\n" { line += 1 }
    code.append(next)
  }

  private mutating func skip(_ count: Int) {
    for _ in 0..<count where !rest.isEmpty {
      if rest.removeFirst() == "\n" {
        line += 1
        code.append("\n")
      }
    }
  }

  private mutating func scanBlockComment() {
    var depth = 0
    repeat {
      if rest.hasPrefix("/*") {
        depth += 1
        skip(2)
      } else if rest.hasPrefix("*/") {
        depth -= 1
        skip(2)
      } else {
        skip(1)
      }
    } while depth > 0 && !rest.isEmpty
  }

  private mutating func scanRegex() {
    skip(2)
    while !rest.isEmpty, !rest.hasPrefix("/#") { skip(1) }
    skip(2)
  }

  private mutating func scanLiteral() {
    let hashes = String(rest.prefix { $0 == "#" })
    let quotes = rest.dropFirst(hashes.count).hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    let label = String(code.suffix(24).drop { $0 == "\n" })
    var literal = Literal(content: "", line: line, label: label)
    skip(hashes.count + quotes.count)
    code += quotes
    while !rest.isEmpty, !rest.hasPrefix(quotes + hashes) {
      if rest.hasPrefix("\\\(hashes)(") {
        skip(hashes.count + 2)
        code += "("
        scanCode(until: ")")
        skip(1)
        code += ")"
        literal.content += "\\()"
      } else if rest.hasPrefix("\\\(hashes)") {
        let escape = rest.prefix(hashes.count + 2)
        literal.content += escape
        skip(escape.count)
      } else {
        literal.content.append(rest.first ?? " ")
        skip(1)
      }
    }
    skip(quotes.count + hashes.count)
    code += quotes
    literals.append(literal)
  }
}
