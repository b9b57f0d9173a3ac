import Foundation
import IncidentCore
import JournalStore
import Ports
import Testing
import Timekeeping

/// Many events of a kind that are written in one go share a row, and are told one by one.
struct EventRowTests {
  let bench: Workbench
  let journal: SQLiteJournal

  init() throws {
    bench = try Workbench()
    journal = try bench.journal()
  }

  /// Messages that leave, every one with a text and an address.
  static func storm(_ count: Int, text: (Int) -> String = { _ in "db-1 down" }) -> [DraftEvent] {
    (1...count).map { number in
      var draft = DraftEvent.fact(
        .messageAttempted(message: MessageKey("1.1.1.p\(number).0"), attempt: 1, isRepeat: false)
      )
      draft.sealed = ["text": text(number), "address": "+44770090\(number)"]
      return draft
    }
  }

  static func taken(_ count: Int) -> [DraftEvent] {
    (1...count).map { number in
      let key = MessageKey("1.1.1.p\(number).0")
      return .fact(.messageSent(message: key, attempt: 1, providerID: "id-\(number)"))
    }
  }

  func counts() throws -> [String] {
    try journal.query("SELECT count FROM events ORDER BY sequence")
  }

  @Test func `eight of a kind share a row, seven do not`() throws {
    try journal.append(Self.taken(7), to: .database, after: 0)
    try journal.append(Self.taken(8) + Self.storm(9), to: .network, after: 0)

    let counts = try journal.query("SELECT count FROM events ORDER BY incident, sequence")
    #expect(counts == Array(repeating: "1", count: 7) + ["8", "9"])
  }

  @Test func `no row has more than 512 events`() throws {
    try journal.append(Self.taken(1030), to: .database, after: 0)

    #expect(try counts() == ["512", "512"] + Array(repeating: "1", count: 6))
  }

  @Test(
    arguments: [
      { $0.occurredAt = Instant(milliseconds: 1) }, { $0.actor = Actor(name: "li") },
      { $0.source = .reply }, { $0.visibility = .regulator }, { $0.sealed["text"] = nil },
      { $0.sealed = ["text": "", "code": ""] }, { $0.fact = .incidentAcknowledged },
    ] as [@Sendable (inout DraftEvent) -> Void]
  )
  func `what differs in more than its fact stands by itself`(
    _ change: @Sendable (inout DraftEvent) -> Void
  ) throws {
    var drafts = Self.storm(17)
    change(&drafts[8])

    let events = try journal.append(drafts, to: .database, after: 0)

    #expect(try counts() == ["8", "1", "8"])
    #expect(try journal.events(of: .database, after: 0, limit: 99) == events)
  }

  @Test(arguments: [0, 1, 7, 8, 19, 20, 21, 40], [1, 2, 12, 100])
  func `any part is read, as from a journal with a row for each`(_ start: Int, _ limit: Int) throws
  {
    let memory = InMemoryJournal(clock: { Workbench.start })
    let pieces = [[.note("a")], Self.storm(20) { "text \($0 / 3)" }, Self.taken(20), [.note("b")]]
    for journal in [journal, memory] as [any Journal] {
      var version = 0
      for piece in pieces {
        try journal.append(piece, to: .database, after: version)
        version += piece.count
      }
    }

    let found = try journal.events(of: .database, after: start, limit: limit)

    let expected = try memory.events(of: .database, after: start, limit: limit)
    #expect(found.map(\.sequence) == expected.map(\.sequence))
    #expect(found.map(\.fact) == expected.map(\.fact))
    #expect(found.map(\.sealed) == expected.map(\.sealed))
  }

  @Test func `a text that all have is sealed once, an address for each`() throws {
    try journal.append(Self.storm(20), to: .database, after: 0)

    #expect(try journal.query("SELECT name FROM sealed WHERE name LIKE 'text%'") == ["text.1"])
    #expect(try journal.query("SELECT count(*) FROM sealed WHERE name LIKE 'address.%'") == ["20"])
    #expect(try journal.verify(.database)[0].soundValues == 21)
  }

  @Test func `one address is erased, and the others stay`() throws {
    let events = try journal.append(Self.storm(20), to: .database, after: 0)

    _ = try journal.query("UPDATE sealed SET salt = NULL, value = NULL WHERE name = 'address.7'")

    let found = try journal.events(of: .database, after: 0, limit: 99)
    #expect(found[6].sealed == ["text": "db-1 down"])
    #expect(found[5].sealed == events[5].sealed)
    #expect(found[7].sealed == events[7].sealed)
    let result = try journal.verify(.database)[0]
    #expect(result.isSound)
    #expect(result.erased == 1)
  }

  @Test func `messages of a row are found by what their provider calls them`() throws {
    try journal.append(Self.taken(20), to: .database, after: 0)

    #expect(
      try journal.messages(providerID: "id-13")
        == [MessageReference(incident: .database, message: MessageKey("1.1.1.p13.0"))]
    )
  }

  @Test(arguments: [0, 8, 30])
  func `an incident's summary knows its last event`(_ count: Int) throws {
    let drafts = [.fact(.hostLeft)] + (count > 0 ? Self.taken(count) : [])
    let events = try journal.append(drafts, to: .database, after: 0)

    let summary = try journal.incidents(limit: nil)[0]

    #expect(summary.opening == events[0])
    #expect(summary.last == events.last)
  }

  @Test func `the database refuses a row that leaves a gap`() throws {
    try journal.append(Self.taken(8), to: .database, after: 0)
    for row in ["9, 2", "17, 8", "16, 7", "9, 0", "9, -1"] {
      #expect(throws: JournalFault.self) {
        try journal.query(
          """
          INSERT INTO events (incident, sequence, count, kind, record, hash)
            SELECT incident, \(row), kind, record, hash FROM events
          """
        )
      }
    }
  }

  @Test func `a journal of the format before goes on with rows of several`() throws {
    try journal.append([.note("a"), .note("b")], to: .database, after: 0)
    for statement in [
      "DROP TRIGGER events_only_behind", "ALTER TABLE events DROP COLUMN count",
      """
      CREATE TRIGGER events_only_behind BEFORE INSERT ON events
        BEGIN SELECT RAISE(ABORT, 'the trigger of before'); END
      """,
      "PRAGMA user_version = 4",
    ] {
      _ = try journal.query(statement)
    }
    try journal.close()

    let new = try bench.journal()
    try new.append(Self.taken(20), to: .database, after: 2)

    #expect(try new.query("SELECT count FROM events ORDER BY sequence") == ["1", "1", "20"])
    #expect(try new.events(of: .database, after: 0, limit: 99).map(\.sequence) == Array(1...22))
    #expect(try new.verify(.database)[0].soundEvents == 22)
  }
}
