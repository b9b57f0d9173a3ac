import Foundation
import Testing

/// The commands of the pages that work on a journal, on the journal of a real run.
@Suite(.enabled(if: Desk.has("sqlite3", "sha256sum"), "sqlite3 and sha256sum are not there"))
struct JournalPageTests {
  /// A desk with one incident of which the first event is a note, and that incident's id.
  private func deskWithIncident() throws -> (desk: Desk, incident: String) {
    let desk = try Desk()
    try desk.write("# Look\n\n## Steps\n\n1. Look at it.\n2. Say so.\n", to: "look.md")
    #expect(try desk.run("tocsin run look.md").status == 3)
    let incident = try desk.run("tocsin list").printed.prefix { $0 != " " }
    #expect(try desk.run("tocsin note \(incident) '主库延迟 40 秒'").status == 0)
    return (desk, String(incident))
  }

  private func scripts(_ page: String) throws -> [Fence] {
    try Page(path: page).fences().filter { $0.language == "bash" }
  }

  @Test(arguments: [("docs/journal.md", "whole: "), ("docs/journal.zh.md", "完整：")])
  func `what the page about the journal shows can be done to a journal`(
    page: String,
    whole: String
  ) throws {
    let (desk, incident) = try deskWithIncident()
    defer { #expect(throws: Never.self) { try desk.remove() } }
    let journal = "$HOME/.local/share/tocsin/journal.sqlite"
    let sealed = "SELECT sequence FROM sealed WHERE name = 'text'"
    let note = try desk.run("sqlite3 \"\(journal)\" \"\(sealed)\"").printed
      .trimmingCharacters(in: .whitespacesAndNewlines)

    let scripts = try scripts(page)
    var results: [(line: Int, printed: String)] = []
    for fence in scripts {
      let script = fence.text
        .replacing("20261123-k7f2", with: incident)
        .replacing("sequence = 1", with: "sequence = \(note)")
        .replacing("journal.sqlite", with: "\(journal)")
      try desk.write(script, to: "script.sh")
      let (printed, status) = try desk.run("bash -e script.sh")
      #expect(status == 0, "\(page):\(fence.line): \(printed)")
      results.append((fence.line, printed))
    }
    let check = try desk.run("tocsin verify \(incident)")

    #expect(scripts.count == 5)
    #expect(Int(note) != nil)
    // The first two scripts print the same hash twice, the second after the length of a value.
    for result in results.prefix(2) {
      let hashes = result.printed.matches(of: /[0-9a-f]{64}/).map { String($0.0) }
      #expect(hashes.count == 2 && Set(hashes).count == 1, "\(result)")
    }
    #expect(results[2].printed.hasPrefix(whole))
    #expect(check.status == 0, "\(check.printed)")
    #expect(try desk.run("tocsin timeline \(incident)").printed.contains("40 秒") == false)
  }

  @Test(arguments: ["docs/operations.md", "docs/operations.zh.md"])
  func `what the page about running Tocsin shows can be done to a journal`(page: String) throws {
    let (desk, incident) = try deskWithIncident()
    defer { #expect(throws: Never.self) { try desk.remove() } }
    try desk.write("", to: "backup/empty")

    let scripts = try scripts(page)
    for fence in scripts {
      let (printed, status) = try desk.run(fence.text.replacing("/backup/", with: "backup/"))
      #expect(status == 0, "\(page):\(fence.line): \(printed)")
    }
    let restored = try desk.run("TOCSIN_HOME=backup tocsin verify \(incident)")

    #expect(scripts.count == 1)
    #expect(restored.status == 0, "\(restored.printed)")
  }

  @Test(arguments: [
    ("docs/reports.md", "The pager was silent.", "Post-mortem"),
    ("docs/reports.zh.md", "告警电话没有响。", "复盘报告"),
  ])
  func `what the page about reports shows can be done after a run`(
    page: String,
    note: String,
    title: String
  ) throws {
    let (desk, incident) = try deskWithIncident()
    defer { #expect(throws: Never.self) { try desk.remove() } }

    let scripts = try scripts(page)
    for fence in scripts {
      let script = fence.text.replacing("20261123-k7f2", with: incident)
        .replacing("2026-11-23T", with: "2024-01-01T")
      let (printed, status) = try desk.run("set -e\n\(script)")
      #expect(status == 0, "\(page):\(fence.line): \(printed)")
      _ = try desk.run("sed -i '/keep: went-well/s/$/\\nThe radio worked./' post-mortem.md")
    }
    let markdown = try desk.run("cat post-mortem.md").printed
    let html = try desk.run("cat post-mortem.html").printed

    #expect(scripts.count == 2)
    #expect(markdown.contains(note) && markdown.contains(title))
    #expect(html.contains("The radio worked.") && html.contains("复盘报告"))
  }

  @Test func `the folder of the journal and its files are for their owner alone`() throws {
    let (desk, _) = try deskWithIncident()
    defer { #expect(throws: Never.self) { try desk.remove() } }

    let modes = try desk.run("cd ~/.local/share/tocsin && stat -c %a . journal.sqlite").printed
    let others = try desk.run("TOCSIN_HOME=here tocsin list; ls -d here/journal.sqlite").printed
    let data = try desk.run("XDG_DATA_HOME=data tocsin list; ls -d data/tocsin/journal.sqlite")
      .printed

    #expect(modes == "700\n600\n")
    #expect(others.contains("here/journal.sqlite"))
    #expect(data.contains("data/tocsin/journal.sqlite"))
  }
}
