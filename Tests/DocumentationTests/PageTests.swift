import Foundation
import Testing

@Test(arguments: Page.all)
func `what a page shows is what a reader gets`(page: Page) throws {
  let desk = try Desk()
  defer { #expect(throws: Never.self) { try desk.remove() } }

  for example in Example.all(in: try page.text()) {
    switch example {
    case .file(let name, let text):
      try desk.write(text, to: name)
    case .session(let commands, let line):
      #expect(!commands.isEmpty, "\(page.path):\(line) shows no command")
      for command in commands {
        let (printed, status) = try desk.run(command.command)
        // A page that shows no output promises at least success.
        #expect(
          command.agrees(with: printed) && (status == 0 || command.showsOutput),
          "\(page.path):\(command.line): \(command.command)\nprinted:\n\(printed)"
        )
      }
    }
  }
}

/// A command of the pages that is not run as it stands.
private struct Exception {
  var command: String
  var reason: String
}

private let exceptions = [
  Exception(command: "make run", reason: "asks at a terminal; the terminal's tests walk it"),
  Exception(command: "make test", reason: "runs this very test"),
  Exception(command: "make install", reason: "builds for release, which takes minutes"),
  Exception(command: "make bench", reason: "measures for many minutes"),
  Exception(command: "UPDATE_GOLDEN=1 make test", reason: "changes the files of this package"),
  Exception(command: "apt-get install", reason: "changes the machine"),
  Exception(command: "pre-commit ", reason: "fetches from the network"),
  Exception(
    command: "tocsin run restart-portal.md --input host=portal-1.example",
    reason: "asks at a terminal; the terminal's tests do so"
  ),
]

@Test(arguments: Page.all)
func `every command that a page shows is run by a test`(page: Page) throws {
  let shells = ["sh", "bash", "zsh", "shell", ""]
  // These pages work on a journal, which `JournalPageTests` makes.
  let onJournal = ["docs/journal.md", "docs/operations.md", "docs/reports.md"]
    .contains(page.path.replacing(".zh.md", with: ".md"))

  let fences = try page.fences().filter { shells.contains($0.language) && $0.words.count < 2 }
  let commands = fences.flatMap { fence in
    fence.lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
      .map { (place: "\(page.path):\(fence.line)", isBash: fence.language == "bash", text: $0) }
  }
  let notRun = commands.filter { command in
    !exceptions.contains { command.text.hasPrefix($0.command) && !$0.reason.isEmpty }
      && !(onJournal && command.isBash)
  }

  #expect(notRun.map { "\($0.place): \($0.text)" } == [])
  #expect(try page.prose().filter { $0.text.hasPrefix("    $") }.map(\.line) == [])
}

@Test func `every target that a page makes is in the Makefile`() throws {
  let desk = try Desk()
  defer { #expect(throws: Never.self) { try desk.remove() } }
  var targets: Set<String> = []
  for page in Page.all {
    for match in try page.text().matches(of: /(?:^|[`\n= ])make ([a-z]+)(?=[ `\n])/) {
      targets.insert(String(match.1))
    }
  }

  let results = try targets.sorted().map { target in
    (target, try desk.run("make -n -C '\(Desk.package.path)' \(target)").status)
  }

  #expect(targets.isSuperset(of: ["run", "test", "install", "bench"]))
  #expect(results.filter { $0.1 != 0 }.map(\.0) == [])
}

@Test(arguments: Page.all)
func `every link of a page leads to a file`(page: Page) throws {
  let folder = Desk.package.appending(path: page.path).deletingLastPathComponent()

  let targets = try page.prose().flatMap { _, text in
    text.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)#\s]+)[^)]*\)/).map { String($0.1) }
  }
  let dead = targets.filter { target in
    !target.contains("://")
      && !FileManager.default.fileExists(atPath: folder.appending(path: target).path)
  }

  #expect(dead == [])
}

@Test(arguments: [("README.md", ".md"), ("README.zh.md", ".zh.md")])
func `the README leads to every page in its language`(path: String, ending: String) throws {
  let text = try Page(path: path).text()
  let paths = Set(Page.all.map(\.path).filter { $0.hasPrefix("docs/") })

  let wanted = paths.filter { !$0.hasSuffix(".zh.md") }.map { path in
    let own = path.replacing(".md", with: ending)
    return paths.contains(own) ? own : path
  }
  let missing = wanted.filter { !text.contains("](\($0))") }.sorted()

  #expect(wanted.count > 10)
  #expect(missing == [])
}

@Test func `the README has the same parts in both languages`() throws {
  let pages = [Page(path: "README.md"), Page(path: "README.zh.md")]

  let headings = try pages.map { try $0.prose().filter { $0.text.hasPrefix("## ") }.count }
  let fences = try pages.map { try $0.fences().map { $0.words.first ?? "" } }
  let commands = try pages.map {
    try $0.table(below: $0.path == "README.md" ? "## Commands" : "## 命令")
  }

  #expect(headings[0] == headings[1])
  #expect(fences[0] == fences[1])
  #expect(commands[0].map { Page.spans(of: $0[0]) } == commands[1].map { Page.spans(of: $0[0]) })
}

@Test func `the examples of a page are found`() {
  let page = """
    Write `restart.md`:

    ````markdown restart.md
    # Restart
    ```bash run
    true
    ```
    ````

    ```console
    $ tocsin check restart.md
    1 file, … findings

    $ tocsin list
    ```

    ```bash run timeout=1s
    false
    ```
    """

  let examples = Example.all(in: page)

  #expect(
    examples == [
      .file(name: "restart.md", text: "# Restart\n```bash run\ntrue\n```\n"),
      .session(
        [
          ConsoleCommand(
            command: "tocsin check restart.md",
            output: ["1 file, … findings", ""],
            line: 11
          ),
          ConsoleCommand(command: "tocsin list", output: [], line: 14),
        ],
        line: 10
      ),
    ]
  )
}

@Test(arguments: [
  (["all is well"], "all is well\n", true),
  (["all is well"], "all is ill\n", false),
  (["took … s, … steps"], "took 0.1 s, 4 steps\n", true),
  (["took … s, … steps"], "took 0.1 s\n", false),
  (["first", "…", "last"], "first\nlast\n", true),
  (["first", "…", "last"], "first\na\nb\nlast\n", true),
  (["first", "…"], "second\n", false),
  (["first"], "first\nsecond\n", false),
  ([], "anything\n", true),
])
func `an ellipsis stands for anything`(shown: [String], printed: String, agrees: Bool) {
  let command = ConsoleCommand(command: "tocsin", output: shown, line: 1)

  let isSame = command.agrees(with: printed)

  #expect(isSame == agrees)
}
