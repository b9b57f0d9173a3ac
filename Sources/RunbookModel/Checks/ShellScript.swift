/// The variables of a shell script, found without running it.
///
/// It knows quotes, comments, expansions, here-documents and the builtins that set variables. Where
/// a script sources another one or evaluates text, nothing certain can be said about it.
struct ShellScript {
  /// A place where a variable is expanded.
  struct Use: Hashable {
    /// The variable's name.
    var name: String
    /// The line in the script, from 0.
    var line: Int
  }

  /// The expansions without a default, in the order of the script.
  private(set) var uses: [Use] = []
  /// The names that the script sets somewhere.
  private(set) var assigned: Set<String> = []
  /// Whether it may set names that are not in it: it sources a file or evaluates text.
  private(set) var isOpen = false

  private let text: [Unicode.Scalar]
  private var place = 0
  private var line = 0
  private var heredocs: [Heredoc] = []

  private struct Heredoc {
    var delimiter: [Unicode.Scalar]
    var isQuoted: Bool
    var dropsTabs: Bool
  }

  /// What a part of the script ends with.
  private enum Closing {
    case end
    case parenthesis
    case arithmetic
    case brace
    case quote
    case backquote
  }

  /// Scans `script`.
  init(_ script: String) {
    text = Array(script.unicodeScalars)
    scan(until: .end, depth: 0)
  }

  // MARK: - Commands

  private mutating func scan(until closing: Closing, depth: Int) {
    // Nobody nests this deep; a hostile script must not exhaust the stack.
    guard depth < 64 else {
      place = text.count
      isOpen = true
      return
    }
    var words: [String] = []
    var word: String? = nil
    while let scalar = peek() {
      if ends(closing, at: scalar) { break }
      switch scalar {
      case "\\":
        advance()
        if let next = peek() {
          if next != "\n" { Self.append(next, to: &word) }
          advance()
        }
      case "'" where closing != .quote:
        advance()
        word = (word ?? "") + skip(to: "'")
      case "\"" where closing != .quote:
        advance()
        scan(until: .quote, depth: depth + 1)
        Self.append("\u{FFFC}", to: &word)
      case "`" where closing != .backquote:
        advance()
        scan(until: .backquote, depth: depth + 1)
        Self.append("\u{FFFC}", to: &word)
      case "$":
        expand(depth: depth)
        Self.append("\u{FFFC}", to: &word)
      case "#" where word == nil && closing != .quote && closing != .brace:
        while let next = peek(), next != "\n" { advance() }
      case "<" where closing != .quote && closing != .arithmetic && peek(1) == "<":
        finish(&word, &words)
        readHeredocStart()
      case "(" where closing == .arithmetic:
        advance()
        scan(until: .parenthesis, depth: depth + 1)
      case "(" where closing != .quote && closing != .brace:
        advance()
        openParenthesis(&word, &words, depth: depth)
      case " ", "\t":
        advance()
        if closing != .quote { finish(&word, &words) }
      case "\n", ";", "&", "|", ")", "{", "}":
        advance()
        guard closing != .quote, closing != .brace else { continue }
        if scalar == "{" || scalar == "}", word != nil {
          Self.append(scalar, to: &word)
          continue
        }
        finish(&word, &words)
        note(words)
        words = []
        if scalar == "\n" { readHeredocs(depth: depth) }
      default:
        advance()
        if closing == .arithmetic { noteArithmetic(scalar) }
        Self.append(scalar, to: &word)
      }
    }
    finish(&word, &words)
    if closing != .quote, closing != .brace { note(words) }
    if closing == .arithmetic { advance() }
    advance()
  }

  private func ends(_ closing: Closing, at scalar: Unicode.Scalar) -> Bool {
    switch closing {
    case .end: false
    case .parenthesis: scalar == ")"
    case .arithmetic: scalar == ")" && peek(1) == ")"
    case .brace: scalar == "}"
    case .quote: scalar == "\""
    case .backquote: scalar == "`"
    }
  }

  /// Reads a subshell, `((…))`, an array's values or the parentheses of a function.
  private mutating func openParenthesis(
    _ word: inout String?,
    _ words: inout [String],
    depth: Int
  ) {
    if peek() == "(", word == nil {
      advance()
      scan(until: .arithmetic, depth: depth + 1)
    } else {
      scan(until: .parenthesis, depth: depth + 1)
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to word: inout String?) {
    if word == nil { word = "" }
    word?.unicodeScalars.append(scalar)
  }

  private mutating func finish(_ word: inout String?, _ words: inout [String]) {
    if let word { words.append(word) }
    word = nil
  }

  private static let reserved: Set = [
    "if", "then", "else", "elif", "while", "until", "do", "!", "time",
  ]

  /// Takes note of what a command of these words sets.
  private mutating func note(_ words: [String]) {
    var words = words[...]
    while let first = words.first {
      if let name = Self.assignedName(first) {
        assigned.insert(name)
      } else if !Self.reserved.contains(first) {
        break
      }
      words.removeFirst()
    }
    guard let command = words.popFirst() else { return }
    switch command {
    case ".", "source", "eval": isOpen = true
    case "for", "select":
      if let name = words.first { assigned.insert(name) }
    case "read", "mapfile", "readarray", "getopts", "unset":
      for word in words where !word.hasPrefix("-") { assigned.insert(word) }
    case "export", "local", "declare", "typeset", "readonly":
      for word in words where !word.hasPrefix("-") {
        // `export NAME` alone passes on what is set elsewhere.
        if let name = Self.assignedName(word) {
          assigned.insert(name)
        } else if command != "export", command != "readonly" {
          assigned.insert(word)
        }
      }
    case "printf":
      if words.first == "-v", let name = words.dropFirst().first { assigned.insert(name) }
    case "let":
      for word in words { if let name = Self.assignedName(word) { assigned.insert(name) } }
    default: break
    }
  }

  /// The name in `name=…`, `name+=…` and `name[…]=…`.
  private static func assignedName(_ word: String) -> String? {
    let name = word.unicodeScalars.prefix(while: isNamePart)
    guard let first = name.first, !("0"..."9").contains(first) else { return nil }
    var rest = word.unicodeScalars[name.endIndex...]
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      rest = rest[rest.index(after: end)...]
    }
    if rest.first == "+" { rest = rest.dropFirst() }
    return rest.first == "=" ? String(Substring(name)) : nil
  }

  /// In arithmetic a name before an assignment, or beside `++` or `--`, is set.
  private mutating func noteArithmetic(_ scalar: Unicode.Scalar) {
    guard Self.isNamePart(scalar), !Self.isNamePart(peek() ?? " ") else { return }
    var start = place
    while start > 0, Self.isNamePart(text[start - 1]) { start -= 1 }
    let before = String(String.UnicodeScalarView(text[..<start].suffix(2)))
    let after = String(String.UnicodeScalarView(text[place...].drop { $0 == " " }.prefix(3)))
    let steps = ["++", "--"]
    let isStep = steps.contains(before) || steps.contains { after.hasPrefix($0) }
    let isAssignment =
      (after.hasPrefix("=") && !after.hasPrefix("=="))
      || ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="].contains {
        after.hasPrefix($0)
      }
    guard isStep || isAssignment else { return }
    assigned.insert(String(String.UnicodeScalarView(text[start..<place])))
  }

  // MARK: - Expansions

  /// Reads what follows a `$`.
  private mutating func expand(depth: Int) {
    advance()
    switch peek() {
    case "'":
      advance()
      while let scalar = peek(), scalar != "'" {
        if scalar == "\\" { advance() }
        advance()
      }
      advance()
    case "(" where peek(1) == "(":
      advance()
      advance()
      scan(until: .arithmetic, depth: depth + 1)
    case "(":
      advance()
      scan(until: .parenthesis, depth: depth + 1)
    case "{":
      advance()
      expandBraces(depth: depth)
    case .some(let scalar) where Self.isNamePart(scalar) && !("0"..."9").contains(scalar):
      let name = readName()
      if name != "_" { uses.append(Use(name: name, line: line)) }
    case .some(let scalar) where "0123456789?$!@*#-_".unicodeScalars.contains(scalar):
      advance()
    default: break
    }
  }

  /// Reads what follows `${`.
  private mutating func expandBraces(depth: Int) {
    let isIndirect = peek() == "!"
    if isIndirect || (peek() == "#" && peek(1) != "}") { advance() }
    let start = line
    let name = readName()
    if name.isEmpty {
      advance()
    } else {
      let isGuarded: Bool
      switch peek() {
      case ":": isGuarded = "-=+?".unicodeScalars.contains(peek(1) ?? " ")
      case "-", "=", "+", "?": isGuarded = true
      // `${!name*}` lists names and expands none.
      case "*", "@": isGuarded = isIndirect
      default: isGuarded = false
      }
      let sets = peek() == "=" || (peek() == ":" && peek(1) == "=")
      if sets { assigned.insert(name) }
      if !isGuarded, !("0"..."9").contains(name.unicodeScalars.first ?? "0") {
        uses.append(Use(name: name, line: start))
      }
    }
    scan(until: .brace, depth: depth + 1)
  }

  private mutating func readName() -> String {
    let start = place
    while let scalar = peek(), Self.isNamePart(scalar) { advance() }
    return String(String.UnicodeScalarView(text[start..<place]))
  }

  // MARK: - Here-documents

  /// Reads `<<EOF`, `<<-'EOF'` and the like; `<<<` is only a word.
  private mutating func readHeredocStart() {
    advance()
    advance()
    if peek() == "<" {
      advance()
      return
    }
    var heredoc = Heredoc(delimiter: [], isQuoted: false, dropsTabs: false)
    if peek() == "-" {
      heredoc.dropsTabs = true
      advance()
    }
    while peek() == " " || peek() == "\t" { advance() }
    while let scalar = peek(), !" \t\n;&|<>()".unicodeScalars.contains(scalar) {
      advance()
      if scalar == "'" || scalar == "\"" || scalar == "\\" {
        heredoc.isQuoted = true
      } else {
        heredoc.delimiter.append(scalar)
      }
    }
    if !heredoc.delimiter.isEmpty { heredocs.append(heredoc) }
  }

  /// Reads the bodies of the here-documents that began on the line before.
  private mutating func readHeredocs(depth: Int) {
    let open = heredocs
    heredocs = []
    for heredoc in open {
      while place < text.count {
        let end = text[place...].firstIndex(of: "\n") ?? text.count
        var content = text[place..<end]
        if heredoc.dropsTabs { content = content.drop { $0 == "\t" } }
        if content.elementsEqual(heredoc.delimiter) {
          while place < end { advance() }
          break
        }
        readHeredocLine(until: end, heredoc, depth: depth)
        advance()
      }
    }
  }

  private mutating func readHeredocLine(until end: Int, _ heredoc: Heredoc, depth: Int) {
    while place < end {
      let scalar = text[place]
      if !heredoc.isQuoted, scalar == "\\" {
        advance()
        if place < end { advance() }
      } else if !heredoc.isQuoted, scalar == "$" {
        expand(depth: depth)
      } else {
        advance()
      }
    }
  }

  // MARK: - Scalars

  private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    place + distance < text.count ? text[place + distance] : nil
  }

  private mutating func advance() {
    guard place < text.count else { return }
    if text[place] == "\n" { line += 1 }
    place += 1
  }

  /// Skips to `mark` and past it, and gives what stood before it.
  private mutating func skip(to mark: Unicode.Scalar) -> String {
    let start = place
    while let scalar = peek(), scalar != mark { advance() }
    let skipped = String(String.UnicodeScalarView(text[start..<place]))
    advance()
    return skipped
  }

  static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }
}
