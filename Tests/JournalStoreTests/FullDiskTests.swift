import Foundation
import IncidentCore
import JournalStore
import Ports
import Testing

/// A disk that is really full: `mount -t tmpfs -o size=1m tmpfs /mnt/small`, and SMALL_DISK says
/// where that is.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["SMALL_DISK"] != nil),
  .serialized
)
struct FullDiskTests {
  let bench: Workbench
  let folder: String

  init() throws {
    bench = try Workbench()
    let disk = try #require(ProcessInfo.processInfo.environment["SMALL_DISK"])
    folder = "\(disk)/\(UUID().uuidString)"
  }

  @Test func `a run goes on elsewhere, and comes back when there is room`() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/journal.db"
    let filler = "\(folder)/filler"
    let journal = try SQLiteJournal(path: path, clock: bench.clock, salt: bench.salt)
    let fallback = FallbackJournal(
      .success(journal),
      refuge: FallbackJournal.Refuge(path: path, folders: ["\(bench.folder)/refuge"]),
      clock: bench.clock,
      salt: bench.salt,
      goesOn: { _ in true }
    )
    try fallback.append([.note("before")], to: .database, after: 0)
    try Data().write(to: URL(fileURLWithPath: filler))
    let handle = try #require(FileHandle(forWritingAtPath: filler))
    while (try? handle.write(contentsOf: Data(repeating: 1, count: 4096))) != nil {}
    try handle.close()
    let long = String(repeating: "x", count: 20_000)

    for number in 1...5 { try fallback.append([.note(long)], to: .database, after: number) }

    guard case .full = fallback.fault else {
      Issue.record("\(String(describing: fallback.fault))")
      return
    }
    #expect(try fallback.events(of: .database, after: 0, limit: 100).count == 6)
    #expect(fallback.sideFiles.contains { $0.hasPrefix(bench.folder) })

    try FileManager.default.removeItem(atPath: filler)
    _ = try journal.query("PRAGMA wal_checkpoint(TRUNCATE)")
    let report = try fallback.merge()

    #expect(report.moved == [])
    let events = try journal.events(of: .database, after: 0, limit: 100)
    #expect(events.map { $0.sealed["text"] } == ["before"] + Array(repeating: long, count: 5))
    #expect(try journal.verify(.database)[0].isSound)
    #expect(try journal.integrityCheck() == [])
  }
}
