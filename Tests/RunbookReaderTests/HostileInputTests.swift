import Findings
import RunbookModel
import RunbookReader
import Testing

@Suite struct HostileInputTests {
  private static func isAnswered(_ reading: Reading) -> Bool {
    guard let runbook = reading.runbook else { return !reading.findings.isEmpty }
    return !runbook.steps.isEmpty || reading.findings.contains { $0.level == .error }
  }

  @Test(
    arguments: [
      "> ", "- ", "1. ", "* - + ", "[", "![", "](", "<a ", "`", "*a_", "**a", "#", "    ", "\t",
      "|", "<!--", "\\", "&amp;", "{{<", "$ ", "<x>", "中", "- [ ] ", "~~~", "![[]()", "_a@b.c ",
      "https://", "a\u{301}", "<<EOF\n", "$(", "\"", "'",
    ]
  )
  func `a piece that is repeated without end is read`(_ piece: String) {
    let many = String(repeating: piece, count: 30_000 / piece.utf8.count)

    for text in [
      many, "## Steps\n\n```bash\n\(many)\n```\n",
      "---\nrunbook: x\n---\n## Steps\n### A\n- \(many)",
    ] {
      #expect(Self.isAnswered(RunbookReader.read(text, path: "x.md")))
    }
  }

  @Test(arguments: [
    ("---\nrunbook: x\n---\n", "unterminated-command", Finding.Level.error),
    ("", "unterminated-fence", Finding.Level.warning),
  ])
  func `a command that swallows the steps below it cannot be run`(
    head: String,
    code: String,
    level: Finding.Level
  ) {
    let text = head + "# X\n\n## Steps\n\n### A\n\n```sh run\necho a\n\n### B\n\nTell mei.\n"

    let findings = RunbookReader.read(text, path: "x.md").findings.filter { $0.code == code }

    #expect(findings.map(\.level) == [level])
  }

  @Test func `lists and quotations nested a thousand deep are read`() {
    var text = "## Steps\n\n"
    for depth in 0..<1000 {
      text += String(repeating: "  ", count: depth) + "- [ ] item \(depth)\n"
    }
    text += String(repeating: ">", count: 50_000) + " end\n"

    let reading = RunbookReader.read(text, path: "x.md")

    #expect(Self.isAnswered(reading))
  }

  @Test func `a line of a megabyte is read`() {
    let text = "# Title\n\n" + String(repeating: "word <host> ", count: 90_000)

    #expect(RunbookReader.read(text, path: "x.md").runbook?.steps.count == 1)
  }

  @Test func `files read side by side give what each gives alone`() async {
    let long = String(
      repeating: "See https://a.example/x and ~~not~~ [this](b.md).\n\n",
      count: 300
    )
    let short = "See https://a.example/x.\n"
    let alone = RunbookReader.read(long, path: "x.md")

    let readings = await withTaskGroup(of: Reading.self) { group in
      for number in 0..<64 {
        group.addTask { RunbookReader.read(number.isMultiple(of: 2) ? long : short, path: "x.md") }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }

    let links = readings.map(\.outline.links.count)
    #expect(alone.outline.links.count == 600)
    #expect(links.count { $0 == 600 } == 32)
    #expect(links.count { $0 == 1 } == 32)
  }

  @Test func `a file that is too large is refused`() {
    let bytes = [UInt8](repeating: 0x61, count: RunbookReader.sizeLimit + 1)

    #expect(RunbookReader.read(bytes, path: "x.md").findings.map(\.code) == ["file-too-large"])
  }

  @Test func `texts put together at random are read and answered`() {
    var random = Random(state: 20_261_001)
    let pieces = Self.pieces
    var modes: Set<Runbook.Mode> = []
    var codes: Set<String> = []

    for number in 0..<2000 {
      var text = random.next(4) == 0 ? "---\nrunbook: x\n---\n## Steps\n### A\n" : ""
      for _ in 0..<(1 + random.next(30)) { text += pieces[random.next(pieces.count)] }
      var bytes = Array(text.utf8)
      if random.next(10) == 0, !bytes.isEmpty {
        bytes[random.next(bytes.count)] = UInt8(random.next(256))
      }
      let reading = RunbookReader.read(bytes, path: "\(number).md")
      if let mode = reading.runbook?.mode { modes.insert(mode) }
      for finding in reading.findings {
        codes.insert(finding.code)
        #expect(finding.position.line >= 1 && finding.position.column >= 1)
      }
      #expect(Self.isAnswered(reading), "\(String(decoding: bytes, as: UTF8.self))")
    }

    #expect(modes == [.authored, .plain])
    #expect(codes.count >= 22)
  }

  private static let pieces = [
    "# Title\n", "## Steps\n", "## Diagnosis\n\n", "### A\n", "### 步骤二\n\n", "#### Deep\n", "##\n",
    "\n", "\n\n", "Text with *marks* and `code`.\n", "中文段落，没有空格。\n", "- item\n", "- [ ] task\n",
    "- [x] ticked\n", "1. one\n", "2. two\n", "   - nested\n", "     1. deeper\n", "```bash\n",
    "```bash run\n", "```bash check timeout=3s\n", "```text expect\n", "```\n", "~~~\n",
    "$ ls -l\n",
    "> continuation\n", "output of it\n", "exit: 0\n", "matches: (\n", "json: .a == 1\n",
    "cat <<EOF\n", "EOF\n", "ssh <host> \"<cmd>\"\n", "rm -rf <dir>\n", "'", "\"", "\\", "`",
    "- timeout: 30s\n", "- timeout: 30\n", "- approve: 2 of ic, within 5m else fail\n",
    "- 审批：ic，5m 内\n",
    "- next: [x](#a)\n", "- [Yes](#a)\n", "- [No](#nope) when: exit == 1\n", "- 等待：五分钟\n",
    "- retry: x\n", "- id: same\n", "- run: [x](y.md) with a=b\n", "- colour: red\n", "> quote\n",
    "> [!NOTE]\n> text\n", "!!! tip\n    body\n", "| a | b |\n|---|---|\n| c | d |\n",
    "<details>\n",
    "<!-- comment\n", "-->\n", "---\n", "***\n", "{{< x >}}\n", "![i](u)\n", "[r][1]\n", "[1]: u\n",
    "https://example.org\n", "\t", "    ", "\r\n", "\r", "\u{FEFF}", "\u{0}", "Title\n=====\n",
    "If x, y\n",
    "NOTE: later\n", "&lt;", "<a id=\"x\">", "**", "__", "~~", "${", "$((", ")", "((", "|",
    "#!/bin/sh\n",
  ]
}

/// A generator of numbers that are the same at every run (xorshift).
struct Random {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
