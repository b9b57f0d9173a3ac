import Foundation
import GRDB
public import IncidentCore
public import Ports
import RunbookModel
import Synchronization
public import Timekeeping

/// The journal in one SQLite file: everything that happened, hashed and never changed.
///
/// Every append is on the disk when it returns (`synchronous=FULL`, write-ahead log). Several
/// processes may have one file open. There is one connection that reads and writes, one statement
/// at a time, a second one that only ``dataVersion()`` uses, and a third one that brings a long
/// log into the file.
public final class SQLiteJournal: Journal {
  /// Where the file is.
  public let path: String

  let queue: DatabaseQueue
  let now: @Sendable () -> Instant
  let salt: @Sendable () -> [UInt8]
  let watcher = Mutex<DatabaseQueue?>(nil)
  private let checkpointer: Checkpointer
  /// The step graphs that were asked for last; one never changes.
  let graphs = Mutex<[String: StepGraph]>([:])
  /// The events that were read last, as one process reads most of them several times.
  let known = Mutex(KnownRecords())

  /// Opens the journal at `path`, or creates it: the folder for its owner alone, and so the file.
  ///
  /// - Parameters:
  ///   - path: where the file is or shall be.
  ///   - clock: the time of writing, asked for once per append.
  ///   - salt: 16 random bytes, asked for once per sealed value.
  ///   - patience: how long a write waits for another process.
  /// - Throws: ``JournalFault/tooNew(found:known:)`` for a newer version's file, and what the
  ///   storage says.
  public init(
    path: String,
    clock: @escaping @Sendable () -> Instant,
    salt: @escaping @Sendable () -> [UInt8],
    patience: TimeSpan = .seconds(5)
  ) throws(JournalFault) {
    self.path = path
    self.salt = salt
    now = clock
    do {
      try JournalFile.create(path: path)
      queue = try Self.open(path: path, patience: patience)
      checkpointer = Checkpointer(path: path)
      queue.writeWithoutTransaction { checkpointer.watch($0) }
    } catch {
      throw JournalFault(error, path: path)
    }
  }

  /// Closes the file; what was appended is safe without it.
  public func close() throws(JournalFault) {
    do {
      try watcher.withLock { try $0?.close() }
      // Nobody may tell the checkpointer of a commit any more when it goes.
      try queue.close()
      try checkpointer.close()
    } catch {
      throw JournalFault(error, path: path)
    }
  }

  /// Writes several pieces, each all or none, and makes them durable together.
  public func append(
    _ pieces: [JournalPiece]
  ) throws(JournalFault) -> [Result<[Event], JournalFault>] {
    try write { database in
      try pieces.map { piece in
        let head = try Self.last(of: piece.incident, in: database)
        let actual = head?.sequence ?? 0
        guard actual == piece.expected else { return .failure(.conflict(actual: actual)) }
        try Self.note(piece.agenda, of: piece.incident, in: database)
        try Self.count(piece.tallies, in: database)
        return .success(
          try self.insert(piece.drafts, behind: head, of: piece.incident, in: database)
        )
      }
    }
  }

  /// Runs `body` in a transaction that holds the right to write from its beginning.
  func write<Result>(_ body: (Database) throws -> Result) throws(JournalFault) -> Result {
    try transaction("BEGIN IMMEDIATE", body)
  }

  /// Runs `body` on one consistent state of the file.
  func read<Result>(_ body: (Database) throws -> Result) throws(JournalFault) -> Result {
    try transaction("BEGIN", body)
  }

  /// Runs `body` between `begin` and the end of that transaction.
  ///
  /// GRDB's own transactions compile both anew each time. Those that read also switch to reading
  /// alone and back, upon which SQLite compiles every statement that is kept once more.
  private func transaction<Result>(
    _ begin: String,
    _ body: (Database) throws -> Result
  ) throws(JournalFault) -> Result {
    do {
      return try queue.writeWithoutTransaction { database in
        try database.carryOut(begin)
        do {
          let result = try body(database)
          try database.carryOut("COMMIT")
          return result
        } catch {
          // Some faults end the transaction by themselves; the first one tells what is wrong.
          if database.isInsideTransaction { try? database.rollback() }
          throw error
        }
      }
    } catch {
      throw JournalFault(error, path: path)
    }
  }

  /// The first column of what `sql` gives on the connection that writes.
  package func query(_ sql: String) throws(JournalFault) -> [String] {
    do {
      return try queue.writeWithoutTransaction { database in
        try DatabaseValue.fetchAll(database, sql: sql).map { value in
          switch value.storage {
          case .null: ""
          case .int64(let number): "\(number)"
          case .double(let number): "\(number)"
          case .string(let text): text
          case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
          }
        }
      }
    } catch {
      throw JournalFault(error, path: path)
    }
  }

  private static func open(path: String, patience: TimeSpan) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Double(patience.milliseconds) / 1000)
    configuration.label = "tocsin.journal"
    // Otherwise GRDB ends the process when a transaction is left open; an error later is milder.
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      // The version is asked before anything is written into a file that may not be ours.
      try Schema.refuseStrangers(database, path: path)
      try JournalFile.retrying(patience: patience) {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
          throw JournalFault.storage(detail: "\(path): no write-ahead log on this file system")
        }
      }
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
      // In KiB: a second of many calls fits in, so that no page is written or read twice.
      try database.execute(sql: "PRAGMA cache_size = -16000")
      try Schema.prepare(database, path: path)
    }
    return queue
  }
}
