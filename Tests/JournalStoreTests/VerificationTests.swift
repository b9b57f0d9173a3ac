import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import Testing

struct VerificationTests {
  /// The SHA-256 of the output, by `printf hello | sha256sum`.
  static let helloSHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

  let bench: Workbench
  let journal: SQLiteJournal
  let graph: String

  init() throws {
    bench = try Workbench()
    journal = try bench.journal()
    graph = try journal.keep(.empty("切换"), sources: [])
    try journal.append([.opening(graph: graph), .note("a")], to: .database, after: 0)
    for text in ["hel", "lo"] {
      try journal.appendOutput(
        OutputChunk(attempt: 1, stream: .stdout, bytes: Array(text.utf8)),
        to: .database
      )
    }
    try journal.append(
      [.commandEnd(attempt: 1, stdoutSHA256: Self.helloSHA256), .note("b"), .note("c")],
      to: .database,
      after: 2
    )
    try journal.append([.note("d")], to: .network, after: 0)
  }

  /// Changes the file as somebody would who may write it: without the triggers.
  func tamper(_ statements: String...) throws {
    let triggers = try journal.query("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for trigger in triggers { _ = try journal.query("DROP TRIGGER \(trigger)") }
    _ = try journal.query("PRAGMA foreign_keys = OFF")
    for statement in statements { _ = try journal.query(statement) }
  }

  /// Hashes the events of the incident anew, as somebody would who knows how it is done.
  func rehash() throws {
    let count = try journal.query("SELECT count(*) FROM events WHERE incident = '20261123-k7f2'")
    var previous = String(repeating: "0", count: 64)
    for sequence in 1...(Int(count[0]) ?? 0) {
      let place = "incident = '20261123-k7f2' AND sequence = \(sequence)"
      let record = try journal.query("SELECT record FROM events WHERE \(place)")[0]
      let old = try #require(record.firstRange(of: #"previous":""#)).upperBound
      let end = record.index(old, offsetBy: 64)
      let linked = record.replacingCharacters(in: old..<end, with: previous)
      previous = try bench.sha256(line: linked)
      let quoted = linked.replacing("'", with: "''")
      _ = try journal.query(
        "UPDATE events SET record = '\(quoted)', hash = '\(previous)' WHERE \(place)"
      )
    }
  }

  @Test func `an untouched journal holds`() throws {
    let head = try journal.head(of: .database)

    let results = try journal.verify(nil)

    #expect(results.map(\.incident) == [.database, .network])
    #expect(results.map(\.soundEvents) == [5, 1])
    #expect(results.map(\.soundValues) == [4, 1])
    #expect(results.map(\.flaw) == [nil, nil])
    #expect(results[0].head == head)
  }

  @Test func `an incident that nobody knows cannot be checked`() {
    let unknown = IncidentID("20260101-none")

    #expect(throws: JournalFault.unknownIncident(unknown)) { try journal.verify(unknown) }
    #expect(throws: JournalFault.unknownIncident(unknown)) { try journal.head(of: unknown) }
  }

  @Test func `a changed event is found`() throws {
    try tamper(
      "UPDATE events SET record = replace(record, '王芳', '李雷') WHERE sequence = 4"
    )

    let result = try journal.verify(.database)[0]

    #expect(result.flaw == .changed(sequence: 4))
    #expect(result.soundEvents == 3)
  }

  @Test func `an event that was changed and hashed anew is found at the next one`() throws {
    try tamper("UPDATE events SET record = replace(record, '王芳', '李雷') WHERE sequence = 4")
    let record = try journal.query("SELECT record FROM events WHERE sequence = 4")[0]
    let hash = try bench.sha256(line: record)
    _ = try journal.query("UPDATE events SET hash = '\(hash)' WHERE sequence = 4")

    #expect(try journal.verify(.database)[0].flaw == .unlinked(sequence: 5))
  }

  @Test func `events that are put into other rows are found at an anchor`() throws {
    try journal.append(EventRowTests.taken(4), to: .network, after: 1)
    let anchor = try journal.head(of: .network)
    try journal.append(EventRowTests.taken(4), to: .network, after: 5)
    try tamper("DELETE FROM events WHERE incident = '20261124-q3xm' AND sequence > 1")
    try journal.append(EventRowTests.taken(8), to: .network, after: 1)

    #expect(try journal.verify(.network)[0].soundEvents == 9)
    #expect(try journal.verify(.network, anchors: [anchor])[0].flaw == .rewritten(anchor))
  }

  @Test func `a wrong count is found`() throws {
    try journal.append(EventRowTests.taken(8), to: .network, after: 1)
    try tamper(
      "UPDATE events SET count = 7, sequence = 8 WHERE incident = '20261124-q3xm' AND sequence = 9"
    )

    #expect(
      try journal.verify(.network)[0].flaw == .moved(sequence: 8, from: "20261124-q3xm 9")
    )
  }

  @Test func `a changed column is found`() throws {
    try tamper("UPDATE events SET kind = 'step.done' WHERE sequence = 2")

    #expect(try journal.verify(.database)[0].flaw == .kindChanged(sequence: 2))
  }

  @Test func `a removed event is found`() throws {
    try tamper("DELETE FROM events WHERE sequence = 2")

    #expect(try journal.verify(.database)[0].flaw == .removed(sequence: 2))
  }

  @Test func `events that changed places are found`() throws {
    try tamper(
      "UPDATE events SET sequence = 99 WHERE sequence = 4",
      "UPDATE events SET sequence = 4 WHERE sequence = 5",
      "UPDATE events SET sequence = 5 WHERE sequence = 99"
    )

    #expect(
      try journal.verify(.database)[0].flaw == .moved(sequence: 4, from: "20261123-k7f2 5")
    )
  }

  @Test func `a removed event with the later ones moved up is found`() throws {
    try tamper(
      "DELETE FROM events WHERE incident = '20261123-k7f2' AND sequence = 3",
      "UPDATE events SET sequence = sequence - 1 WHERE sequence > 3"
    )

    #expect(
      try journal.verify(.database)[0].flaw == .moved(sequence: 3, from: "20261123-k7f2 4")
    )
  }

  @Test(arguments: [
    (
      "UPDATE sealed SET value = X'78' WHERE sequence = 4",
      Flaw.valueChanged(sequence: 4, name: "text")
    ),
    ("UPDATE sealed SET salt = NULL WHERE sequence = 4", .valueChanged(sequence: 4, name: "text")),
    ("DELETE FROM sealed WHERE sequence = 4", .valueRemoved(sequence: 4, name: "text")),
    (
      "INSERT INTO sealed VALUES ('20261123-k7f2', 3, 'more', 'x', X'78')",
      .valueAdded(sequence: 3, name: "more")
    ),
    ("UPDATE outputs SET bytes = X'78' WHERE number = 2", .outputChanged(sequence: 3, attempt: 1)),
    ("DELETE FROM outputs WHERE number = 2", .outputChanged(sequence: 3, attempt: 1)),
  ])
  func `a change beside the events is found`(_ sql: String, _ flaw: Flaw) throws {
    try tamper(sql)

    #expect(try journal.verify(.database)[0].flaw == flaw)
    #expect(try journal.verify(.network)[0].isSound)
  }

  @Test(arguments: ["UPDATE graphs SET json = '{}'", "DELETE FROM graphs"])
  func `a changed runbook is found`(_ sql: String) throws {
    try tamper(sql)

    #expect(try journal.verify(.database)[0].flaw == .graphChanged(sha256: graph))
  }

  @Test func `a cut end is found with an anchor only`() throws {
    let anchor = try journal.head(of: .database)
    try tamper("DELETE FROM events WHERE sequence = 5")

    #expect(try journal.verify(.database)[0].isSound)
    #expect(try journal.verify(nil, anchors: [anchor])[0].flaw == .cutOff(anchor))
  }

  @Test func `a removed incident is found with an anchor only`() throws {
    let anchor = try journal.head(of: .network)
    try tamper("DELETE FROM events WHERE incident = '20261124-q3xm'")

    #expect(try journal.verify(nil).map(\.incident) == [.database])
    #expect(try journal.verify(nil, anchors: [anchor])[1].flaw == .cutOff(anchor))
    #expect(try journal.verify(.network, anchors: [anchor])[0].flaw == .cutOff(anchor))
  }

  @Test func `a complete re-hash is found with an anchor only`() throws {
    let anchor = try journal.head(of: .database)
    try tamper("UPDATE events SET record = replace(record, '王芳', '李雷') WHERE sequence = 2")
    try rehash()

    #expect(try journal.verify(.database)[0].isSound)
    let result = try journal.verify(.database, anchors: [anchor])[0]
    #expect(result.flaw == .rewritten(anchor))
    #expect(result.soundEvents == 0)
  }

  @Test func `it is said what was proved and what was not`() throws {
    let anchor = try journal.head(of: .database)
    try journal.append([.note("e")], to: .database, after: 5)

    let bare = try journal.verify(.database)[0].proofs.map { $0.text(.english) }
    let anchored = try journal.verify(.database, anchors: [anchor])[0].proofs

    #expect(
      bare == [
        """
        6 events: each is as it was hashed, follows on the one before it, and none between the \
        first and the last is missing.
        """,
        "5 sealed values agree with the hashed digest.",
        """
        Without an anchor from outside the journal, a cut end or a complete re-hash of the events \
        is not noticed.
        """,
      ]
    )
    #expect(
      anchored.suffix(2).map { $0.text(.english) } == [
        """
        Event 5 and all before it are the same as when the anchor \(anchor.hash) was written: \
        nothing was changed, removed or hashed anew since.
        """,
        """
        1 event stands behind the last anchor: a cut end or a complete re-hash there would not be \
        noticed.
        """,
      ]
    )
    #expect(anchored.allSatisfy { !$0.text(.chinese).contains("{") })
  }

  @Test func `an anchor is a line that reads back`() throws {
    let anchor = try journal.head(of: .database)
    let text = "# kept at the notary\n\n\(anchor)  # 存档\nnonsense\n\(anchor.incident) 0 ff\n"

    let read = Anchor.read(text)

    #expect(read.anchors == [anchor])
    #expect(read.wrongLines == [4, 5])
  }

  @Test func `a kind of a newer version is named, and still checked`() throws {
    let head = try journal.head(of: .network)
    let record = """
      {"actor":{"name":"engine"},"fact":{"satellite.launched":{}},"incident":"20261124-q3xm",\
      "occurred_at":"2026-11-23T00:00:00.000Z","previous":"\(head.hash)",\
      "recorded_at":"2026-11-23T00:00:00.000Z","sealed":{},"sequence":2,"source":"engine",\
      "visibility":"internal"}
      """
    let hash = try bench.sha256(line: record)
    _ = try journal.query(
      """
      INSERT INTO events VALUES ('20261124-q3xm', 2, 'satellite.launched', '\(record)', '\(hash)', 1)
      """
    )

    let fault = #expect(throws: JournalFault.self) {
      try journal.events(of: .network, after: 0, limit: 10)
    }

    guard case .storage(let detail) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(detail.contains("satellite.launched"))
    #expect(detail.contains("newer"))
    #expect(try journal.verify(.network)[0].isSound)
  }

  @Test func `a record that does not read because it was changed is damage`() throws {
    try tamper("UPDATE events SET record = '{' WHERE sequence = 4")

    let fault = #expect(throws: JournalFault.self) {
      try journal.events(of: .database, after: 0, limit: 10)
    }

    guard case .corrupt = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }
}

extension Workbench {
  /// The SHA-256 of a text and a newline, by the machine's own tool.
  func sha256(line: String) throws -> String {
    let file = "\(folder)/line"
    try Data((line + "\n").utf8).write(to: URL(fileURLWithPath: file))
    return String(try output(of: "sha256sum", [file]).prefix(64))
  }
}
