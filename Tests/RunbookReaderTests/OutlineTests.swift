import Findings
import RunbookModel
import RunbookReader
import Testing

@Suite struct OutlineTests {
  @Test(
    arguments: [
      ("Hello World", "hello-world"), ("A & B", "a--b"), ("`code` and *more*!", "code-and-more"),
      ("切换到备库", "切换到备库"), ("第 1 步：检查（主库）", "第-1-步检查主库"), ("under_score-x", "under_score-x"),
      ("ÄÖ Ünï", "äö-ünï"), ("1.2.3", "123"), ("[Link](https://example.org)", "link"),
    ]
  )
  func `anchors are those of GitHub`(_ heading: String, _ slug: String) {
    let outline = RunbookReader.read("# \(heading)\n", path: "x.md").outline

    #expect(outline.headings.map(\.slug) == [slug])
  }

  @Test(arguments: 0..<20, ["\n", "\r\n", "\r"])
  func `a heading is on its line wherever lines end`(_ length: Int, _ end: String) {
    let line = String(repeating: "é", count: length / 2) + String(repeating: "x", count: length)
    let text = line + end + end + "# Here" + end + line + end + "## There"

    let headings = RunbookReader.read(text, path: "x.md").outline.headings

    #expect(headings.map(\.position.line) == [3, 5])
  }

  @Test func `repeated headings get numbers that are not taken`() {
    let outline = RunbookReader.read("# A\n# A-1\n# A\n# A\n", path: "x.md").outline

    #expect(outline.headings.map(\.slug) == ["a", "a-1", "a-2", "a-3"])
  }

  @Test func `links have their places in scalars, images and bare addresses too`() {
    let text = "看 [这里](a.md#b) 和 ![图](p.png)\nsee https://example.org/x and\n  [two](<c d.md>)\n"

    let links = RunbookReader.read(text, path: "x.md").outline.links

    #expect(links.map(\.destination) == ["a.md#b", "p.png", "https://example.org/x", "c d.md"])
    #expect(
      links.map(\.position) == [
        SourcePosition(line: 1, column: 3), SourcePosition(line: 1, column: 18),
        SourcePosition(line: 2, column: 5), SourcePosition(line: 3, column: 3),
      ]
    )
    #expect(links.map(\.isImage) == [false, true, false, false])
    #expect(links.map(\.filePath) == ["a.md", "p.png", nil, "c d.md"])
    #expect(links.first?.fileAnchor == "b")
  }

  @Test func `anchors written as HTML are known`() {
    let text = "<a id=\"one\"></a>\n\nText <a name='two'></a>\n"

    #expect(RunbookReader.read(text, path: "x.md").outline.anchors == ["one", "two"])
  }

  @Test func `percent signs in links are decoded`() {
    let link = DocumentOutline.Link(
      text: "",
      destination: "#%E5%88%87",
      position: SourcePosition(line: 1, column: 1)
    )

    #expect(link.anchor == "切")
    #expect(DocumentOutline.Link.decoded("%E5%88") == "%E5%88")
    #expect(DocumentOutline.Link.decoded("100%") == "100%")
  }
}
