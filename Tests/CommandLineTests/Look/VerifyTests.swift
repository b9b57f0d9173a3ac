import Foundation
import Testing

/// `tocsin verify` on a journal that somebody changed with `sqlite3`.
@Suite(.enabled(if: Desk.has("sqlite3"), "sqlite3 is not there"))
struct VerifyTests {
  /// Changes the journal as somebody would who may write the file.
  private func tamper(_ desk: Desk, _ sql: String) throws {
    let triggers = try desk.shell(
      """
      sqlite3 home/journal.sqlite "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master \
      WHERE type = 'trigger'" | sqlite3 home/journal.sqlite
      """
    )
    #expect(triggers.code == 0, "\(triggers.errors)")
    let change = try desk.shell("sqlite3 home/journal.sqlite \"\(sql)\"")
    #expect(change.code == 0, "\(change.errors)")
  }

  @Test func `an untouched journal is sound, and says what that proves`() throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }

    let english = try desk.tocsin("verify", incident)
    let chinese = try desk.tocsin("verify", "--lang", "zh")

    #expect(english.code == 0)
    #expect(english.output.hasPrefix("\(incident): sound, "))
    #expect(english.output.contains("Without an anchor"))
    #expect(chinese.code == 0)
    #expect(chinese.output.hasPrefix(incident))
  }

  @Test(arguments: [
    "UPDATE events SET record = replace(record, 'mei', 'joe')",
    "UPDATE events SET record = record || ' ' WHERE sequence = 3",
    "UPDATE events SET hash = lower(hex(randomblob(32))) WHERE sequence = 5",
    "DELETE FROM events WHERE sequence = 7",
    """
    UPDATE events SET sequence = 1008 WHERE sequence = 8; \
    UPDATE events SET sequence = 8 WHERE sequence = 9; \
    UPDATE events SET sequence = 9 WHERE sequence = 1008
    """,
    "UPDATE sealed SET value = CAST('nothing happened' AS BLOB) WHERE name = 'text'",
    "DELETE FROM sealed WHERE name = 'text'",
    "UPDATE outputs SET bytes = CAST('all is well' AS BLOB)",
  ])
  func `a changed, removed or moved event is found and named`(sql: String) throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }
    try tamper(desk, sql)

    let result = try desk.tocsin("verify", incident)
    let all = try desk.tocsin("verify")

    #expect(result.code == 1, "\(result.output)")
    #expect(!result.output.contains(": sound"))
    #expect(all.code == 1)
  }

  @Test func `a cut end is found with an anchor, and only with one`() throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }
    let anchor = try desk.tocsin("verify", incident, "--head").output
    _ = try desk.write("# after the outage\n\(anchor)", to: "anchors.txt")
    let before = try desk.tocsin("verify", incident, "--anchor", "anchors.txt")
    try tamper(
      desk,
      "DELETE FROM events WHERE sequence = (SELECT max(sequence) FROM events)"
    )

    let without = try desk.tocsin("verify", incident)
    let with = try desk.tocsin("verify", incident, "--anchor", "anchors.txt")

    #expect(before.code == 0, "\(before.output)")
    #expect(without.code == 0, "\(without.output)")
    #expect(with.code == 1, "\(with.output)")
  }

  @Test func `a line that is no anchor is named`() throws {
    let (desk, _) = try Portal.outage()
    defer { desk.remove() }
    _ = try desk.write("# fine\nnonsense\n", to: "anchors.txt")

    let result = try desk.tocsin("verify", "--anchor", "anchors.txt")

    #expect(result.code == 2)
    #expect(result.errors.contains("anchors.txt") && result.errors.contains("2"))
  }

  @Test(arguments: [
    ("verify --anchor missing", "不存在"), ("report --template missing", "不存在"),
    ("report --previous missing", "不存在"), ("report --output missing/report.md", "没有"),
    ("verify --anchor pipe", "普通文件"), ("report --template home", "文件夹"),
  ])
  func `a file that cannot be read or written is named in the user's language`(
    line: String,
    reason: String
  ) throws {
    let (desk, _) = try Portal.outage()
    defer { desk.remove() }

    let result = try desk.shell("mkfifo pipe && tocsin \(line) --lang zh")

    #expect(result.code == 2)
    #expect(result.errors.contains(reason), "\(result.errors)")
    #expect(!result.errors.contains("The "), "\(result.errors)")
  }

  @Test func `the database itself refuses to change or delete an event`() throws {
    let (desk, _) = try Portal.outage()
    defer { desk.remove() }

    let change = try desk.shell("sqlite3 home/journal.sqlite \"UPDATE events SET kind = 'x'\"")
    let deletion = try desk.shell("sqlite3 home/journal.sqlite \"DELETE FROM events\"")

    #expect(change.code != 0 && deletion.code != 0)
    #expect(try desk.tocsin("verify").code == 0)
  }
}
