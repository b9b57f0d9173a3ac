import Foundation
import IncidentCore
import JournalStore
import Ports
import Testing
import Timekeeping

struct DurabilityTests {
  let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  @Test func `the connection that writes waits for the disk at every commit`() throws {
    let journal = try bench.journal()

    #expect(try journal.query("PRAGMA synchronous") == ["2"])
    #expect(try journal.query("PRAGMA journal_mode") == ["wal"])
    #expect(try journal.query("PRAGMA busy_timeout") == ["5000"])
    #expect(try journal.query("PRAGMA secure_delete") == ["1"])
  }

  @Test func `nobody but the owner can read the files`() throws {
    let journal = try bench.journal()
    try journal.append([.note("a")], to: .database, after: 0)

    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode("\(bench.folder)/state") == 0o700)
    #expect(try mode(bench.path) == 0o600)
    #expect(try mode(bench.path + "-wal") == 0o600)
  }

  @Test func `what was written is there when the file is opened again`() throws {
    let events = try bench.journal().append([.note("a")], to: .database, after: 0)

    let reopened = try bench.journal()

    #expect(try reopened.events(of: .database, after: 0, limit: 10) == events)
  }

  @Test func `many connections may create and write one journal at once`() async throws {
    let bench = bench

    let faults = await withTaskGroup(of: String?.self) { group in
      for number in 0..<8 {
        group.addTask {
          do {
            let journal = try bench.journal()
            try journal.append([.note("a")], to: IncidentID("i-\(number)"), after: 0)
            return nil
          } catch {
            return "\(error)"
          }
        }
      }
      return await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
    }

    #expect(faults == [])
    #expect(try bench.journal().incidents().count == 8)
  }

  @Test func `of two connections that append at once from one state, one wins`() throws {
    let (mine, theirs) = (try bench.journal(), try bench.journal())
    try mine.append([.note("a")], to: .database, after: 0)
    try theirs.append([.note("b")], to: .database, after: 1)

    #expect(throws: JournalFault.conflict(actual: 2)) {
      try mine.append([.note("c")], to: .database, after: 1)
    }
  }

  @Test func `an append of another connection is noticed, and a look changes nothing`() throws {
    let (mine, theirs) = (try bench.journal(), try bench.journal())
    let before = try mine.dataVersion()
    #expect(try mine.dataVersion() == before)

    try theirs.append([.note("a")], to: .database, after: 0)
    let after = try mine.dataVersion()
    try mine.append([.note("b")], to: .database, after: 1)

    #expect(after != before)
    #expect(try mine.dataVersion() != after)
  }

  @Test func `a full disk is said to be full, and nothing is half written`() throws {
    let journal = try bench.journal()
    try journal.append([.note("a")], to: .database, after: 0)
    _ = try journal.query("PRAGMA max_page_count = 1")
    let big = String(repeating: "x", count: 100_000)

    let fault = #expect(throws: JournalFault.self) {
      try journal.append([.note("b"), .note(big)], to: .database, after: 1)
    }

    guard case .full(let detail) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(detail.contains(bench.path))
    #expect(try journal.events(of: .database, after: 0, limit: 10).count == 1)
    _ = try journal.query("PRAGMA max_page_count = 1000000")
    try journal.append([.note(big)], to: .database, after: 1)
  }

  @Test func `a database that another one holds is busy`() throws {
    let holder = try bench.journal()
    let journal = try bench.journal(patience: TimeSpan(milliseconds: 20))
    _ = try holder.query("BEGIN IMMEDIATE")

    let fault = #expect(throws: JournalFault.self) {
      try journal.append([.note("a")], to: .database, after: 0)
    }
    _ = try holder.query("ROLLBACK")

    guard case .busy = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    try journal.append([.note("a")], to: .database, after: 0)
  }

  @Test func `a connection that may not write says so`() throws {
    let journal = try bench.journal()
    _ = try journal.query("PRAGMA query_only = ON")

    let fault = #expect(throws: JournalFault.self) {
      try journal.append([.note("a")], to: .database, after: 0)
    }

    guard case .readOnly = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }

  @Test func `a place that cannot be written is named`() throws {
    try Data().write(to: URL(fileURLWithPath: "\(bench.folder)/state"))

    let fault = #expect(throws: JournalFault.self) { try bench.journal() }

    guard case .readOnly(let detail) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(detail.contains("\(bench.folder)/state"))
  }

  @Test(arguments: ["a file that is no database at all, long enough to have a header", "x"])
  func `a file that is no database is refused and left as it is`(_ text: String) throws {
    let contents = Data(String(repeating: text, count: 100).utf8)
    try FileManager.default.createDirectory(
      atPath: "\(bench.folder)/state",
      withIntermediateDirectories: true
    )
    try contents.write(to: URL(fileURLWithPath: bench.path))

    let fault = #expect(throws: JournalFault.self) { try bench.journal() }

    guard case .corrupt = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(FileManager.default.contents(atPath: bench.path) == contents)
  }

  @Test func `the database of another program is refused`() throws {
    let journal = try bench.journal()
    _ = try journal.query("PRAGMA application_id = 7")
    try journal.close()

    let fault = #expect(throws: JournalFault.self) { try bench.journal() }

    guard case .corrupt = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }

  @Test func `a newer version's file is refused with both versions`() throws {
    let journal = try bench.journal()
    _ = try journal.query("PRAGMA user_version = 99")
    try journal.close()

    #expect(throws: JournalFault.tooNew(found: 99, known: 5)) { try bench.journal() }
  }

  @Test func `a damaged page is found`() throws {
    let journal = try bench.journal()
    for number in 0..<200 { try journal.append([.note("a")], to: .database, after: number) }
    _ = try journal.query("PRAGMA wal_checkpoint(TRUNCATE)")
    try journal.close()
    let handle = try #require(FileHandle(forUpdatingAtPath: bench.path))
    for page in 2..<60 {
      try handle.seek(toOffset: UInt64(page * 4096))
      try handle.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    }
    try handle.close()

    let fault = #expect(throws: JournalFault.self) {
      try bench.journal().events(of: .database, after: 0, limit: 1000)
    }

    guard case .corrupt = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }

  @Test func `a sound file has nothing to say`() throws {
    let journal = try bench.journal()
    try journal.append([.note("a")], to: .database, after: 0)

    #expect(try journal.integrityCheck() == [])
  }

  @Test func `a backup is a whole journal and overwrites nothing`() throws {
    let journal = try bench.journal()
    let events = try journal.append([.note("a"), .note("b")], to: .database, after: 0)
    let copy = "\(bench.folder)/copies/journal.db"

    try journal.backup(to: copy)
    try journal.append([.note("later")], to: .database, after: 2)

    let restored = try SQLiteJournal(path: copy, clock: bench.clock, salt: bench.salt)
    #expect(try restored.events(of: .database, after: 0, limit: 10) == events)
    #expect(try restored.verify(nil).allSatisfy(\.isSound))
    #expect(throws: JournalFault.self) { try journal.backup(to: copy) }
  }

  @Test func `the recorded time is the clock's even when it goes back`() throws {
    func journal(at milliseconds: Int64) throws -> SQLiteJournal {
      let time = Instant(milliseconds: milliseconds)
      return try SQLiteJournal(path: bench.path, clock: { time }, salt: bench.salt)
    }

    try journal(at: 2000).append([.note("a")], to: .database, after: 0)
    let journal = try journal(at: 1000)
    try journal.append([.note("b")], to: .database, after: 1)

    let recorded = try journal.events(of: .database, after: 0, limit: 2).map(\.recordedAt)
    #expect(recorded.map(\.milliseconds) == [2000, 1000])
    #expect(try journal.verify(.database)[0].isSound)
  }
}
