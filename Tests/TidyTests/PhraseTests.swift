import Testing

/// A phrase as it stands in the source.
struct PhraseLiteral: Sendable, CustomTestStringConvertible {
  let place: String
  let english: String
  let chinese: String?

  var testDescription: String { place }

  /// Every `en:` text of the sources with the `zh:` text that follows it.
  static let all = SourceTree.swiftFiles
    .filter { $0.path.hasPrefix("Sources/") }
    .flatMap { phrases(of: $0) }

  /// The phrases of one file.
  static func phrases(of file: SwiftFile) -> [PhraseLiteral] {
    let literals = joined(file.literals)
    return literals.indices.compactMap { index in
      guard label(of: literals[index]) == "en" else { return nil }
      let next = index + 1 < literals.count ? literals[index + 1] : nil
      return PhraseLiteral(
        place: "\(file.path):\(literals[index].line)",
        english: literals[index].content,
        chinese: next.flatMap { label(of: $0) == "zh" ? $0.content : nil }
      )
    }
  }

  /// Where the command line says what something is for in one language only.
  static let helpInOneLanguage = SourceTree.swiftFiles
    .filter { $0.path.hasPrefix("Sources/TocsinCommands/") }
    .flatMap { file in
      file.literals.filter { ["abstract", "discussion", "help"].contains(label(of: $0)) }
        .map { "\(file.path):\($0.line)" }
    }

  /// The literals, those that `+` puts together as one.
  private static func joined(_ literals: [SwiftScanner.Literal]) -> [SwiftScanner.Literal] {
    var result: [SwiftScanner.Literal] = []
    for literal in literals {
      let isContinued = literal.label.reversed().first { !" \n".contains($0) } == "+"
      if isContinued, let last = result.popLast() {
        var longer = last
        longer.content += literal.content
        result.append(longer)
      } else {
        result.append(literal)
      }
    }
    return result
  }

  private static func label(of literal: SwiftScanner.Literal) -> String {
    let code = literal.label.reversed().drop { " \n".contains($0) }
    guard code.first == ":" else { return "" }
    return String(code.dropFirst().prefix { $0.isLetter }.reversed())
  }

  /// The names of a template's places.
  static func places(of template: String) -> Set<String> {
    var names: Set<String> = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      names.insert(String(rest[rest.index(after: open)..<close].prefix { $0 != "|" }))
      rest = rest[rest.index(after: close)...]
    }
    return names
  }

  /// Whether a text has words, its places left out.
  static func hasWords(_ template: String) -> Bool {
    var isInside = false
    for character in template {
      if character == "{" { isInside = true }
      if !isInside, character.isLetter { return true }
      if character == "}" { isInside = false }
    }
    return false
  }

  /// Whether a Chinese text has a half-width mark beside a Chinese character or a place, what stands
  /// between backticks and `{path}:{line}` left out.
  static func hasForeignMark(_ text: String) -> Bool {
    guard hasHan(text) else { return false }
    let prose = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "" }.joined(separator: "`")
      .replacing("}:{", with: "")
    func isNear(_ character: Character?) -> Bool {
      character.map { "{}`".contains($0) || hasHan(String($0)) } ?? false
    }
    return prose.indices.contains { index in
      guard ",:;()?!.".contains(prose[index]) else { return false }
      let before = prose[..<index].last
      let after = prose[index...].dropFirst().first { $0 != " " }
      if prose[index] == "." { return before.map { hasHan(String($0)) } ?? false }
      return isNear(before) || isNear(after)
    }
  }

  static func hasHan(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }
}

@Test func `every phrase is there in both languages`() {
  let missing = PhraseLiteral.all.filter { $0.chinese == nil }.map(\.place)

  #expect(missing == [])
}

@Test func `what commands and their arguments are for is said in both languages`() {
  #expect(PhraseLiteral.helpInOneLanguage == [])
}

@Test func `both languages of a phrase have the same places`() {
  let differing = PhraseLiteral.all.filter {
    PhraseLiteral.places(of: $0.english) != PhraseLiteral.places(of: $0.chinese ?? "")
  }

  #expect(differing.map(\.place) == [])
}

@Test func `a phrase with words is Chinese in Chinese`() {
  let names = ["Tocsin", "SHA-256"]
  let untranslated = PhraseLiteral.all.filter { phrase in
    let chinese = phrase.chinese ?? ""
    let isSymbol = !chinese.isEmpty && !PhraseLiteral.hasWords(chinese + phrase.english)
    let isName =
      chinese == phrase.english
      && (names.contains(chinese) || chinese.hasPrefix("tocsin "))
    return !isSymbol && !isName && !PhraseLiteral.hasHan(chinese)
  }

  #expect(untranslated.map(\.place) == [])
}

@Test func `a Chinese phrase has the punctuation marks of Chinese`() {
  let foreign = PhraseLiteral.all.filter { PhraseLiteral.hasForeignMark($0.chinese ?? "") }

  #expect(foreign.map(\.place) == [])
}

@Test(arguments: [
  ("没有,请重试", true), ("没有: {name}", true), ("{name}: 没有", true), ("重试?", true),
  ("重试(稍后)", true), ("{a}, {b} 等", true), ("没有.", true), ("没有，请重试。", false),
  ("格式为 03:20 或 `a, b: c`。", false), ("{path}:{line}：没有", false), ("用 -o a.md 写出", false),
  ("{a}: {b}", false),
])
func `a half-width mark is found beside Chinese and beside places`(
  text: String,
  isForeign: Bool
) {
  #expect(PhraseLiteral.hasForeignMark(text) == isForeign)
}

@Test func `an English phrase holds no Chinese`() {
  let mixed = PhraseLiteral.all.filter { PhraseLiteral.hasHan($0.english) }

  #expect(mixed.map(\.place) == [])
}

@Test func `nothing is put into a phrase but by its places`() {
  let spliced = PhraseLiteral.all.filter {
    $0.english.contains("\\(") || ($0.chinese ?? "").contains("\\(")
  }

  #expect(spliced.map(\.place) == [])
}

@Test func `a phrase is found however its texts are written`() {
  let source = ##"""
    static let a = Phrase(en: "One {n}", zh: "一 {n}")
    static let b = Phrase(
      en: "Two "
        + "halves",
      zh: """
        两半
        """
    )
    static let c = Phrase(en: "Three", chinese)
    """##

  let phrases = PhraseLiteral.phrases(of: SwiftFile("Sample.swift", text: source))

  #expect(phrases.map(\.place) == ["Sample.swift:1", "Sample.swift:3", "Sample.swift:9"])
  #expect(phrases.map(\.english) == ["One {n}", "Two halves", "Three"])
  #expect(phrases.map { PhraseLiteral.hasHan($0.chinese ?? "") } == [true, true, false])
  #expect(PhraseLiteral.places(of: "{a} and {b|one|many}") == ["a", "b"])
}
