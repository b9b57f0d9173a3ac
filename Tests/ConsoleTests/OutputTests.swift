import Console
import Phrases
import Ports
import Testing

@Suite struct OutputTests {
  @Test(arguments: [
    ("plain\n", ["plain"]), ("a\r\nb\n", ["a", "b"]), ("10%\r50%\r100%\n", ["100%"]),
    ("\u{1B}[2J\u{1B}[Hhome\n", ["home"]), ("\u{1B}]0;title\u{7}x\n", ["x"]),
    ("\u{1B}]8;;http://evil\u{1B}\\link\u{1B}]8;;\u{1B}\\\n", ["link"]),
    ("\u{1B}Pq#0\u{1B}\\sixel\n", ["sixel"]), ("\u{1B}(Bcharset\n", ["charset"]),
    ("tab\tx\n", ["tab     x"]), ("ab\u{8}c\n", ["ac"]), ("bell\u{7}\u{0}\n", ["bell"]),
    ("\u{202E}esrever\n", ["esrever"]), ("\u{9B}31mred\n", ["31mred"]), ("\n\n", ["", ""]),
    ("\u{1B}]never closed\nnext\n", ["", "next"]), ("切换完成\n", ["切换完成"]),
  ])
  func `what a command writes cannot drive the terminal`(_ text: String, _ lines: [String]) {
    var sanitiser = OutputSanitiser(keepsColour: true)

    let read = sanitiser.read(Array(text.utf8)).map { $0.map(\.text).joined() }

    #expect(read == lines)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62, 0x0A], "a�b"), ([0xE5, 0x88, 0x0A], "�"), ([0xC0, 0x80, 0x0A], "��"),
      ([0xED, 0xA0, 0x80, 0x0A], "�"),
    ] as [([UInt8], String)]
  )
  func `bytes that are no UTF-8 are shown as replacement characters`(
    _ bytes: [UInt8],
    _ text: String
  ) {
    var sanitiser = OutputSanitiser(keepsColour: false)

    let lines = sanitiser.read(bytes)

    #expect(lines.map { $0.map(\.text).joined() } == [text])
  }

  @Test func `output may be cut anywhere`() {
    let text = "\u{1B}[31m红色\u{1B}[0m plain \u{1B}]0;t\u{1B}\\end\r\n"
    var whole = OutputSanitiser(keepsColour: true)
    var cut = OutputSanitiser(keepsColour: true)

    let expected = whole.read(Array(text.utf8))
    let read = text.utf8.flatMap { cut.read([$0]) }

    #expect(read == expected)
  }

  @Test(
    arguments: [
      ("\u{1B}[31mred\u{1B}[0m", "31"), ("\u{1B}[1;38;5;8mx", "1;38;5;8"),
      ("\u{1B}[8mhidden", nil), ("\u{1B}[5;32mblink", "32"),
      ("\u{1B}[38;2;1;2;8mrgb", "38;2;1;2;8"),
    ] as [(String, String?)]
  )
  func `colours are kept, but nothing hides or blinks`(_ text: String, _ colour: String?) {
    var sanitiser = OutputSanitiser(keepsColour: true)

    let lines = sanitiser.read(Array((text + "\n").utf8))

    #expect(lines.first?.first?.mark == colour.map { .sgr($0) } ?? .plain)
  }

  @Test func `without colour no sequence is left`() {
    let line = Line([Span("a", .bad), Span("b", .sgr("31"))])

    #expect(line.rendered(hasColour: false) == "ab")
  }

  @Test func `both streams have a gutter of their own and wrap at the width`() {
    var view = OutputView(look: ConsoleLook(language: .english, width: 24))

    view.take(OutputChunk(attempt: 1, stream: .stdout, bytes: Array("切换切换切换切换切换切换\n".utf8)))
    view.take(OutputChunk(attempt: 1, stream: .stderr, bytes: Array("oops".utf8)))
    view.finish()

    #expect(view.frame().map(\.text) == ["│ 切换切换切换切换切换", "│ 切换", "┊ oops"])
  }

  @Test func `a flood shows the newest lines and says how many it left out`() {
    var view = OutputView(look: ConsoleLook(language: .english), limit: 3)
    let lines = (1...1000).map { "line \($0)\n" }.joined()

    view.take(OutputChunk(attempt: 1, stream: .stdout, bytes: Array(lines.utf8)))

    #expect(
      view.frame().map(\.text) == [
        "│ … 997 lines skipped, all are in the journal", "│ line 998", "│ line 999", "│ line 1000",
      ]
    )
    #expect(view.isEmpty)
  }

  @Test func `a flood of many pieces counts what it leaves out unread`() {
    var view = OutputView(look: ConsoleLook(language: .english), limit: 2)
    let piece = Array(String(repeating: "0123456\n", count: 4096).utf8)

    for _ in 0..<10 { view.take(OutputChunk(attempt: 1, stream: .stdout, bytes: piece)) }

    #expect(
      view.frame().map(\.text) == [
        "│ … 40958 lines skipped, all are in the journal", "│ 0123456", "│ 0123456",
      ]
    )
  }

  @Test func `a line without an end is kept for the live lines`() {
    var view = OutputView(look: ConsoleLook(language: .english))

    view.take(OutputChunk(attempt: 1, stream: .stdout, bytes: Array("50% ...".utf8)))

    #expect(view.frame().isEmpty)
    #expect(view.unfinished == "50% ...")
  }

  @Test func `an endless line is broken`() {
    var sanitiser = OutputSanitiser(keepsColour: false)

    let lines = sanitiser.read([UInt8](repeating: 0x61, count: OutputSanitiser.lineLimit * 2 + 1))

    #expect(lines.count == 2)
  }
}
