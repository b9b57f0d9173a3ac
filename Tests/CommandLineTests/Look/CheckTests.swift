import Foundation
import TestSupport
import Testing

/// `tocsin check` with the real program.
struct CheckTests {
  private let bad = """
    ---
    runbook: bad
    title: Free the disk
    severity: sev9
    ---

    # Free the disk 腾出磁盘

    ## Steps

    ### 看看磁盘

    - timeout: 10
    - rôle: ops

    ```bash run
    rm -rf /data/<name>
    ```

    - [Yes](#nowhere)

    ### Say so

    - role: ops

    - [ ] Call the desk
    """

  private let good = "# Good\n\n## Steps\n\n1. Look at it.\n"

  @Test(arguments: ["text", "json", "sarif", "github"], ["en", "zh"])
  func `the findings of a bad runbook are written in every format and language`(
    format: String,
    language: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(bad, to: "bad.md")
    let version = try desk.tocsin("--version").output.dropLast()

    let check = try desk.tocsin("check", "bad.md", "--format", format, "--lang", language)

    #expect(check.code == 1)
    #expect(check.errors == "")
    try Golden.expect(
      check.output.replacing("\"\(version)\"", with: "\"VERSION\""),
      is: "check.\(language).\(format).txt"
    )
  }

  @Test(arguments: ["json", "sarif"])
  func `what programs read is JSON`(format: String) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(bad, to: "bad.md")
    _ = try desk.write(good, to: "good.md")

    for file in ["bad.md", "good.md"] {
      let output = try desk.tocsin("check", file, "--format", format).output
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
    }
  }

  @Test func `a folder is searched, each file once, hidden folders and packages left out`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    for name in ["books/b", "books/.git", "books/node_modules"] {
      try desk.makeFolder(name)
      _ = try desk.write("", to: "\(name)/empty.md")
    }
    _ = try desk.write("", to: "books/a.md")
    _ = try desk.write("no runbook", to: "books/notes.txt")
    try desk.link("books/link.md", to: "a.md")
    try desk.link("books/dead.md", to: "nothing.md")
    try desk.link("books/loop.md", to: "loop.md")
    try desk.link("books/again", to: ".")
    #expect(try desk.shell("mkfifo books/pipe.md").code == 0)

    let check = try desk.tocsin("check", "books")

    #expect(check.code == 1)
    #expect(check.output.contains("books/a.md:1:1: error: The file is empty. [empty-file]"))
    #expect(check.output.contains("books/b/empty.md:1:1"))
    #expect(check.output.hasSuffix("2 files checked: 2 errors, 0 warnings.\n"))
  }

  @Test func `without anything to say the exit code is 0`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(good, to: "good.md")
    try desk.link("link.md", to: "good.md")

    let checks = try ["good.md", "link.md", "./good.md"].map { try desk.tocsin("check", $0) }

    #expect(checks.map(\.code) == [0, 0, 0])
    #expect(checks[0].output == "1 file checked, nothing to report.\n")
  }

  @Test(arguments: [
    ("missing.md", "No such file"), ("pipe.md", "not a regular file"), ("loop.md", "in a circle"),
    ("/dev/null", "not a regular file"), ("/proc/self/mem", "error"),
    ("empty", "no Markdown files"),
  ])
  func `what cannot be read is named, the rest is checked, and the exit code is 2`(
    path: String,
    reason: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    try desk.makeFolder("empty")
    try desk.link("loop.md", to: "loop.md")
    _ = try desk.write("", to: "bad.md")
    #expect(try desk.shell("mkfifo pipe.md").code == 0)

    let alone = try desk.shell("tocsin check \(path)")
    let beside = try desk.shell("tocsin check \(path) bad.md")

    #expect(alone.code == 2)
    #expect(alone.errors.hasPrefix("tocsin: "))
    #expect(alone.errors.contains(path) && alone.errors.contains(reason), "\(alone.errors)")
    #expect(beside.code == (path == "empty" ? 1 : 2))
    #expect(beside.output.contains("empty-file"))
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file"))
  func `a file that nobody may read is named`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(good, to: "good.md")

    let check = try desk.shell("chmod 000 good.md; tocsin check good.md")

    #expect(check.code == 2)
    #expect(check.errors.contains("good.md"))
  }

  @Test(arguments: [
    (Data(), "empty-file"), (Data([0x23, 0x20, 0x41, 0x00]), "binary-file"),
    (Data([0xFF, 0xFE, 0x23, 0x00]), "binary-file"),
    (Data([0x23, 0x20, 0xC3, 0x28]), "invalid-utf8"),
    (Data("# A\n\n```bash\nls\n".utf8), "unterminated-fence"),
  ])
  func `a file that is no runbook gets a finding and no crash`(content: Data, code: String) throws {
    let desk = try Desk()
    defer { desk.remove() }
    try content.write(to: desk.folder.appending(path: "file.md"))

    let check = try desk.tocsin("check", "file.md")

    #expect(check.code == 1)
    #expect(check.output.contains("[\(code)]"), "\(check.output)")
  }

  @Test(.enabled(if: Desk.has("script"), "script is not there"))
  func `findings are coloured at a terminal that takes colours, and nowhere else`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write("", to: "bad.md")
    let escape = "\u{1B}["

    let terminal = try desk.terminal("tocsin check bad.md")
    let refused = try desk.terminal("tocsin check bad.md", ["NO_COLOR": "1"])
    let dumb = try desk.terminal("tocsin check bad.md", ["TERM": "dumb"])
    let flag = try desk.terminal("tocsin check --no-color bad.md")
    let pipe = try desk.terminal("tocsin check bad.md | cat")

    #expect(terminal.output.contains(escape))
    #expect(terminal.code == 1)
    for plain in [refused, dumb, flag, pipe] {
      #expect(plain.output.contains("empty-file"))
      #expect(!plain.output.contains(escape))
    }
  }

  @Test(arguments: [
    (["LANG": "zh_CN.UTF-8"], "", "文件"), (["LANG": "en_US.UTF-8"], "", "file"),
    (["LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"], "", "文件"),
    (["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C"], "", "file"),
    (["LANG": "zh_CN.UTF-8"], "--lang en", "file"), (["LANG": "C"], "--lang zh", "文件"),
  ])
  func `the language is that of the option, else of the locale`(
    locale: [String: String],
    option: String,
    word: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write("", to: "bad.md")

    let check = try desk.shell("tocsin check \(option) bad.md", locale)
    let missing = try desk.shell("tocsin check \(option) missing.md", locale)

    #expect(check.output.contains(word))
    #expect(missing.errors.contains(word))
  }

  @Test func `a rule is explained, and an unknown one lists those that are there`() throws {
    let desk = try Desk()
    defer { desk.remove() }

    let known = try desk.tocsin("check", "--explain", "unbounded-loop", "--lang", "zh")
    let unknown = try desk.tocsin("check", "--explain", "nonsense")
    let nothing = try desk.tocsin("check")

    #expect(known.code == 0)
    #expect(known.output.hasPrefix("unbounded-loop（"))
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("  unbounded-loop\n"))
    #expect(nothing.code == 64)
    #expect(nothing.errors.contains("Usage: tocsin check"))
  }

  @Test func `a reader that goes away ends the program in peace`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(bad, to: "bad.md")

    let check = try desk.shell("tocsin check bad.md bad.md --format sarif | head -c 10; exit 0")

    #expect(check.code == 0)
    #expect(check.errors == "")
  }
}
