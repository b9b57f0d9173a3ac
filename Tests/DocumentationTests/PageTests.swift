import Foundation
import Testing

/// The pages of this repository that a person reads, by their paths.
private let pages: [String] = {
  let folder = Desk.package.appending(path: "docs").path
  let docs = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
}()

@Test(arguments: pages)
func `what a page shows is what a reader gets`(page: String) throws {
  let text = try String(contentsOf: Desk.package.appending(path: page), encoding: .utf8)
  let desk = try Desk()
  defer { #expect(throws: Never.self) { try desk.remove() } }

  for example in Example.all(in: text) {
    switch example {
    case .file(let name, let text):
      try desk.write(text, to: name)
    case .session(let commands, let line):
      #expect(!commands.isEmpty, "\(page):\(line) shows no command")
      for command in commands {
        let (printed, status) = try desk.run(command.command)
        // A page that shows no output promises at least success.
        #expect(
          command.agrees(with: printed) && (status == 0 || command.showsOutput),
          "\(page):\(command.line): \(command.command)\nprinted:\n\(printed)"
        )
      }
    }
  }
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
