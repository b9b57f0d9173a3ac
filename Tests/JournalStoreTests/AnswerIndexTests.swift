import IncidentCore
import JournalStore
import Ports
import Testing
import Timekeeping

/// What finds an incident again when only a receipt or a reply is there.
struct AnswerIndexTests {
  let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private func journal(_ kind: JournalContractTests.Kind) throws -> any Journal {
    switch kind {
    case .memory: InMemoryJournal(clock: bench.clock)
    case .database: try bench.journal()
    case .fallbackToDatabase: bench.fallback(.success(try bench.journal()))
    case .fallbackAlone: bench.fallback(.failure(.corrupt(detail: "cannot be opened")))
    }
  }

  private func sent(_ key: String, as id: String?) -> DraftEvent {
    .fact(.messageSent(message: MessageKey(key), attempt: 1, providerID: id))
  }

  private func given(_ code: String, to person: String) -> DraftEvent {
    var draft = DraftEvent.fact(.answerCodeGiven(person: person))
    draft.sealed = ["code": code]
    return draft
  }

  @Test(arguments: JournalContractTests.Kind.allCases)
  func `a message is found by the number that its provider gave it`(
    kind: JournalContractTests.Kind
  ) throws {
    let journal = try journal(kind)
    let drafts = [sent("1.a", as: "p-1"), sent("1.b", as: nil), sent("1.a", as: "p-1")]
    try journal.append(drafts, to: .database, after: 0)

    let found = try journal.messages(providerID: "p-1")

    #expect(
      Set(found) == [MessageReference(incident: .database, message: MessageKey("1.a"))]
    )
    #expect(try journal.messages(providerID: "p-2") == [])
  }

  @Test(arguments: JournalContractTests.Kind.allCases)
  func `the codes of a person come with whether their incident is open, the newest first`(
    kind: JournalContractTests.Kind
  ) throws {
    let journal = try journal(kind)
    let other = IncidentID("20261123-zzzz")
    try journal.append([.note("a"), given("1234", to: "li")], to: .database, after: 0)
    try journal.append([.note("b"), given("2345", to: "li")], to: other, after: 0)
    try journal.append([.fact(.milestoneReached(.resolved))], to: .database, after: 2)

    let codes = try journal.answerCodes(of: "li", limit: 10)

    #expect(
      codes == [
        AnswerCode(incident: other, code: "2345", isOpen: true),
        AnswerCode(incident: .database, code: "1234", isOpen: false),
      ]
    )
    #expect(try journal.answerCodes(of: "li", limit: 1).map(\.code) == ["2345"])
    #expect(try journal.answerCodes(of: "wang", limit: 10) == [])
  }

  @Test func `a journal of before finds the messages that it has sent`() throws {
    let old = try bench.journal()
    try old.append([sent("1.a", as: "p-1"), sent("1.b", as: nil)], to: .database, after: 0)
    for statement in [
      "DROP TABLE provider_ids", "DROP TABLE answer_codes", "DROP TABLE tallies",
      "DROP TRIGGER events_only_behind", "ALTER TABLE events DROP COLUMN count",
      "CREATE TRIGGER events_only_behind BEFORE DELETE ON events BEGIN SELECT 1; END",
      "PRAGMA user_version = 2",
    ] {
      _ = try old.query(statement)
    }
    try old.close()

    let new = try bench.journal()

    #expect(
      try new.messages(providerID: "p-1")
        == [MessageReference(incident: .database, message: MessageKey("1.a"))]
    )
    #expect(try new.answerCodes(of: "li", limit: 10) == [])
    #expect(try new.integrityCheck() == [])
  }

  @Test func `a code that was erased is told no more`() throws {
    let journal = try bench.journal()
    try journal.append([.note("a"), given("1234", to: "li")], to: .database, after: 0)
    _ = try journal.query("UPDATE sealed SET value = NULL, salt = NULL WHERE name = 'code'")

    #expect(try journal.answerCodes(of: "li", limit: 10).map(\.code) == [""])
  }
}
