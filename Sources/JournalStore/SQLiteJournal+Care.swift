import Foundation
import GRDB
public import Ports
import Synchronization

extension SQLiteJournal {
  /// A number that changes whenever anybody has written into the journal, this process included.
  ///
  /// Asking costs microseconds, so that a loop may ask ten times a second.
  public func dataVersion() throws(JournalFault) -> Int64 {
    do {
      return try watcher.withLock { connection in
        let watcher =
          try connection ?? DatabaseQueue(path: path, configuration: queue.configuration)
        connection = watcher
        return try watcher.writeWithoutTransaction { database in
          let statement = try database.cachedStatement(sql: "PRAGMA data_version")
          return try Int64.fetchOne(statement) ?? 0
        }
      }
    } catch {
      throw JournalFault(error, path: path)
    }
  }

  /// Writes a whole and consistent copy to a new file while others go on writing into this one.
  ///
  /// What was erased is not in the copy.
  public func backup(to copy: String) throws(JournalFault) {
    guard !FileManager.default.fileExists(atPath: copy) else {
      throw .readOnly(detail: "\(copy): there is a file already; a backup never overwrites one")
    }
    try JournalFile.create(path: copy)
    do {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
      }
      try JournalFile.flush(path: copy)
    } catch {
      try? FileManager.default.removeItem(atPath: copy)
      throw JournalFault(error, path: copy)
    }
  }

  /// What SQLite finds wrong with the file's pages, indexes and references; nothing is good.
  public func integrityCheck() throws(JournalFault) -> [String] {
    try read { database in
      let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check")
      let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map {
        "a row of \($0[0] as String) belongs to nothing in \($0[2] as String)"
      }
      return pages.filter { $0 != "ok" } + orphans
    }
  }
}
