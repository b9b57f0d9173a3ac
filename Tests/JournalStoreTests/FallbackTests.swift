import Foundation
import IncidentCore
import JournalStore
import Ports
import Testing
import Timekeeping

struct FallbackTests {
  let bench: Workbench
  let journal: SQLiteJournal
  /// Another process, as far as SQLite is concerned; while it writes, the journal takes nothing.
  let holder: SQLiteJournal

  init() throws {
    bench = try Workbench()
    journal = try bench.journal(patience: TimeSpan(milliseconds: 10))
    try journal.append([.note("a"), .note("b")], to: .database, after: 0)
    holder = try bench.journal()
  }

  func texts(_ journal: some Journal) throws -> [String?] {
    try journal.events(of: .database, after: 0, limit: 100).map { $0.sealed["text"] }
  }

  /// The side file of a run that ended, with three events in two lines.
  func leaveSideFile() throws -> String {
    let fallback = bench.fallback(.success(journal))
    _ = try holder.query("BEGIN IMMEDIATE")
    try fallback.append([.note("c"), .note("d")], to: .database, after: 2)
    try fallback.append([.note("e")], to: .database, after: 4)
    _ = try holder.query("ROLLBACK")
    return try #require(fallback.sideFiles.first)
  }

  @Test func `a run goes on when the database takes nothing`() throws {
    let fallback = bench.fallback(.success(journal))
    _ = try holder.query("BEGIN IMMEDIATE")

    let events = try fallback.append([.note("c")], to: .database, after: 2)
    try fallback.append([.note("d")], to: .database, after: 3)

    #expect(events[0].sequence == 3)
    #expect(events[0].source == .sideFile)
    #expect(try texts(fallback) == ["a", "b", "c", "d"])
    #expect(try fallback.events(of: .database, after: 1, limit: 2).map(\.sequence) == [2, 3])
    #expect(try fallback.incidents()[0].last.sequence == 4)
    #expect(fallback.fault != nil)
    #expect(throws: JournalFault.conflict(actual: 4)) {
      try fallback.append([.note("x")], to: .database, after: 3)
    }
  }

  @Test func `a run does not go on when it is not to`() throws {
    let fallback = bench.fallback(.success(journal), goesOn: false)
    _ = try holder.query("BEGIN IMMEDIATE")

    let fault = #expect(throws: JournalFault.self) {
      try fallback.append([.note("c")], to: .database, after: 2)
    }

    guard case .busy = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(fallback.sideFiles == [])
  }

  @Test func `who is behind is told so although the database takes nothing`() throws {
    let fallback = bench.fallback(.success(journal))
    _ = try holder.query("BEGIN IMMEDIATE")

    #expect(throws: JournalFault.conflict(actual: 2)) {
      try fallback.append([.note("c")], to: .database, after: 1)
    }
  }

  @Test func `the same run is brought back into the database`() throws {
    let fallback = bench.fallback(.success(journal))
    _ = try holder.query("BEGIN IMMEDIATE")
    let events = try fallback.append([.note("c")], to: .database, after: 2)
    try fallback.appendOutput(
      OutputChunk(attempt: 1, stream: .stdout, bytes: [7]),
      to: .database
    )
    let graph = try fallback.keep(.empty("切换"), sources: [])
    #expect(throws: JournalFault.self) { try fallback.merge() }
    _ = try holder.query("ROLLBACK")

    let report = try fallback.merge()
    try fallback.append([.note("d")], to: .database, after: 3)

    #expect(report.events == 1)
    #expect(fallback.fault == nil)
    #expect(try texts(journal) == ["a", "b", "c", "d"])
    let merged = try journal.events(of: .database, after: 2, limit: 1)[0]
    #expect(merged.source == .sideFile)
    #expect(merged.occurredAt == events[0].occurredAt)
    #expect(try journal.output(of: .database, attempt: 1).map(\.bytes) == [[7]])
    #expect(try journal.graph(sha256: graph) == .empty("切换"))
    #expect(try journal.verify(.database)[0].isSound)
  }

  @Test func `the next start takes in what an earlier run left`() throws {
    let file = try leaveSideFile()

    let report = try bench.journal().mergeSideFiles(in: [])

    #expect(report.events == 3)
    #expect(report.moved == [])
    #expect(report.merged == [file + ".merged"])
    #expect(try texts(journal) == ["a", "b", "c", "d", "e"])
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func `a merge that was cut short before the file had its new name repeats nothing`() throws
  {
    let file = try leaveSideFile()
    try journal.mergeSideFiles(in: [])
    try FileManager.default.moveItem(atPath: file + ".merged", toPath: file)

    let again = try journal.mergeSideFiles(in: [])

    #expect(again.events == 0)
    #expect(try texts(journal) == ["a", "b", "c", "d", "e"])
  }

  @Test func `when the incident moved on meanwhile they stand behind`() throws {
    _ = try leaveSideFile()
    try journal.append([.note("meanwhile")], to: .database, after: 2)

    let report = try journal.mergeSideFiles(in: [])

    #expect(report.moved == [.database])
    #expect(try texts(journal) == ["a", "b", "meanwhile", "c", "d", "e"])
    #expect(try journal.verify(.database)[0].isSound)
  }

  @Test func `a torn last line is left out`() throws {
    let file = try leaveSideFile()
    let whole = try #require(FileManager.default.contents(atPath: file))
    try whole.dropLast(10).write(to: URL(fileURLWithPath: file))

    let report = try journal.mergeSideFiles(in: [])

    #expect(report.events == 2)
    #expect(try texts(journal) == ["a", "b", "c", "d"])
  }

  @Test func `a file with a line that does not read keeps its name`() throws {
    let file = try leaveSideFile()
    let whole = try #require(FileManager.default.contents(atPath: file))
    try (Data("{}\n".utf8) + whole).write(to: URL(fileURLWithPath: file))

    let report = try journal.mergeSideFiles(in: [])

    #expect(report.events == 3)
    #expect(report.unreadable == [file])
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func `a file that others may have written is not believed`() throws {
    let file = try leaveSideFile()
    try FileManager.default.setAttributes([.posixPermissions: 0o622], ofItemAtPath: file)
    let link = "\(bench.folder)/state/journal.db.side-link.jsonl"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)

    let report = try journal.mergeSideFiles(in: [])

    #expect(Set(report.foreign) == [file, link])
    #expect(report.events == 0)
    #expect(try texts(journal) == ["a", "b"])
  }

  @Test func `a file that somebody still writes is left to them`() throws {
    let fallback = bench.fallback(.success(journal))
    _ = try holder.query("BEGIN IMMEDIATE")
    try fallback.append([.note("c")], to: .database, after: 2)
    _ = try holder.query("ROLLBACK")

    let report = try bench.journal().mergeSideFiles(in: [])

    #expect(report.inUse == fallback.sideFiles)
    #expect(report.events == 0)
  }

  @Test func `when the folder takes no file either, the next one does`() throws {
    let blocked = "\(bench.folder)/blocked"
    try Data().write(to: URL(fileURLWithPath: blocked))
    let fallback = FallbackJournal(
      .failure(.readOnly(detail: "a read-only disk")),
      refuge: FallbackJournal.Refuge(
        path: "\(blocked)/journal.db",
        folders: ["\(bench.folder)/refuge"]
      ),
      clock: bench.clock,
      salt: bench.salt,
      goesOn: { _ in true }
    )

    try fallback.append([.note("only here")], to: .network, after: 0)

    let file = try #require(fallback.sideFiles.first)
    #expect(file.hasPrefix("\(bench.folder)/refuge/journal.db.side-"))
    #expect(try fallback.incidents().map(\.id) == [.network])
  }

  @Test func `when no folder takes a file the caller hears of it`() throws {
    let blocked = "\(bench.folder)/blocked"
    try Data().write(to: URL(fileURLWithPath: blocked))
    let fallback = FallbackJournal(
      .failure(.readOnly(detail: "a read-only disk")),
      refuge: FallbackJournal.Refuge(path: "\(blocked)/journal.db", folders: []),
      clock: bench.clock,
      salt: bench.salt,
      goesOn: { _ in true }
    )

    #expect(throws: JournalFault.self) {
      try fallback.append([.note("nowhere")], to: .network, after: 0)
    }
  }

  @Test func `a busy database is left after its patience, and other incidents are tried`() throws {
    let fallback = bench.fallback(.success(journal))
    _ = try holder.query("BEGIN IMMEDIATE")
    try fallback.append([.note("c")], to: .database, after: 2)
    _ = try holder.query("ROLLBACK")

    try fallback.append([.note("n")], to: .network, after: 0)

    #expect(try journal.events(of: .network, after: 0, limit: 10).count == 1)
    #expect(try texts(journal) == ["a", "b"])
    #expect(try texts(fallback) == ["a", "b", "c"])
  }
}
