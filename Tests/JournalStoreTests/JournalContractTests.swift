import IncidentCore
import JournalStore
import Ports
import RunbookModel
import Testing

/// What every journal promises, asked of each.
struct JournalContractTests {
  enum Kind: CaseIterable {
    case memory
    case database
    case fallbackToDatabase
    case fallbackAlone
  }

  let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  func journal(_ kind: Kind) throws -> any Journal {
    switch kind {
    case .memory: InMemoryJournal(clock: bench.clock)
    case .database: try bench.journal()
    case .fallbackToDatabase: bench.fallback(.success(try bench.journal()))
    case .fallbackAlone: bench.fallback(.failure(.corrupt(detail: "cannot be opened")))
    }
  }

  @Test(arguments: Kind.allCases)
  func `what was appended is read back in order`(_ kind: Kind) throws {
    let journal = try journal(kind)

    let first = try journal.append([.note("一"), .note("two")], to: .database, after: 0)
    let second = try journal.append([.fact(.incidentAcknowledged)], to: .database, after: 2)

    #expect((first + second).map(\.sequence) == [1, 2, 3])
    #expect(first[0].recordedAt == first[1].recordedAt)
    #expect(first[0].sealed == ["text": "一"])
    #expect(try journal.events(of: .database, after: 0, limit: 10) == first + second)
    #expect(try journal.events(of: .database, after: 1, limit: 1) == [first[1]])
    #expect(try journal.events(of: .database, after: 3, limit: 10).isEmpty)
  }

  @Test(arguments: [Kind.memory, .database, .fallbackToDatabase])
  func `what is counted is kept with the events, by name and day`(_ kind: Kind) throws {
    let journal = try journal(kind)
    func piece(_ expected: Int, _ tallies: [Tally]) -> JournalPiece {
      JournalPiece([.note("a")], to: .database, after: expected, tallies: tallies)
    }

    _ = try journal.append([piece(0, [Tally("sent sms", day: 7, by: 2), Tally("turn", by: 1)])])
    _ = try journal.append([piece(1, [Tally("sent sms", day: 8, by: 3)])])
    _ = try journal.append([piece(2, [Tally("sent sms", day: 7, by: -1)])])
    _ = try journal.append([piece(0, [Tally("sent sms", day: 7, by: 50)])])
    _ = try journal.append([piece(3, [Tally("turn", total: 9), Tally("pause sms", total: 4)])])
    _ = try journal.append([piece(4, [Tally("pause sms", total: 0)])])

    #expect(try journal.tally("sent sms", days: 7...7) == 1)
    #expect(try journal.tally("sent sms", days: 1...8) == 4)
    #expect(try journal.tally("turn", days: 0...0) == 9)
    #expect(try journal.tally("pause sms", days: 0...0) == 0)
    #expect(try journal.tally("sent voice", days: 7...7) == 0)
  }

  @Test(arguments: Kind.allCases)
  func `who decides from an old state is told the new one`(_ kind: Kind) throws {
    let journal = try journal(kind)
    try journal.append([.note("a"), .note("b")], to: .database, after: 0)

    #expect(throws: JournalFault.conflict(actual: 2)) {
      try journal.append([.note("late")], to: .database, after: 1)
    }
    #expect(throws: JournalFault.conflict(actual: 2)) {
      try journal.append([.note("early")], to: .database, after: 5)
    }
    #expect(try journal.events(of: .database, after: 0, limit: 10).count == 2)
  }

  @Test(arguments: Kind.allCases)
  func `nothing to append is nothing`(_ kind: Kind) throws {
    let journal = try journal(kind)
    try journal.append([.note("a")], to: .database, after: 0)

    #expect(try journal.append([], to: .database, after: 1).isEmpty)

    #expect(try journal.events(of: .database, after: 0, limit: 10).count == 1)
  }

  @Test(arguments: [Kind.memory, .database, .fallbackToDatabase])
  func `an incident that nobody opened is unknown`(_ kind: Kind) throws {
    let journal = try journal(kind)

    #expect(throws: JournalFault.unknownIncident(.database)) {
      try journal.events(of: .database, after: 0, limit: 10)
    }
    #expect(try journal.incidents().isEmpty)
    #expect(try journal.output(of: .database, attempt: 1).isEmpty)
  }

  @Test(arguments: Kind.allCases)
  func `incidents are listed the latest first, with how they stand`(_ kind: Kind) throws {
    let journal = try journal(kind)
    let graph = String(repeating: "a", count: 64)
    let opened = try journal.append([.opening(graph: graph)], to: .network, after: 0)
    try journal.append([.opening(graph: graph), .note("a")], to: .database, after: 0)

    let ended = try journal.append(
      [.fact(.milestoneReached(.resolved)), .fact(.runFinished(.completed, reason: nil))],
      to: .network,
      after: 1
    )

    let incidents = try journal.incidents()
    #expect(incidents.map(\.id) == [.database, .network])
    #expect(incidents[0].outcome == nil)
    #expect(!incidents[0].isResolved)
    #expect(incidents[0].last.sealed == ["text": "a"])
    #expect(incidents[1].opening == opened[0])
    #expect(incidents[1].last == ended[1])
    #expect(incidents[1].outcome == .completed)
    #expect(incidents[1].isResolved)
  }

  @Test(arguments: Kind.allCases)
  func `a step graph is kept once under its own name`(_ kind: Kind) throws {
    let journal = try journal(kind)
    let source = SourceText(path: "pg.md", sha256: "0", text: "# 切换")

    let name = try journal.keep(.empty("切换"), sources: [source])
    let other = try journal.keep(.empty("Failover"), sources: [])

    #expect(name.utf8.count == 64)
    #expect(name != other)
    #expect(try journal.keep(.empty("切换"), sources: [source]) == name)
    #expect(try journal.graph(sha256: name) == .empty("切换"))
    let unknown = String(repeating: "f", count: 64)
    if kind != .fallbackAlone {
      #expect(throws: JournalFault.unknownGraph(sha256: unknown)) {
        try journal.graph(sha256: unknown)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `output is kept by attempt, byte for byte`(_ kind: Kind) throws {
    let journal = try journal(kind)
    try journal.append([.note("a")], to: .database, after: 0)
    let chunks = [
      OutputChunk(attempt: 1, stream: .stdout, bytes: [0, 255, 10]),
      OutputChunk(attempt: 1, stream: .stderr, bytes: []),
      OutputChunk(attempt: 1, stream: .stdout, bytes: Array("磁盘".utf8)),
    ]

    for chunk in chunks { try journal.appendOutput(chunk, to: .database) }
    try journal.appendOutput(
      OutputChunk(attempt: 2, stream: .stdout, bytes: [1]),
      to: .database
    )

    #expect(try journal.output(of: .database, attempt: 1) == chunks)
  }

  @Test(arguments: Kind.allCases)
  func `of many who append at once from one state, one wins`(_ kind: Kind) async throws {
    let journal = try journal(kind)

    let wins = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<16 {
        group.addTask {
          do {
            try journal.append([.note("\(number)")], to: .database, after: 0)
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }

    #expect(wins == 1)
    #expect(try journal.events(of: .database, after: 0, limit: 100).count == 1)
  }
}
