import Foundation
import IncidentCore
import JournalStore
import Ports
import Testing

/// What is left when the machine stops while the disk still had writes to do: whatever was behind
/// the last sync is lost, torn or nonsense, in any combination.
struct TornWriteTests {
  private static let frame = 4096 + 24
  private static let header = 32

  private let bench: Workbench
  private let journal: SQLiteJournal

  init() throws {
    bench = try Workbench()
    journal = try bench.journal()
  }

  private struct Files {
    var database: Data
    var log: Data
  }

  private func files() throws -> Files {
    Files(
      database: try #require(FileManager.default.contents(atPath: bench.path)),
      log: FileManager.default.contents(atPath: bench.path + "-wal") ?? Data()
    )
  }

  /// Opens what is left.
  private func reopen(_ files: Files) throws -> SQLiteJournal {
    let folder = "\(bench.folder)/left-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try files.database.write(to: URL(fileURLWithPath: "\(folder)/journal.db"))
    try files.log.write(to: URL(fileURLWithPath: "\(folder)/journal.db-wal"))
    return try SQLiteJournal(
      path: "\(folder)/journal.db",
      clock: bench.clock,
      salt: bench.salt
    )
  }

  /// Appends of random sizes, one after the other; every state of the files that was synced.
  private func write(_ count: Int, _ chance: inout Chance) throws -> [(events: Int, files: Files)] {
    var states: [(events: Int, files: Files)] = [(0, try files())]
    var number = 0
    for _ in 0..<count {
      let size = 1 + chance.below(4)
      let text = String(repeating: "x", count: chance.below(9000))
      try journal.append(
        (0..<size).map { .note("\(number + $0) \(text)") },
        to: .database,
        after: number
      )
      number += size
      if chance.below(6) == 0 { _ = try journal.query("PRAGMA wal_checkpoint(PASSIVE)") }
      states.append((number, try files()))
    }
    return states
  }

  /// What a disk may make of writes that nobody had waited for.
  private func torn(_ tail: Data, _ chance: inout Chance) -> Data {
    var tail = tail
    switch chance.below(4) {
    case 0: return tail.prefix(chance.below(tail.count + 1))
    case 1:
      // The file has grown and its new pages have not been written, or some of them.
      for start in stride(from: 0, to: tail.count, by: 512) where chance.below(2) == 0 {
        let end = min(start + 512, tail.count)
        tail.replaceSubrange(start..<end, with: Data(count: end - start))
      }
    case 2:
      for start in stride(from: 0, to: tail.count, by: 512) where chance.below(3) == 0 {
        let end = min(start + 512, tail.count)
        tail.replaceSubrange(start..<end, with: (start..<end).map { _ in UInt8(chance.below(256)) })
      }
    default:
      // An old frame of the file lies where a new one should.
      let length = min(Self.frame, tail.count)
      if tail.count > 2 * length {
        tail.replaceSubrange(length..<2 * length, with: tail.prefix(length))
      }
    }
    return tail
  }

  private func check(
    _ left: SQLiteJournal,
    holds known: Int,
    of all: [Event],
    _ note: Comment
  ) throws {
    let found = (try? left.events(of: .database, after: 0, limit: 1000)) ?? []
    #expect(found.count >= known, note)
    #expect(found == Array(all.prefix(found.count)), note)
    #expect(try left.verify(nil).allSatisfy { $0.isSound && $0.soundEvents == found.count }, note)
    #expect(try left.integrityCheck() == [], note)
    try left.append([.note("after")], to: .database, after: found.count)
  }

  @Test(arguments: 1...6)
  func `what was synced outlives whatever becomes of the writes behind it`(seed: UInt64) throws {
    var chance = Chance(seed: seed)
    let states = try write(24, &chance)
    let all = try journal.events(of: .database, after: 0, limit: 1000)
    var torn = 0

    for (before, after) in zip(states, states.dropFirst()) {
      let synced = before.files.log.count
      guard synced > Self.header, after.files.log.count > synced,
        after.files.log.prefix(synced) == before.files.log
      else { continue }
      var files = before.files
      files.log += self.torn(Data(after.files.log.dropFirst(synced)), &chance)
      try check(try reopen(files), holds: before.events, of: all, "seed \(seed), \(before.events)")
      torn += 1
    }

    #expect(torn > 5)
  }

  @Test(arguments: 1...6)
  func `a checkpoint that stops half-way loses nothing`(seed: UInt64) throws {
    var chance = Chance(seed: seed)
    let known = try write(12, &chance).last?.events ?? 0
    let all = try journal.events(of: .database, after: 0, limit: 1000)
    let before = try files()
    _ = try journal.query("PRAGMA wal_checkpoint(PASSIVE)")
    let after = try files()

    for _ in 0..<6 {
      var files = before
      for start in stride(from: 0, to: after.database.count, by: 4096) where chance.below(2) == 0 {
        let page = after.database[start..<min(start + 4096, after.database.count)]
        if files.database.count < start {
          files.database += Data(count: start - files.database.count)
        }
        files.database.replaceSubrange(
          start..<min(start + 4096, files.database.count),
          with: page
        )
      }
      try check(try reopen(files), holds: known, of: all, "seed \(seed)")
    }

    #expect(before.database != after.database)
  }
}

/// Chance that a seed repeats (SplitMix64).
private struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }
}
