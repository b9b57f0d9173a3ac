import IncidentCore
import JournalStore
import Ports
import Testing

struct ImmutabilityTests {
  /// The SHA-256 of the source, by `printf '# 切换' | sha256sum`.
  static let sha256 = "7325945f5c0cc5dc5bdb27acf05e7b0e07084af0ac918db94207b6601cb7e8c8"

  let bench: Workbench
  let journal: SQLiteJournal

  init() throws {
    bench = try Workbench()
    journal = try bench.journal()
    let source = SourceText(path: "pg.md", sha256: Self.sha256, text: "# 切换")
    let graph = try journal.keep(.empty("切换"), sources: [source])
    try journal.append([.opening(graph: graph), .note("secret")], to: .database, after: 0)
    try journal.appendOutput(
      OutputChunk(attempt: 1, stream: .stdout, bytes: [65]),
      to: .database
    )
  }

  @Test(arguments: [
    "UPDATE events SET record = 'x'",
    "DELETE FROM events",
    "INSERT OR REPLACE INTO events SELECT incident, sequence, 'x', record, hash, 1 FROM events",
    """
    INSERT INTO events SELECT incident, 9, kind, record, hash, 1 FROM events WHERE sequence = 2
    """,
    """
    INSERT INTO events SELECT incident, 9, kind, record, hash, 6 FROM events WHERE sequence = 2
    """,
    """
    INSERT INTO events SELECT incident, 2, kind, record, hash, 0 FROM events WHERE sequence = 2
    """,
    "UPDATE graphs SET json = 'x'",
    "DELETE FROM graphs",
    "UPDATE sources SET text = X'78'",
    "DELETE FROM sources",
    "UPDATE sealed SET value = X'78'",
    "UPDATE sealed SET salt = 'x', value = NULL",
    "UPDATE sealed SET name = 'x', value = NULL",
    "INSERT OR REPLACE INTO sealed SELECT incident, sequence, name, salt, X'78' FROM sealed",
    "DELETE FROM sealed",
    "UPDATE outputs SET bytes = X'78'",
    "UPDATE outputs SET number = 7, bytes = NULL",
    "DELETE FROM outputs",
  ])
  func `the database refuses`(_ sql: String) throws {
    #expect(throws: JournalFault.self) { try journal.query(sql) }

    #expect(try journal.verify(nil).allSatisfy(\.isSound))
  }

  @Test(arguments: [
    "INSERT OR REPLACE INTO graphs SELECT sha256, 'x' FROM graphs",
    "INSERT OR REPLACE INTO sources SELECT sha256, X'78' FROM sources",
  ])
  func `the database passes over`(_ sql: String) throws {
    _ = try journal.query(sql)

    #expect(try journal.query("SELECT count(*) FROM graphs WHERE json = 'x'") == ["0"])
    #expect(try journal.query("SELECT count(*) FROM sources WHERE text = X'78'") == ["0"])
  }

  @Test func `a value can be erased, and the events hold`() throws {
    _ = try journal.query(
      "UPDATE sealed SET salt = NULL, value = NULL WHERE sequence = 2 AND name = 'text'"
    )
    _ = try journal.query("UPDATE outputs SET bytes = NULL")

    let events = try journal.events(of: .database, after: 0, limit: 10)
    #expect(events[0].sealed == ["input.replica": "db2.example.org"])
    #expect(events[1].sealed == [:])
    #expect(try journal.output(of: .database, attempt: 1) == [])
    let result = try journal.verify(.database)[0]
    #expect(result.isSound)
    #expect(result.soundValues == 1)
    #expect(result.erased == 1)
  }

  @Test func `the texts of a step graph are found by it`() throws {
    let graph = try journal.keep(.empty("切换"), sources: [])

    let sources = try journal.sources(ofGraph: graph)

    #expect(sources == [SourceText(path: "pg.md", sha256: Self.sha256, text: "# 切换")])
  }
}
