import Console
import Testing

@Suite struct KeyReaderTests {
  @Test(
    arguments: [
      ("a", [Key.character("a")]), (" ", [.character(" ")]), ("\r", [.enter]), ("\n", [.enter]),
      ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{3}", [.control("c")]),
      ("\u{1D}", [.control("]")]), ("\u{1B}[A", [.up]), ("\u{1B}OD", [.left]),
      ("\u{1B}[3~", [.delete]), ("\u{1B}[1;5C", [.right]), ("\u{1B}[H\u{1B}[4~", [.home, .end]),
      ("切换", [.character("切"), .character("换")]), ("🚨", [.character("🚨")]),
      ("\u{1B}[99z", []), ("\u{1B}x", []), ("\u{1B}[15~q", [.character("q")]),
    ] as [(String, [Key])]
  )
  func `bytes become keys`(_ text: String, _ keys: [Key]) {
    var reader = KeyReader()

    let read = reader.read(Array(text.utf8))

    #expect(read == keys)
  }

  @Test(arguments: ["切换", "\u{1B}[A", "\u{1B}[1;5C", "\u{1B}[200~ls\r\u{1B}[201~", "é🚨"])
  func `keys may be cut anywhere`(_ text: String) {
    var whole = KeyReader()
    var cut = KeyReader()

    let expected = whole.read(Array(text.utf8))
    let read = text.utf8.flatMap { cut.read([$0]) }

    #expect(read == expected)
    #expect(!read.isEmpty)
  }

  @Test func `a paste is one key, whatever is in it`() {
    var reader = KeyReader()

    let keys = reader.read(Array("\u{1B}[200~yes\ry\u{1B}[A\u{1B}[201~n".utf8))

    #expect(keys == [.paste("yes\ry\u{1B}[A"), .character("n")])
  }

  @Test func `a paste without an end keeps a limited text`() {
    var reader = KeyReader()
    _ = reader.read(Array("\u{1B}[200~".utf8))

    for _ in 0..<40 { _ = reader.read([UInt8](repeating: 0x61, count: 4096)) }
    let keys = reader.read(Array("\u{1B}[201~".utf8))

    #expect(keys == [.paste(String(repeating: "a", count: KeyReader.pasteLimit))])
  }

  @Test func `an Escape alone is a key when nothing follows`() {
    var reader = KeyReader()

    let read = reader.read([0x1B])
    let isWaiting = reader.isWaiting
    let flushed = reader.flush()

    #expect(read.isEmpty)
    #expect(isWaiting)
    #expect(flushed == [.escape])
  }

  @Test(
    arguments: [[0xFF], [0xC3, 0x28], [0xE5, 0x88, 0x41], [0xF5, 0x80], [0x80, 0xC0, 0x80]]
      as [[UInt8]]
  )
  func `broken UTF-8 is dropped and what follows is read`(_ bytes: [UInt8]) {
    var reader = KeyReader()

    let keys = reader.read(bytes + [0x71])

    #expect(keys.last == .character("q"))
  }

  @Test func `a control sequence without an end does not swallow everything`() {
    var reader = KeyReader()

    let keys = reader.read(Array("\u{1B}[".utf8) + [UInt8](repeating: 0x31, count: 64))
    let next = reader.read(Array("q".utf8))

    #expect(keys.count <= 64)
    #expect(next.last == .character("q"))
  }
}

@Suite struct LineEditorTests {
  @Test(
    arguments: [
      ([.character("a"), .character("b"), .left, .character("c")], "acb"),
      ([.character("切"), .character("换"), .backspace], "切"),
      ([.paste("one two"), .control("w")], "one "),
      ([.paste("one two"), .control("a"), .control("k")], ""),
      ([.paste("one two"), .control("a"), .delete, .end, .character("!")], "ne two!"),
      ([.paste("one two"), .left, .control("u")], "o"),
      ([.paste("a\nb\u{1B}[31m\tc\n")], "a b[31m c"),
      ([.character("e"), .character("\u{301}"), .backspace], ""),
    ] as [([Key], String)]
  )
  func `keys edit the line`(_ keys: [Key], _ text: String) {
    var editor = LineEditor()

    for key in keys { editor.press(key) }

    #expect(editor.text == text)
  }

  @Test func `the view follows the cursor by columns`() {
    var editor = LineEditor("确认旧主库已经停止写入")

    let end = editor.view(columns: 10)
    editor.press(.home)
    let start = editor.view(columns: 10)

    #expect(end.text == "停止写入")
    #expect(end.cursor == 8)
    #expect(start.text == "确认旧主")
    #expect(start.cursor == 0)
  }

  @Test func `a secret is never shown`() {
    var editor = LineEditor(isSecret: true)

    for character in "hunter2" { editor.press(.character(character)) }

    #expect(editor.text == "hunter2")
    #expect(editor.view(columns: 40).text.isEmpty)
  }
}
