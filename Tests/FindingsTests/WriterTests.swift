import Findings
import Phrases
import TestSupport
import Testing

@Suite struct WriterTests {
  static let deadAnchor = Phrase(
    en: "No heading of this file has the anchor `#{anchor}`.",
    zh: "本文件中没有锚点为 `#{anchor}` 的标题。"
  )
  static let fixAnchor = Phrase(en: "Point it to a heading.", zh: "请改为指向某个标题。")
  static let first = Phrase(en: "The first one is here.", zh: "第一处在这里。")

  static let files: [FileFindings] = {
    let source = SourceText(
      """
      # 门户故障
      - [重启🚨服务](#restart)
      \t\tcurl  <host>
      evil \u{1B}[31mred\u{202E}
      """
    )
    let findings = [
      finding("control", .warning, line: 4, column: 6, length: 2),
      finding("dead-anchor", .error, line: 2, column: 10, length: 10),
      finding("placeholder", .error, line: 3, column: 9, length: 6),
      finding("past-the-end", .warning, line: 9, column: 9, length: 3),
      finding("past-the-line", .warning, line: 1, column: 90, length: 3),
    ]
    return [
      FileFindings(path: "runbooks/门户 a,b:c%.md", findings: findings, source: source),
      FileFindings(path: "/srv/ok.md", findings: [], source: SourceText("")),
    ]
  }()

  static func finding(
    _ code: String,
    _ level: Finding.Level,
    line: Int,
    column: Int,
    length: Int
  ) -> Finding {
    Finding(
      code,
      level,
      at: SourcePosition(line: line, column: column),
      length: length,
      deadAnchor.with(["anchor": "re\"start\n\\\u{2028}"]),
      remedy: fixAnchor.with([:]),
      notes: code == "dead-anchor"
        ? [Finding.Note(first.with([:]), at: SourcePosition(line: 1, column: 1))] : []
    )
  }

  @Test(arguments: Language.allCases)
  func `people read a line with a caret`(language: Language) throws {
    let plain = FindingsText(language: language, isColored: false)
    let colored = FindingsText(language: language, isColored: true)

    try Golden.expect(plain.text(Self.files, fileCount: 2), is: "text.\(language.rawValue).txt")
    try Golden.expect(colored.text(Self.files, fileCount: 2), is: "color.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases)
  func `a folder without findings is one sentence`(language: Language) throws {
    let writer = FindingsText(language: language, isColored: true)

    try Golden.expect(writer.text([], fileCount: 1), is: "clean.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases)
  func `programs read an array of objects`(language: Language) throws {
    let text = FindingsJSON.text(Self.files, language: language)

    try Golden.expect(text, is: "json.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases)
  func `code hosts read SARIF`(language: Language) throws {
    let rule = Rule("dead-anchor", .error, Self.deadAnchor, why: Self.fixAnchor)
    let writer = FindingsSARIF(language: language, version: "1.2.3", rules: [rule])

    try Golden.expect(writer.text(Self.files), is: "sarif.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases)
  func `GitHub reads workflow commands`(language: Language) throws {
    let text = FindingsGitHub.text(Self.files, language: language)

    try Golden.expect(text, is: "github.\(language.rawValue).txt")
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("::") })
  }

  @Test func `a line of thousands of columns is shown around the caret`() {
    let line = String(repeating: "数据 ", count: 900) + "<host>" + String(repeating: "x", count: 900)
    let finding = Self.finding("long", .error, line: 1, column: 2701, length: 6)
    let file = FileFindings(path: "a.md", findings: [finding], source: SourceText(line))

    let text = FindingsText(language: .english, isColored: false).text([file], fileCount: 1)

    let lines = text.split(separator: "\n").map(String.init)
    let shown = lines[1].split(separator: "<")
    #expect(lines.allSatisfy { DisplayWidth.width(of: $0) <= 140 })
    #expect(
      DisplayWidth.width(of: shown[0])
        == DisplayWidth.width(of: lines[2].split(separator: "^")[0])
    )
    #expect(lines[2].hasSuffix("^~~~~~"))
  }
}

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b", ""]),
    ("a\rb\n\nc", ["a", "b", "", "c"]), ("标题\n\u{FEFF}x", ["标题", "\u{FEFF}x"]),
  ])
  func `lines end as they do in Markdown`(text: String, lines: [String]) {
    let source = SourceText(text)

    #expect((1...source.lineCount).map { source[$0] } == lines)
    #expect(source[0].isEmpty && source[source.lineCount + 1].isEmpty)
  }
}

@Suite struct JSONValueTests {
  @Test func `every scalar that JSON or JavaScript forbids is escaped`() {
    let value = JSONValue.string("\"\\/\u{0}\u{1F}\n\r\t\u{7F}\u{2028}\u{2029}é🚨")

    #expect(
      value.text
        == #""\"\\/\u0000\u001f\n\r\t\u007f\u2028\u2029é🚨""#
    )
  }

  @Test func `members that are nil are left out and the order is kept`() {
    let value = JSONValue.object(["b": 1, "a": nil, "c": .array([]), "d": .object([:])])

    #expect(value.text == "{\n  \"b\": 1,\n  \"c\": [],\n  \"d\": {}\n}")
  }
}
