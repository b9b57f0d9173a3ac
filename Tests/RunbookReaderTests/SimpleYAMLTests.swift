import RunbookReader
import Testing

@Suite struct SimpleYAMLTests {
  @Test(
    arguments: [
      "runbook: a\n", "runbook: a", "runbook: a # why\ntitle: 数据库：切换（主）\n",
      "inputs:\n  host: { description: Host that serves it, required: true, pattern: '^[a-z]+$' }\n",
      "inputs:\n  # one\n\n  zone:\n    default: east\n    choices: [east, \"west end\"]\nowner: x\n",
      "a: http://x.example/b#c\nb: it's, so {to} [speak]\nc: '\\d' # d\n",
    ]
  )
  func `what front matter is made of is read without the whole parser`(_ text: String) throws {
    let simple = try #require(FrontMatterNode.readSimple(text))

    #expect(try String(describing: simple) == described(FrontMatterNode.readWithYams(text)))
  }

  @Test func `what is read simply is read as the whole parser reads it`() {
    var random = Random(state: 20_261_123)
    var simple = 0
    var others = 0

    for _ in 0..<4000 {
      let text = Self.text(&random)
      guard let node = FrontMatterNode.readSimple(text) else {
        others += 1
        continue
      }
      simple += 1
      let whole = try? FrontMatterNode.readWithYams(text)
      #expect(String(describing: node) == described(whole), "\(text)")
    }

    #expect(simple > 150)
    #expect(others > 500)
  }

  private func described(_ node: FrontMatterNode?) -> String {
    node.map { String(describing: $0) } ?? "nothing"
  }

  private static let values = [
    "east", "30s", "2026-10-01", "a b", "a: b", "a:b", "a #b", "a#b", "#", "-", "- a", "'a'",
    "'a''b'",
    "\"a\"", "\"a\\n\"", "\"a", "[a, b]", "[a, 'b c', [d]]", "[]", "[a,]", "[a b", "{ a: b }",
    "{a: b, c: d}",
    "{ a: b, a: c }", "{}", "{ a }", "{a:b}", "{ a: [b, c], d: '^[a-z]+$' }", "值班", "“引”", "（一）",
    "~", "",
    "null", "true", "&a b", "*a", "!t a", "|", ">", "@", "a, b", "a]", "a? b", "? a", "...", "---",
    ".a", "$a",
    "/run/x", "_", "%a", "a\u{301}", "\u{FEFF}a", "\t", "a\tb", " a ", "http://a.example/b", "é",
    "😀",
  ]
  private static let keys = [
    "a", "b", "runbook", "标题", "c_d", "e-f", "1", "'g'", "?", "a b", "<<", "",
  ]
  private static let ends = ["\n", "\n", "\n", " \n", " # x\n", "\n\n", "\n# x\n", "\r\n", ""]

  /// Lines that are mostly right, at indentations that mostly fit.
  private static func text(_ random: inout Random) -> String {
    var text = ""
    var indentation = 0
    for _ in 0..<1 + random.next(6) {
      let isStrange = random.next(4) == 0
      let key = isStrange ? pick(keys, &random) : "k\(random.next(60))"
      let opens = random.next(4) == 0
      let value = opens ? "" : " " + pick(values, &random)
      text += String(repeating: " ", count: indentation) + key + ":" + value
      text += pick(ends, &random)
      if opens {
        indentation += 1 + random.next(2)
      } else if random.next(3) == 0 {
        indentation = random.next(indentation + 1)
      }
    }
    return text
  }

  private static func pick(_ texts: [String], _ random: inout Random) -> String {
    texts[random.next(texts.count)]
  }
}
