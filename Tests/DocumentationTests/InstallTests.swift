import Foundation
import Testing

/// `make install` and the hooks for pre-commit, with the programs that were just built.
struct InstallTests {
  private static let files = [
    "bin/tocsin", "lib/systemd/user/tocsin-engine.service",
    "share/bash-completion/completions/tocsin", "share/fish/vendor_completions.d/tocsin.fish",
    "share/man/man1/tocsin.1", "share/zsh/site-functions/_tocsin",
  ]

  private func make(_ target: String, on desk: Desk) throws {
    // `-o` takes the release build as made; the programs of the tests stand in for it.
    let (printed, status) = try desk.run(
      """
      make --silent -C '\(Desk.package.path)' -o build-release \(target) SWIFT=true \
      RELEASED="$(command -v tocsin)" MANUAL_PAGE="$(command -v manual-page)" \
      DESTDIR="$PWD/target folder" PREFIX=/usr
      """
    )
    #expect(status == 0, "\(printed)")
  }

  private func installed(_ desk: Desk) throws -> [String] {
    try desk.run("cd 'target folder/usr' && find . -type f | sort").printed
      .split(separator: "\n").map { String($0.dropFirst(2)) }
  }

  @Test func `make install puts every file in its place, and uninstall takes it away`() throws {
    let desk = try Desk()
    defer { #expect(throws: Never.self) { try desk.remove() } }

    try make("install", on: desk)
    let after = try installed(desk)
    let version = try desk.run("'target folder/usr/bin/tocsin' --version")
    try make("uninstall", on: desk)

    let cards = after.filter { $0.hasPrefix("share/tocsin/notifiers/") }
    #expect(after.filter { !cards.contains($0) } == Self.files)
    #expect(cards.contains("share/tocsin/notifiers/sms-gateway.yaml"))
    #expect(version.status == 0)
    #expect(try installed(desk) == [])
  }

  /// What reads the installed files, as far as it is on this machine; bash is everywhere.
  private static let readers = [
    ("bash -n", "share/bash-completion/completions/tocsin"),
    ("zsh -n", "share/zsh/site-functions/_tocsin"),
    ("fish --no-execute", "share/fish/vendor_completions.d/tocsin.fish"),
    ("groff -Kutf8 -man -Tutf8 -ww -z", "share/man/man1/tocsin.1"),
  ]
  .filter { line, _ in Desk.has(String(line.prefix { $0 != " " })) }

  @Test(arguments: readers)
  func `what is installed reads without a complaint`(line: String, file: String) throws {
    let desk = try Desk()
    defer { #expect(throws: Never.self) { try desk.remove() } }
    try make("install", on: desk)

    let (printed, status) = try desk.run("\(line) 'target folder/usr/\(file)'")

    #expect(status == 0, "\(printed)")
    #expect(printed.isEmpty)
  }

  @Test(.enabled(if: Desk.has("systemd-analyze"), "systemd-analyze is not there"))
  func `systemd knows every word of the unit and finds its programs`() throws {
    let desk = try Desk()
    defer { #expect(throws: Never.self) { try desk.remove() } }
    try make("install", on: desk)

    // The unit names the program where it will be; here that is the folder of the desk.
    let (printed, status) = try desk.run(
      """
      sed "s|=/usr/bin|=$(dirname "$(command -v tocsin)")|" \
        'target folder/usr/lib/systemd/user/tocsin-engine.service' >tocsin-engine.service
      XDG_RUNTIME_DIR="$PWD" systemd-analyze --user --man=no verify ./tocsin-engine.service
      """
    )

    #expect(status == 0, "\(printed)")
    #expect(printed == "")
  }

  @Test(arguments: [
    ("tocsin ch", "check"), ("tocsin plan --for", "--format"),
    ("tocsin plan --format m", "mermaid"),
    ("tocsin verify --an", "--anchor"),
  ])
  func `bash completes commands, options and values`(typed: String, word: String) throws {
    let desk = try Desk()
    defer { #expect(throws: Never.self) { try desk.remove() } }
    let words = typed.split(separator: " ")
    try desk.write(
      """
      eval "$(tocsin --generate-completion-script bash)"
      COMP_WORDS=(\(typed))
      COMP_CWORD=\(words.count - 1)
      COMP_LINE='\(typed)'
      COMP_POINT=\(typed.count)
      $(complete -p tocsin | sed 's/.*-F \\([^ ]*\\).*/\\1/') \
      tocsin '\(words.last ?? "")' '\(words.dropLast().last ?? "")'
      printf '%s\\n' "${COMPREPLY[@]}"
      """,
      to: "complete.sh"
    )

    let (printed, _) = try desk.run("bash complete.sh")

    #expect(printed.split(separator: "\n").contains { $0.hasPrefix(word) }, "\(printed)")
  }

  @Test func `the hooks for pre-commit start what is there`() throws {
    let file = Desk.package.appending(path: ".pre-commit-hooks.yaml")
    let hooks = try String(contentsOf: file, encoding: .utf8)
    let entries = hooks.matches(of: /entry: (.+)/).map { String($0.1) }

    #expect(entries == ["tocsin check", "scripts/pre-commit-check"])
    #expect(
      FileManager.default.isExecutableFile(
        atPath: Desk.package.appending(path: "scripts/pre-commit-check").path
      )
    )
    #expect(try Page(path: "README.md").text().contains("id: tocsin-check"))
  }

  @Test func `the hook that builds checks with what it built, and shows why a build failed`() throws
  {
    let desk = try Desk()
    defer { #expect(throws: Never.self) { try desk.remove() } }
    let script = Desk.package.appending(path: "scripts/pre-commit-check")
    try desk.write(try String(contentsOf: script, encoding: .utf8), to: "scripts/pre-commit-check")
    try desk.write("# Good\n\n## Steps\n\n1. Look.\n", to: "good.md")
    try desk.write("# Bad\n\n```sh\nls\n", to: "bad.md")
    try desk.write("build-release:\n\t@echo the compiler is gone; exit 1\n", to: "Makefile")

    let broken = try desk.run("sh scripts/pre-commit-check good.md")
    _ = try desk.run(
      "mkdir -p .build-release/release; ln -s \"$(command -v tocsin)\" .build-release/release/"
    )
    let good = try desk.run("sh scripts/pre-commit-check good.md")
    let bad = try desk.run("sh scripts/pre-commit-check good.md bad.md")

    #expect(broken.status == 1 && broken.printed.contains("the compiler is gone"))
    #expect(good.status == 0, "\(good.printed)")
    #expect(bad.status == 1 && bad.printed.contains("bad.md:3:1"), "\(bad.printed)")
  }
}
