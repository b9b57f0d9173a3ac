import Foundation
import IncidentCore
import JournalStore
import Ports
import Testing

/// The hashes as a stranger computes them who has neither Tocsin nor trust in it.
@Suite(.enabled(if: Workbench.has("sqlite3", "sha256sum")))
struct HashRecipeTests {
  let bench: Workbench
  let journal: SQLiteJournal

  init() throws {
    bench = try Workbench()
    journal = try bench.journal()
    try journal.append(
      [
        .note("主库延迟 40 秒"), .fact(.incidentAcknowledged),
        .note("磁盘 '满' 了\n\u{0} \u{7F} | \"end\""),
      ],
      to: .database,
      after: 0
    )
  }

  func shell(_ script: String) throws -> String {
    try bench.output(of: "sh", ["-euc", script.replacing("journal.sqlite", with: bench.path)])
  }

  func guide() throws -> String {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/journal.md")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test func `the records and hashes are the documented ones`() throws {
    let guide = try guide()

    let records = try journal.query("SELECT record FROM events ORDER BY sequence")
    let hashes = try journal.query("SELECT hash FROM events ORDER BY sequence")
    let digest = try journal.query("SELECT json_extract(record, '$.sealed.text') FROM events")[0]

    #expect(guide.contains("\n\(records[0])\n"))
    #expect(guide.contains("| sha256sum\n\(hashes[0])  -\n"))
    #expect(guide.contains("'主库延迟 40 秒' | sha256sum\n\(digest)  -\n"))
    #expect(guide.contains("\n20261123-k7f2 2 \(hashes[1])\n"))
  }

  @Test func `the hashes are those of another implementation`() throws {
    // Computed from the text of docs/journal.md with Python's hashlib.
    #expect(
      try journal.query("SELECT hash FROM events WHERE sequence <= 2") == [
        "c0ee830f4a5faa6d7226edffefcac81dc98926cad1f0a65dd38d74bf6ac97d50",
        "45f895253be31ec84f220b5e3947cf2d122be27ee9d21ccfba39adf83c279eaa",
      ]
    )
  }

  @Test(arguments: [1, 2, 3])
  func `an event's hash is what sha256sum says of its record`(_ sequence: Int) throws {
    let place = "FROM events WHERE incident = '20261123-k7f2' AND sequence = \(sequence)"

    let computed = try shell(#"sqlite3 journal.sqlite "SELECT record \#(place)" | sha256sum"#)

    let kept = try shell(#"sqlite3 journal.sqlite "SELECT hash \#(place)""#)
    #expect(computed == "\(kept)  -")
  }

  @Test(arguments: [1, 3])
  func `a sealed value's digest is what sha256sum says`(_ sequence: Int) throws {
    let computed = try shell(
      """
      sqlite3 journal.sqlite "SELECT writefile('\(bench.folder)/value', CAST(salt AS BLOB) || value)
        FROM sealed WHERE incident = '20261123-k7f2' AND sequence = \(sequence) AND name = 'text'" >&2
      sha256sum < \(bench.folder)/value
      """
    )

    let kept = try journal.query(
      "SELECT json_extract(record, '$.sealed.text') FROM events WHERE sequence = \(sequence)"
    )[0]
    #expect(computed == "\(kept)  -")
  }

  @Test func `the documented loop finds the chain whole, and a changed event`() throws {
    let text = try guide()
    let fence = try #require(text.firstRange(of: "```bash chain\n")).upperBound
    let end = try #require(text[fence...].firstRange(of: "```")).lowerBound
    let script = String(text[fence..<end])

    #expect(try shell(script) == "whole: 3 events")

    _ = try journal.query("DROP TRIGGER events_no_update")
    _ = try journal.query("UPDATE events SET record = replace(record, '王芳', '李雷')")
    #expect(try shell(script) == "broken at event 1")
  }

  @Test func `the recipes hold for a row of several events`() throws {
    try journal.append(EventRowTests.storm(12), to: .database, after: 3)
    let text = try guide()
    let fence = try #require(text.firstRange(of: "```bash chain\n")).upperBound
    let end = try #require(text[fence...].firstRange(of: "```")).lowerBound

    #expect(try shell(String(text[fence..<end])) == "whole: 15 events")

    let place = "incident = '20261123-k7f2' AND sequence = 15"
    let digest = try journal.query(
      "SELECT record -> '$.sealed' ->> '$.\"address.9\"' FROM events WHERE \(place)"
    )[0]
    let computed = try shell(
      """
      sqlite3 journal.sqlite "SELECT writefile('\(bench.folder)/value', CAST(salt AS BLOB) || value)
        FROM sealed WHERE \(place) AND name = 'address.9'" >&2
      sha256sum < \(bench.folder)/value
      """
    )
    #expect(computed == "\(digest)  -")
  }
}
