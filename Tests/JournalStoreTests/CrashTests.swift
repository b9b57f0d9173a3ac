import Foundation
import IncidentCore
import JournalStore
import Ports
import Testing

/// What is left of the files when the machine stops in the middle of a write.
struct CrashTests {
  let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  /// A copy of the journal as it lies on the disk, its write-ahead log cut to `bytes`.
  func copy(cutTo bytes: Int) throws -> SQLiteJournal {
    let folder = "\(bench.folder)/cut-\(bytes)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let log = try #require(FileManager.default.contents(atPath: bench.path + "-wal"))
    let database = try #require(FileManager.default.contents(atPath: bench.path))
    try database.write(to: URL(fileURLWithPath: "\(folder)/journal.db"))
    try log.prefix(bytes).write(to: URL(fileURLWithPath: "\(folder)/journal.db-wal"))
    return try SQLiteJournal(
      path: "\(folder)/journal.db",
      clock: bench.clock,
      salt: bench.salt
    )
  }

  @Test func `a log cut at any place leaves whole appends, in order, and a sound chain`() throws {
    let journal = try bench.journal()
    for number in 0..<6 {
      try journal.append([.note("a"), .note("b")], to: .database, after: number * 2)
    }
    let all = try journal.events(of: .database, after: 0, limit: 100)
    let size = try #require(FileManager.default.contents(atPath: bench.path + "-wal")).count
    var counts: [Int] = []

    for bytes in stride(from: 0, through: size, by: size / 24) + [size] {
      let survivor = try copy(cutTo: bytes)
      let kept = (try? survivor.events(of: .database, after: 0, limit: 100)) ?? []
      #expect(kept.count.isMultiple(of: 2))
      #expect(kept == Array(all.prefix(kept.count)))
      #expect(try survivor.verify(nil).allSatisfy { $0.isSound && $0.soundEvents == kept.count })
      try survivor.append([.note("after")], to: .database, after: kept.count)
      counts.append(kept.count)
    }

    #expect(counts == counts.sorted())
    #expect(Set(counts) == [0, 2, 4, 6, 8, 10, 12])
  }
}
